"""The containers' description, read as a file: what it promises must be in it."""

import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")

every_service = pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES.keys())

# The part of the Compose specification in use here; a misspelt key would be ignored or refused.
SERVICE_KEYS = {
    "build", "cap_drop", "command", "depends_on", "environment", "healthcheck", "image", "init",
    "logging", "networks", "ports", "read_only", "restart", "secrets", "security_opt", "shm_size",
    "stop_grace_period", "tmpfs", "user", "volumes",
}  # fmt: skip
HEALTH_KEYS = {"test", "interval", "timeout", "start_period", "retries", "disable"}


def test_the_file_follows_the_compose_schema() -> None:
    """The published schema accepts it."""
    checked = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec",
         str(ROOT / "docker-compose.yml")],
        capture_output=True,
        text=True,
    )  # fmt: skip
    assert checked.returncode == 0, checked.stdout + checked.stderr


@every_service
def test_only_known_keys_and_declared_names(service: dict) -> None:
    """Every key is one of the specification's, every name refers to something declared."""
    assert set(service) <= SERVICE_KEYS
    assert set(service["healthcheck"]) <= HEALTH_KEYS
    assert set(service["networks"]) <= set(COMPOSE["networks"])
    assert set(service.get("secrets", [])) <= set(COMPOSE["secrets"])
    for other, wanted in service.get("depends_on", {}).items():
        once = SERVICES[other]["restart"] == "no"
        expected = "service_completed_successfully" if once else "service_healthy"
        assert wanted == {"condition": expected}
    for volume in service.get("volumes", []):
        source = volume.split(":")[0]
        assert source in COMPOSE["volumes"] or (ROOT / source).is_file()


def test_nothing_is_declared_in_vain() -> None:
    """Networks, secrets and volumes are all in use."""
    for kind in ("networks", "secrets"):
        used = {name for service in SERVICES.values() for name in service.get(kind, [])}
        assert used == set(COMPOSE[kind])
    mounted = {v.split(":")[0] for s in SERVICES.values() for v in s.get("volumes", [])}
    assert set(COMPOSE["volumes"]) <= mounted


@every_service
def test_no_service_runs_with_rights_it_does_not_need(service: dict) -> None:
    """An unprivileged user by number, no capabilities, no way to gain any, a read-only system."""
    uid, gid = service["user"].split(":")
    assert int(uid) > 0
    assert int(gid) > 0
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_every_long_running_service_is_watched_and_restarted() -> None:
    """Only the preparation runs once."""
    once = [name for name, service in SERVICES.items() if service["restart"] == "no"]
    assert once == ["prepare"]
    for name, service in SERVICES.items():
        if name not in once:
            assert service["restart"] == "unless-stopped"
            assert service["healthcheck"]["test"][0] == "CMD"


def test_only_nginx_is_reachable_and_only_from_this_host_unless_asked() -> None:
    """The application, the database and the cache publish no port."""
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert published == {"nginx": ["${HTTP_PORT:-127.0.0.1:8080}:8080"]}


def test_database_and_cache_have_no_way_out() -> None:
    """They sit on the internal network alone, where nginx is not."""
    assert COMPOSE["networks"]["back"]["internal"] is True
    assert SERVICES["postgres"]["networks"] == SERVICES["redis"]["networks"] == ["back"]
    assert SERVICES["nginx"]["networks"] == ["front"]


@every_service
def test_secrets_come_from_files(service: dict) -> None:
    """No password, key or address with credentials stands in the environment."""
    for name, value in service.get("environment", {}).items():
        if re.search("PASSWORD|SECRET|KEY|DATABASE_URL|EMAIL_URL", name):
            assert name.endswith("_FILE")
            assert value.removeprefix("/run/secrets/") in service["secrets"]
        assert not re.search("://[^/]*@", value)


def test_secret_files_are_outside_version_control() -> None:
    """Each is a file below the ignored directory."""
    assert "secrets/" in (ROOT / "deploy" / ".gitignore").read_text().splitlines()
    for secret in COMPOSE["secrets"].values():
        assert secret["file"].startswith("./deploy/secrets/")


