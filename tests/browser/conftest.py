"""A real server on a real ledger, watched for every connection it makes, and a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.conftest import copy

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds

_ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')


@dataclass(frozen=True)
class Server:
    """A running server: its address, its ledger, and the trace of its connections where they can be traced."""

    address: str
    ledger: Path
    trace: Path | None

    def contacted(self) -> set[str]:
        """Every address outside this machine that the server has tried to reach."""
        text = self.trace.read_text(errors="replace") if self.trace else ""
        found = {first or second for first, second in _ADDRESS.findall(text)}
        return {a for a in found if not a.startswith(("127.", "::1", "::ffff:127.", "0.0.0.0")) and a != "::"}


def can_trace() -> bool:
    """Whether connections can be traced here: strace is there, and a container may forbid it."""
    if not shutil.which("strace"):
        return False
    return subprocess.run(["strace", "-f", "-e", "trace=connect", "true"], capture_output=True).returncode == 0


def serve(ledger: Path, folder: Path) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    trace = folder / "connections.txt" if can_trace() else None
    watched = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,sendmsg", "-o", str(trace)] if trace else []
    command = [
        sys.executable,
        "-m",
        "streamlit",
        "run",
        "serve.py",
        "--server.port",
        str(port),
        "--server.headless",
        "true",
    ]
    log = (folder / "server.txt").open("w")
    process = subprocess.Popen(
        [*watched, *command],
        cwd=ROOT,
        env={**os.environ, "MONITORING_LEDGER": str(ledger)},
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(PATIENCE * 4):
            try:
                urllib.request.urlopen(f"{address}/_stcore/health", timeout=2)
                break
            except OSError:
                time.sleep(0.25)
        else:
            raise TimeoutError((folder / "server.txt").read_text())
        yield Server(address, ledger, trace)
    finally:
        os.killpg(process.pid, signal.SIGTERM)  # strace and the server under it
        process.wait(PATIENCE)
        log.close()


@pytest.fixture(scope="session")
def example_server(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the example, to be looked at only."""
    yield from serve(example_folder, tmp_path_factory.mktemp("server"))


@pytest.fixture
def own_server(example_folder: Path, tmp_path: Path) -> Iterator[Server]:
    """A server on a copy of the example, to write in."""
    copy(example_folder, tmp_path / "ledger")
    yield from serve(tmp_path / "ledger", tmp_path)


@pytest.fixture
def empty_server(blank_folder: Path, tmp_path: Path) -> Iterator[Server]:
    """A server on a ledger without a figure."""
    copy(blank_folder, tmp_path / "ledger")
    yield from serve(tmp_path / "ledger", tmp_path)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "these tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        # Without these Chromium itself phones home, which is not what is watched here.
        quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *quiet])
        yield browser
        browser.close()


@dataclass
class Visitor:
    """Somebody with a browser of a size and language, and everything their browser asked for or complained of."""

    page: Page
    server: Server
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        """Open a page and wait until it stands still."""
        self.page.goto(self.server.address + path)
        self.wait()

    def wait(self) -> None:
        """Wait until the page has its title and nothing is running any more."""
        self.page.wait_for_timeout(300)  # until what was clicked has reached the server
        self.page.wait_for_selector("h1.h1", timeout=PATIENCE * 1000)
        self.page.wait_for_selector(
            '[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=PATIENCE * 1000
        )
        self.page.wait_for_timeout(400)
        self.page.wait_for_selector('[data-testid="stSkeleton"]', state="detached")  # where a chart comes

    @property
    def title(self) -> str:
        """The finding of the page."""
        return self.page.inner_text("h1.h1").replace("\u00a0", " ")

    @property
    def text(self) -> str:
        """Everything that can be read on the page."""
        return self.page.inner_text('[data-testid="stMain"]').replace("\u00a0", " ")

    def elsewhere(self) -> list[str]:
        """Requests to any other host than the server."""
        own = (self.server.address, self.server.address.replace("http", "ws", 1), "data:", "blob:")
        return [address for address in self.asked if not address.startswith(own)]


def visitor(
    browser: Browser, server: Server, *, locale: str = "nl-NL", width: int = 1366, height: int = 768
) -> Visitor:
    page = browser.new_context(
        locale=locale, viewport={"width": width, "height": height}, accept_downloads=True
    ).new_page()
    somebody = Visitor(page, server)
    page.on("request", lambda request: somebody.asked.append(request.url))
    page.on("websocket", lambda socket: somebody.asked.append(socket.url))
    page.on("pageerror", lambda error: somebody.complaints.append(str(error)))
    page.on(
        "console",
        lambda said: somebody.complaints.append(said.text) if "Content Security Policy" in said.text else None,
    )
    return somebody
