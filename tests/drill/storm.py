"""Thousands of comments at once while the server is killed again and again, and rude requests.

    python -m tests.drill.storm --submissions 2000 --clients 96 --kills 10

in an empty DATA_DIR, on SQLite or on the empty database that DATABASE_URL names. Leaves with 1, and
says why, unless every acknowledged comment is present exactly once.
"""

import argparse
import os
import random
import secrets
import signal
import sys
import threading
import time
from pathlib import Path

import django

os.environ |= {"DJANGO_SETTINGS_MODULE": "portal.settings", "DEBUG": "false"}
os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(50))
django.setup()

# The models can be imported only now.
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from consultation.keys import hashed  # noqa: E402
from tests.drill import rude  # noqa: E402
from tests.drill.clients import Storm, Submission, planned  # noqa: E402
from tests.drill.records import PATH, THEMES, kept, letters, prepare  # noqa: E402
from tests.drill.server import Server  # noqa: E402
from tests.drill.verdict import faults  # noqa: E402

SHOWN = 20  # faults that are printed


def say(text: str) -> None:
    """One line for whoever reads along."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    """Prepare, storm, judge, print; the exit status."""
    options = _options()
    say(
        f"storm on {connection.vendor}, seed {options.seed}: {options.submissions} comments by "
        f"{options.clients} clients at once",
    )
    prepare()
    connection.close()
    submissions = planned(options.submissions, options.seed, THEMES)
    server = Server(Path(settings.DATA_DIR) / "server.log")
    server.start()
    status, _page = rude.answer(server.port, rude.get(b"/readyz"))
    if status != 200:
        server.stop()
        raise SystemExit(f"The site is not ready: {status}\n{server.tail()}")
    storm = Storm(server.port, PATH, time.monotonic() + options.within)
    began = time.monotonic()
    try:
        kills = _under_fire(storm, server, submissions, options)
        seconds = time.monotonic() - began
        found = [f"submission {number}: {what}" for number, what in storm.faults]
        found += rude.faults(server.port, PATH)
    finally:
        storm.until = 0
        server.stop()
    rows = kept(submissions)
    found += faults(submissions, rows, letters(), hashed)
    if kills != options.kills:
        found.append(f"{kills} kills, where {options.kills} were asked for")
    receipts = [receipt for submission in submissions for receipt in submission.receipts]
    say(
        f"acknowledged {storm.acknowledged} / stored {len(rows)} / duplicates answered "
        f"{sum(receipt.again for receipt in receipts)} / kills {kills} / seconds {seconds:.0f}"
    )
    # Their first answer never arrived: the site had kept them, and the next attempt learned of it.
    saved = sum(
        bool(submission.receipts) and all(receipt.again for receipt in submission.receipts)
        for submission in submissions
    )
    met = ", ".join(f"{what} {count}" for what, count in sorted(storm.tally.items()))
    say(
        f"receipts read {len(receipts)}, letters {letters()}, kept before an answer that was lost "
        f"{saved}, "
        f"{len(receipts) / seconds:.1f} receipts a second; met: {met or 'nothing odd'}"
    )
    for line in found[:SHOWN]:
        say(f"FAULT {line}")
    if found:
        say(f"FAILED with {len(found)} faults\n{server.tail()}")
    return bool(found)


def _under_fire(
    storm: Storm, server: Server, submissions: list[Submission], options: argparse.Namespace
) -> int:
    """Send them all while the server is killed; how often it was."""
    sending = threading.Thread(target=storm.run, args=(submissions, options.clients))
    sending.start()
    chance = random.Random(options.seed)
    # By how much is done, not by the clock, so that all fall into the storm on any machine.
    last = options.submissions * 9 // 10
    moments = sorted(chance.sample(range(1, last), options.kills))
    kills = 0
    for moment in moments:
        while storm.acknowledged < moment and sending.is_alive():
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.2))
        if not sending.is_alive():
            break
        server.kill()
        kills += 1
        server.start()
    sending.join()
    return kills


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--submissions", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=96, help="how many send at once")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--within", type=float, default=1800, help="seconds until all gives up")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    return parser.parse_args()


if __name__ == "__main__":
    # Ended in the middle, it still ends the server it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sys.exit(main())
