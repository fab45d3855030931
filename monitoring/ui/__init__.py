"""The shared Streamlit of all pages; only here may Streamlit be imported."""

from monitoring.ui.frame import Here, organisations, page
from monitoring.ui.show import cached, choose, downloads, empty, finding, section, stands

__all__ = ["Here", "cached", "choose", "downloads", "empty", "finding", "organisations", "page", "section", "stands"]
