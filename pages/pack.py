from monitoring import ui

here = ui.page("pack")
