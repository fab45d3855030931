"""What axe-core finds on a page that breaks WCAG 2.2, levels A and AA."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
}
# No contrast can be told on a pattern: so what is hatched stands on the darkest of its lines instead.
FLAT = ":root { --hatch: #FBD5D5 !important; --hatch-good: #FBD5D5 !important; }"
_axe = Axe()


def faults(page: Page) -> list[str]:
    """Each fault with its rule, how grave it is, and where: empty when there is none."""
    page.add_style_tag(content=FLAT)
    return [
        f"{rule['id']} ({rule['impact']}) at {node['target']}: {node['html']}"
        for rule in _axe.run(page, options=RULES).response["violations"]
        for node in rule["nodes"]
    ]
