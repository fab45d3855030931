"""Serve the pages with the language of the visitor on every document, and with security headers.

`streamlit run serve.py` is how the mechanism runs; `streamlit run app.py` shows the same pages
without these two.
"""

import streamlit as st
from starlette.middleware import Middleware

from monitoring.ui.wrapper import Wrapper

app = st.App("app.py", middleware=[Middleware(Wrapper)])
