"""Where a ledger lives: a folder with a SQLite catalogue, or a PostgreSQL catalogue and a data path."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

DEFAULT = "data/ledger"
VARIABLE = "MONITORING_LEDGER"

_DATA_PATH = re.compile(r"(?:^|\s)data_path\s*=\s*(?:'([^']*)'|(\S+))")

# A value as libpq reads it: in quotes, where a quote inside follows a backslash, or up to a space.
# Quotes come doubled where the address stands in a statement, and may lack their end.
_VALUE = r"(?:…|''(?:\\.|[^'\\])*''|'(?:\\.|[^'\\])*(?:'|$)|(?:\\.|[^\s\\])+)"
_SECRET = re.compile(rf"(?i)\b(password|passfile|sslpassword|oauth_client_secret)(\s*=\s*)({_VALUE})")
_IN_URL = re.compile(r"(://[^:/@\s]*:)([^\n]*)@")


class AddressError(ValueError):
    """An address that names no ledger, with what would be right; the address itself is not repeated."""


@dataclass(frozen=True)
class Address:
    """A ledger's catalogue and the folder of its Parquet files.

    >>> Address.parse("postgres:dbname=monitoring host=db data_path=/srv/ledger").catalogue
    'postgres:dbname=monitoring host=db'
    """

    catalogue: str
    data_path: Path
    folder: Path | None

    @classmethod
    def parse(cls, text: str | Path | None = None) -> Address:
        """An address from its text; without one from ``MONITORING_LEDGER``, else ``data/ledger``."""
        text = str(text or os.environ.get(VARIABLE) or DEFAULT)
        if text.startswith("postgres:"):
            found = _DATA_PATH.search(text)
            if not found:
                raise AddressError(
                    "The address of the ledger names no data path. "
                    "Write: postgres:dbname=... host=... data_path=/folder/of/files"
                )
            catalogue = _DATA_PATH.sub(" ", text).strip()
            return cls(catalogue, Path(found[1] or found[2]).absolute(), None)
        scheme = re.match(r"^[a-z0-9]{2,}:", text)
        if scheme:
            raise AddressError(f"{scheme[0]}... is no ledger. Use a folder, or postgres:... with a data_path.")
        folder = Path(text).absolute()
        return cls(f"sqlite:{folder / 'catalogue.sqlite'}", folder / "files", folder)

    @property
    def kept(self) -> Path:
        """The folder of what was worked out of the ledger (`on_disk`); not among its own files, of which upkeep takes strays away."""
        return self.folder / "kept" if self.folder else self.data_path.with_name(f"{self.data_path.name}-kept")

    def __str__(self) -> str:
        """The address without what may be secret in it."""
        return str(self.folder) if self.folder else self.hide(self.catalogue)

    def hide(self, text: str) -> str:
        """A text such as an error without what is secret in this address, in whichever form it is repeated.

        Of an address that is mistyped a server repeats a part alone.

        >>> Address.parse("postgres:host=db password=open sesame data_path=/srv").hide('missing "=" after "sesame"')
        'missing "=" after "…"'
        """
        for secret in sorted(set(_secrets(self.catalogue)), key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(secret)}(?!\w)", "…", text)
        return without_secrets(text)


def without_secrets(text: str) -> str:
    """A text that may hold an address, such as an error, without passwords.

    >>> without_secrets("cannot reach host=db password = 'ge heim' user=x or postgres://x:geheim@db/y")
    'cannot reach host=db password = … user=x or postgres://x:…@db/y'
    """
    return _IN_URL.sub(r"\1…@", _SECRET.sub(r"\1\2…", text))


def _secrets(catalogue: str) -> Iterator[str]:
    """What is secret in an address, whole and by its words, up to the next keyword."""
    found = [unquote(secret) for _, secret in _IN_URL.findall(catalogue)]
    found += [secret for _, secret in _IN_URL.findall(catalogue)]
    for start in _SECRET.finditer(catalogue):
        value = catalogue[start.start(3) :]
        found += [start[3].strip("'"), re.split(r"\s+\w+\s*=|&", value)[0].strip()]
    for secret in found:
        yield from (word.strip("'") for word in (secret, *secret.split()) if word.strip("'"))
