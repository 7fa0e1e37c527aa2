"""The context of a statement, and what of a page re-opens a sign-off on it."""

from __future__ import annotations

import pytest

from alsreview.documents.read import read_text
from alsreview.statements.context import leans
from alsreview.statements.split import split


def context(source: str, statement: str, name: str = "a.md") -> str | None:
    """Context of the one statement with this text."""
    found = [one for one in split(read_text(source, name)) if one.text == statement]
    assert len(found) == 1, [one.text for one in split(read_text(source, name))]
    return found[0].context


PAGE = "# Drugs\n\n## {heading}\n\n{drug} is a pill. It slows the disease. Riluzole does not cure it.\n"


def test_the_sentence_before_goes_with_a_pronoun() -> None:
    assert context(PAGE.format(heading="Riluzole", drug="Riluzole"), "It slows the disease.") == "Riluzole is a pill."


@pytest.mark.parametrize("statement", ["It slows the disease.", "Riluzole does not cure it."])
def test_another_heading_changes_no_context(statement: str) -> None:
    one = context(PAGE.format(heading="Riluzole", drug="Riluzole"), statement)
    assert one == context(PAGE.format(heading="Medicines", drug="Riluzole"), statement)


def test_another_drug_in_the_sentence_before_changes_it() -> None:
    one = context(PAGE.format(heading="X", drug="Riluzole"), "It slows the disease.")
    assert one != context(PAGE.format(heading="X", drug="Edaravone"), "It slows the disease.")


def test_a_sentence_with_its_own_subject_has_none() -> None:
    assert context(PAGE.format(heading="X", drug="Riluzole"), "Riluzole does not cure it.") is None


def test_a_chain_of_pronouns_reaches_the_one_that_names_something() -> None:
    source = "Riluzole is a drug. It is a pill. It slows the disease.\n"
    assert context(source, "It slows the disease.") == "Riluzole is a drug. It is a pill."


def test_the_heading_stands_in_where_nothing_names_a_subject() -> None:
    assert context("## Riluzole\n\nIt slows the disease.\n", "It slows the disease.") == "Riluzole"
    assert context("## Riluzole\n\nApproved in 1995.\n", "Approved in 1995.") == "Riluzole"


def test_the_paragraph_before_serves_too_but_not_across_a_heading() -> None:
    assert context("Riluzole is a drug.\n\nIt helps.\n", "It helps.") == "Riluzole is a drug."
    assert context("Riluzole is a drug.\n\n## Tofersen\n\nIt helps.\n", "It helps.") == "Tofersen"


@pytest.mark.parametrize("lead_in", ["Recommended:", "Not recommended:"])
def test_the_lead_in_of_a_list(lead_in: str) -> None:
    assert context(f"## Care\n\n{lead_in}\n\n- Oxygen\n- Ventilation\n", "Oxygen") == lead_in


def test_only_the_sentence_of_a_paragraph_that_introduces_the_list() -> None:
    source = "Many drugs were tried. Riluzole is a pill. It has these side effects:\n\n- Nausea\n"
    assert context(source, "Nausea") == "Riluzole is a pill. It has these side effects:"


def test_row_and_column_header_of_a_cell() -> None:
    source = "| Drug | Approved |\n|---|---|\n| Riluzole | 1995 in the US |\n"
    assert context(source, "1995 in the US") == "Riluzole\nApproved"


def test_items_run_into_a_line_take_the_sentence_with_the_colon() -> None:
    assert context("These harm: - Oxygen alone - Bed rest\n", "Bed rest") == "These harm:"


def test_a_list_item_without_lead_in_leans_on_its_heading_only_where_it_says_nothing_alone() -> None:
    source = "## Symptoms\n\n- Weak grip\n- Speech becomes slurred in a third of patients.\n"
    assert context(source, "Weak grip") == "Symptoms"
    assert context(source, "Speech becomes slurred in a third of patients.") is None


def test_headings_have_none() -> None:
    assert context("# Drugs\n\n## It helps\n\nYes.\n", "It helps") is None


@pytest.mark.parametrize(
    "text",
    [
        "It slows the disease.",
        "However, it slows the disease.",
        "In addition, they tire easily.",
        "These drugs help.",
        "Both were approved.",
        "The drug was withdrawn.",
        "The disease is fatal.",
        "Its price is high.",
        "Slows the disease by a third.",
        "Most of these patients are men.",
        "Weak grip",
        "When it worsens, ventilation helps.",
    ],
)
def test_what_leans(text: str) -> None:
    assert leans(text)


@pytest.mark.parametrize(
    "text",
    [
        "Riluzole slows the disease.",
        "It is unclear why motor neurons die.",
        "It is not known how often this happens.",
        "Most patients are men.",
        "Many genes are involved.",
        "The risk of choking is high.",
        "The treatment of spasticity relies on baclofen.",
        "There is no cure.",
        "Take riluzole twice a day.",
        "Patients tire easily.",
        "Muscles weaken over time.",
    ],
)
def test_what_does_not_lean(text: str) -> None:
    assert not leans(text)
