"""The only writer of `claims/`: locked, atomic, and changing only the bytes that it must."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from alsreview.claims import edit, files, quick
from alsreview.claims.model import Claim, ClaimFile, SourceFile, SourceRecord
from alsreview.claims.paths import SOURCES
from alsreview.claims.records import claim_data, source_data
from alsreview.claims.render import render_record, scalar
from alsreview.claims.store import ClaimStore, ClaimTree
from alsreview.errors import Fault, InputError

LOCK = ".lock"
LOCK_SECONDS = 60
_IGNORED = f"{LOCK}\n{files.JOURNAL}\n.*.tmp\n"


@dataclass(frozen=True, slots=True)
class Base:
    """What an edit starts from: a file's text and its claims as they stand in it."""

    text: str
    claims: tuple[Claim, ...] = ()


class Writer:
    """Collects what the claim files shall hold; nothing touches the disk before `writing` ends well."""

    def __init__(self, tree: ClaimTree) -> None:
        self.tree = tree
        self._homes = {claim.id: file.document for file, claim in tree.claims()}
        self._wanted: dict[str, tuple[Claim, ...] | None] = {}
        self._added: dict[str, SourceRecord] = {}
        self._files: dict[str, tuple[str | None, str]] = {}

    def put(self, document: str, claims: Sequence[Claim]) -> None:
        """The claims of a document shall be these, in this order; claims may come from other documents' files."""
        self._wanted[document] = tuple(claims)

    def remove(self, document: str) -> None:
        """The document is gone and leaves no claim: so goes its claim file."""
        self._wanted[document] = None

    def add_sources(self, records: Sequence[SourceRecord]) -> None:
        """Adds records to `sources.yaml`; ids must be new."""
        for record in records:
            if record.id in self.tree.sources or record.id in self._added:
                raise ValueError(f"source {record.id} exists")
            self._added[record.id] = record

    def put_file(self, relative: str, before: str | None, text: str) -> None:
        """Another file below the claims folder shall hold `text`; `before` is what it held when it was read."""
        self._files[relative] = (before, text)

    def known_text(self, relative: str) -> str | None:
        """What a file held when it was read, None where it was not there."""
        if relative in self._files:
            return self._files[relative][0]
        if relative == SOURCES:
            return self.tree.source_text or None
        file = self.tree.files.get(relative.removesuffix(".yaml"))
        return file.text if file else None

    def changes(self) -> dict[str, str | None]:
        """New texts by path below the claims folder (None: removed); files that stay as they are left out."""
        found: dict[str, str | None] = {}
        for document, claims in sorted(self._wanted.items()):
            file = self.tree.files.get(document)
            if claims is None:
                if file:
                    found[f"{document}.yaml"] = None
            elif file is None or file.claims != claims:
                found[f"{document}.yaml"] = self._claim_text(document, claims)
        if self._added:
            found[SOURCES] = self._source_text()
        found.update((relative, text) for relative, (before, text) in self._files.items() if text != before)
        return found

    def _claim_text(self, document: str, claims: tuple[Claim, ...]) -> str:
        base, before = self._base(document, claims)
        wanted = [claim_data(claim) for claim in claims]

        def in_place() -> str:
            text = edit.set_field(base.text, "document", before, document)
            records = [claim_data(claim) for claim in base.claims]
            return edit.edit_records(text, "claims", records, wanted, self._donors(document, wanted))

        anew = f"document: {scalar(document)}\n" + _sequence("claims", wanted)
        goal = ClaimFile(document=document, claims=claims)
        return _proven(in_place, anew, lambda text: quick.load(text, ClaimFile, document) == goal)

    def _base(self, document: str, claims: tuple[Claim, ...]) -> tuple[Base, str]:
        """The text to edit and the document it names: the file as it is, else that of the document it was before."""
        if file := self.tree.files.get(document):
            return Base(file.text, file.claims), document
        ids = {claim.id for claim in claims}
        best, shared = None, len(ids) // 2
        for name, wanted in sorted(self._wanted.items()):
            file = self.tree.files.get(name)
            if wanted is None and file and (count := sum(claim.id in ids for claim in file.claims)) > shared:
                best, shared = file, count
        if best:
            return Base(best.text, best.claims), best.document
        return Base(f"document: {scalar(document)}\nclaims:\n"), document

    def _donors(self, document: str, wanted: Sequence[Mapping[str, Any]]) -> dict[str, str]:
        """Texts of the claims that come from other files, so that their comments and quoting come with them."""
        by_id = {str(data["id"]): data for data in wanted}
        homes = {self._homes[claim] for claim in by_id if claim in self._homes} - {document}
        found: dict[str, str] = {}
        for home in sorted(homes):
            file = self.tree.files[home]
            try:
                found |= edit.record_texts(file.text, "claims", [claim_data(claim) for claim in file.claims], by_id)
            except edit.NotInPlace:
                continue  # written anew, then
        return found

    def _source_text(self) -> str:
        records = list(self.tree.sources.values()) if self.tree.source_text else []
        if self.tree.source_text:  # the order of the file, not of the ids
            records = list(quick.load(self.tree.source_text, SourceFile, SOURCES).sources)
        goal = list(records)
        for record in sorted(self._added.values(), key=lambda record: record.id):
            at = next((index for index, other in enumerate(goal) if other.id > record.id), len(goal))
            goal.insert(at, record)
        wanted = [source_data(record) for record in goal]
        before = [source_data(record) for record in records]
        text = self.tree.source_text or "sources:\n"
        return _proven(
            lambda: edit.edit_records(text, "sources", before, wanted, {}),
            _sequence("sources", wanted),
            lambda new: quick.load(new, SourceFile, SOURCES).sources == tuple(goal),
        )


