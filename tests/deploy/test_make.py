"""The ways to run, check and maintain the project."""

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(
    path
    for path in [*(ROOT / "scripts").iterdir(), ROOT / ".ci" / "run", ROOT / "deploy/make-secrets"]
    if path.is_file()
)
REQUIREMENTS = ["base.txt", "dev.txt"]


def pins(name: str) -> dict[str, str]:
    """Return the pinned version of each requirement."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][\w.-]*)(?:\[[^]]*\])?==([^\s;\\]+)", text, re.MULTILINE))


@pytest.mark.parametrize(
    "target", ["help", "run", "dev", "staff", "lint", "test", "drill", "messages", "lock"]
)
def test_make_has_the_target_and_says_what_it_is_for(target: str) -> None:
    """Each is in the help text and can be resolved."""
    listed = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert re.search(rf"^  make {target} +\S", listed.stdout, re.MULTILINE)
    subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, check=True)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_parse_and_stop_at_errors(script: Path) -> None:
    """The interpreter that each names accepts it, and no failure goes unnoticed."""
    text = script.read_text(encoding="utf-8")
    if script.suffix == ".py":
        compile(text, script, "exec")
        return
    if script.suffix == ".sh":  # sourced by the others
        interpreter = "sh"
    else:
        assert os.access(script, os.X_OK)
        assert re.search(r"^set -eu", text, re.MULTILINE)
        interpreter = re.match(r"#!/bin/(\w+)", text)[1]
    subprocess.run([interpreter, "-n", script], check=True)


def test_run_stops_at_once_when_the_port_is_taken(tmp_path: Path) -> None:
    """It says which port and what to do, before anything is made."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        run = subprocess.run(
            [ROOT / "scripts" / "run"],
            env=os.environ | {"PORT": str(port), "DATA_DIR": str(tmp_path / "data")},
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode != 0
    assert f"port {port} cannot be used" in run.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("port", ["http", "0", "70000"])
def test_run_wants_a_port_number(port: str) -> None:
    """A mistyped port is named."""
    run = subprocess.run(
        [ROOT / "scripts" / "run"],
        env=os.environ | {"PORT": port},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert f"PORT is '{port}'" in run.stderr


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_every_requirement_is_pinned_with_hashes_and_from_no_particular_place(name: str) -> None:
    """Whoever installs them chooses the index; the hashes decide what is accepted."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert "://" not in text
    entries = re.split(r"\n(?=[a-z0-9])", text)
    assert len(entries) == len(pins(name)) > 10
    assert all("--hash=sha256:" in entry for entry in entries)


def test_development_installs_the_versions_that_production_runs() -> None:
    """Both files come from one resolution."""
    assert pins("base.txt").items() <= pins("dev.txt").items()


def test_no_second_lock_file() -> None:
    """The requirements files are the lock."""
    assert not (ROOT / "uv.lock").exists()


def test_no_tracked_file_names_a_package_host() -> None:
    """Mirrors differ from place to place, so none is written down."""
    # Written with classes so that this file does not match itself.
    hosts = re.compile(
        rb"py[p]i\.org|python[h]osted\.org|registry\.npm[j]s\.org|deb\.debi[a]n\.org"
        rb"|security\.debi[a]n\.org"
    )
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    files = [ROOT / os.fsdecode(name) for name in listed.stdout.split(b"\0") if name]
    naming = [path.name for path in files if path.is_file() and hosts.search(path.read_bytes())]
    assert naming == []
