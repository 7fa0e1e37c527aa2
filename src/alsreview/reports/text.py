"""Text for people: the sentence underlined, what, why, since when, by which source, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from alsreview.findings import Evidence, Finding, RunResult
from alsreview.reports.fold import Entry, fold
from alsreview.reports.outcome import closing_line, impact_lines, plural, told
from alsreview.reports.safe import visible
from alsreview.reports.view import View

_STYLE = {"error": "bold red", "warning": "bold yellow", "note": "bold blue"}
_LABEL = 7
MAX_EVIDENCE = 4
"""Facts shown of a finding that more of them bear out."""
MAX_PLACES = 12
MAX_IMPACT = 50


def render(result: RunResult, view: View) -> str:
    """The whole report; without `view.colour` it carries no control codes."""
    out = StringIO()
    console = Console(
        file=out, width=max(view.width, 50), force_terminal=view.colour, no_color=not view.colour,
        highlight=False, markup=False, emoji=False, soft_wrap=False, color_system="standard" if view.colour else None,
    )  # fmt: skip
    for path, group in groupby(result.findings, key=lambda finding: finding.path):
        _document(console, path, list(group))
    for fault in result.faults:
        console.print(Text(f"not read  {visible(fault)}", style="bold red"), soft_wrap=True)
    for item in told(result.not_checked):
        remedy = f" ({item.fix})" if item.fix else ""
        _labelled(console, "NOT CHECKED", f"{item.what}: {item.reason}{remedy}", 12)
    for line in impact_lines(result, MAX_IMPACT):
        _labelled(console, "impact", line, 12)
    for notice in result.notices:
        _labelled(console, "known", notice, 12)
    console.print(
        Text(visible(closing_line(result, view.fail_on, view.required, view.left_out)), style="bold"), soft_wrap=True
    )
    return out.getvalue()


def _document(console: Console, path: str, findings: list[Finding]) -> None:
    counts = {level: sum(item.severity == level for item in findings) for level in ("error", "warning", "note")}
    said = ", ".join(plural(count, level) for level, count in counts.items() if count)
    console.print(Text.assemble((visible(path), "bold underline"), f"  {said}"))
    console.print()
    for entry in fold(findings):
        _entry(console, entry)


def _entry(console: Console, entry: Entry) -> None:
    finding = entry.first
    head = Text.assemble(
        (f"{finding.severity}", _STYLE[finding.severity]),
        f"  {visible(finding.path)}:{finding.start.line}:{finding.start.column}  ",
        (finding.check, "bold"),
        (f"  ×{len(entry.others) + 1}" if entry.others else ""),
    )
    console.print(head, soft_wrap=True)
    _sentence(console, finding)
    _labelled(console, "what", finding.message)
    _labelled(console, "why", finding.why)
    for item in finding.evidence[:MAX_EVIDENCE]:
        # A state that began on a day makes a sentence outdated since then; a study's date is only its own.
        dated = item.date is not None and finding.category == "outdated"
        _labelled(console, "since" if dated else "fact", _evidence(item))
    if (rest := len(finding.evidence) - MAX_EVIDENCE) > 0:
        _labelled(console, "", f"and {rest} more (--format json lists all)")
    _labelled(console, "do", finding.remedy)
    if finding.replacements:
        _labelled(console, "write", " | ".join(visible(text) for text in finding.replacements[:3]))
    if entry.others:
        _labelled(console, "also", _places(entry.others))
    console.print()


def _evidence(item: Evidence) -> str:
    where = f" ({item.jurisdiction})" if item.jurisdiction and item.jurisdiction != "INT" else ""
    date = f"{item.date}{where}: " if item.date else ""
    return f"{date}{item.statement} [{item.source}]"


def _places(others: tuple[Finding, ...]) -> str:
    shown = [
        f"{item.start.line}:{item.start.column} “{shorten(visible(item.text), 40)}”" for item in others[:MAX_PLACES]
    ]
    rest = len(others) - MAX_PLACES
    return ", ".join(shown) + (f" and {rest} more (--format json lists all)" if rest > 0 else "")


def _sentence(console: Console, finding: Finding) -> None:
    """One line of the statement with the flagged words, and carets below them."""
    line, start, end = window(visible(finding.statement), visible(" ".join(finding.text.split())), console.width - 6)
    if not line:
        return
    console.print(Text("    " + line), soft_wrap=True)
    if end > start:
        carets = "^" * max(1, cell_len(line[start:end]))
        console.print(
            Text("    " + " " * cell_len(line[:start]) + carets, style=_STYLE[finding.severity]), soft_wrap=True
        )


def window(statement: str, flagged: str, width: int) -> tuple[str, int, int]:
    """A stretch of the statement that fits `width` and holds the flagged words: (line, start, end) in the line."""
    at = statement.find(flagged) if flagged else -1
    if at < 0:
        return shorten(statement, width), 0, 0
    end = at + len(flagged)
    if len(statement) <= width:
        return statement, at, end
    room = max(0, width - len(flagged) - 2)
    left = max(0, at - room // 2)
    right = min(len(statement), left + width - 2)
    left = max(0, min(left, right - width + 2))
    head, tail = ("…" if left else ""), ("…" if right < len(statement) else "")
    line = head + statement[left:right] + tail
    return line, at - left + len(head), min(end - left + len(head), len(line))


def shorten(text: str, width: int) -> str:
    """The text, cut with an ellipsis where it is longer than `width` characters."""
    return text if len(text) <= width else text[: max(1, width - 1)].rstrip() + "…"


def _labelled(console: Console, label: str, text: str, width: int = _LABEL) -> None:
    if not text:
        return
    body = Text(visible(text)).wrap(console, max(30, console.width - 4 - width))
    for index, line in enumerate(_lines(body)):
        start = Text(f"    {label if not index else '':<{width}}", style="dim" if width == _LABEL else "bold")
        console.print(Text.assemble(start, line), soft_wrap=True)


def _lines(body: object) -> Iterator[Text]:
    yield from body  # type: ignore[misc]
