"""Where a figure comes from: every amount behind it, down to its cell and sender."""

from monitoring import ui

here = ui.page("explain")
