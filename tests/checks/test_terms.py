"""Slips in names: no list of known errors, so any letter lost or swapped is found, and correct text gives nothing."""

from __future__ import annotations

import os
import random
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alsreview.checks.definition import FlagExample
from alsreview.checks.examples import Bench
from alsreview.checks.loader import load_checks
from alsreview.checks.slips import code_slip, is_code
from alsreview.checks.vocabulary import Vocabulary
from alsreview.knowledge.lexicon import Lexicon, Term
from alsreview.knowledge.pack import load_knowledge

PACK = Path(__file__).parents[2] / "checks"
SHARED = Path(os.environ.get("ALSREVIEW_SHARED", PACK.parents[1] / "shared"))


@cache
def bench() -> Bench:
    return Bench(load_checks([PACK / "terms"]), load_knowledge([PACK]))


def flagged(text: str) -> list[str]:
    return bench().spans(FlagExample(text=text, span=text)).get("misspelt-term", [])


def rights(text: str) -> list[str]:
    """What the check proposes, in order."""
    kinds = bench()
    page = kinds.page(FlagExample(text=text, span=text))
    outcome = kinds.run("terms", page)
    return [hit.values["right"] for hit in outcome.hits if hit.check == "misspelt-term"]


def slip(name: str, chance: random.Random) -> str:
    """The name with one letter lost, or two neighbouring letters swapped; never inside a word too short to judge."""
    while True:
        at = chance.randrange(len(name))
        if not name[at].isalpha():
            continue
        if chance.random() < 0.5:
            if at + 1 < len(name) and name[at + 1].isalpha() and name[at] != name[at + 1]:
                return name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        else:
            return name[:at] + name[at + 1 :]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_slip_in_200_names_is_flagged_with_the_right_term(seed: int) -> None:
    names = sorted({term.name for term in load_knowledge([PACK]).lexicon if len(term.name) > 4})
    chance = random.Random(seed)
    found, missed = 0, []
    sample = [chance.choice(names) for _ in range(200)] if len(names) < 200 else chance.sample(names, 200)
    for name in sample:
        wrong = slip(name, chance)
        if any(right.lower() in name.lower() for right in rights(f"They wrote about {wrong} today.")):
            found += 1
        else:
            missed.append((name, wrong))
    assert found >= 0.9 * len(sample), missed


def test_2000_general_words_give_nothing() -> None:
    text = files("alsreview.knowledge").joinpath("data", "words-general.txt").read_text(encoding="utf-8")
    words = random.Random(7).sample([word for word in text.split() if len(word) > 2], 2000)
    text = "\n\n".join("They said " + " or ".join(words[at : at + 8]) + "." for at in range(0, 2000, 8))
    assert bench().spans(FlagExample(text=text, span=text)) in ({}, {"mixed-spelling": ["tumour"]})


@pytest.mark.skipif(not (SHARED / "eval" / "pages").is_dir(), reason="the shared pages are not here")
def test_a_correct_page_gives_nothing() -> None:
    text = (SHARED / "eval" / "pages" / "nlm-genetics-als-2016.txt").read_text(encoding="utf-8")
    found = bench().spans(FlagExample(text=text, span=text))
    # "wheelchair-dependent" does stand there, and is marked as to be put otherwise in the shared set as well.
    assert {check: spans for check, spans in found.items() if check != "respectful-terms"} == {}


@pytest.mark.parametrize(
    "text",
    [
        "The FUS, SOD2 and SOD3 genes differ.",
        "The EMA and an EMG are two things; so are NIV, SMA, ASL and ALT.",
        "Gene panels list CHMP2A beside CHMP2B and ANXA1 beside ANXA11.",
        "See www.alsa.org/riluzol.html or write to rilzole@example.org.",
        "La esclerosis lateral amiotrófica afecta a las neuronas motoras.",
        "The slow positive airway test (SPAT) and a SPAT score are new.",
        "Mr. Ferrera and Ms. Eisa of Alberton sold it.",
        "Rilutek's price and riluzole's effect; riluzoles of all makers.",
        "She takes 50mg at 8pm, in the 1990s on the 2nd floor.",
    ],
)
def test_correct_text_gives_nothing(text: str) -> None:
    assert flagged(text) == []


@pytest.mark.parametrize(
    ("text", "span", "right"),
    [
        ("The gene S0D1 was the first.", "S0D1", "SOD1"),
        ("Mutations of C9ofr72 are common.", "C9ofr72", "C9orf72"),
        ("Take rilouzole with water.", "rilouzole", "riluzole"),
        ("Edaravonne is infused.", "Edaravonne", "Edaravone"),
        ("The scale is called ALSFSR-R.", "ALSFSR-R", "ALSFRS-R"),
        ("He had fasciculatons all night.", "fasciculatons", "fasciculations"),
        ("Nine people had primary latreal sclerosis.", "latreal", "lateral"),
    ],
)
def test_slips_of_other_sorts(text: str, span: str, right: str) -> None:
    assert flagged(text) == [span]
    assert rights(text) == [right]


@pytest.mark.parametrize(
    ("word", "code", "is_slip"),
    [
        ("SODL", "SOD1", True),
        ("SODI", "SOD1", True),
        ("SOD2", "SOD1", False),
        ("SOD", "SOD1", False),
        ("OD1", "SOD1", True),
        ("BiBAP", "BiPAP", True),
        ("BiPA", "BiPAP", True),
        ("TARDPB", "TARDBP", True),
        ("TARDBX", "TARDBP", True),
        ("CHMP2A", "CHMP2B", False),
        ("ANXA1", "ANXA11", False),
        ("PEG", "PEGS", False),
        ("sod1", "SOD1", False),
    ],
)
def test_what_counts_as_a_slip_in_a_code(word: str, code: str, is_slip: bool) -> None:
    assert code_slip(word, code) is is_slip


@pytest.mark.parametrize(
    ("word", "code"), [("ALS", True), ("SOD1", True), ("BiPAP", True), ("Riluzole", False), ("2nd", False)]
)
def test_codes_are_acronyms_and_genes(word: str, code: bool) -> None:
    assert is_code(word) is code


LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=6, max_size=14)


@given(LETTERS, st.data())
def test_any_made_up_medicine_is_protected_by_its_entry_alone(name: str, data: st.DataObject) -> None:
    name = f"x{name}q"
    vocabulary = Vocabulary(Lexicon([Term("t", "substance", name)]))
    at = data.draw(st.integers(0, len(name) - 1))
    wrong = name[:at] + name[at + 1 :]
    meant = vocabulary.meant(wrong, opens=True)
    assert vocabulary.is_known(name)
    assert vocabulary.is_known(wrong) or (meant is not None and meant.shown in (name, name + "s"))


@pytest.mark.parametrize("size", [2_000, 20_000])
def test_nasty_text_is_answered(size: int) -> None:
    """No result to compare, only that work stays bounded: each unknown word looks at a few neighbours."""
    assert flagged("riluzol " * (size // 8)) in ([], ["riluzol"] * (size // 8))
    assert flagged("x" * size) == []
