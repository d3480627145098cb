"""How much is drawn: a miniature in every run, all of it in `make drill`."""

import os

DRILL = os.environ.get("DRILL") == "1"


def drawn(full: int, small: int) -> int:
    """How many examples to draw: `full` in the drill, else `small`."""
    return full if DRILL else small
