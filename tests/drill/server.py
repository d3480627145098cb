"""The site under its production server, which can be killed in mid-work and started again."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 120  # seconds


def command(port: int) -> list[str]:
    """The server as `scripts/run` starts it, on this port."""
    script = (ROOT / "scripts" / "run").read_text().replace("\\\n", " ")
    arguments = re.search(r"^exec \.venv/bin/granian (.+)$", script, re.MULTILINE)[1]
    program = Path(sys.executable).with_name("granian")
    return [str(program), *shlex.split(arguments.replace("$PORT", str(port)))]


class Server:
    """The server's processes, all of one group; what they print goes to the file `log`."""

    def __init__(self, log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.log = log
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it and wait until its port is open; raises SystemExit when it does not start.

        Whether it answers is not asked: whoever has waited for it to come back is first.
        """
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                command(self.port),
                cwd=ROOT,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a group of its own, so that nothing of it is left
            )
        until = time.monotonic() + STARTS_WITHIN
        while not self._listens():
            if self.process.poll() is not None or time.monotonic() > until:
                raise SystemExit(f"The site did not start.\n{self.tail()}")
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL to every process of the group: no handler runs, nothing is finished."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """End it as an operator would."""
        if self.process and self.process.poll() is None:
            self._end(signal.SIGTERM)

    def tail(self) -> str:
        """The last that it printed."""
        return self.log.read_text(errors="replace")[-3000:]

    def _end(self, how: signal.Signals) -> None:
        os.killpg(self.process.pid, how)
        self.process.wait(60)
        # Nothing that was started before may answer after this.
        until = time.monotonic() + 60
        while self._listens():
            if time.monotonic() > until:
                raise SystemExit("A process of the server outlived its end.")
            time.sleep(0.01)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0
