"""Pages against axe's rules: WCAG 2.2 AA and good practice, as drawn by a real browser."""

from importlib.resources import files

from playwright.sync_api import Page

from tests.full_size import DRILL

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = [("light", 1280), ("dark", 390)]  # on a desktop by day, on a phone by night


def views(number: int, language: str = "en") -> list[tuple[str, int]]:
    """The views in which the page of this number is checked: both in the drill, else one, and
    the other one in the other language."""
    return VIEWS if DRILL else [VIEWS[(number + (language == "en")) % 2]]


def show(tab: Page, view: tuple[str, int]) -> None:
    """Draw the open page by these colours and this wide."""
    colours, width = view
    tab.emulate_media(color_scheme=colours)
    tab.set_viewport_size({"width": width, "height": 900})
    tab.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")


def violations(tab: Page, leaving_out: list[str] | None = None) -> list[str]:
    """What axe finds wrong with the open page, but in what these selectors name."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(f"() => {{ {AXE} }}")
    where = {"include": [["html"]], "exclude": [[one] for one in leaving_out or ()]}
    # To have every stylesheet at hand axe would write them into the page, which is not allowed to.
    options = {"runOnly": {"type": "tag", "values": RULES}, "preload": False}
    options |= {"resultTypes": ["violations"]}
    found = tab.evaluate("([where, options]) => axe.run(where, options)", [where, options])
    return [
        f"{rule['id']}: {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


# What is folded up, which axe takes to be shown, and the list that Select2 draws inside its box.
LEFT_OUT = ["details:not([open]) > :not(summary)", "ul.select2-selection__rendered"]


def faults(tab: Page, number: int, language: str = "en") -> list[str]:
    """What is wrong with the open page of the staff site, by axe or by being too wide."""
    found = []
    for view in views(number, language):
        show(tab, view)
        found += [f"{view}: {fault}" for fault in violations(tab, LEFT_OUT)]
        wide = tab.evaluate("document.documentElement.scrollWidth")
        if wide > view[1]:
            found.append(f"{view}: is {wide} wide")
    tab.set_viewport_size({"width": 1280, "height": 900})
    return found
