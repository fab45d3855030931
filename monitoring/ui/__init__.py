"""The shared Streamlit of all pages; only here may Streamlit be imported."""

from monitoring.ui.frame import Here, page
from monitoring.ui.html import html, note, section
from monitoring.ui.show import cached, choose, empty, finding, nothing_yet, stands

__all__ = ["Here", "cached", "choose", "empty", "finding", "html", "note", "nothing_yet", "page", "section", "stands"]
