"""What is wrong with a document, and where in it."""

from dataclasses import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """One fault: the place as keys and list indexes, and the reason."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{place(self.path)}: {self.reason}" if self.path else self.reason


class DocumentError(Exception):
    """A document that cannot be applied; `problems` says all that is wrong with it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


def place(path: Path) -> str:
    """A path as people write it: `tracks[0].terms[1].ceiling`."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
