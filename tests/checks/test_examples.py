"""Every example of every check file that ships does what it is there for: one case each."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from alsreview.checks.definition import Definition
from alsreview.checks.examples import Bench, Case, cases, echoes
from alsreview.checks.loader import load_checks
from alsreview.knowledge.pack import load_knowledge

PACK = Path(__file__).parents[2] / "checks"
CHECKS = load_checks([PACK])
CASES = cases(CHECKS)


@cache
def bench() -> Bench:
    return Bench(CHECKS, load_knowledge([PACK]))


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_example_does_what_it_is_there_for(case: Case) -> None:
    assert bench().judge(case).trouble == ""


@pytest.mark.parametrize("check", CHECKS, ids=[check.id for check in CHECKS])
def test_the_examples_are_not_an_echo_of_the_check(check: Definition) -> None:
    assert echoes(check) == ""


def test_the_bench_tells_what_is_wrong() -> None:
    check = next(check for check in CHECKS if check.id == "doubled-phrase")
    flag, right = check.examples.flag[0], check.examples.pass_[0]
    swapped = check.model_copy(
        update={
            "examples": check.examples.model_copy(
                update={
                    "flag": (
                        flag.model_copy(update={"text": right.text, "span": "muscle"}),
                        flag.model_copy(update={"span": "weakens"}),
                    ),
                    "pass_": (right.model_copy(update={"text": flag.text}),),
                }
            )
        }
    )
    troubles = [Bench([swapped], load_knowledge([PACK])).judge(case).trouble for case in cases([swapped])]
    assert troubles[0].startswith("flags nothing in")
    assert troubles[1].endswith("not “weakens”")
    assert troubles[2].endswith(f"which is right: {right.because}")
