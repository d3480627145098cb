"""A document in Markdown as it grows, and the machine that it tells of."""

import os
import platform
import re
import subprocess
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path


class Page:
    """The document as it grows, and the targets that were missed."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.missed: list[str] = []

    def say(self, *lines: str) -> None:
        """Add lines and an empty one."""
        self.lines += [*lines, ""]

    def table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Add a table."""
        self.lines.append(f"| {' | '.join(head)} |")
        self.lines.append(f"|{'---|' * len(head)}")
        self.lines += [f"| {' | '.join(row)} |" for row in rows]
        self.lines.append("")

    def judge(self, what: str, found: float, target: float, at_least: bool = True) -> list[str]:
        """A row of the table of targets."""
        met = found >= target if at_least else found <= target
        if not met:
            self.missed.append(f"{what}: {found:.2f}, target {target:g}")
        word = "at least" if at_least else "at most"
        return [what, f"{found:.2f}", f"{word} {target:g}", "yes" if met else "no"]


def machine() -> str:
    """The machine that was measured."""
    model = "an unnamed processor"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{len(os.sched_getaffinity(0))} cores of {model}, {memory:.0f} GB, {platform.system()}"


def versions() -> str:
    """What ran on it."""
    python = platform.python_version()
    packages = [f"{name} {version(name)}" for name in ("django", "granian", "brotli", "psycopg")]
    programs = [
        f"{name} {_version_of(*command)}"
        for name, command in {
            "nginx": ("nginx", "-v"),
            "PostgreSQL": ("postgres", "--version"),
            "wrk": ("wrk", "-v"),
            "Chromium": ("chromium", "--version"),
        }.items()
    ]
    return f"Python {python}, {', '.join([*packages, *programs])}."


def _version_of(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(r"\d+(\.\d+)+", done.stdout + done.stderr)
    return found[0] if found else "?"
