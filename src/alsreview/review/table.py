"""The same as the reviewer's page as an Excel table: one statement a row, a column for the decision. Needs openpyxl."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alsreview.claims.sessions import DECISIONS
from alsreview.errors import Fault, InputError, UsageError
from alsreview.review.decisions import DecisionFile, Row
from alsreview.review.desk import Desk, Placed

COLUMNS = tuple("claim document section context statement sources decision reason digest resolves".split())
_WIDTHS = (14, 20, 24, 30, 60, 60, 16, 40, 12, 12)


def write_table(path: Path, desk: Desk, reviewer: str, asked: Sequence[Placed]) -> None:
    """Writes the table. Raises UsageError without openpyxl."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "review"
    sheet.append(COLUMNS)
    for placed in asked:
        claim, state = placed.claim, placed.state
        sources = "\n".join(
            f"{one.ref}" + (f", {one.locator}" if one.locator else "") + (f": {one.quote}" if one.quote else "")
            for one in claim.sources
        )
        resolves = state.disputed_by[0].session.session if state.disputed_by else ""
        values = (claim.id, placed.document, claim.section or "", claim.context or "", claim.statement, sources)
        for column, value in enumerate((*values, "", "", state.digest, resolves), 1):
            cell = sheet.cell(sheet.max_row + (column == 1), column)
            cell.value = value or None
            if value:
                cell.data_type = "s"  # never a formula, whatever the text begins with
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    for column, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        sheet.cell(1, column).font = Font(bold=True)
    choices = DataValidation(type="list", formula1=f'"{",".join(DECISIONS)}"', allow_blank=True)
    sheet.add_data_validation(choices)
    choices.add(f"G2:G{max(2, sheet.max_row)}")
    sheet.freeze_panes = "A2"
    book.create_sheet("packet").append(("reviewer", reviewer))
    book.save(path)


def read_table(path: Path, now: datetime) -> DecisionFile:
    """The decisions of a table that came back. Raises InputError with every fault."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # a damaged file raises whatever zip, XML or openpyxl says
        fault = Fault(str(path), 0, 0, f"cannot be read as a table: {error}", "save it as .xlsx")
        raise InputError(fault) from None
    if "review" not in book.sheetnames or "packet" not in book.sheetnames:
        raise InputError(Fault(str(path), 0, 0, "is no table of `review export`", "keep both of its sheets"))
    reviewer = next(iter(book["packet"].iter_rows(values_only=True)), (None, None))[1]
    rows: list[Row] = []
    faults: list[Fault] = []
    lines = book["review"].iter_rows(values_only=True)
    names = [str(name) for name in next(lines, ())]
    for number, line in enumerate(lines, 2):
        cells = {name: str(value).strip() for name, value in zip(names, line, strict=False) if value is not None}
        decision = cells.get("decision", "").lower()
        if not decision:
            continue
        if decision not in DECISIONS:
            fault = Fault(str(path), number, 1, f"decision {decision!r}", f"write one of {', '.join(DECISIONS)}")
            faults.append(fault)
            continue
        try:
            resolves = cells.get("resolves") if decision == "confirm" else None
            rows.append(Row(claim=cells.get("claim", ""), digest=cells.get("digest", ""), decision=decision,
                            reason=cells.get("reason"), resolves=resolves))  # fmt: skip
        except ValueError:
            faults.append(Fault(str(path), number, 1, "claim or digest was changed", "leave these columns alone"))
    if faults:
        raise InputError(faults)
    if not reviewer:
        raise UsageError(f"{path} does not say whose it is; keep its sheet `packet`")
    # A table does not know when it was filled in; the file's own time is the nearest.
    saved = min(now, datetime.fromtimestamp(path.stat().st_mtime, UTC))
    return DecisionFile(format=1, what="alsreview decisions", reviewer=str(reviewer),
                        saved_at=saved.strftime("%Y-%m-%dT%H:%M:%SZ"), decisions=tuple(rows))  # fmt: skip
