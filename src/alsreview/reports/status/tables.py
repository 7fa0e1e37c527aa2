"""The status as tables that open in a spreadsheet: CSV (a row a statement) and XLSX (a sheet a question)."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from alsreview.errors import UsageError
from alsreview.pipeline.status_values import STATES, DocumentStatus, StatementStatus, Status
from alsreview.reports.safe import cell
from alsreview.reports.status.changes import changes
from alsreview.reports.status.panel import next_step, tier
from alsreview.reports.status.people import people
from alsreview.reports.status.words import STATE_WORDS
from alsreview.reports.table import same_every_time

STATEMENTS = (
    "path", "line", "state", "statement", "next", "claim", "sources", "reviewers", "proof", "reviewed on", "due",
    "findings",
)  # fmt: skip
DOCUMENTS = ("path", "title", "statements", *(STATE_WORDS[state].label for state in STATES), "next due", "whose move")
REVIEWERS = (
    "name",
    "role",
    "signed off, in force",
    "with a signature",
    "due",
    "overdue",
    "asked, open",
    "disputes open",
    "last session",
)
CHANGES = ("on", "path", "what", "statement", "claim")

Row = Sequence[str | int]
_WIDE = frozenset({"statement", "next", "findings", "path", "title", "why", "what"})


def render_csv(status: Status) -> str:
    """CSV with a byte-order mark, without which Excel takes UTF-8 for something else."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(STATEMENTS)
    writer.writerows(statement_rows(status))
    return "\ufeff" + out.getvalue()


def statement_rows(status: Status) -> list[Row]:
    """One row a tracked statement; no cell is a formula."""
    return [_statement(status, document, item) for document in status.documents for item in document.tracked]


def _statement(status: Status, document: DocumentStatus, item: StatementStatus) -> Row:
    state, claim = item.standing, item.match.claim if item.match else None
    tiers = {sign_off.reviewer: tier(sign_off) for sign_off in state.in_force} if state else {}
    return [
        cell(document.path),
        item.line,
        STATE_WORDS[item.state].label if item.state else "",
        cell(item.statement.text),
        cell(next_step(status, item)),
        claim.id if claim else "",
        cell("; ".join(cited.ref for cited in claim.sources)) if claim else "",
        cell("; ".join(status.name(person) for person in state.reviewers)) if state else "",
        "; ".join(tiers[person] for person in state.reviewers) if state else "",
        str(state.reviewed_on or "") if state else "",
        str(state.due or "") if state else "",
        cell("; ".join(f"{finding.check}: {finding.message}" for finding in item.findings)),
    ]


def _documents(status: Status) -> list[Row]:
    rows: list[Row] = []
    for document in status.documents:
        counts, moves = document.counts(), document.moves()
        said = ", ".join(f"{mover} {count}" for mover, count in sorted(moves.items()))
        rows.append(
            [
                cell(document.path), cell(document.title), len(document.tracked),
                *(counts[state] for state in STATES), str(document.next_due() or ""), said,
            ]
        )  # fmt: skip
    return rows


def _people(status: Status) -> list[Row]:
    return [
        [
            cell(one.name), cell(one.role), one.in_force, one.signed, one.due, one.overdue, one.asked, one.disputes,
            one.last,
        ]
        for one in people(status)
    ]  # fmt: skip


def _missed(status: Status) -> list[Row]:
    rows: list[Row] = [["not read", cell(fault), ""] for fault in status.result.faults]
    return rows + [[cell(item.what), cell(item.reason), cell(item.fix)] for item in status.result.not_checked]


def render_xlsx(status: Status) -> bytes:
    """A workbook with a sheet each for documents, statements, reviewers, changes and what was not checked.

    Raises UsageError where openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise UsageError("xlsx needs openpyxl: pip install 'alsreview[xlsx]'") from None
    book = Workbook()
    book.remove(book.active)
    _sheet(book, f"Documents {status.as_of}", DOCUMENTS, _documents(status))
    _sheet(book, "Statements", STATEMENTS, statement_rows(status))
    _sheet(book, "Reviewers", REVIEWERS, _people(status))
    if status.since is not None:
        rows = [[cell(value) for value in change] for change in changes(status)]
        rows.append(["", "", cell(status.since.basis), "", ""])
        _sheet(book, f"Since {status.since.day}", CHANGES, rows)
    _sheet(book, "Not checked", ("what", "why", "what to do"), _missed(status))
    out = io.BytesIO()
    book.save(out)
    return same_every_time(out.getvalue())


def _sheet(book: Any, title: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.append(list(columns))
    for row in rows:
        sheet.append([None if value == "" else value for value in row])
        for made in sheet[sheet.max_row]:
            made.alignment = Alignment(vertical="top", wrap_text=columns[made.column - 1] in _WIDE)
            if isinstance(made.value, str):
                made.data_type = "s"
    for index, name in enumerate(columns, 1):
        sheet.cell(1, index).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = 48 if name in _WIDE else 16
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
