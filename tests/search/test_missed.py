"""What is looked for in vain is counted: words and day, nothing of who asked, and never at the
price of the page."""

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection

from publishing.dates import today
from search import actions
from search.models import MissedQuery

pytestmark = pytest.mark.django_db


def counted() -> dict[str, int]:
    """Words to how often they were missed."""
    return dict(MissedQuery.objects.values_list("text", "times"))


def test_words_not_found_are_counted_by_day(client) -> None:
    for words in ("Zzqq  Xxyy", "zzqq xxyy", "wwqqzz"):
        client.get("/en/search/", {"q": words})
    assert counted() == {"zzqq xxyy": 2, "wwqqzz": 1}
    assert set(MissedQuery.objects.values_list("day", flat=True)) == {today()}


def test_nothing_but_words_and_day_is_kept() -> None:
    names = {field.name for field in MissedQuery._meta.fields}
    assert names == {"id", "day", "text", "times"}


def test_a_slip_counts_though_it_could_be_mended(client) -> None:
    client.get("/en/search/", {"q": "vouchr"})
    assert counted() == {"vouchr": 1}


@pytest.mark.parametrize(
    "words",
    [
        *("tvp", "", "   ", "somebody@example.org", "call 9123 4567", "A123456(7)", "2345-6789"),
        *("a" * 201, "\x00"),
    ],
)
def test_what_is_found_or_is_somebodys_is_not_counted(client, words: str) -> None:
    client.get("/en/search/", {"q": words})
    assert counted() == {}


def test_looking_without_a_body_or_by_a_list_counts_nothing(client) -> None:
    client.head("/en/search/?q=zzqqxx")
    client.get("/en/schemes/?q=zzqqxx")
    client.get("/en/search/suggest/?q=zzqqxx")
    assert counted() == {}


def test_a_day_takes_so_many_different_words_and_no_more(client, monkeypatch) -> None:
    monkeypatch.setattr(actions, "MOST_A_DAY", 2)
    for words in ("zzqqa", "zzqqb", "zzqqc", "zzqqa"):
        actions.count_missed(words)
    assert counted() == {"zzqqa": 2, "zzqqb": 1}


def test_a_count_that_cannot_be_kept_costs_nothing(client, monkeypatch) -> None:
    def refuse() -> str:
        raise OperationalError("database is locked")

    monkeypatch.setattr(actions, "_statement", refuse)
    assert client.get("/en/search/", {"q": "zzqqxx"}).status_code == 200
    monkeypatch.setattr(actions, "_statement", lambda: "NO SUCH STATEMENT")
    assert client.get("/en/search/", {"q": "zzqqxx"}).status_code == 200
    with connection.cursor() as cursor:  # and the connection is as good as before
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)


def test_editors_see_them_and_may_delete_but_not_write_them(client) -> None:
    user = get_user_model().objects.create_superuser("editor", "editor@example.org", "secret")
    client.force_login(user)
    MissedQuery.objects.create(day=today(), text="zzqqxx", times=3)
    shown = client.get("/staff/search/missedquery/").content.decode()
    assert "zzqqxx" in shown
    assert "/search/?q=zzqqxx" in shown
    assert client.get("/staff/search/missedquery/add/").status_code == 403
