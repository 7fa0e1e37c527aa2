"""A page of the status report shows the document as a reader sees it, with nothing lost and nothing twice."""

from __future__ import annotations

from datetime import date

from alsreview.documents.read import read_text
from alsreview.findings import RunResult, Summary
from alsreview.pipeline.status_values import DocumentStatus, StatementStatus, Status
from alsreview.reports.status.layout import Item, Layout, Node, Piece
from alsreview.reports.status.page import page_name
from alsreview.statements.split import split


def nodes(text: str, name: str = "a.md") -> list[Node]:
    document = read_text(text, name)
    statements = tuple(StatementStatus(one, 1, None, "nobody", "") for one in split(document))
    return Layout(DocumentStatus(document, "A", statements)).nodes()


def text(pieces: tuple[Piece, ...]) -> str:
    return "".join(run.text if run.mark is None else f"[{run.mark}]" for piece in pieces for run in piece.runs)


def outline(item: Item) -> object:
    said = " / ".join(text(pieces) for pieces in item.pieces)
    inner = [[outline(one) for one in node.items] for node in item.lists]
    return [said, *inner] if inner else said


def test_paragraph_keeps_every_character_and_numbers_its_footnotes() -> None:
    found = nodes("ALS is rare.[^b] It is not contagious![^a] See *here*.\n\n[^a]: One.\n[^b]: Two.\n")
    assert text(found[0].pieces) == "ALS is rare.[1] It is not contagious![2] See here."
    assert [piece.status is not None for piece in found[0].pieces] == [True, False, True, False, True]
    assert [(item.number, text(item.pieces[0])) for item in found[1].items] == [(1, "Two."), (2, "One.")]


def test_nested_lists_nest() -> None:
    found = nodes("Take:\n\n- one\n  - inner\n  - second\n- two\n\nThen:\n\n1. first\n2. last\n")
    assert [outline(item) for item in found[1].items] == [["one", ["inner", "second"]], "two"]
    assert not found[1].ordered
    assert found[3].ordered
    assert [outline(item) for item in found[3].items] == ["first", "last"]


def grid(node: Node) -> list[list[tuple[str, str]]]:
    return [[(text(cell.pieces), cell.header) for cell in row] for row in node.rows]


TABLE = [[("Drug", "col"), ("Form", "col")], [("Riluzole", "row"), ("tablet", "")], [("Tofersen", "row"), ("shot", "")]]


def test_markdown_table_has_its_rows_and_headers() -> None:
    (found,) = nodes("| Drug | Form |\n|---|---|\n| Riluzole | tablet |\n| Tofersen | shot |\n")
    assert grid(found) == TABLE


def test_html_table_has_its_rows_and_headers() -> None:
    data = "<tr><td>Riluzole</td><td>tablet</td></tr><tr><td>Tofersen</td><td>shot</td></tr>"
    rows = f"<tr><th>Drug</th><th>Form</th></tr>{data}"
    (found,) = nodes(f"<html><body><main><table>{rows}</table></main></body></html>", "a.html")
    assert grid(found) == TABLE


def test_two_tables_stay_two() -> None:
    one = "| Drug | Form |\n|---|---|\n| Riluzole | tablet |\n"
    found = nodes(f"{one}\n{one}")
    assert [node.kind for node in found] == ["table", "table"]
    assert all(len(node.rows) == 2 for node in found)


def test_page_names_never_collide_and_fit_any_file_system() -> None:
    names = {page_name(path) for path in ("a/b.md", "a-b.md", "A/B.md", "a/B.md", "ä.md", "ö.md", "x" * 300 + ".md")}
    assert len(names) == 7
    assert all(len(name) < 100 and name.isascii() and name == name.lower() for name in names)


def test_status_of_nothing_is_empty() -> None:
    found = Status(date(2026, 1, 1), RunResult("2026-01-01", (), (), (), Summary()), (), False)
    assert not found.counts()
    assert not found.moves()
