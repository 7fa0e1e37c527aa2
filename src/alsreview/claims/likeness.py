"""Candidates for reworded statements: which wordings are alike enough, and near enough, to be one statement edited.

Figures (window, floors, lead, caps) as measured in the project's note on the claim store: with 13 % of 5,000 sentences
edited, moved or deleted, every edit and move was found and every deleted sentence orphaned.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from alsreview.claims.changes import another_subject, words

WINDOW = 8
FLOOR = 80
JOINED_FLOOR = 85
LEFTOVER_FLOOR = 92
LEFTOVER_LEAD = 300
"""Hundredths of a point by which a leftover's best match must lead over its second best."""
RARE_WORDS, POSTINGS_CAP, CANDIDATE_CAP = 4, 50, 16
MIN_CHARS, MIN_WORDS = 25, 5
MAX_CHARS = 10_000


class Candidate(NamedTuple):
    """A possible match; the least sorts first. `olds` and `news` hold one index, or two where neighbours were joined,
    the one that keeps the claim first."""

    minus_score: int
    distance: int
    olds: tuple[int, ...]
    news: tuple[int, ...]


def comparable(text: str) -> bool:
    """Short sentences look alike by chance and never match by likeness; giants would take too long."""
    return MIN_CHARS <= len(text) <= MAX_CHARS and text.count(" ") + 1 >= MIN_WORDS


def gap_candidates(
    old: Sequence[str],
    new: Sequence[str],
    olds: Sequence[int],
    news: Sequence[int],
    edges: tuple[int, int, int, int],
    names: Collection[str],
) -> list[Candidate]:
    """Candidates between two points of the spine, `edges` = (old, new) of the first and of the second point.

    Distance counts from the nearer edge, so that text inserted at one side does not push a sentence away.
    """
    o1, n1, o2, n2 = edges
    found: list[Candidate] = []
    free_old = frozenset(olds)
    free_new = frozenset(news)
    for o in olds:
        if not comparable(old[o]):
            continue
        for n in _window(news, o, edges):
            distance = min(abs((o - o1) - (n - n1)), abs((o2 - o) - (n2 - n)))
            if comparable(new[n]) and (score := _score(old[o], new[n], FLOOR)):
                found.append(Candidate(-score, distance, (o,), (n,)))
            if n + 1 in free_new and (score := _score(old[o], f"{new[n]} {new[n + 1]}", JOINED_FLOOR)):
                kept, rest = _larger(old[o], new, n, n + 1)
                found.append(Candidate(-score, distance, (o,), (kept, rest)))
            if o + 1 in free_old and (score := _score(f"{old[o]} {old[o + 1]}", new[n], JOINED_FLOOR)):
                kept, rest = _larger(new[n], old, o, o + 1)
                found.append(Candidate(-score, distance, (kept, rest), (n,)))
    return [candidate for candidate in found if not _elsewhere(candidate, old, new, names)]


def rare_word_candidates(
    old: Sequence[str], new: Sequence[str], olds: Sequence[int], news: Sequence[int], names: Collection[str]
) -> list[Candidate]:
    """Candidates anywhere in the document for what the gaps left, found by the rarest words they share."""
    postings: dict[str, list[int]] = defaultdict(list)
    for n in news:
        if comparable(new[n]):
            for word in sorted({word.lower() for word in words(new[n])}):
                postings[word].append(n)
    found: list[Candidate] = []
    for o in olds:
        if not comparable(old[o]):
            continue
        scored = sorted((-_score(old[o], new[n], LEFTOVER_FLOOR - 4), n) for n in _sharing(old[o], postings))
        scored = [pair for pair in scored if pair[0]]
        if not scored or -scored[0][0] < LEFTOVER_FLOOR * 100:
            continue
        if len(scored) > 1 and scored[1][0] - scored[0][0] < LEFTOVER_LEAD:
            continue
        candidate = Candidate(scored[0][0], abs(o - scored[0][1]), (o,), (scored[0][1],))
        if not _elsewhere(candidate, old, new, names):
            found.append(candidate)
    return found


def _window(news: Sequence[int], o: int, edges: tuple[int, int, int, int]) -> list[int]:
    """The free statements within the window of a claim, measured from the gap's start or from its end."""
    o1, n1, o2, n2 = edges
    found: set[int] = set()
    for centre in (n1 + (o - o1), n2 - (o2 - o)):
        found.update(news[bisect_left(news, centre - WINDOW) : bisect_right(news, centre + WINDOW)])
    return sorted(found)


def _sharing(text: str, postings: dict[str, list[int]]) -> list[int]:
    present = sorted((len(postings[word]), word) for word in {word.lower() for word in words(text)} if word in postings)
    shared: dict[int, int] = defaultdict(int)
    for count, word in present[:RARE_WORDS]:
        if count <= POSTINGS_CAP:
            for n in postings[word]:
                shared[n] += 1
    return sorted(shared, key=lambda n: (-shared[n], n))[:CANDIDATE_CAP]


def _score(first: str, second: str, floor: int) -> int:
    """Likeness in hundredths of a point, or 0 below the floor. A whole number, so that no platform orders otherwise."""
    shorter, longer = sorted((len(first), len(second)))
    if longer > MAX_CHARS * 2 or 200 * shorter < floor * (shorter + longer):
        return 0
    return round(fuzz.ratio(first, second, score_cutoff=floor) * 100)


def _larger(whole: str, parts: Sequence[str], first: int, second: int) -> tuple[int, int]:
    """The part that is more like the whole, then the other."""
    if fuzz.ratio(whole, parts[second]) > fuzz.ratio(whole, parts[first]):
        return second, first
    return first, second


def _elsewhere(candidate: Candidate, old: Sequence[str], new: Sequence[str], names: Collection[str]) -> bool:
    before = " ".join(old[index] for index in sorted(candidate.olds))
    after = " ".join(new[index] for index in sorted(candidate.news))
    return another_subject(before, after, names)
