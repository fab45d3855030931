"""A thin layer round the pages: the language of each document, its two scripts, and headers that keep browsers safe.

Streamlit's page says that it is in English. A screen reader would read Dutch aloud as English, so
the document is told the language that its visitor reads (WCAG 3.1.1). What its widgets lack for
who uses no mouse is added by `document.js` (WCAG 2.4.3, 4.1.2); `copy.js` copies a part of a page as picture or table.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from monitoring.language import language_of
from theory_of_change.text import LANGUAGES

HEADERS = {
    # Nothing is loaded from, or sent to, any other host; nobody puts the pages in a frame.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


# A document must be read to be told its language, so it is not asked for compressed; and it is always sent anew,
# because what a browser kept of it may be in the language of its last visit.
_UNASKED = (b"accept-encoding", b"if-none-match", b"if-modified-since")
_SCRIPTS = (
    b"".join(
        b"<script>" + (Path(__file__).parent / name).read_bytes() + b"</script>" for name in ("document.js", "copy.js")
    )
    + b"</head>"
)
_INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


COOKIE = "monitoring_session"
"""The mark of a browser until it is closed, so that the two keys to a closing come from two: no more is done with it."""


class Wrapper:
    """ASGI middleware for every page."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with the headers on its answer, and the language and the script in its document."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        language = asked_language(scope)
        if "text/html" in Headers(scope=scope).get("accept", ""):
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in _UNASKED]}
        start: Message | None = None
        document = False

        async def answer(event: Message) -> None:
            nonlocal start, document
            if event["type"] == "http.response.start":
                headers = MutableHeaders(scope=event)
                headers.update({name: value.format(scripts="") for name, value in HEADERS.items()})
                document = headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
                if document:
                    start = event  # its length is known when the document is
                    return
            elif document and event["type"] == "http.response.body" and start is not None:
                body = event.get("body", b"").replace(b'<html lang="en"', f'<html lang="{language}"'.encode(), 1)
                body = body.replace(b"</head>", _SCRIPTS, 1)
                headers = MutableHeaders(scope=start)
                if COOKIE not in cookie_parser(Headers(scope=scope).get("cookie", "")):
                    headers.append(
                        "set-cookie", f"{COOKIE}={secrets.token_urlsafe(24)}; Path=/; HttpOnly; SameSite=Strict"
                    )
                headers["content-length"] = str(len(body))
                headers["content-security-policy"] = HEADERS["Content-Security-Policy"].format(
                    scripts=_own_scripts(body)
                )
                await send(start)
                start, document = None, False
                event = {**event, "body": body}
            await send(event)

        await self._app(scope, receive, answer)


def _own_scripts(document: bytes) -> str:
    """The hashes of the scripts that stand in the document itself, so that those and no others run."""
    hashes = (base64.b64encode(hashlib.sha256(script).digest()).decode() for script in _INLINE.findall(document))
    return "".join(f" 'sha256-{one}'" for one in hashes)


def asked_language(scope: Scope) -> str:
    """The language in the address, else the first that the browser asks for."""
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[0]
    if asked in LANGUAGES:
        return asked
    return language_of(Headers(scope=scope).get("accept-language", "").partition(",")[0] or None)
