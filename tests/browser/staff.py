"""People at a record's form in the staff site, each in a browser of their own."""

from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response

from accounts.roles import Role
from schemes.models import Scheme
from tests.accounts.roles import member
from tests.browser.conftest import LOCALES
from tests.portal.staff_records import RATIO, SOURCED, page, record, t

WHY = {"zh-hk": "主辦機構延長了期限。", "en": "The deadline was extended."}


class People:
    """Opens a tab for each person; every error and every refused resource is a complaint."""

    def __init__(self, browser: Browser, address: str, complaints: list[str]) -> None:
        self.browser, self.address, self.complaints = browser, address, complaints
        self.contexts: list[BrowserContext] = []

    def reader(self, language: str = "en", width: int = 1280, **options) -> Page:
        """Somebody who has not signed in."""
        size = {"width": width, "height": 900}
        context = self.browser.new_context(
            base_url=self.address, locale=LOCALES[language], viewport=size, **options
        )
        context.set_default_timeout(8_000)
        context.on("page", self._listen)
        self.contexts.append(context)
        return context.new_page()

    def staff(self, role: str, language: str = "en", name: str = "", **options) -> Page:
        """Somebody with this role, signed in."""
        tab = self.reader(language, **options)
        client = Client()
        client.force_login(member(Role(role), name))
        session = client.cookies[settings.SESSION_COOKIE_NAME]
        tab.context.add_cookies(
            [{"name": session.key, "value": session.value, "url": self.address}]
        )
        return tab

    def leave(self) -> None:
        """Close every tab."""
        for context in self.contexts:
            context.close()

    def _listen(self, tab: Page) -> None:
        def complain(text: str) -> None:
            self.complaints.append(f"{tab.url}: {text}")

        tab.on("console", lambda said: said.type in {"error", "warning"} and complain(said.text))
        tab.on("pageerror", lambda error: complain(str(error)))
        tab.on("response", lambda got: got.status >= 400 and complain(f"{got.status} {got.url}"))


# --- Records --------------------------------------------------------------------------------


def voucher() -> Scheme:
    """A scheme with a last day, after the Technology Voucher Programme; `everything()` first."""
    status = {"key": "open", "status_state": "open", "since": "2016-11", "intake": "rounds"}
    return record(
        "schemes",
        slug="sample-voucher",
        name=t("科技券", "Technology Voucher Programme"),
        statuses=[status | {"closes_on": "2030-06-30"} | SOURCED],
        series=[],
    )


def industrialisation() -> Scheme:
    """A scheme of two tracks, after the New Industrialisation Funding Scheme."""
    terms = {"terms_kind": "match", "ceiling": 15_000_000, "ceiling_per": "project"}
    terms |= RATIO | SOURCED
    return record(
        "schemes",
        slug="sample-industry",
        name=t("新型工業化資助計劃", "New Industrialisation Funding Scheme"),
        tracks=[
            {
                "key": "standard",
                "name": t("一般程序", "Ordinary procedure"),
                "terms": [terms | {"key": "2020", "effective_from": "2020-07-27"}],
            },
            {
                "key": "streamlined",
                "name": t("簡化程序", "Streamlined procedure"),
                "terms": [terms | {"key": "2025", "effective_from": "2025-06"}],
            },
        ],
        clauses=[],
        criteria=[],
        series=[],
    )


def form(scheme: Scheme, query: str = "") -> str:
    """Where the scheme is edited."""
    return page(Scheme, "change", scheme.pk) + query


def decision(scheme: Scheme, name: str) -> str:
    """Where something is decided about the scheme."""
    return reverse(f"admin:schemes_scheme_{name}", args=[scheme.pk])


def public(scheme: Scheme, language: str) -> str:
    """Where readers find the scheme."""
    return f"/{language}/schemes/{scheme.slug}/"


# --- At the form ----------------------------------------------------------------------------


def turn(leading: Locator) -> Response:
    """Click what leads to another page and wait until that page is there, which a click alone
    does not: what follows would look at the page that is being left."""
    with leading.page.expect_navigation() as going:
        leading.click()
    return going.value


def open_group(tab: Page, name: str) -> Locator:
    """Unfold the rows of one sort."""
    group = tab.locator(f"#{name}-group")
    group.locator("> fieldset > details > summary").click()
    return group


def open_row(tab: Page, name: str) -> None:
    """Unfold a row, such as `terms-0`, of a group that is unfolded."""
    tab.locator(f"#{name} .row-fields > summary").click()


def choose(tab: Page, part: str, name: str, text: str) -> None:
    """Choose another record as editors do, by searching, for a field of a row or of the form."""
    tab.locator(f"#{part} .fieldBox.field-{name} .select2-selection").first.click()
    tab.locator(".select2-search__field").last.fill(text)
    tab.locator(".select2-results__option--highlighted").click()


def give_reasons(tab: Page) -> None:
    """Say why, to readers of both languages."""
    tab.locator("#id_reason_zh_hk").fill(WHY["zh-hk"])
    tab.locator("#id_reason_en").fill(WHY["en"])


def press(tab: Page, button: str) -> None:
    """Press one of the form's buttons, and see that what was asked was done."""
    turn(tab.locator(f"button[name={button}]"))
    tab.locator(".messagelist .success").wait_for()
