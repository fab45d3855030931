"""Countries: one page per partnership, its money, results, safeguards and agreements."""

from monitoring import ui

here = ui.page("countries")
