"""What may happen to a record's documents, without a form around it."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from publishing import versions
from publishing.documents.dump import dump
from publishing.documents.problems import DocumentError
from publishing.models import NextVersion, Revision, SlugRedirect, Source
from publishing.telling import ReasonNeededError, Telling
from publishing.trail import corrections_of, recent_corrections
from publishing.versions import Action
from schemes.models import Scheme
from tests.factories import add, t
from tests.publishing.versions import WHY, changed, closing, made_scheme, reread

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def by() -> Telling:
    """Somebody with a reason."""
    return Telling(get_user_model().objects.create_user("writer"), WHY)


@pytest.fixture
def scheme() -> Scheme:
    """A published scheme with terms, a status and two sentences."""
    return made_scheme()


# --- Drafts ---------------------------------------------------------------------------------


def test_a_published_record_is_left_alone_by_a_draft(scheme, by) -> None:
    before = dump(scheme)
    versions.save(scheme, changed(scheme, telephone="1"), by)
    assert dump(scheme) == before
    assert versions.next_version(scheme).document["telephone"] == "1"
    assert Revision.objects.get(slug="made").action == Action.SAVED


def test_a_record_that_is_not_published_is_its_own_draft(by) -> None:
    draft = add("topics", "made-topic", state="draft", publish_at=None)
    versions.save(draft, dump(draft) | {"name": t("新", "New")}, by)
    assert not NextVersion.objects.exists()
    assert dump(draft)["name"]["en"] == "New"


def test_what_is_unchanged_leaves_nothing(scheme, by) -> None:
    versions.save(scheme, dump(scheme), by)
    versions.publish(scheme, dump(scheme), by)
    assert not NextVersion.objects.exists()
    assert not Revision.objects.filter(slug="made").exists()
    versions.save(scheme, changed(scheme, telephone="1"), by)
    versions.save(reread(scheme), changed(scheme, telephone="1"), by)
    assert Revision.objects.filter(slug="made").count() == 1


def test_what_waits_for_review_goes_on_waiting_while_it_is_worked_on(scheme, by) -> None:
    versions.save(scheme, changed(scheme, telephone="1"), by, Action.SENT)
    versions.save(scheme, changed(scheme, telephone="2"), by)
    prepared = versions.next_version(scheme)
    assert (prepared.state, prepared.document["telephone"]) == ("review", "2")
    versions.send_back(scheme, by)
    assert versions.next_version(scheme).state == "draft"


def test_a_version_that_cannot_be_is_refused(scheme, by) -> None:
    broken = deepcopy(dump(scheme))
    broken["clauses"][0]["source"] = "nothing"
    for write in (versions.save, versions.publish):
        with pytest.raises(DocumentError, match="nothing"):
            write(scheme, broken, by)
    assert not NextVersion.objects.exists()


# --- Publishing and telling -----------------------------------------------------------------


def test_a_changed_fact_needs_its_reason_in_both_languages(scheme, by) -> None:
    later = closing(scheme, "2030-07-31")
    for reasons in ({}, {"zh-hk": "更正"}, {"zh-hk": "更正", "en": " "}):
        with pytest.raises(ReasonNeededError):
            versions.publish(scheme, later, Telling(by.user, reasons))
        with pytest.raises(ReasonNeededError):
            versions.save(scheme, later, Telling(by.user, reasons), Action.SENT)
    assert dump(scheme)["statuses"][0]["closes_on"] == "2030-06-30"
    versions.publish(scheme, changed(scheme, telephone="1"), Telling(by.user, {}))  # no fact
    assert not recent_corrections(10)


def test_readers_are_told_old_and_new_value_date_and_reason(client, scheme, by, language) -> None:
    versions.publish(scheme, closing(scheme, "2030-07-31"), by)
    chinese = language == "zh-hk"
    for page in (f"/{language}/schemes/made/", f"/{language}/changes/"):
        html = client.get(page).content.decode()
        for text in (
            ("2030年6月30日", "2030年7月31日") if chinese else ("30 June 2030", "31 July 2030")
        ):
            assert text in html
        assert WHY[language] in html
        assert WHY["en" if chinese else "zh-hk"] not in html


def test_a_change_of_words_alone_is_not_told(client, scheme, by) -> None:
    quiet = Telling(by.user, {}, editorial=True)
    versions.publish(scheme, closing(scheme, "2030-07-31"), quiet)
    assert not corrections_of(reread(scheme))
    assert dump(scheme)["statuses"][0]["closes_on"] == "2030-07-31"


def test_what_readers_could_not_see_is_not_told(scheme, by) -> None:
    Scheme.objects.filter(pk=scheme.pk).update(publish_at=timezone.now() + HOUR)
    versions.publish(reread(scheme), closing(scheme, "2030-07-31"), Telling(by.user, {}))
    assert not Revision.objects.filter(told_at__isnull=False).exists()


def test_a_withdrawn_records_changes_are_told_no_more(client, scheme, by) -> None:
    versions.publish(scheme, closing(scheme, "2030-07-31"), by)
    assert [told.record.slug for told in recent_corrections(10)] == ["made"]
    versions.withdraw(reread(scheme), by)
    assert not recent_corrections(10)
    assert client.get("/en/schemes/made/").status_code == 404


def test_the_trail_follows_a_record_to_its_new_address(scheme, by) -> None:
    versions.publish(scheme, closing(scheme, "2030-07-31"), by)
    scheme = reread(scheme)
    moved = changed(scheme, slug="moved", redirects_from=["made"])
    versions.publish(scheme, moved, by)
    assert SlugRedirect.objects.get(old_slug="made").slug == "moved"
    assert [told.record.slug for told in recent_corrections(10)] == ["moved"]
    assert len(corrections_of(reread(scheme))) == 1


def test_sources_that_nobody_has_seen_are_published_with_what_cites_them(scheme, by) -> None:
    add("sources", "fresh", state="draft", publish_at=None)
    document = deepcopy(dump(scheme))
    document["clauses"][0]["source"] = "fresh"
    versions.save(scheme, document, by)
    assert not Source.objects.published().filter(slug="fresh").exists()
    versions.publish(scheme, document, by)
    assert Source.objects.published().filter(slug="fresh").exists()
    assert Revision.objects.filter(slug="fresh", action=Action.PUBLISHED).exists()


def test_readers_are_not_told_the_name_of_what_they_cannot_see(scheme, by) -> None:
    hidden = add("schemes", "hidden", state="draft", publish_at=None, name=t("斑馬", "Zebra"))
    row = {"key": "next", "relation": "replaced_by", "other": "hidden", "source": "made-source"}
    versions.publish(scheme, dump(scheme) | {"successions": [row]}, by)
    (told,) = corrections_of(reread(scheme))
    assert "Zebra" not in str(told.lines)
    assert "斑馬" not in str(told.lines)
    Scheme.objects.filter(pk=hidden.pk).update(state="published", publish_at=timezone.now())
    (told,) = corrections_of(reread(scheme))
    assert "斑馬" in str(told.lines)  # the active language is the site's first
