"""The only reader of `claims/`: all files at once, strictly, every fault of every file in one go.

Reading takes no lock and writes nothing. Writing is in `writer`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from alsreview import strict_yaml
from alsreview.claims import files, quick
from alsreview.claims.digest import ALGORITHM
from alsreview.claims.model import CLAIM_ID, Claim, ClaimFile, SourceFile, SourceRecord
from alsreview.claims.paths import REVIEWS, SOURCES, claim_path, document_of, is_stray
from alsreview.claims.reviews import Reviews, is_review_file, is_session, read_reviews
from alsreview.claims.sessions import SIGNATURE
from alsreview.errors import Fault, InputError

_ID_IN_TEXT = re.compile(rf"(?<![\w-]){CLAIM_ID.pattern}(?![\w-])")
_DIGEST_IN_TEXT = re.compile(rf"\b{ALGORITHM}:[0-9a-f]{{64}}\b")


@dataclass(frozen=True, slots=True)
class LoadedFile:
    """One claim file as read. `path` is POSIX, relative to the configuration's folder; `text` has no byte-order mark
    and its line ends as they are."""

    path: str
    document: str
    claims: tuple[Claim, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ClaimTree:
    """All that `claims/` holds. `files` is by document, `sources` by id, both in sorted order."""

    files: Mapping[str, LoadedFile] = field(default_factory=dict)
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    source_text: str = ""
    """Text of `sources.yaml`, empty where there is none."""
    signed: frozenset[str] = frozenset()
    """Ids of the claims that anybody ever signed anything about."""
    signed_digests: frozenset[str] = frozenset()
    """Every digest that stands in a record of `reviews/`, whatever was decided there."""
    reviews: Reviews = field(default_factory=Reviews)
    """People, policy, sessions and assignments."""

    @property
    def kept(self) -> bool:
        """True where claims are kept at all."""
        return bool(self.files)

    def claims(self) -> Iterator[tuple[LoadedFile, Claim]]:
        """Every claim with its file, in order of the files, then of the file."""
        for file in self.files.values():
            for claim in file.claims:
                yield file, claim


class ClaimStore:
    """The claims folder of one configuration. `root` is the configuration's folder, `folder` POSIX below it."""

    def __init__(self, root: Path, folder: str = "claims") -> None:
        self.root = root
        self.folder = folder.strip("/")
        self.path = root / self.folder

    def name_of(self, relative: str) -> str:
        """How faults and findings call a file below the claims folder."""
        return f"{self.folder}/{relative}"

    def may_hold_claims(self) -> bool:
        """Whether any file lies where the claims of a document would, or a writer left something to finish."""
        for base, _, names in os.walk(self.path):
            below = Path(base).relative_to(self.path)
            if any(name == files.JOURNAL or document_of((below / name).as_posix()) for name in names):
                return True
        return False

    def read(self) -> ClaimTree:
        """All of it. Raises InputError with every fault of every file."""
        tree, faults = self.read_what_can_be()
        if faults:
            raise InputError(faults)
        return tree

    def read_what_can_be(self, documents: Collection[str] | None = None) -> tuple[ClaimTree, list[Fault]]:
        """The files without a fault, and all faults of the others, sorted.

        With `documents` only their claim files are read (and the sources); ids that stand twice elsewhere are then
        not seen.
        """
        faults: list[Fault] = []
        texts, signatures = self._texts(faults, documents)
        loaded: dict[str, LoadedFile] = {}
        for relative in sorted(texts):
            if document := document_of(relative):
                try:
                    loaded[document] = self._load(relative, document, texts[relative])
                except InputError as error:
                    faults.extend(error.faults)
        sources: dict[str, SourceRecord] = {}
        if SOURCES in texts:
            try:
                sources = self._sources(texts[SOURCES])
            except InputError as error:
                faults.extend(error.faults)
        faults.extend(duplicate_ids(loaded))
        reviews = read_reviews(texts, signatures, self.name_of, faults)
        tree = ClaimTree(loaded, sources, texts.get(SOURCES, ""), *self._signed(reviews), reviews)
        return tree, sorted(faults)

    def _texts(self, faults: list[Fault], documents: Collection[str] | None) -> tuple[dict[str, str], frozenset[str]]:
        """Texts by path below the folder, read through a journal that a killed writer left; and signature files."""
        for _ in range(5):  # a writer may rename between two of our reads; then what was read is thrown away
            before = _stamps(self.path)
            found: list[Fault] = []
            texts, signatures = self._texts_once(found, documents)
            if _stamps(self.path) == before:
                break
        faults.extend(found)
        return texts, signatures

    def _texts_once(
        self, faults: list[Fault], documents: Collection[str] | None
    ) -> tuple[dict[str, str], frozenset[str]]:
        overlay: dict[str, bytes | None] = {}
        try:
            overlay = files.pending(self.path)
        except InputError as error:
            faults.extend(error.faults)
        wanted = None if documents is None else {*(f"{document}.yaml" for document in documents), SOURCES}
        texts: dict[str, str] = {}
        signatures: set[str] = set()
        for relative in sorted({*self._walk(faults), *overlay}):
            is_review = is_review_file(relative) and not document_of(relative)
            if wanted is not None and relative not in wanted and not is_review:
                continue
            if relative.endswith(SIGNATURE):
                signatures.add(relative)
            elif is_stray(relative):
                faults.append(
                    Fault(
                        self.name_of(relative),
                        0,
                        0,
                        "is the claim file of no document",
                        f"name it after its document, such as {claim_path('content/als.md', self.folder)}",
                    )
                )
            elif is_review or document_of(relative) or relative == SOURCES:
                try:
                    if relative not in overlay:
                        texts[relative] = strict_yaml.read_text(self.path / relative, self.name_of(relative))
                    elif (data := overlay[relative]) is not None:
                        texts[relative] = data.decode("utf-8-sig")
                except InputError as error:
                    faults.extend(error.faults)
        return texts, frozenset(signatures)

    def _walk(self, faults: list[Fault]) -> Iterator[str]:
        """Paths of all files below the folder. A link that leads out of the tree, or to a folder, is a fault."""
        root = self.root.resolve()
        if self.path.is_symlink() and not self.path.resolve().is_relative_to(root):
            faults.append(_link_fault(self.folder, self.path))
            return
        for base, folders, names in os.walk(self.path):
            folders.sort()
            for name in sorted(names) + [name for name in folders if (Path(base) / name).is_symlink()]:
                path = Path(base) / name
                relative = path.relative_to(self.path).as_posix()
                if path.is_symlink() and (path.is_dir() or not path.resolve().is_relative_to(root)):
                    faults.append(_link_fault(self.name_of(relative), path))
                else:
                    yield relative

    def _load(self, relative: str, document: str, text: str) -> LoadedFile:
        name = self.name_of(relative)
        loaded = quick.load(text, ClaimFile, name)
        if loaded.document != document:
            line, column = place_of(text, name, ("document",))
            raise InputError(
                Fault(
                    name,
                    line,
                    column,
                    f"says it holds the claims of {loaded.document}, but lies at the place of {document}",
                    f"write `document: {document}`, or move it to {claim_path(loaded.document, self.folder)}"
                    if ".." not in loaded.document and not loaded.document.startswith("/")
                    else f"write `document: {document}`",
                )
            )
        return LoadedFile(name, document, loaded.claims, text)

    def _sources(self, text: str) -> dict[str, SourceRecord]:
        name = self.name_of(SOURCES)
        records: dict[str, SourceRecord] = {}
        faults: list[Fault] = []
        for index, record in enumerate(quick.load(text, SourceFile, name).sources):
            if record.id in records:
                line, column = place_of(text, name, ("sources", index, "id"))
                faults.append(
                    Fault(name, line, column, f"source `{record.id}` stands twice", "keep one, or rename the other")
                )
            records.setdefault(record.id, record)
        if faults:
            raise InputError(faults)
        return dict(sorted(records.items()))

    def _signed(self, reviews: Reviews) -> tuple[frozenset[str], frozenset[str]]:
        """Claim ids and digests that stand in any record of `reviews/`.

        A file that could not be read strictly is read as text here: also a damaged one proves that somebody signed.
        """
        ids = {record.claim for stored in reviews.sessions for record in stored.session.records}
        digests = {record.digest for stored in reviews.sessions for record in stored.session.records}
        whole = {stored.path for stored in reviews.sessions}
        for base, folders, names in os.walk(self.path / REVIEWS):
            folders.sort()
            for name in sorted(names):
                path = Path(base) / name
                relative = path.relative_to(self.path).as_posix()
                if relative in whole or not is_session(relative) or document_of(relative):
                    continue
                try:
                    text = path.read_bytes().decode("utf-8", "replace")
                except OSError:
                    continue  # reading it strictly has already said so
                ids.update(_ID_IN_TEXT.findall(text))
                digests.update(_DIGEST_IN_TEXT.findall(text))
        return frozenset(ids), frozenset(digests)