def test_make_secrets_makes_each_once(tmp_path: Path) -> None:
    """The files fit together, cannot be listed by others, and survive a second run."""
    script = tmp_path / "make-secrets"
    script.write_bytes((ROOT / "deploy" / "make-secrets").read_bytes())
    subprocess.run(["sh", script], check=True, capture_output=True)
    directory = tmp_path / "secrets"
    first = {path.name: path.read_text().strip() for path in directory.iterdir()}
    assert set(first) == set(COMPOSE["secrets"])
    assert stat.S_IMODE(directory.stat().st_mode) == 0o700
    assert len(first["secret_key"]) == 64
    assert first["secret_key"] != first["postgres_password"]
    assert f":{first['postgres_password']}@postgres:5432/portal" in first["database_url"]
    subprocess.run(["sh", script], check=True, capture_output=True)
    assert {path.name: path.read_text().strip() for path in directory.iterdir()} == first


@every_service
def test_images_are_pinned(service: dict) -> None:
    """Ours is built here; the others name at least their major version."""
    if "build" in service:
        assert service["image"].startswith("portal:")
    else:
        assert re.search(r":\d+(\.\d+)?-", service["image"])


def test_every_documented_variable_reaches_the_application() -> None:
    """What a host sets beside the file would otherwise silently do nothing."""
    table = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)}
    given = set().union(*(service.get("environment", {}) for service in SERVICES.values()))
    # The image says where data lies, and the host's name comes with PUBLIC_URL.
    decided = {"DEBUG", "DATA_DIR", "ALLOWED_HOSTS"}
    assert named - decided - {name.removesuffix("_FILE") for name in given} == set()


def test_the_application_is_given_only_settings_it_reads() -> None:
    """A variable that was renamed in the settings would silently do nothing."""
    files = [ROOT / "portal" / name for name in ("settings.py", "variables.py")]
    settings = "".join(file.read_text(encoding="utf-8") for file in files)
    for name in SERVICES["web"]["environment"]:
        assert f'"{name.removesuffix("_FILE")}"' in settings, name


def test_the_management_commands_exist() -> None:
    """What the containers run is there."""
    lines = " ".join(SERVICES[name]["command"] for name in ("prepare", "mail", "retention"))
    named = re.findall(r"manage\.py (\w+)", lines)
    assert named == ["migrate", "load_content", "send_mail_queue", "purge_feedback"]
    assert set(named) <= set(get_commands())


def test_postgres_sorts_as_sqlite_does() -> None:
    """Both engines compare code points."""
    arguments = SERVICES["postgres"]["environment"]["POSTGRES_INITDB_ARGS"]
    assert "--locale=C.UTF-8" in arguments
    assert "--encoding=UTF8" in arguments


def test_forwarded_addresses_are_believed_from_the_front_network_only() -> None:
    """The subnet is written once and used twice."""
    subnet = COMPOSE["networks"]["front"]["ipam"]["config"][0]["subnet"]
    assert SERVICES["web"]["environment"]["TRUSTED_PROXIES"] == subnet


def test_the_image_is_pinned_unprivileged_and_watched() -> None:
    """Two stages of one pinned Python; the last instructions give up root."""
    assert re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE) == ["python:3.13-slim-bookworm"] * 2
    final = DOCKERFILE.rsplit("\nFROM ", 1)[1]
    assert re.findall(r"^USER (\S+)", final, re.MULTILINE) == [SERVICES["web"]["user"]]
    assert re.search(r"^HEALTHCHECK .*\\\n\s+CMD \[\"python\", .*/healthz", final, re.MULTILINE)
    assert "--require-hashes" in DOCKERFILE
    assert "curl" not in DOCKERFILE


def test_the_build_sees_no_secrets_and_no_data() -> None:
    """The context leaves out whatever this host keeps to itself."""
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    assert {".*", "data", "deploy", "tests"} <= set(ignored)
