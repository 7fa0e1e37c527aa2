"""Plain text: headings, paragraphs, lists and captions by rules that a writer can foresee."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from alsreview.documents.plain_lines import is_heading
from alsreview.documents.read import read_document, read_text

SHARED = Path(os.environ.get("ALSREVIEW_SHARED") or Path(__file__).resolve().parents[2].parent / "shared")


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read_text(text, "page.txt").blocks]


@pytest.mark.parametrize(
    "line",
    [
        "Care",
        "The causes of weakness",
        "What helps with cramps?",
        "How Physiotherapy Helps People",
        "2.1 Breathing support",
        "SYMPTOMS",
        "Life after the diagnosis",
        "Support for families",
    ],
)
def test_headings(line: str) -> None:
    assert is_heading(line)


@pytest.mark.parametrize(
    "line",
    [
        "Cramps are common.",
        "Massage relaxes muscles and reduces pain in most people",
        "The drug was approved in three countries",
        "bottles on a shelf",
        "You will need:",
        "Rest, water,",
        "Figure 3 The spinal cord",
        "2017",
        "",
    ],
)
def test_what_is_no_heading(line: str) -> None:
    assert not is_heading(line)


def test_headings_stand_above_what_follows() -> None:
    text = "About cramps\n\nCramps hurt.\n\nTreatment\nStretching often helps at night, and so does warmth.\n"
    blocks = read_text(text, "page.txt").blocks
    assert [(b.kind, b.text, b.headings) for b in blocks] == [
        ("heading", "About cramps", ()),
        ("paragraph", "Cramps hurt.", ("About cramps",)),
        ("heading", "Treatment", ("About cramps",)),
        ("paragraph", "Stretching often helps at night, and so does warmth.", ("About cramps", "Treatment")),
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    text = "Cramps come at night and are felt in the calf\nor the foot. They last for a few minutes and\nthen go.\n"
    assert kinds(text) == [("paragraph", " ".join(text.split()))]


def test_a_paragraph_a_line_without_empty_lines() -> None:
    text = "Cramps come at night. They hurt.\nStretching helps a good deal, as does warmth.\nRest helps too.\n"
    assert [said for _, said in kinds(text)] == text.strip().split("\n")


def test_lists_nest_by_mark_and_by_indentation() -> None:
    text = "You will need:\n\n"
    text += (
        "1. Rest\n- a bed\n- a pillow\n\n2. Water\n   cool, not cold\n\n  * a glass\n\nThat is all there is to it.\n"
    )
    blocks = read_text(text, "page.txt").blocks
    assert [(b.kind, b.text, b.level, b.label, b.lead_in) for b in blocks] == [
        ("paragraph", "You will need:", 0, None, None),
        ("list_item", "Rest", 1, "1", "You will need:"),
        ("list_item", "a bed", 2, None, "You will need: Rest"),
        ("list_item", "a pillow", 2, None, "You will need: Rest"),
        ("list_item", "Water cool, not cold", 1, "2", "You will need:"),
        ("list_item", "a glass", 2, None, "You will need: Water cool, not cold"),
        ("paragraph", "That is all there is to it.", 0, None, None),
    ]


def test_a_list_that_lost_its_line_ends() -> None:
    blocks = read_text("These may help: - Stretching at night - Warm baths - A splint", "page.txt").blocks
    assert [(b.kind, b.text) for b in blocks] == [
        ("paragraph", "These may help:"),
        ("list_item", "Stretching at night"),
        ("list_item", "Warm baths"),
        ("list_item", "A splint"),
    ]


def test_a_dash_or_a_number_within_a_sentence_is_no_list() -> None:
    text = "The trial began with forty people in the spring, on\n5. May in Oslo, and went on for a year there, but\n"
    text += "– as said – it ended.\n"
    assert kinds(text) == [("paragraph", " ".join(text.split()))]


def test_captions_and_rules() -> None:
    text = "Text is here.\n\nblue tablets in a glass dish\nblue tablets in a glass dish\n\n-----\n\nPhoto: A. B.\n"
    assert kinds(text) == [
        ("paragraph", "Text is here."),
        ("caption", "blue tablets in a glass dish"),
        ("caption", "blue tablets in a glass dish"),
        ("caption", "Photo: A. B."),
    ]


def test_columns_make_a_table() -> None:
    blocks = read_text("Table 1. Doses\n\nDrug        Dose\nRiluzole    50 mg\nEdaravone\t60 mg\n", "page.txt").blocks
    assert [(b.kind, b.text, b.row_header, b.column_header) for b in blocks] == [
        ("caption", "Table 1. Doses", None, None),
        ("table_cell", "Drug", None, None),
        ("table_cell", "Dose", None, None),
        ("table_cell", "Riluzole", None, "Drug"),
        ("table_cell", "50 mg", "Riluzole", "Dose"),
        ("table_cell", "Edaravone", None, "Drug"),
        ("table_cell", "60 mg", "Edaravone", "Dose"),
    ]


def test_numbered_headings_and_reference_lists() -> None:
    text = (
        "1. First signs\n\nOne hand is weak.\n\n2. Care\n\nIt helps [1].\n\n[1] A. Trial. 2010.\n[2] B. Trial. 2012.\n"
    )
    blocks = read_text(text, "page.txt").blocks
    assert [(b.kind, b.text, b.label) for b in blocks] == [
        ("heading", "First signs", None),
        ("paragraph", "One hand is weak.", None),
        ("heading", "Care", None),
        ("paragraph", "It helps [1].", None),
        ("list_item", "A. Trial. 2010.", "1"),
        ("list_item", "B. Trial. 2012.", "2"),
    ]


def test_comments_at_the_top() -> None:
    document = read_text("# source: a site\n#\n\nText is here.\n# not one\n", "page.txt")
    assert [comment.text for comment in document.comments] == [" source: a site", ""]
    assert document.blocks[0].text.startswith("Text is here.")


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared pages are not beside this checkout")
def test_the_seed_article() -> None:
    blocks = read_document(SHARED / "seed" / "als-article.txt", "als-article.txt").blocks
    assert sum(block.kind == "heading" for block in blocks) == 9
    assert sum(block.kind == "caption" for block in blocks) == 2
    assert sum(block.kind == "paragraph" for block in blocks) == 12
