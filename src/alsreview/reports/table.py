"""Findings as rows and columns, for everything that opens in a spreadsheet: `csv` and `xlsx`."""

from __future__ import annotations

import csv
import io
import re
import zipfile

from alsreview.errors import UsageError
from alsreview.findings import Finding, RunResult
from alsreview.reports.safe import cell
from alsreview.reports.view import View

COLUMNS = (
    "path", "line", "column", "severity", "category", "check", "confidence", "text", "statement", "message", "why",
    "remedy", "replacements", "since", "sources", "claim", "fingerprint", "set aside",
)  # fmt: skip
_WIDE = frozenset({"statement", "message", "why", "remedy", "sources"})


def rows(result: RunResult) -> list[list[str | int]]:
    """One row a finding, set-aside ones and what was not checked last; texts are safe for a spreadsheet."""
    found = [_row(finding, "") for finding in result.findings]
    found += [_row(item.finding, f"{item.by}: {item.reason}") for item in result.set_aside]
    missed = [("not read", fault) for fault in result.faults]
    missed += [("NOT CHECKED", f"{item.what}: {item.reason} ({item.fix})") for item in result.not_checked]
    blank = len(COLUMNS) - 10
    found += [["", "", "", kind, "", "", "", "", "", cell(told), *[""] * blank] for kind, told in missed]
    return found


def _row(finding: Finding, aside: str) -> list[str | int]:
    texts = [
        finding.severity, finding.category, finding.check, finding.confidence, finding.text, finding.statement,
        finding.message, finding.why, finding.remedy, " | ".join(finding.replacements),
        "; ".join(item.date for item in finding.evidence if item.date),
        "; ".join(f"{item.statement} [{item.source}]" for item in finding.evidence),
        finding.claim or "", finding.fingerprint, aside,
    ]  # fmt: skip
    return [cell(finding.path), finding.start.line, finding.start.column, *(cell(text) for text in texts)]


def render_csv(result: RunResult, view: View) -> str:
    """CSV with a byte-order mark, without which Excel takes UTF-8 for something else."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows(result))
    return "\ufeff" + out.getvalue()


def render_xlsx(result: RunResult, view: View) -> bytes:
    """A workbook with a frozen head, filters and wrapped texts; every text a text, never a formula.

    Raises UsageError where openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ImportError:
        raise UsageError("xlsx needs openpyxl: pip install 'alsreview[xlsx]'") from None
    book = Workbook()
    sheet = book.active
    sheet.title = f"as of {result.as_of}"
    sheet.append(COLUMNS)
    for row in rows(result):
        sheet.append([None if value == "" else value for value in row])
        for made in sheet[sheet.max_row]:
            made.alignment = Alignment(vertical="top", wrap_text=COLUMNS[made.column - 1] in _WIDE)
            if isinstance(made.value, str):
                made.data_type = "s"
    for index, name in enumerate(COLUMNS, 1):
        sheet.cell(1, index).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(index)].width = 50 if name in _WIDE else 16
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    out = io.BytesIO()
    book.save(out)
    return same_every_time(out.getvalue())


def same_every_time(data: bytes) -> bytes:
    """The workbook without the time of its making, so that equal results give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2000-01-01T00:00:00Z", content)
            new.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
