"""What a claim needs, found for one claim and for many at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alsreview.claims.model import Claim
from alsreview.claims.policy import Policy, PolicyFile, Requirements, default_policy, joined

WORDS = ("approved", "FDA", "twice a day", "µg", "mg", "%", "is called", "Kelvin", "gene")
TEXTS = st.lists(
    st.sampled_from(
        (*WORDS, "APPROVED", "unapproved", "fda-like", "Twice A Day", "is", "called", "K", "µG", "a-gene", "é")
    )
).map(lambda words: " ".join(words) or "Nothing.")


def claim(statement: str, kind: str = "fact", section: str | None = None) -> Claim:
    return Claim(id="c-aaaaaaaa", statement=statement, kind=kind, section=section, status="in_review")  # type: ignore[arg-type]


@given(
    TEXTS,
    st.sampled_from(["fact", "recommendation", "opinion"]),
    st.sampled_from([None, "Treatment > Medicines", "Research"]),
    st.lists(
        st.builds(
            dict,
            words=st.lists(st.sampled_from((*WORDS, "\u212aelvin"))),
            kinds=st.lists(st.sampled_from(["fact", "recommendation"]), max_size=1),
            sections=st.lists(st.sampled_from(["Treatment*", "Medicines"]), max_size=1),
            quorum=st.integers(1, 3),
        ),
        max_size=4,
    ),
)
def test_many_at_once_need_what_each_alone_needs(
    text: str, kind: str, section: str | None, rules: list[dict[str, object]]
) -> None:
    named = [{"name": f"rule {number}", **rule} for number, rule in enumerate(rules)]
    policy: Policy = joined(PolicyFile.model_validate({"rules": named}, strict=False))
    of_one = claim(text, kind, section)
    assert Requirements(policy).of(of_one) == policy.asks(of_one)


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("The FDA approved it.", ("regulatory",)),
        ("It is taken TWICE A DAY.", ("dosing and safety",)),
        ("The dose is 5 µg.", ("dosing and safety",)),
        ("Take 50mg at night.", ("dosing and safety",)),
        ("It is unapproved.", ()),
        ("Half of them (50%) live longer.", ("figures",)),
        ("Half of them, 50 per cent, live longer.", ("figures",)),
    ],
)
def test_the_built_in_rules(text: str, rules: tuple[str, ...]) -> None:
    assert Requirements(default_policy()).of(claim(text)).rules == rules