def duplicate_ids(loaded: Mapping[str, LoadedFile]) -> list[Fault]:
    """A fault for each claim whose id an earlier claim of any file has. Two branches may have copied one."""
    first: dict[str, str] = {}
    faults: list[Fault] = []
    for file in loaded.values():
        for index, claim in enumerate(file.claims):
            if claim.id in first:
                line, column = place_of(file.text, file.path, ("claims", index, "id"))
                what = f"claim id {claim.id} is already taken by a claim in {first[claim.id]}"
                mend = "remove the copy; `alsreview sync` gives a statement without a claim an id of its own"
                faults.append(Fault(file.path, line, column, what, mend))
            first.setdefault(claim.id, file.path)
    return faults


def place_of(text: str, name: str, route: tuple[str | int, ...]) -> tuple[int, int]:
    """1-based line and column of a value of a file that parses."""
    return strict_yaml.parse(text, name)[1].get(route, (1, 1))


def _link_fault(name: str, path: Path) -> Fault:
    what = "is a link to a folder" if path.is_dir() else "is a link that leads out of the tree"
    return Fault(name, 0, 0, what, "put the file itself here")


def _stamps(folder: Path) -> tuple[tuple[str, int, int, int], ...]:
    """What changes when anything below the folder is written: names, times, sizes and inodes."""
    found: list[tuple[str, int, int, int]] = []
    for base, folders, names in os.walk(folder):
        folders.sort()
        for name in names:
            path = os.path.join(base, name)
            try:
                stat = os.lstat(path)
            except OSError:
                continue
            if name.endswith((".yaml", ".json", SIGNATURE)):
                found.append((path, stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return tuple(sorted(found))
