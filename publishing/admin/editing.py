"""One request for a record's form: which document it shows, and what became of it."""

from typing import Any

from django.core.exceptions import SuspiciousOperation, ValidationError
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property

from publishing import versions
from publishing.admin.collisions import Collision
from publishing.documents.apply import replace
from publishing.documents.compare import differences
from publishing.documents.dump import RECORD_FIELDS, Document, dump
from publishing.documents.wording import Told, in_words
from publishing.models import Record, Revision

# What a record keeps when an older version of it is restored.
KEPT = ("slug", "redirects_from", *RECORD_FIELDS)
SIGNER = Signer(salt="publishing.editing")


def seal(document: Document) -> str:
    """A document as a hidden field carries it: nobody can make up one of their own."""
    return SIGNER.sign_object(document, compress=True)


def unseal(sealed: str) -> Document:
    """What was sealed. Raises SuspiciousOperation for anything else."""
    try:
        return SIGNER.unsign_object(sealed)
    except BadSignature as error:
        raise SuspiciousOperation("a document in a form that is not ours") from error


class Editing:
    """The documents behind a record's form.

    live: what is stored as the record; readers see it if it is published.
    waiting: the next version, if there is one.
    current: what a save would replace: the next version if there is one, else `live`; `live` too
        where the published one is edited although a next one waits (`?live`).
    base: what `current` was when the form was shown first; the form carries it along.
    start: what the form shows before anything is typed: `base`, an older version to be restored
        (`?restore`), or one that joins two editors' changes, which the form then carries along.
    mine: what the sent form makes of `start`; None until it has been sent without an error.
    """

    def __init__(self, request: HttpRequest, record: Record) -> None:
        self.record = record
        self.live = dump(record)
        self.waiting = versions.next_version(record, self.live)
        self.on_live = "live" in request.GET and self.waiting is not None
        self.prepared = None if self.on_live else self.waiting
        self.current: Document = self.prepared.document if self.prepared else self.live
        sent = request.method == "POST"
        self.base = unseal(request.POST.get("_base", "")) if sent else self.current
        self.restored = self._restored(request)
        self.joined: Document | None = None
        if sent and request.POST.get("_joined"):
            self.joined = unseal(request.POST["_joined"])
        self.start = self.joined or self._start()
        self.mine: Document | None = None
        self.form: Any = None
        self.objection: ValidationError | None = None
        self.collision: Collision | None = None
        self.typed: dict[str, Any] = {}

    def _restored(self, request: HttpRequest) -> Revision | None:
        wanted = request.GET.get("restore", "")
        if not wanted.isdecimal():
            return None
        return get_object_or_404(Revision, pk=wanted, kind=self.record.kind)

    def _start(self) -> Document:
        if not self.restored:
            return self.base
        kept = {name: self.current[name] for name in KEPT if name in self.current}
        older = self.restored.document
        return kept | {name: value for name, value in older.items() if name not in KEPT}

    @property
    def collided(self) -> bool:
        """Whether somebody else has saved since the form was shown."""
        return self.base != self.current

    @property
    def carried(self) -> dict[str, str]:
        """What the form's hidden fields carry along."""
        fields = {"_base": seal(self.base)}
        return fields | {"_joined": seal(self.joined)} if self.joined else fields

    @property
    def query(self) -> str:
        """What a link to this form must carry so that it shows the same version."""
        if self.restored:
            return f"restore={self.restored.pk}&"
        return "live=1&" if self.on_live else ""

    def begin(self) -> None:
        """Make the record in the database what the form shows. Raises DocumentError."""
        if self.start != self.live:
            replace(self.record, self.start, self.live)

    def join(self, collision: Collision) -> None:
        """Show both editors' changes together from now on; a save then replaces the other's."""
        self.collision, self.base, self.mine = collision, self.current, None
        self.start = self.joined = collision.merged

    @cached_property
    def changes(self) -> list[Told]:
        """What the form's version would change for readers, in words."""
        if self.start == self.live:
            return []
        found = differences(type(self.record), self.live, self.start)
        return in_words(type(self.record), found, self.start, self.live)
