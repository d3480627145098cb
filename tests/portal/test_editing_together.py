"""Two editors at once, sessions that end while somebody types, and no way round the roles."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from publishing.models import NextVersion, Organisation, Source
from schemes.models import Scheme
from tests.accounts.roles import sign_in
from tests.markup import read
from tests.portal.editing import decision, form, prepared, public, signed_in
from tests.portal.staff_records import (
    WHY,
    everything,
    form_data,
    page,
    save,
    sent_by,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheme() -> Scheme:
    """A published scheme among one record of every kind."""
    return everything()["schemes"]


@pytest.fixture
def writer(scheme) -> Client:
    """Somebody who writes."""
    return signed_in("editor")


@pytest.fixture
def publisher(scheme) -> Client:
    """Somebody who publishes."""
    return signed_in("publisher")


# --- Two at once ----------------------------------------------------------------------------


def test_the_second_editor_sees_the_others_change_and_loses_nothing(scheme, writer) -> None:
    other = signed_in("publisher")
    address = form(scheme, "?rows=all")
    mine, theirs = form_data(writer, address), form_data(other, address)
    theirs |= WHY | {"summary_en": "By them.", "description_en": "Theirs alone.", "_publish": "1"}
    assert other.post(address, theirs).status_code == 302
    mine |= {"summary_en": "By me.", "clauses-0-text_en": "Mine alone.", "_save": "1"}
    mine |= {"reason_en": "Typed reason"}
    response = writer.post(address, mine)
    assert response.status_code == 200
    html = response.content.decode()
    for text in ("By them.", "By me.", "Theirs alone.", "Mine alone.", "publisher", "both changed"):
        assert text in html
    assert not NextVersion.objects.exists()
    joined = sent_by(response.context)
    assert joined["summary_en"] == "By me."
    assert joined["description_en"] == "Theirs alone."
    assert joined["clauses-0-text_en"] == "Mine alone."
    assert joined["reason_en"] == "Typed reason"
    assert writer.post(address, joined | {"_save": "1"}).status_code == 302
    document = prepared().document
    assert document["summary"]["en"] == "By me."
    assert document["description"]["en"] == "Theirs alone."
    assert document["clauses"][0]["text"]["en"] == "Mine alone."


def test_a_third_save_collides_again(scheme, writer) -> None:
    address = form(scheme, "?rows=all")
    first, second = form_data(writer, address), form_data(writer, address)
    writer.post(address, first | {"name_en": "One", "_save": "1"})
    joined = sent_by(writer.post(address, second | {"summary_en": "Two", "_save": "1"}).context)
    save(writer, scheme, "_save", description_en="Three")
    response = writer.post(address, joined | {"_save": "1"})
    assert "Three" in response.content.decode()
    assert prepared().document["summary"]["en"] == "Pays for research."
    again = sent_by(response.context)
    assert writer.post(address, again | {"_save": "1"}).status_code == 302
    found = prepared().document
    texts = (found["name"]["en"], found["summary"]["en"], found["description"]["en"])
    assert texts == ("One", "Two", "Three")


def test_both_add_a_row_and_one_deletes_another(scheme, writer) -> None:
    address = form(scheme, "?rows=all")
    mine, theirs = form_data(writer, address), form_data(writer, address)
    new = {"clauses-TOTAL_FORMS": "2", "clauses-1-section": "how", "clauses-1-position": ""}
    new |= {"clauses-1-text_zh_hk": "一句。", "clauses-1-source": str(scheme.source_id)}
    theirs |= new | {"clauses-1-text_en": "By them.", "clauses-0-DELETE": "on", "_save": "1"}
    assert writer.post(address, theirs).status_code == 302
    response = writer.post(address, mine | new | {"clauses-1-text_en": "By me.", "_save": "1"})
    joined = sent_by(response.context)
    assert writer.post(address, joined | {"_save": "1"}).status_code == 302
    texts = [clause["text"]["en"] for clause in prepared().document["clauses"]]
    assert sorted(texts) == ["By me.", "By them."]


def test_a_forged_form_is_refused(scheme, writer) -> None:
    typed = form_data(writer, form(scheme)) | {"_save": "1"}
    without = {name: value for name, value in typed.items() if name != "_base"}
    assert writer.post(form(scheme), without).status_code == 400
    assert writer.post(form(scheme), typed | {"_joined": "made up"}).status_code == 400


# --- Nothing typed is lost ------------------------------------------------------------------


def test_a_form_sent_after_its_session_ended_is_sent_again_as_it_is(scheme, writer) -> None:
    typed = form_data(writer, form(scheme)) | {"name_en": "Typed for long", "_save": "1"}
    ours = {"origin": "http://testserver"}
    writer.logout()
    kept = writer.post(form(scheme), typed, headers=ours)
    assert kept.status_code == 403
    assert "no-store" in kept.headers["Cache-Control"]
    hidden = read(kept.content).all("input", type="hidden")
    again = {field.attributes["name"]: field.attributes["value"] for field in hidden}
    for name, value in typed.items():
        assert again[name].split() == (value if isinstance(value, str) else value[0]).split()
    writer.force_login(get_user_model().objects.get(username="editor"))
    assert writer.post(form(scheme), again, headers=ours).status_code == 302
    assert prepared().document["name"]["en"] == "Typed for long"


def test_a_stale_token_of_ours_can_be_sent_again_and_anothers_cannot(scheme) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"accept-language": "en"})
    sign_in(strict, "editor")
    typed = {"name_en": "Typed for long"}
    ours = strict.post(form(scheme), typed, headers={"origin": "http://testserver"})
    assert 'value="Typed for long"' in ours.content.decode()
    theirs = strict.post(form(scheme), typed, headers={"origin": "https://elsewhere.example"})
    assert theirs.status_code == 403
    assert 'name="name_en"' not in theirs.content.decode()
    strict.logout()
    unknown = strict.post(form(scheme), typed, headers={"origin": "null"})
    assert 'name="name_en"' not in unknown.content.decode()


# --- No way round ---------------------------------------------------------------------------


def test_an_editor_cannot_publish_whatever_is_sent(scheme, writer) -> None:
    typed = {"state": "published", "publish_at_0": "2020-01-01", "publish_at_1": "00:00:00"}
    assert save(writer, scheme, "_publish", name_en="Alpha Two", **typed).status_code == 403
    for button in ("_save", "_review", "_continue", "_saveasnew", "nothing"):
        save(writer, scheme, button, name_en="Alpha Two", **typed)
        assert "Alpha Two" not in public(scheme)
    add = {"slug": "sample-new", "name_zh_hk": "新", "name_en": "New"} | typed
    writer.post(page(Organisation, "add"), add | {"_publish": "1"})
    writer.post(page(Organisation, "add"), add | {"_save": "1"})
    assert not Organisation.objects.published().filter(slug="sample-new").exists()


def test_a_kind_without_a_page_is_not_previewed(scheme, writer) -> None:
    source = Source.objects.get(slug="sample-paper")
    assert save(writer, source, "_preview_en").status_code == 404


def test_an_editor_cannot_move_when_a_record_is_shown(scheme, writer) -> None:
    save(writer, scheme, "_save", withdraw_at_0="2027-01-01", withdraw_at_1="00:00:00")
    assert not NextVersion.objects.filter(document__has_key="withdraw_at").exists()


def test_what_is_scheduled_is_the_publishers(scheme, writer, publisher) -> None:
    at = {"go_live_at_0": "2099-01-01", "go_live_at_1": "00:00:00"}
    save(publisher, scheme, "_publish", name_en="Alpha Next", **at)
    assert writer.get(form(scheme)).status_code == 200
    typed = form_data(publisher, form(scheme)) | {"name_en": "Otherwise", "_save": "1"}
    assert writer.post(form(scheme), typed).status_code == 403
    for name in ("discard", "send-back", "withdraw"):
        assert writer.post(decision(scheme, name)).status_code == 403
    assert prepared().document["name"]["en"] == "Alpha Next"


def test_decisions_are_asked_first_and_taken_by_post(scheme, writer, publisher) -> None:
    save(writer, scheme, "_review", name_en="Alpha Next")
    for client, name, status in (
        (writer, "withdraw", 403),
        (writer, "send-back", 403),
        (publisher, "send-back", 200),
        (publisher, "withdraw", 200),
        (writer, "discard", 200),
    ):
        assert client.get(decision(scheme, name)).status_code == status
    assert prepared().state == "review"
    publisher.post(decision(scheme, "send-back"), {"reason_en": "Please add the source."})
    assert prepared().state == "draft"
    assert "Please add the source." in writer.get(form(scheme)).content.decode()
    writer.post(decision(scheme, "discard"))
    assert not NextVersion.objects.exists()
    assert public(scheme)
    publisher.post(decision(scheme, "withdraw"))
    assert not public(scheme)
    assert publisher.post(decision(scheme, "withdraw"), follow=True).status_code == 200


def test_what_was_published_is_not_deleted(scheme) -> None:
    get_user_model().objects.create_superuser("root", "root@example.org", "secret")
    client = Client()
    client.login(username="root", password="secret")
    assert client.post(page(Scheme, "delete", scheme.pk), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "post": "yes", "_selected_action": [str(scheme.pk)]}
    client.post(page(Scheme, "changelist"), chosen)
    assert Scheme.objects.filter(pk=scheme.pk).exists()
