"""Previews: the real page of what is not published, for whoever has the link, and nowhere else."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.core import signing
from django.utils import timezone

from publishing import preview, versions
from publishing.documents.dump import dump
from publishing.models import NextVersion, Revision
from publishing.telling import Telling
from tests.factories import add, status, t, terms, track

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def by() -> Telling:
    """Somebody without a reason."""
    return Telling(get_user_model().objects.create_user("writer"), {}, editorial=True)


@pytest.fixture
def scheme():
    """A published scheme."""
    return add(
        "schemes",
        "made",
        tracks=[track("main", terms("first", "2020-01-01"))],
        statuses=[status("open", "open", "2020-01-01")],
    )


def later_terms(scheme, day: str) -> dict:
    """The scheme's document with other terms from a day on."""
    document = dump(scheme)
    row = document["tracks"][0]["terms"][0] | {"key": "next", "effective_from": day}
    document["tracks"][0]["terms"].append(row | {"ceiling": 9_000_000})
    return document


def test_the_next_version_is_shown_in_both_languages_and_nothing_is_kept(
    client, scheme, by, language
) -> None:
    before = dump(scheme)
    versions.save(scheme, before | {"summary": t("新的一句。", "A new line.")}, by)
    kept = Revision.objects.count()
    response = client.get(preview.addresses(scheme)[language])
    assert response.status_code == 200
    html = response.content.decode()
    assert ("新的一句。" if language == "zh-hk" else "A new line.") in html
    assert dump(scheme) == before
    assert Revision.objects.count() == kept
    assert NextVersion.objects.count() == 1
    assert response.headers["Content-Language"] == {"zh-hk": "zh-HK", "en": "en"}[language]


def test_a_preview_is_not_kept_indexed_or_passed_on(client, scheme, by) -> None:
    versions.save(scheme, dump(scheme) | {"telephone": "2345 6789"}, by)
    address = preview.addresses(scheme)["en"]
    response = client.get(address)
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert not response.cookies
    html = response.content.decode()
    assert 'rel="canonical"' not in html
    assert 'name="robots" content="noindex, nofollow"' in html
    token = urlsplit(address).path.split("/")[3]
    places = html.count(token)
    assert places == html.count(f'href="{preview.addresses(scheme)["zh-hk"][:20]}')  # the twin only
    assert token not in client.get("/sitemap.xml").content.decode()


def test_a_draft_is_shown_as_its_page_and_found_nowhere_else(client, by) -> None:
    draft = add("schemes", "draft", state="draft", publish_at=None, name=t("草稿", "Zebra draft"))
    assert "Zebra draft" in client.get(preview.addresses(draft)["en"]).content.decode()
    for page in ("/en/schemes/draft/", "/en/schemes/?q=zebra", "/sitemap.xml"):
        assert "Zebra draft" not in client.get(page).content.decode()


def test_what_is_scheduled_is_shown_as_of_its_time(client, scheme, by) -> None:
    """Terms of a day to come are “newest known” on that day, not today."""
    day = timezone.localdate() + 30 * DAY
    at = timezone.now() + 30 * DAY
    versions.publish(scheme, later_terms(scheme, day.isoformat()), by, at)
    address = preview.addresses(scheme)["en"]
    then = client.get(address).content.decode()
    now = client.get(address, {"on": timezone.localdate().isoformat()}).content.decode()
    strips = [page.split("What it pays, then")[0] for page in (then, now)]
    assert ["HK$9 million" in strip for strip in strips] == [True, False]


def test_a_day_that_is_none_is_said_to_be_none(client, scheme, by, language) -> None:
    versions.save(scheme, dump(scheme) | {"telephone": "2345 6789"}, by)
    response = client.get(preview.addresses(scheme)[language], {"on": "<b>soon"})
    assert response.status_code == 200
    html = response.content.decode()
    assert "&lt;b&gt;soon" in html
    assert "2345 6789" in html


def test_a_link_ends(client, scheme, by, monkeypatch) -> None:
    versions.save(scheme, dump(scheme) | {"telephone": "2345 6789"}, by)
    address = preview.addresses(scheme)["en"]
    signed = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: signed + 7 * 86400 - 5)
    assert client.get(address).status_code == 200
    monkeypatch.setattr(signing.time, "time", lambda: signed + 7 * 86400 + 5)
    ended = client.get(address)
    assert ended.status_code == 410
    assert "2345 6789" not in ended.content.decode()
    assert "no-store" in ended.headers["Cache-Control"]


def test_a_link_that_nobody_signed_leads_nowhere(client, scheme) -> None:
    for token in ("made-up", "a:b:c", signing.dumps({"kind": "schemes.scheme", "pk": scheme.pk})):
        assert client.get(f"/en/preview/{token}/").status_code == 404


def test_once_published_a_link_leads_to_the_page(client, scheme, by) -> None:
    document = dump(scheme) | {"telephone": "2345 6789"}
    versions.save(scheme, document, by)
    address = preview.addresses(scheme)["en"]
    versions.publish(scheme, document, by)
    assert client.get(address).headers["Location"] == "/en/schemes/made/"


def test_a_link_to_what_is_gone_has_ended(client, by) -> None:
    draft = add("schemes", "draft", state="draft", publish_at=None)
    address = preview.addresses(draft)["en"]
    draft.delete()
    assert client.get(address).status_code == 410


@pytest.mark.parametrize(
    "folder", ["schemes", "facilities", "projects", "measures", "outcomes", "pages", "glossary"]
)
def test_every_kind_that_has_a_page_has_a_preview(client, folder: str, language) -> None:
    slug = "about-made" if folder == "pages" else "made"
    draft = add(folder, slug, state="draft", publish_at=None)
    response = client.get(preview.addresses(draft)[language])
    assert response.status_code == 200
    assert ("試製" if language == "zh-hk" else "Made") in response.content.decode()


def test_a_kind_without_a_page_has_none() -> None:
    assert preview.addresses(add("topics", "made")) == {}


def test_only_reading_is_allowed(client, scheme, by) -> None:
    versions.save(scheme, dump(scheme) | {"telephone": "2345 6789"}, by)
    address = preview.addresses(scheme)["en"]
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200
