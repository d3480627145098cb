"""The real nginx with the configuration of `deploy/`, on the loopback interface."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONFIG = Path(__file__).parents[2] / "deploy" / "nginx.conf"


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def proxy(directory: Path, application_port: int, core: int | None = None) -> Iterator[int]:
    """Run nginx with the real configuration, only its two addresses exchanged; yield its port.

    On a `core` of its own, if one is given, with one worker.
    """
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert nginx, "nginx is not installed; `make test` installs it (on Debian: apt install nginx)"
    port = free_port()
    config = CONFIG.read_text(encoding="utf-8")
    for original, replacement in (
        ("listen 8080 ", f"listen 127.0.0.1:{port} "),
        ("web:8000", f"127.0.0.1:{application_port}"),
    ):
        assert config.count(original) == 1
        config = config.replace(original, replacement)
    pinned = []
    if core is not None:
        config = config.replace("worker_processes auto;", "worker_processes 1;")
        pinned = ["taskset", "-c", str(core)]
    (directory / "nginx.conf").write_text(config, encoding="utf-8")
    # Root's workers would become another user, who may not enter the temporary directory.
    user = "user root; " if os.geteuid() == 0 else ""
    command = [nginx, "-e", "stderr", "-p", str(directory), "-c", str(directory / "nginx.conf")]
    with (directory / "log").open("wb") as log:
        process = subprocess.Popen([*pinned, *command, "-g", f"{user}daemon off;"], stderr=log)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None, (directory / "log").read_text()
            time.sleep(0.05)
        yield port
    finally:
        process.terminate()
        process.wait(10)
