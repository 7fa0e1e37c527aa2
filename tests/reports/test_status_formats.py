"""One page in each of the four formats: on its page of the report a reader sees the same, whole and harmless."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from html import escape
from html.parser import HTMLParser

import docx
import pytest

from alsreview.documents.model import Document
from alsreview.documents.read import read_text
from alsreview.findings import RunResult, Summary
from alsreview.pipeline.status_values import DocumentStatus, State, StatementStatus, Status
from alsreview.reports.status import html
from alsreview.reports.status.layout import Layout, Node, Piece, Run
from alsreview.statements.split import split
from repository import ROOT

BAD = '<script>alert(1)</script> & "it" onmouseover=x'

MARKDOWN = """\
# Eating

Soft food is **easier** to *swallow*, says [one study](https://example.org/study).

## At the table

Try these:

- small bites
  - with a spoon
- a chin tuck

1. Sit up.
2. Take your time.

| Food | Texture |
|---|---|
| Soup | thin |

> Nobody should eat alone.
"""
PAGE = """\
<html><head><title>Eating</title></head><body><main><h1>Eating</h1>
<p>Soft food is <strong>easier</strong> to <em>swallow</em>, says <a href="https://example.org/study">one study</a>.</p>
<h2>At the table</h2><p>Try these:</p>
<ul><li>small bites<ul><li>with a spoon</li></ul></li><li>a chin tuck</li></ul>
<ol><li>Sit up.</li><li>Take your time.</li></ol>
<table><tr><th>Food</th><th>Texture</th></tr><tr><td>Soup</td><td>thin</td></tr></table>
<blockquote><p>Nobody should eat alone.</p></blockquote></main></body></html>
"""
TEXT = """\
Soft food is easier to swallow, says one study.

Try these:

- small bites
  - with a spoon
- a chin tuck

Then:

1. Sit up.
2. Take your time.
"""


def word() -> bytes:
    made = docx.Document()
    made.add_heading("Eating", 1)
    made.add_paragraph("Soft food is easier to swallow, says one study.")
    made.add_heading("At the table", 2)
    made.add_paragraph("Try these:")
    made.add_paragraph("small bites", style="List Bullet")
    made.add_paragraph("with a spoon", style="List Bullet 2")
    made.add_paragraph("a chin tuck", style="List Bullet")
    made.add_paragraph("Sit up.", style="List Number")
    made.add_paragraph("Take your time.", style="List Number")
    table = made.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("Food", "Texture", "Soup", "thin"), strict=True
    ):
        cell.text = text
    return saved(made)


def saved(made: object) -> bytes:
    out = io.BytesIO()
    made.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def nodes(data: str | bytes, name: str) -> list[Node]:
    return Layout(DocumentStatus(*shown(read_text(data, name)))).nodes()


def shown(document: Document, state: State | None = None) -> tuple[Document, str, tuple[StatementStatus, ...]]:
    mover = "writer" if state else "nobody"
    statements = (StatementStatus(one, 1, state, mover, "Do it." if state else "") for one in split(document))
    return document, "A title", tuple(statements)


def text(pieces: tuple[Piece, ...]) -> str:
    return "".join(run.text for piece in pieces for run in piece.runs)


def told(found: list[Node]) -> Iterator[str]:
    """What a reader sees, with its kind."""
    for node in found:
        if node.kind == "list":
            yield from (f"{'#' if node.ordered else '*'} {line}" for line in listed(node))
        elif node.kind == "table":
            yield from (" | ".join(text(cell.pieces) for cell in row) for row in node.rows)
        else:
            yield f"{node.kind}{node.level or ''}: {text(node.pieces)}"


def listed(node: Node, depth: int = 0) -> Iterator[str]:
    for item in node.items:
        yield "  " * depth + " ".join(text(pieces) for pieces in item.pieces)
        for inner in item.lists:
            yield from listed(inner, depth + 1)


LISTS = ["* small bites", "*   with a spoon", "* a chin tuck", "# Sit up.", "# Take your time."]
WHOLE = [
    "heading1: Eating", "paragraph: Soft food is easier to swallow, says one study.", "heading2: At the table",
    "paragraph: Try these:", *LISTS, "Food | Texture", "Soup | thin",
]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "name", "wanted"),
    [
        (MARKDOWN, "a.md", [*WHOLE, "quote: Nobody should eat alone."]),
        (PAGE, "a.html", [*WHOLE, "quote: Nobody should eat alone."]),
        (word(), "a.docx", WHOLE),
        (TEXT, "a.txt", [WHOLE[1], WHOLE[3], *LISTS[:3], "paragraph: Then:", *LISTS[3:]]),
    ],
    ids=["markdown", "html", "word", "text"],
)
def test_headings_lists_and_tables_are_laid_out_alike(data: str | bytes, name: str, wanted: list[str]) -> None:
    assert list(told(nodes(data, name))) == wanted


@pytest.mark.parametrize(("data", "name"), [(MARKDOWN, "a.md"), (PAGE, "a.html")], ids=["markdown", "html"])
def test_emphasis_and_links_look_as_in_the_page(data: str, name: str) -> None:
    runs = [run for node in nodes(data, name)[1:2] for piece in node.pieces for run in piece.runs]
    assert runs == [
        Run("Soft food is "),
        Run("easier", strong=True),
        Run(" to "),
        Run("swallow", em=True),
        Run(", says "),
        Run("one study", link="https://example.org/study"),
        Run("."),
    ]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("***Both*** of it.", [("Both", "se"), (" of it.", "")]),
        ("**All of it.**", [("All of it.", "s")]),
        ("Plain \\*stars\\* and 2 * 3.", [("Plain *stars* and 2 * 3.", "")]),
        ("snake_case stays, _this_ leans.", [("snake_case stays, ", ""), ("this", "e"), (" leans.", "")]),
        ("One **that\nwraps** here.", [("One ", ""), ("that wraps", "s"), (" here.", "")]),
        ("**Never closed.", [("**Never closed.", "")]),
    ],
)
def test_markdown_emphasis(source: str, wanted: list[tuple[str, str]]) -> None:
    (node,) = nodes(source, "a.md")
    runs = [run for piece in node.pieces for run in piece.runs]
    assert [(run.text, "s" * run.strong + "e" * run.em) for run in runs] == wanted


class Page(HTMLParser):
    """Tags with their attributes, and the text of the article."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self._inside = False
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = self._inside or dict(attrs).get("class") == "paper"

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "article"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.said.append(data)


def page(document: Document, state: State | None = None) -> Page:
    result = RunResult("2026-01-01", (), (), (), Summary())
    documents = (DocumentStatus(*shown(document, state)),)
    return Page(html.single(Status(date(2026, 1, 1), result, documents, False)))


@pytest.mark.parametrize("path", ["content/als.md", "examples/first-draft/als.txt"])
def test_nothing_of_a_real_document_is_hidden(path: str) -> None:
    document = read_text((ROOT / path).read_bytes(), path)
    said = "".join("".join(page(document).said).split())
    for block in document.blocks:
        words = "".join(block.text.split())
        if not any(link.kind == "footnote" for link in block.links):  # their numbers stand in between
            assert words in said, block.text


def hostile(suffix: str) -> bytes:
    if suffix == ".docx":
        made = docx.Document()
        made.add_heading(BAD, 1)
        made.add_paragraph(f"Riluzole {BAD} slows ALS.")
        made.add_paragraph(BAD, style="List Bullet")
        return saved(made)
    if suffix == ".html":
        bad = escape(BAD)
        link = f'<a href="javascript:alert(1)" title="{escape(bad)}">a link</a>'
        return f"<main><h1>{bad}</h1><p>Riluzole {bad} slows {link}.</p><ul><li>{bad}</li></ul></main>".encode()
    shut = BAD.replace("<", "\\<") if suffix == ".md" else BAD
    link = " [a link](javascript:alert(1))" if suffix == ".md" else ""
    return f"Riluzole {shut} slows ALS{link}.\n\n- {shut}\n".encode()


@pytest.mark.parametrize("state", ["unsourced", None])
@pytest.mark.parametrize("suffix", [".md", ".txt", ".html", ".docx"])
def test_hostile_text_is_shown_and_does_nothing(suffix: str, state: State | None) -> None:
    found = page(read_text(hostile(suffix), f"a{suffix}"), state)
    assert "<script>alert(1)</script>" in "".join(found.said)
    assert [tag for tag, _ in found.tags].count("script") == 1, "the page's own"
    for _, attributes in found.tags:
        assert not [name for name in attributes if name.startswith("on")]
        assert not (attributes.get("href") or "").startswith("javascript:")
