"""The look at a line's tokens before a construction is searched for: it never keeps back what the search would find."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alsreview.checks.approvals import constructions, pending
from alsreview.checks.approvals.frames import Pattern, pattern

EVERY = [
    item
    for module in (constructions, pending)
    for value in vars(module).values()
    if isinstance(value, tuple)
    for item in value
    if isinstance(item, Pattern)
]


@given(st.data())
def test_every_construction_is_possible_on_the_lines_it_matches(data: st.DataObject) -> None:
    item = data.draw(st.sampled_from(EVERY))
    line = data.draw(st.from_regex(item.regex, fullmatch=True))
    assert item.possible(frozenset(line.split(" ")))


@pytest.mark.parametrize(
    ("text", "line", "possible"),
    [
        ("MED ..3 [ not ] ( OK | SOLD soon )", "MED was OK ", True),
        ("MED ..3 [ not ] ( OK | SOLD soon )", "MED was not there ", False),
        ("MED ..3 ( OK | ..2 )", "MED was there ", True),
        ("one/NUM <DRUGS> ( <BE> | <STILL> here )", "one DRUG remains ", True),
        ("one/NUM <DRUGS> ( <BE> | <STILL> here )", "one DRUG left ", False),
    ],
)
def test_a_line_without_a_needed_token_is_passed_over(text: str, line: str, possible: bool) -> None:
    assert pattern(text).possible(frozenset(line.split(" "))) is possible