@contextmanager
def writing(store: ClaimStore) -> Iterator[Writer]:
    """Locks the claims, finishes what a killed writer left, reads strictly, and commits when the block ends well.

    Raises InputError: faults in the files, a lock that nobody lets go, a disk that refuses, a file that an editor
    saved meanwhile.
    """
    try:
        _prepare(store.path)
        lock = FileLock(store.path / LOCK, timeout=LOCK_SECONDS)
        with lock:
            files.recover(store.path)
            writer = Writer(store.read())
            yield writer
            commit(store, writer)
    except Timeout:
        raise InputError(
            Fault(store.folder, 0, 0, "another alsreview has been writing here for a minute", "let it end, or stop it")
        ) from None
    except OSError as error:
        at = Path(error.filename or store.path)
        name = store.name_of(at.relative_to(store.path).as_posix()) if at.is_relative_to(store.path) else str(at)
        what = f"cannot be written: {error.strerror or error}"
        raise InputError(Fault(name.removesuffix("/."), 0, 0, what, "free the disk or the permissions")) from None


def commit(store: ClaimStore, writer: Writer) -> None:
    """Writes all changes of `writer`, or none. The caller holds the lock."""
    changes: dict[str, bytes | None] = {}
    for relative, text in writer.changes().items():
        known = writer.known_text(relative)
        raw = _raw(store.path / relative)
        if (raw.decode("utf-8-sig", "replace") if raw is not None else None) != known:
            name = store.name_of(relative)
            raise InputError(
                Fault(name, 0, 0, "was changed by someone else just now; nothing was written", "run again")
            )
        mark = b"\xef\xbb\xbf" if raw is not None and raw.startswith(b"\xef\xbb\xbf") else b""
        changes[relative] = None if text is None else mark + text.encode("utf-8")
    files.commit(store.path, changes)


def _raw(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _prepare(folder: Path) -> None:
    """The folder, and a list of what in it is not for git: the lock and what a killed writer may leave."""
    folder.mkdir(parents=True, exist_ok=True)
    ignored = folder / ".gitignore"
    if not ignored.exists():
        ignored.write_text(_IGNORED, encoding="utf-8")


def _proven(in_place: Callable[[], str], anew: str, holds: Callable[[str], bool]) -> str:
    """The edited text where it reads back as what was wanted, else the file written anew."""
    try:
        text = in_place()
        if holds(text):
            return text
    except (edit.NotInPlace, InputError):
        pass
    return anew


def _sequence(key: str, wanted: Sequence[Mapping[str, Any]]) -> str:
    if not wanted:
        return f"{key}: []\n"
    return f"{key}:\n" + "".join(render_record(data) for data in wanted)
