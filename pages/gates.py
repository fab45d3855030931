"""Stage gates of innovative forms: which was passed, on what evidence, and which comes next."""

from monitoring import ui
from monitoring.ui import gates

here = ui.page("gates")
found = gates.every(here)
gates.title(here, found)
gates.strips(here, found)
gates.form(here, found)
