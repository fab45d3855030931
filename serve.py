"""Serve the pages with the language of the visitor on every document, and with security headers.

`streamlit run serve.py` is how the mechanism runs; `streamlit run app.py` shows the same pages
without these two, and opens the ledger when the first visitor comes.
"""

import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from monitoring.ui.server import begin, end
from monitoring.ui.wrapper import Wrapper


@asynccontextmanager
async def opened(app: st.App) -> AsyncIterator[None]:
    """While the server runs: what takes long is begun before there is a visitor."""
    threading.Thread(target=begin, daemon=True).start()
    yield
    end()


app = st.App("app.py", middleware=[Middleware(Wrapper)], lifespan=opened)
