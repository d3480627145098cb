"""People who send comments and press the button again whenever no receipt comes."""

import random
import re
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from typing import NamedTuple
from urllib.parse import urlencode

# A share of people press twice; a share wait no longer than these seconds at first.
TWICE = 1 / 3
IMPATIENT = 0.15
FIRST_PATIENCE = (0.2, 2.0)
PATIENCE = 60
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="(key|window)" value="([^"]*)"')
_RECEIPT = re.compile(
    r'<dl class="facts receipt">.*?<strong>([A-Z0-9-]+)</strong>'
    r".*?<strong>([A-Z0-9-]+)</strong>.*?</dl>",
    re.DOTALL,
)
_AGAIN = re.compile(r'<p class="lead">[^<]*</p>\s*<dl class="facts receipt">')


class Fault(NamedTuple):
    """Something that should not have been answered."""

    number: int
    what: str


class Receipt(NamedTuple):
    """An acknowledgement that a client has read; `again`: it says that the form was known."""

    reference: str
    secret: str
    again: bool


@dataclass
class Submission:
    """One comment of one person, and all receipts that came for it."""

    number: int
    language: str
    twice: bool
    patience: float
    fields: dict
    key: str = ""
    receipts: list[Receipt] = field(default_factory=list)


def planned(count: int, seed: int, themes: list[str]) -> list[Submission]:
    """The comments of a storm; the same for the same seed."""
    chance = random.Random(seed)
    return [_planned(number, chance, themes) for number in range(count)]


def _planned(number: int, chance: random.Random, themes: list[str]) -> Submission:
    words = chance.choice(["樹木很多。", "The road is narrow.\n", "👩‍🔬 <b>&amp;</b> ", "噪音？"])
    fields = {
        "message": f"第 {number} 號意見 {words * chance.randint(1, 40)}".strip(),
        "themes": chance.sample(themes, chance.randint(0, len(themes))),
        "stance": chance.choice(["", "support", "oppose", "question"]),
        "writer": chance.choice(["", "resident", "other"]),
        "name": chance.choice(["", f"Writer {number}"]),
        "email": chance.choice(["", f"writer{number}@example.org"]),
    }
    fields |= {"may_publish": "on"} if chance.random() < 0.5 else {}
    impatient = chance.random() < IMPATIENT
    return Submission(
        number,
        chance.choice(["zh-hk", "en"]),
        twice=chance.random() < TWICE,
        patience=chance.uniform(*FIRST_PATIENCE) if impatient else PATIENCE,
        fields=fields,
    )


class Storm:
    """Many clients at once against one port; `tally` counts what met them."""

    def __init__(self, port: int, path: str, until: float) -> None:
        self.port, self.path, self.until = port, path, until
        self.tally: Counter[str] = Counter()
        self.faults: list[Fault] = []
        self.acknowledged = 0
        """How many submissions have a receipt."""
        self._lock = threading.Lock()

    def run(self, submissions: list[Submission], clients: int) -> None:
        """Send them all; returns when each has its receipt, or time is up."""
        with ThreadPoolExecutor(clients) as pool:
            for done in [pool.submit(self._send, submission) for submission in submissions]:
                done.result()

    def _send(self, submission: Submission) -> None:
        page, cookies = self._form(submission)
        if page is None:
            return
        submission.key = dict(_HIDDEN.findall(page))["key"]
        body = {
            **dict(_HIDDEN.findall(page)),
            **submission.fields,
            "csrfmiddlewaretoken": _TOKEN.search(page)[1],
        }
        sent = urlencode(body, doseq=True).encode()
        if submission.twice:
            # Both wait for each other, so that the two are on their way at the same time.
            together = threading.Barrier(2)
            second = threading.Thread(
                target=self._post, args=(submission, sent, cookies, 1, together)
            )
            second.start()
            self._post(submission, sent, cookies, 0, together)
            second.join()
        else:
            self._post(submission, sent, cookies, 0)
        if submission.receipts:
            with self._lock:
                self.acknowledged += 1

    def _form(self, submission: Submission) -> tuple[str | None, str]:
        """The page with the form, and the cookies that came with it."""
        for _again in self._attempts(submission, "form"):
            answer = self._ask(submission, "GET", PATIENCE)
            if answer is None:
                continue
            status, page, cookies = answer
            if status == 200 and "key" in dict(_HIDDEN.findall(page)):
                return page, cookies
            self._odd(submission, "GET", status)
        return None, ""

    def _post(
        self,
        submission: Submission,
        sent: bytes,
        cookies: str,
        press: int,
        together: threading.Barrier | None = None,
    ) -> None:
        """Send the form until a receipt is read; whoever gives up waits twice as long next time."""
        patience = submission.patience
        if together:
            together.wait()
        for _again in self._attempts(submission, f"post {press}"):
            answer = self._ask(submission, "POST", patience, sent, cookies)
            patience = min(patience * 2, PATIENCE)
            if answer is None:
                continue
            status, page, _cookies = answer
            found = _RECEIPT.search(page)
            if status == 200 and found:
                again = bool(_AGAIN.search(page))
                submission.receipts.append(Receipt(found[1], found[2], again))
                return
            self._odd(submission, "POST", status)

    def _attempts(self, submission: Submission, what: str):
        """One attempt after the other, with a short pause between, until time is up."""
        chance = random.Random(f"{submission.number} {what}")
        attempt = 0
        while time.monotonic() < self.until:
            if attempt:
                self._count("attempts again")
                time.sleep(chance.uniform(0.05, 0.5))
            attempt += 1
            yield attempt
        self._fault(submission, f"gave up on its {what} after {attempt} attempts")

    def _ask(
        self,
        submission: Submission,
        method: str,
        patience: float,
        body: bytes | None = None,
        cookies: str = "",
    ) -> tuple[int, str, str] | None:
        """Status, page and cookies; None where the connection broke or nothing came in time."""
        headers = {"Cookie": cookies} if cookies else {}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            connection.request(method, f"/{submission.language}{self.path}", body, headers)
            response = connection.getresponse()
            page = response.read().decode()
        except TimeoutError:
            self._count("time-outs")
            return None
        except (OSError, HTTPException):
            self._count("broken connections")
            return None
        finally:
            connection.close()
        if response.status == 503:  # the site itself asks to come back
            self._count("answers 503")
            return None
        jar = SimpleCookie()
        for line in response.headers.get_all("Set-Cookie", ()):
            jar.load(line)
        pairs = "; ".join(f"{name}={one.value}" for name, one in jar.items())
        return response.status, page, pairs

    def _odd(self, submission: Submission, method: str, status: int) -> None:
        self._count(f"answers {status}")
        self._fault(submission, f"{method} was answered with {status}")

    def _count(self, what: str) -> None:
        with self._lock:
            self.tally[what] += 1

    def _fault(self, submission: Submission, what: str) -> None:
        with self._lock:
            self.faults.append(Fault(submission.number, what))
