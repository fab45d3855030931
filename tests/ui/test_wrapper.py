"""The layer round the pages: the language of each document, and headers that keep browsers safe."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import re
from typing import NamedTuple

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from monitoring.ui.wrapper import Wrapper


async def page(request: Request) -> HTMLResponse:
    return HTMLResponse('<!doctype html><html lang="en"><head><script>var a = 1</script></head></html>')


async def plain(request: Request) -> PlainTextResponse:
    return PlainTextResponse('<html lang="en">')


async def kept(request: Request) -> Response:
    """A page that says it is unchanged to whoever asks."""
    asks = {"if-none-match", "if-modified-since"} & set(request.headers)
    return Response(status_code=304) if asks else await page(request)


APP = Wrapper(Starlette(routes=[Route("/", page), Route("/plain", plain), Route("/kept", kept)]))


class Answer(NamedTuple):
    """What came back for a request."""

    headers: dict[str, str]
    body: bytes


def get(address: str, **headers: str) -> Answer:
    """Ask the wrapped application for an address, as a server would."""
    path, _, query = address.partition("?")
    pairs = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": pairs}
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request"}

    async def send(event: dict) -> None:
        sent.append(event)

    asyncio.run(APP(scope, receive, send))
    start, *body = sent
    return Answer(
        {name.decode(): value.decode() for name, value in start["headers"]},
        b"".join(event.get("body", b"") for event in body),
    )


@pytest.mark.parametrize(
    ("address", "browser", "language"),
    [
        ("/", "nl-NL,nl;q=0.9", "nl"),
        ("/", "en-GB,en;q=0.9", "en"),
        ("/", "fr-FR", "en"),
        ("/?lang=nl", "en-GB", "nl"),
        ("/?lang=en", "nl-NL", "en"),
        ("/?lang=xx", "nl-NL", "nl"),
    ],
)
def test_a_document_says_in_which_language_it_is(address, browser, language):
    answer = get(address, accept="text/html", accept_language=browser)
    assert f'<html lang="{language}">'.encode() in answer.body
    assert int(answer.headers["content-length"]) == len(answer.body)


def test_a_document_is_never_left_as_it_was_at_the_last_visit():
    """What a browser kept may be in another language, and without the script that may run in it now."""
    known = get("/kept", accept="text/html", if_none_match='"1"', if_modified_since="Fri, 27 Nov 2026 22:00:00 GMT")
    assert b"<html lang=" in known.body


@pytest.mark.parametrize("begins", [b"// What Streamlit", b"// Copy a part"])
def test_a_document_has_its_two_scripts_and_may_run_them(begins):
    answer = get("/", accept="text/html")
    script = next(
        one for one in re.findall(rb"<script>(.*?)</script>", answer.body, re.DOTALL) if one.startswith(begins)
    )
    allowed = base64.b64encode(hashlib.sha256(script).digest()).decode()
    assert f"'sha256-{allowed}'" in answer.headers["content-security-policy"]


def test_a_browser_is_marked_once_so_that_two_keys_come_from_two():
    answer = get("/", accept="text/html")
    marked = answer.headers["set-cookie"]
    assert re.fullmatch(r"monitoring_session=[\w-]{32}; Path=/; HttpOnly; SameSite=Strict", marked)
    assert get("/", accept="text/html").headers["set-cookie"] != marked
    assert "set-cookie" not in get("/", accept="text/html", cookie=marked.partition(";")[0]).headers
    assert "set-cookie" not in get("/plain").headers


def test_nothing_but_a_document_is_touched():
    assert get("/plain", accept_language="nl").body == b'<html lang="en">'


def test_only_scripts_of_the_document_itself_may_run_and_nothing_from_elsewhere():
    policy = get("/", accept="text/html").headers["content-security-policy"]
    assert re.search(r"script-src 'self' 'wasm-unsafe-eval' 'sha256-[\w+/=]+'", policy)
    assert "frame-ancestors 'none'" in policy
    assert "http:" not in policy
    assert "https:" not in policy
    assert "unsafe-inline' 'self" not in policy.split("style-src")[0]


def test_every_answer_carries_the_headers():
    for address in ("/", "/plain", "/missing"):
        headers = get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "same-origin"
