"""Properties of the anchoring itself."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

from claim_builders import NAMES
from hypothesis import given, settings
from hypothesis import strategies as st

from alsreview.claims.anchor import Anchor, align, spine
from alsreview.claims.likeness import comparable

WORDS = st.sampled_from("riluzole helps many people with weak hands sleep 50 60 mg not only twice cramps".split())
SENTENCE = st.lists(WORDS, min_size=1, max_size=9).map(lambda words: " ".join(words) + ".")
ANCHOR = st.builds(Anchor, SENTENCE, st.sampled_from([None, "Recommended:", "Not recommended:"]), st.booleans())
SIDE = st.lists(ANCHOR, max_size=14)


@given(SIDE, SIDE)
@settings(max_examples=200)
def test_every_pair_is_allowed_and_used_once(old: list[Anchor], new: list[Anchor]) -> None:
    pairs = align(old, new, NAMES).pairs
    olds = [pair.old for pair in pairs] + [pair.other for pair in pairs if pair.how == "merge"]
    news = [pair.new for pair in pairs] + [pair.other for pair in pairs if pair.how == "split"]
    assert len(set(olds)) == len(olds)
    assert len(set(news)) == len(news)
    for pair in pairs:
        same = old[pair.old].text == new[pair.new].text
        assert same == (pair.how in ("exact", "moved", "context"))
        if pair.how in ("exact", "moved"):
            assert old[pair.old].context == new[pair.new].context
        if not same:
            assert old[pair.old].fuzzy
            assert new[pair.new].fuzzy
        if pair.how == "fuzzy":
            assert comparable(old[pair.old].text)
            assert comparable(new[pair.new].text)


@given(SIDE)
def test_a_document_that_did_not_change_matches_itself(side: list[Anchor]) -> None:
    assert [(pair.old, pair.new, pair.how) for pair in align(side, side).pairs] == [
        (index, index, "exact") for index in range(len(side))
    ]


@given(SIDE, SIDE)
@settings(max_examples=1000)
def test_no_text_that_stands_on_both_sides_stays_without_a_match(old: list[Anchor], new: list[Anchor]) -> None:
    pairs = align(old, new).pairs
    used_old = {pair.old for pair in pairs} | {pair.other for pair in pairs if pair.how == "merge"}
    used_new = {pair.new for pair in pairs} | {pair.other for pair in pairs if pair.how == "split"}
    open_old = {anchor.text for index, anchor in enumerate(old) if index not in used_old}
    open_new = {anchor.text for index, anchor in enumerate(new) if index not in used_new}
    assert not open_old & open_new


PLACES = st.tuples(st.integers(0, 30), st.integers(0, 30))


@given(st.lists(PLACES, max_size=20, unique_by=(lambda pair: pair[0], lambda pair: pair[1])))
def test_the_spine_is_the_longest_rising_run(pairs: list[tuple[int, int]]) -> None:
    found = spine(pairs)
    assert all(first[0] < second[0] and first[1] < second[1] for first, second in pairwise(found))
    assert set(found) <= set(pairs)
    best: dict[tuple[int, int], int] = {}
    for o, n in sorted(pairs):
        best[o, n] = 1 + max((length for (p, q), length in best.items() if p < o and q < n), default=0)
    assert len(found) == max(best.values(), default=0)


SCRIPT = """
import json, random, sys
from alsreview.claims.anchor import Anchor, align
rng = random.Random(3)
words = "riluzole helps many people with weak hands to sleep for longer and cramps less often at night".split()
old = [Anchor(" ".join(rng.choices(words, k=12)) + ".", None) for _ in range(400)]
new = [Anchor(a.text.replace(rng.choice(words), "sometimes", 1), None) for a in old if rng.random() > 0.1]
rng.shuffle(new)
print(json.dumps(align(old, new, frozenset({"riluzole"})).pairs))
"""


def test_the_seed_of_hashes_changes_nothing() -> None:
    source = str(Path(__file__).parents[2] / "src")
    outputs = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": source, "PATH": ""},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(outputs) == 1
    assert '"fuzzy"' in outputs.pop()
