"""Where a ledger lives: a folder with a SQLite catalogue, or a PostgreSQL catalogue and a data path."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

DEFAULT = "data/ledger"
VARIABLE = "MONITORING_LEDGER"

_DATA_PATH = re.compile(r"(?:^|\s)data_path=(?:'([^']*)'|(\S+))")


class AddressError(ValueError):
    """An address that names no ledger, with what would be right."""


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
                    f"{text!r} names no data path. Write: postgres:dbname=... host=... data_path=/folder/of/files"
                )
            catalogue = _DATA_PATH.sub(" ", text).strip()
            return cls(catalogue, Path(found[1] or found[2]).absolute(), None)
        if re.match(r"^[a-z0-9]{2,}:", text):
            raise AddressError(f"{text!r} is no ledger. Use a folder, or postgres:... with a data_path.")
        folder = Path(text).absolute()
        return cls(f"sqlite:{folder / 'catalogue.sqlite'}", folder / "files", folder)

    def __str__(self) -> str:
        """The address without what may be secret in it."""
        return str(self.folder) if self.folder else without_secrets(self.catalogue)


def without_secrets(text: str) -> str:
    """A text that may hold an address, such as an error, without passwords.

    >>> without_secrets('cannot reach "host=db password=geheim user=x" or postgres://x:geheim@db/y')
    'cannot reach "host=db password=… user=x" or postgres://x:…@db/y'
    """
    text = re.sub(r"password=('[^']*'|[^\s\"]+)", "password=…", text)
    return re.sub(r"(://[^:/@\s]+:)[^@\s]+@", r"\1…@", text)
