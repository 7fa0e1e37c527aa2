"""What re-opens a sign-off and what does not (design, section 9), through real Markdown and HTML documents."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from claim_builders import NAMES, claims_for, page, tree_of

from alsreview.claims.match import page_claims
from alsreview.claims.model import Claim, ClaimSource, SourceRecord

SOURCE = SourceRecord(id="label", title="Prescribing information", DOI="10.1000/abc")
CITED = ClaimSource(ref="label", locator="section 2", quote="The recommended dose is 50 mg twice daily.")


def counts(before: str, after: str, last: str, suffix: str = ".md") -> bool:
    """Whether the sign-off given to the statement that holds `last` still counts in the changed document."""
    name = f"content/a{suffix}"
    claims = tuple(claim.model_copy(update={"sources": (CITED,)}) for claim in claims_for(page(before, name), name))
    signed = next(claim for claim in claims if last in claim.statement)
    tree = tree_of({name: claims}, [signed.id], [SOURCE])
    seen = page_claims(name, f"claims/{name}.yaml", page(after, name), tree, NAMES)
    assert seen is not None
    holding = [match for match in seen.matches.values() if match.claim.id == signed.id]
    return bool(holding) and not holding[0].edited and signed.id not in seen.reopened


REOPENS = yaml.safe_load(Path(__file__).with_name("reopening.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", REOPENS["reopens"], ids=lambda case: case["name"])
def test_reopens(case: dict[str, str]) -> None:
    assert counts(case["before"], case["before"], case["statement"], case["suffix"])
    assert not counts(case["before"], case["after"], case["statement"], case["suffix"])


@pytest.mark.parametrize("case", REOPENS["keeps"], ids=lambda case: case["name"])
def test_keeps(case: dict[str, str]) -> None:
    assert case["before"] != case["after"]
    assert counts(case["before"], case["after"], case["statement"], case["suffix"])


TEXT = "Riluzole 50 mg is taken twice a day with water."


def counts_with(changed: Claim, record: SourceRecord = SOURCE) -> bool:
    """Whether the sign-off counts after an edit of the claim file or of the source's record."""
    (claim,) = (one.model_copy(update={"sources": (CITED,)}) for one in claims_for(page(TEXT)))
    signed = tree_of({"content/a.md": [claim]}, [claim.id], [SOURCE]).signed_digests
    edited = tree_of({"content/a.md": [changed]}, [claim.id], [record])
    tree = type(edited)(edited.files, edited.sources, "", edited.signed, signed)
    seen = page_claims("content/a.md", "claims/content/a.md.yaml", page(TEXT), tree, NAMES)
    assert seen is not None
    return claim.id not in seen.reopened


def claim_with(**values: object) -> Claim:
    (claim,) = claims_for(page(TEXT))
    return claim.model_copy(update={"sources": (CITED,), **values})


@pytest.mark.parametrize(
    "changed",
    [
        claim_with(kind="recommendation"),
        claim_with(sources=(CITED.model_copy(update={"quote": "The recommended dose is 100 mg."}),)),
        claim_with(sources=(CITED.model_copy(update={"locator": "section 3"}),)),
        claim_with(sources=()),
        claim_with(sources=(CITED, CITED.model_copy(update={"ref": "other"}))),
        claim_with(statement="Riluzole 100 mg is taken twice a day with water."),
        claim_with(context="Children:"),
    ],
    ids=["kind", "quote", "locator", "source dropped", "source added", "statement", "context"],
)
def test_edits_of_the_claim_that_reopen(changed: Claim) -> None:
    assert not counts_with(changed)


@pytest.mark.parametrize(
    "changed",
    [
        claim_with(),
        claim_with(section="Elsewhere"),
        claim_with(facts=("us-rilutek",)),
        claim_with(as_of=None),
        claim_with(note="look again next year"),
        claim_with(status="in_review"),
        claim_with(sources=(CITED.model_copy(update={"quote": CITED.quote.replace(" dose", "\n  dose")}),)),  # type: ignore[union-attr]
        claim_with(sources=(CITED.model_copy(update={"harvested": True}),)),
    ],
    ids=["nothing", "section", "facts", "as_of", "note", "status", "reflowed quote", "harvested"],
)
def test_edits_of_the_claim_that_do_not(changed: Claim) -> None:
    assert counts_with(changed)


@pytest.mark.parametrize(
    ("record", "still"),
    [
        (SOURCE.model_copy(update={"title": "Another title"}), True),
        (SOURCE.model_copy(update={"source_class": "label", "issued": 2017}), True),
        (SOURCE.model_copy(update={"DOI": "10.1000/other"}), False),
        (SOURCE.model_copy(update={"DOI": None, "URL": "https://example.org/label"}), False),
    ],
    ids=["title", "class and date", "another DOI", "no DOI any more"],
)
def test_edits_of_the_source(record: SourceRecord, still: bool) -> None:
    assert counts_with(claim_with(), record) is still
