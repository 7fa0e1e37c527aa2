"""The documents of a sync while they are matched: exact text over all of them, then likeness within each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from alsreview.claims.anchor import Anchor, Pair, exact_pairs, fuzzy_pairs
from alsreview.claims.match import claim_anchors, statement_anchors
from alsreview.claims.model import Claim, SourceRecord, new_claim_id
from alsreview.claims.standing import Standing
from alsreview.claims.store import ClaimTree
from alsreview.statements.model import Statement

Recover = Callable[[Collection[str]], Sequence[Claim]]
"""Gives claims of other git states for documents, best first (see `history`)."""

SHARED_OF_RENAME = 3
"""A file is taken for another one renamed when at least one in this many of its live claims stands there."""


@dataclass(frozen=True, slots=True)
class Sync:
    """What a sync is told. `pages` holds the statements of every readable document; `unread` are documents that exist
    and could not be read, whose claims nobody may touch; `only` limits the documents that are changed."""

    tree: ClaimTree
    pages: Mapping[str, Sequence[Statement]]
    today: date
    unread: frozenset[str] = frozenset()
    only: frozenset[str] | None = None
    names: Collection[str] = frozenset()
    recover: Recover | None = None
    recover_sources: Callable[[], Sequence[SourceRecord]] | None = None
    new_id: Callable[[Collection[str]], str] = new_claim_id
    standing: Standing | None = None
    """Where the claims stand, with the proofs of their signatures; without it no signature is looked at."""


@dataclass(slots=True)
class Side:
    """One document while it is matched."""

    document: str
    claims: tuple[Claim, ...]
    statements: Sequence[Statement]
    fixed: bool
    """Claims may leave it, but nothing else of it is changed."""
    old: list[Anchor] = field(default_factory=list)
    new: list[Anchor] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)
    before: str = ""
    """The document that it was before it was renamed."""
    came: dict[int, tuple[Side, int]] = field(default_factory=dict)
    """Statement -> the document and index of the claim that moved here."""
    left: set[int] = field(default_factory=set)
    """Claims that moved to another document."""

    def open_old(self) -> list[int]:
        """Claims without a statement so far."""
        matched = {pair.old for pair in self.pairs} | self.left | {p.other for p in self.pairs if p.how == "merge"}
        return [index for index in range(len(self.claims)) if index not in matched]

    def open_new(self) -> list[int]:
        """Statements without a claim so far."""
        matched = {pair.new for pair in self.pairs}.union(self.came)
        matched |= {pair.other for pair in self.pairs if pair.how == "split"}
        return [index for index in range(len(self.statements)) if index not in matched]


def matched_sides(sync: Sync) -> list[Side]:
    """Every document with its claims matched, in order of the documents."""
    sides = _sides(sync)
    for side in sides:
        side.old, side.new = claim_anchors(side.claims), statement_anchors(side.statements)
        side.pairs = _exact(side)
    _move_between(sides)
    for side in sides:
        if not side.fixed:
            taken = (side.left, side.came.keys())
            side.pairs += fuzzy_pairs(side.old, side.new, side.pairs, sync.names, taken)
            side.pairs.sort()
    return sides


def _sides(sync: Sync) -> list[Side]:
    """Every document with its claims; those of a renamed file go to the file that it became."""
    renamed = _renames(sync)
    was = {new: old for old, new in renamed.items()}
    sides: dict[str, Side] = {}
    for document in sorted({*sync.pages, *sync.tree.files} - sync.unread):
        if document in renamed:
            continue
        before = was.get(document, document)
        file = sync.tree.files.get(before)
        fixed = sync.only is not None and document not in sync.only
        sides[document] = Side(document, file.claims if file else (), sync.pages.get(document, ()), fixed)
        sides[document].before = before
    return list(sides.values())


def _renames(sync: Sync) -> dict[str, str]:
    """Documents that are gone -> documents without claims that say most of what those said, each once."""
    places: dict[str, set[str]] = defaultdict(set)
    for document, statements in sync.pages.items():
        if document not in sync.tree.files and (sync.only is None or document in sync.only):
            for anchor in statement_anchors(statements):
                places[anchor.text].add(document)
    found: list[tuple[int, str, str]] = []
    for document, file in sync.tree.files.items():
        if document in sync.pages or document in sync.unread:
            continue
        live = [anchor.text for anchor in claim_anchors(file.claims) if anchor.fuzzy]
        shared = Counter(new for text in live for new in sorted(places.get(text, ())))
        found += [(-count, document, new) for new, count in shared.items() if count * SHARED_OF_RENAME >= len(live)]
    renamed: dict[str, str] = {}
    taken: set[str] = set()
    for _, document, new in sorted(found):
        if document not in renamed and new not in taken:
            renamed[document] = new
            taken.add(new)
    return renamed


def _exact(side: Side) -> list[Pair]:
    """Pairs of equal text within the document: live claims before retired ones."""
    pairs: list[Pair] = []
    for live in (True, False):
        old = [index for index, anchor in enumerate(side.old) if anchor.fuzzy is live]
        taken = {pair.new for pair in pairs}
        new = [index for index in range(len(side.new)) if index not in taken]
        found = exact_pairs([side.old[index] for index in old], [side.new[index] for index in new])
        pairs += [pair._replace(old=old[pair.old], new=new[pair.new]) for pair in found]
    return sorted(pairs)


def _move_between(sides: Sequence[Side]) -> None:
    """Gives statements without a claim the claims of equal text that another document no longer has."""
    waiting: dict[str, list[tuple[Side, int]]] = defaultdict(list)
    for side in sides:
        for index in side.open_new():
            if not side.fixed:
                waiting[side.new[index].text].append((side, index))
    for side in sides:
        for index in side.open_old():
            anchor = side.old[index]
            places = waiting.get(anchor.text)
            if not anchor.fuzzy or not places:
                continue
            best = min(range(len(places)), key=lambda at: _other_context(places[at], anchor))
            target, statement = places.pop(best)
            target.came[statement] = (side, index)
            side.left.add(index)


def _other_context(place: tuple[Side, int], anchor: Anchor) -> bool:
    side, index = place
    return side.new[index].context != anchor.context
