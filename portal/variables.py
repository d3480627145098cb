"""What single variables of the environment mean. Each function raises ValueError for what it cannot
take, or EnvError where the environment itself is at fault."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
import dj_email_url
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from portal.environment import env, listed, secret


def secret_key(private: bool) -> str:
    """SECRET_KEY; only where nobody else is served, `private`, may it be missing."""
    key = secret("SECRET_KEY")
    if key:
        return key
    if private:
        return "only-for-development-and-tests-never-for-a-public-host"
    raise ValueError("SECRET_KEY is not set.")


def public_url() -> str:
    """PUBLIC_URL without a slash at its end; empty where there is none."""
    url = env.str("PUBLIC_URL", "").rstrip("/")
    if url and not re.fullmatch(r"https://[\w.-]+(:\d+)?", url):
        raise ValueError(f"PUBLIC_URL is {url!r}, which is not an https:// address of a host.")
    return url


def database(folder: Path) -> dict:
    """DATABASE_URL as Django's settings of a database; by default SQLite in `folder`."""
    url = secret("DATABASE_URL") or f"sqlite:///{folder / 'db.sqlite3'}"
    if urlsplit(url).scheme not in {"sqlite", "postgres", "postgresql"}:
        raise ValueError(f"DATABASE_URL has the scheme {urlsplit(url).scheme!r}.")
    config = dict(dj_database_url.parse(url))
    if config["ENGINE"].endswith("sqlite3"):
        # One writer at a time, readers never blocked, nothing acknowledged before it is on disk.
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        }
        # Opened once a thread, and not for every page.
        config["CONN_MAX_AGE"] = 60
        # A file, as in use: connections to a database in memory fail where they should wait.
        config["TEST"] = {"NAME": str(folder / "test.sqlite3")}
    else:
        config |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
        # Compiling a query takes longer than any of ours takes to run.
        config.setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
    return config


def cache_url() -> str | None:
    """CACHE_URL, the address of a Redis server; None where there is none."""
    url = secret("CACHE_URL")
    if url and urlsplit(url).scheme not in {"redis", "rediss"}:
        raise ValueError("CACHE_URL is not a redis:// address.")
    return url


def email() -> dict:
    """EMAIL_URL as Django's settings of mail; by default it is printed."""
    config = dj_email_url.parse(secret("EMAIL_URL") or "console:")
    if "EMAIL_BACKEND" not in config:
        raise ValueError("EMAIL_URL has a scheme that is not known.")
    return config


def editors() -> list[str]:
    """The addresses in EDITORS_EMAIL."""
    addresses = listed("EDITORS_EMAIL", [])
    for address in addresses:
        try:
            validate_email(address)
        except ValidationError:
            raise ValueError(f"EDITORS_EMAIL names {address!r}, which is no address.") from None
    return addresses


def operator() -> dict:
    """Who answers for what people write: name, privacy officer and contact, all of them or none."""
    name = {"zh-hk": env.str("OPERATOR_ZH", "").strip(), "en": env.str("OPERATOR_EN", "").strip()}
    officer = {
        "zh-hk": env.str("PRIVACY_OFFICER_ZH", "").strip(),
        "en": env.str("PRIVACY_OFFICER_EN", "").strip(),
    }
    contact = env.str("PRIVACY_CONTACT", "").strip()
    given = [*name.values(), *officer.values(), contact]
    if any(given) and not all(given):
        raise ValueError("the operator is named in part only.")
    passes_on = env.bool("FEEDBACK_PASSED_ON", False)
    return {"name": name, "officer": officer, "contact": contact, "passes_on": passes_on}
