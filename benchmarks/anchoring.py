"""How fast claims are re-anchored, and how rightly: `python benchmarks/anchoring.py`.

Texts are made from templates that are alike on purpose. After the edits each claim has a known right answer, so the
figures say how many edited and moved statements were found again and how many claims of deleted ones were, wrongly,
given to another statement. Targets: 5,000 sentences with 200 edits in 0.5 s, 20,000 in 2 s.
"""

from __future__ import annotations

import random
import time

from alsreview.claims.anchor import Anchor, align
from alsreview.claims.normal import normal

_SUBJECTS = "riluzole edaravone tofersen baclofen tizanidine gabapentin mexiletine quinidine sertraline glycopyrrolate"
_THINGS = "cramps spasticity saliva fatigue weakness breathing swallowing speech sleep mood weight pain stiffness"
_PLACES = "clinic hospital home hospice centre ward practice community school university register study"
_VERBS = "eases worsens changes precedes follows explains limits delays predicts affects"


def sentence(rng: random.Random) -> str:
    """One made-up sentence; many share most of their words."""
    subject, thing, place, verb = (rng.choice(words.split()) for words in (_SUBJECTS, _THINGS, _PLACES, _VERBS))
    number = rng.randint(2, 999)
    weeks = rng.randint(2, 40)
    return rng.choice(
        (
            f"In a {place} with {number} patients, {subject} {verb} {thing} within {weeks} weeks.",
            f"{subject.capitalize()} at {number} mg a day {verb} {thing} in most people seen at the {place}.",
            f"Staff of the {place} noted that {thing} {verb} quality of life in {number} families.",
        )
    )


def edited(rng: random.Random, text: str) -> str:
    """One word replaced by another."""
    words = text.split(" ")
    at = rng.randrange(1, len(words) - 1)
    words[at] = rng.choice(("mostly", "clearly", "slightly", "often", "again", "partly"))
    return " ".join(words)


def case(size: int, edits: int, seed: int) -> tuple[list[str], list[tuple[int, str]], dict[int, str]]:
    """Old sentences, new ones as (old index or -1, text), and what was done to each old one."""
    rng = random.Random(seed)
    old = list(dict.fromkeys(sentence(rng) for _ in range(size * 2)))[:size]
    new: list[tuple[int, str]] = list(enumerate(old))
    done: dict[int, str] = {}
    for index in rng.sample(range(size), edits):
        done[index] = rng.choices(("edited", "moved", "deleted", "look-alike"), (60, 20, 12, 8))[0]
    moved = [item for item in new if done.get(item[0]) == "moved"]
    kept: list[tuple[int, str]] = []
    for index, text in new:
        match done.get(index):
            case "edited":
                kept.append((index, edited(rng, text)))
            case "look-alike":
                kept.append((-1, sentence(rng)))
            case None:
                kept.append((index, text))
    for item in moved:
        kept.insert(rng.randrange(len(kept)), item)
    return old, kept, done


def run(size: int, edits: int) -> None:
    """Prints one line of figures."""
    old, new, done = case(size, edits, seed=size)
    started = time.perf_counter()
    claims = [Anchor(normal(text), None) for text in old]
    statements = [Anchor(normal(text), None) for _, text in new]
    found = align(claims, statements, frozenset(_SUBJECTS.split()))
    took = time.perf_counter() - started
    right = dict.fromkeys(("edited", "moved"), 0)
    wrong = 0
    for pair in found.pairs:
        if new[pair.new][0] != pair.old:
            wrong += 1
        elif done.get(pair.old) in right:
            right[done[pair.old]] += 1
    of = {kind: sum(1 for what in done.values() if what == kind) for kind in right}
    told = ", ".join(f"{kind} found {right[kind]}/{of[kind]}" for kind in right)
    print(f"{size:>6} sentences, {edits:>5} edits: {took:.3f} s; {told}; wrong matches {wrong}")


if __name__ == "__main__":
    for size, edits in ((5_000, 200), (5_000, 650), (20_000, 200), (20_000, 2_600), (5_000, 4_000)):
        run(size, edits)
