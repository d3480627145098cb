"""Settings from the environment: read, or a stop with a hint at the first mistake."""

import json

import pytest

from tests.portal.elsewhere import run

pytestmark = pytest.mark.either_engine(0)

KEY = {"SECRET_KEY": "a-key"}
SHOW = """
import json
from portal import settings

print(json.dumps({name: getattr(settings, name, None) for name in %s}, default=str))
"""


@pytest.fixture
def secret_file(tmp_path) -> str:
    """A file that holds a secret, as container platforms hand it over."""
    path = tmp_path / "secret"
    path.write_text("from-a-file\n")
    return str(path)


def read(*names: str, **environment: str) -> dict:
    """Settings as they come out."""
    done = run(SHOW % (names,), **environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def stopped(**environment: str) -> str:
    """What is said when the site does not start."""
    done = run("import portal.settings", **environment)
    assert done.returncode == 1
    complaint, hint = done.stderr.strip().splitlines()
    assert complaint.startswith("Configuration error: ")
    assert hint.startswith("Hint: ")
    return done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "maybe"),
        ("PUBLIC_URL", "http://guide.example.hk"),
        ("PUBLIC_URL", "guide.example.hk"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://guide.example.hk/path"),
        ("PUBLIC_URL", "https://guide.example.hk:port"),
        ("DATABASE_URL", "mysql://user@host/name"),
        ("DATABASE_URL", "nonsense"),
        ("DATABASE_URL", "postgresql://user@host:port/name"),
        ("CACHE_URL", "memcached://host"),
        ("EMAIL_URL", "nonsense://host"),
        ("EMAIL_URL", "smtp://host:port"),
        ("EDITORS_EMAIL", "editor"),
        ("EDITORS_EMAIL", "a@example.org;b@example.org"),
        ("TRUSTED_PROXIES", "everyone"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("REPORTS_PER_HOUR", "many"),
        ("REPORTS_PER_HOUR", "0"),
        ("FEEDBACK_MONTHS", "a year"),
        ("FEEDBACK_MONTHS", "0"),
        ("FEEDBACK_BUSY_NETWORK", "-1"),
        ("OPERATOR_ZH", "只有一種語文"),
        ("PRIVACY_OFFICER_EN", "An officer of nobody"),
    ],
)
def test_a_malformed_variable_stops_with_a_hint_that_names_it(name: str, value: str) -> None:
    assert name in stopped(**KEY, **{name: value})


def test_without_a_secret_key_it_stops_with_a_hint() -> None:
    assert "SECRET_KEY" in stopped()
    assert "SECRET_KEY" in stopped(SECRET_KEY="")


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "CACHE_URL", "EMAIL_URL"])
@pytest.mark.parametrize("fault", ["missing", "empty", "both"])
def test_a_secret_file_that_cannot_be_used_stops_with_a_hint(
    tmp_path, secret_file, name: str, fault: str
) -> None:
    (tmp_path / "empty").touch()
    path = secret_file if fault == "both" else str(tmp_path / fault)
    given = {f"{name}_FILE": path} | ({name: "console:"} if fault == "both" else {})
    said = stopped(**({} if name == "SECRET_KEY" else KEY) | given)
    assert f"{name}_FILE" in said
    assert "from-a-file" not in said


def test_secrets_may_come_as_files(tmp_path, secret_file) -> None:
    database = tmp_path / "database"
    database.write_text("postgresql://me:p%40ss@db:5433/guide\n")
    found = read(
        "SECRET_KEY", "DATABASES", SECRET_KEY_FILE=secret_file, DATABASE_URL_FILE=str(database)
    )
    assert found["SECRET_KEY"] == "from-a-file"
    default = found["DATABASES"]["default"]
    assert (default["USER"], default["PASSWORD"], default["PORT"]) == ("me", "p@ss", 5433)


def test_lists_are_parted_by_commas_and_perhaps_spaces() -> None:
    found = read(
        *("ALLOWED_HOSTS", "EDITORS_EMAIL", "TRUSTED_PROXIES"),
        **KEY,
        ALLOWED_HOSTS="a.example, b.example",
        EDITORS_EMAIL="a@example.org, b@example.org,",
        TRUSTED_PROXIES="10.0.0.0/8, ::1/128",
    )
    assert found["ALLOWED_HOSTS"] == ["a.example", "b.example"]
    assert found["EDITORS_EMAIL"] == ["a@example.org", "b@example.org"]
    assert found["TRUSTED_PROXIES"] == ["10.0.0.0/8", "::1/128"]


def test_without_more_than_a_key_it_runs_on_loopback(tmp_path) -> None:
    names = ["DEBUG", "ALLOWED_HOSTS", "PUBLIC_URL", "TRUSTED_PROXIES", "DATABASES"]
    found = read(*names, "SECURE_SSL_REDIRECT", **KEY, DATA_DIR=str(tmp_path))
    assert found["DEBUG"] is False
    assert found["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert (found["PUBLIC_URL"], found["TRUSTED_PROXIES"]) == ("", [])
    assert not found["SECURE_SSL_REDIRECT"]
    database = found["DATABASES"]["default"]
    assert database["NAME"] == str(tmp_path / "db.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "synchronous=FULL" in database["OPTIONS"]["init_command"]


def test_postgresql_compiles_no_query_and_keeps_what_the_address_asks_for() -> None:
    url = "postgresql://user@host/name?sslmode=require"
    database = read("DATABASES", **KEY, DATABASE_URL=url)["DATABASES"]["default"]
    assert database["OPTIONS"] == {"sslmode": "require", "options": "-c jit=off"}


def test_a_public_address_switches_on_what_a_public_host_needs() -> None:
    found = read(
        *("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS"),
        *("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "PUBLIC_URL"),
        **KEY,
        PUBLIC_URL="https://guide.example.hk/",
        ALLOWED_HOSTS="inner",
    )
    assert found == {
        "PUBLIC_URL": "https://guide.example.hk",
        "ALLOWED_HOSTS": ["inner", "guide.example.hk"],
        "CSRF_TRUSTED_ORIGINS": ["https://guide.example.hk"],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
    }


def test_the_sites_name_is_a_setting() -> None:
    found = read("SITE_NAME", **KEY, SITE_NAME_ZH="甲", SITE_NAME_EN="A")
    assert found["SITE_NAME"] == {"zh-hk": "甲", "en": "A"}
