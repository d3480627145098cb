"""What every answer carries to protect its reader."""

import pytest
from django.test import Client

from tests.portal.elsewhere import visit

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
}
ADDRESSES = [
    "/",
    "/en/",
    "/zh-hk/nowhere/",
    "/en/report/",
    "/staff/login/",
    "/robots.txt",
]


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_the_content_policy_allows_our_own_files_and_nothing_else(client, address: str) -> None:
    parts = client.get(address)["Content-Security-Policy"].split(";")
    policy = dict(part.strip().split(" ", 1) for part in parts)
    assert policy == POLICY


@pytest.mark.django_db
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_these(client, address: str) -> None:
    answer = client.get(address)
    assert {name: answer.get(name) for name in HEADERS} == HEADERS


@pytest.mark.django_db
def test_no_page_needs_more_than_the_policy_allows(site_pages) -> None:
    """No style or script within the page, and nothing loaded from elsewhere."""
    for address, (_, markup) in site_pages.items():
        assert not markup.all("style"), address
        assert not markup.foreign_scripts, address
        for element in markup.elements:
            names = set(element.attributes)
            assert "style" not in names, address
            assert not [name for name in names if name.startswith("on")], address
            if element.tag in ("img", "link", "source", "iframe", "video"):
                source = element.attributes.get("src") or element.attributes.get("href", "")
                ours = element.attributes.get("rel") in ("canonical", "alternate")
                assert ours or source.startswith("/static/"), address


@pytest.mark.django_db
def test_links_out_of_the_site_say_so(site_pages) -> None:
    for address, (_, markup) in site_pages.items():
        for link in markup.all("a"):
            href = link.attributes.get("href", "")
            assert not href.startswith(("javascript:", "//")), address


# --- A public host --------------------------------------------------------------------------

PUBLIC = {"PUBLIC_URL": "https://guide.example.hk", "TRUSTED_PROXIES": "10.0.0.0/24"}


@pytest.fixture(scope="module")
def public() -> dict[str, list]:
    """What a public host answers, by a word for who asks how."""
    host = {"headers": {"host": "guide.example.hk"}}
    through = {"REMOTE_ADDR": "10.0.0.7"}
    said_secure = {"headers": host["headers"] | {"x-forwarded-proto": "https"}}
    visits = {
        "plain": ("/en/report/?about=a", host),
        "secure": ("/en/report/", host | {"secure": True}),
        "through our proxy": ("/en/report/", said_secure | through),
        "through another": ("/en/report/", said_secure | {"REMOTE_ADDR": "203.0.113.5"}),
        "proxy without tls": ("/en/report/", host | through),
        "probe": ("/healthz", host),
        "another host": ("/en/report/", {"headers": {"host": "evil.example"}, "secure": True}),
    }
    answers, _ = visit(*visits.values(), **PUBLIC)
    return dict(zip(visits, answers, strict=True))


def test_plain_http_is_sent_to_https(public) -> None:
    for case in ("plain", "through another", "proxy without tls"):
        status, headers, _, _ = public[case]
        assert status == 301
        assert headers["Location"].startswith("https://guide.example.hk/en/report/")
    assert public["plain"][1]["Location"].endswith("?about=a")


@pytest.mark.parametrize("case", ["secure", "through our proxy"])
def test_over_https_browsers_are_told_to_keep_to_it(public, case: str) -> None:
    status, headers, _, _ = public[case]
    assert status == 200
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_cookies_travel_over_https_only(public) -> None:
    cookies = public["secure"][3]
    assert set(cookies) == {"csrftoken"}
    for flag in ("Secure", "HttpOnly", "SameSite=Lax"):
        assert flag in cookies["csrftoken"]


def test_probes_from_inside_need_no_https(public) -> None:
    assert public["probe"][0] == 200


def test_pages_name_the_public_address(public) -> None:
    content = public["through our proxy"][2]
    assert '<link rel="canonical" href="https://guide.example.hk/en/report/">' in content


def test_another_host_is_refused_there_too(public) -> None:
    status, _, content, _ = public["another host"]
    assert status == 400
    assert "evil.example" not in content


@pytest.mark.django_db
def test_on_loopback_nothing_asks_for_https(client) -> None:
    answer = client.get("/en/report/")
    assert answer.status_code == 200
    assert "Strict-Transport-Security" not in answer.headers
    assert not answer.cookies["csrftoken"]["secure"]


# --- Cookies --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_form_alone_sets_a_cookie_and_says_so(client) -> None:
    answer = client.get("/en/report/")
    assert set(answer.cookies) == {"csrftoken"}
    assert "Cookie" in answer["Vary"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["schemes/?q=a&page=9", "schemes/?min=x", "facilities/?kind=park", "nowhere/"]
)
def test_no_list_and_no_error_page_sets_a_cookie(language, path: str) -> None:
    kept = f"sessionid={'a' * 32}; csrftoken={'b' * 32}"
    answer = Client(headers={"Cookie": kept}).get(f"/{language}/{path}")
    assert not answer.cookies
    assert "Cookie" not in answer.get("Vary", "")
