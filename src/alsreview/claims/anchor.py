"""Which claim belongs to which statement of one document: exact text first, then a bounded, cautious likeness.

Deterministic and O(n log n): a longest increasing subsequence over exact pairs gives a spine; only inside the gaps
between its points, within a window, are wordings compared. An orphan is better than a wrong match.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from alsreview.claims.likeness import Candidate, gap_candidates, rare_word_candidates

_MAX_GRID = 2_500


class Anchor(NamedTuple):
    """One side of a match. `text` and `context` are in norm `n1`; `fuzzy` is false for what only matches exactly."""

    text: str
    context: str | None
    fuzzy: bool = True


How = Literal["exact", "moved", "context", "fuzzy", "split", "merge"]


class Pair(NamedTuple):
    """A claim (index `old`) and its statement (index `new`).

    `exact`: same text and context in place; `moved`: the same elsewhere; `context`: same text, other context;
    `fuzzy`: reworded; `split`: `other` is the index of the statement that took the rest of the wording;
    `merge`: `other` is the index of the claim whose statement was joined to this one. `score` is 0-10,000.
    """

    old: int
    new: int
    how: How
    score: int = 10_000
    other: int = -1


@dataclass(frozen=True, slots=True)
class Alignment:
    """All matches of one document, in order of the claims."""

    pairs: tuple[Pair, ...]


def align(old: Sequence[Anchor], new: Sequence[Anchor], names: Collection[str] = frozenset()) -> Alignment:
    """Matches the claims of a document (`old`, in their order) to its statements (`new`)."""
    exact = exact_pairs(old, new)
    return Alignment(tuple(sorted(exact + fuzzy_pairs(old, new, exact, names))))


def exact_pairs(old: Sequence[Anchor], new: Sequence[Anchor]) -> list[Pair]:
    """Pairs of equal text: unique ones first, then repeated ones by context, neighbours and order."""
    olds, news = _by_text(old), _by_text(new)
    matched: dict[int, int] = {}
    repeated: list[str] = []
    for text, places in olds.items():
        if text not in news:
            continue
        if len(places) == 1 == len(news[text]):
            matched[places[0]] = news[text][0]
        else:
            repeated.append(text)
    taken = set(matched.values())
    for text in repeated:
        for o, n in _pair_repeated(old, new, olds[text], news[text], matched, taken):
            matched[o] = n
            taken.add(n)
    on_spine = {o for o, _ in spine(matched.items())}
    return [
        Pair(o, n, "context" if old[o].context != new[n].context else "exact" if o in on_spine else "moved")
        for o, n in sorted(matched.items())
    ]


def spine(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that rises on both sides (patience sorting)."""
    ordered = sorted(pairs)
    tails: list[int] = []
    tail_at: list[int] = []
    before: list[int] = []
    for index, (_, n) in enumerate(ordered):
        slot = bisect_left(tails, n)
        before.append(tail_at[slot - 1] if slot else -1)
        if slot == len(tails):
            tails.append(n)
            tail_at.append(index)
        else:
            tails[slot] = n
            tail_at[slot] = index
    found: list[tuple[int, int]] = []
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        found.append(ordered[at])
        at = before[at]
    return found[::-1]


def fuzzy_pairs(
    old: Sequence[Anchor],
    new: Sequence[Anchor],
    exact: Sequence[Pair],
    names: Collection[str] = frozenset(),
    taken: tuple[Collection[int], Collection[int]] = ((), ()),
) -> list[Pair]:
    """Reworded, split and merged statements among what `exact` left over.

    `taken` are the claims and the statements that are matched to those of other documents.
    """
    used_old = {pair.old for pair in exact}.union(taken[0])
    used_new = {pair.new for pair in exact}.union(taken[1])
    free_old = [index for index, anchor in enumerate(old) if index not in used_old and anchor.fuzzy]
    free_new = [index for index, anchor in enumerate(new) if index not in used_new and anchor.fuzzy]
    old_texts, new_texts = [anchor.text for anchor in old], [anchor.text for anchor in new]
    found: list[Pair] = []
    edges = [(-1, -1), *spine((pair.old, pair.new) for pair in exact), (len(old), len(new))]
    for (o1, n1), (o2, n2) in pairwise(edges):
        olds = free_old[bisect_left(free_old, o1 + 1) : bisect_left(free_old, o2)]
        news = free_new[bisect_left(free_new, n1 + 1) : bisect_left(free_new, n2)]
        if olds and news:
            candidates = gap_candidates(old_texts, new_texts, olds, news, (o1, n1, o2, n2), names)
            found += _take(candidates, used_old, used_new)
    left_old = [index for index in free_old if index not in used_old]
    left_new = [index for index in free_new if index not in used_new]
    return found + _take(rare_word_candidates(old_texts, new_texts, left_old, left_new, names), used_old, used_new)


def _take(candidates: Iterable[Candidate], used_old: set[int], used_new: set[int]) -> list[Pair]:
    """The best candidates whose claims and statements are all still free."""
    found: list[Pair] = []
    for candidate in sorted(candidates):
        olds, news = candidate.olds, candidate.news
        if used_old.isdisjoint(olds) and used_new.isdisjoint(news):
            used_old.update(olds)
            used_new.update(news)
            how: How = "split" if len(news) == 2 else "merge" if len(olds) == 2 else "fuzzy"
            other = news[1] if len(news) == 2 else olds[1] if len(olds) == 2 else -1
            found.append(Pair(olds[0], news[0], how, -candidate.minus_score, other))
    return found


def _by_text(anchors: Sequence[Anchor]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for index, anchor in enumerate(anchors):
        places[anchor.text].append(index)
    return places


def _pair_repeated(
    old: Sequence[Anchor],
    new: Sequence[Anchor],
    olds: list[int],
    news: list[int],
    matched: dict[int, int],
    taken: set[int],
) -> list[tuple[int, int]]:
    """Pairs equal texts that stand more than once: same context before other, with a matched neighbour before
    without, nearest in rank, then first."""
    if len(olds) * len(news) > _MAX_GRID:
        return list(zip(olds, news, strict=False))
    grid = sorted(
        (old[o].context != new[n].context, -_neighbours(o, n, matched), abs(i - j), i, j)
        for i, o in enumerate(olds)
        for j, n in enumerate(news)
        if n not in taken
    )
    found: list[tuple[int, int]] = []
    gone_old: set[int] = set()
    gone_new: set[int] = set()
    for *_, i, j in grid:
        if i not in gone_old and j not in gone_new:
            gone_old.add(i)
            gone_new.add(j)
            found.append((olds[i], news[j]))
    return found


def _neighbours(o: int, n: int, matched: dict[int, int]) -> int:
    """How many of the claims beside `o` belong to the statements beside `n`."""
    return (matched.get(o - 1) == n - 1) + (matched.get(o + 1) == n + 1)
