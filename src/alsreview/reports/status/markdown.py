"""The status in at most sixty lines of Markdown, for the comment on a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from alsreview.pipeline.status_values import STATES, DocumentStatus, Status
from alsreview.reports.outcome import plural, told
from alsreview.reports.safe import markdown as safe
from alsreview.reports.status.changes import changes
from alsreview.reports.status.people import people
from alsreview.reports.status.words import MOVER_WORDS, STATE_WORDS

DOCUMENTS, PEOPLE, CHANGES, MISSED = 20, 8, 8, 6
"""Most rows of each part; what is left out is counted."""


def render(status: Status) -> str:
    """The summary. Text of documents reads as itself, whatever it holds."""
    return "\n".join(_lines(status)) + "\n"


def _lines(status: Status) -> Iterator[str]:
    counts, tracked = status.counts(), sum(len(document.tracked) for document in status.documents)
    yield f"### Status as of {status.as_of}"
    yield ""
    said = ", ".join(f"{counts[state]} {STATE_WORDS[state].label.lower()}" for state in STATES if counts[state])
    yield f"{tracked} statements in {len(status.documents)} documents: {said or 'none that needs a source'}."
    moves = status.moves()
    waits = ", ".join(
        f"{MOVER_WORDS[mover].lower()} {moves[mover]}" for mover in ("writer", "reviewer", "editor") if moves[mover]
    )
    yield f"Whose move: {waits}." if waits else "Nobody has to act."
    if status.documents:
        yield ""
        yield (
            "| Document | Verified | " + " | ".join(STATE_WORDS[state].label for state in STATES[:-1]) + " | Next due |"
        )
        yield "|---|" + "--:|" * len(STATES) + "---|"
        yield from _cut([_row(document) for document in _worst_first(status)], DOCUMENTS, "documents")
    yield from _people(status)
    if status.since is not None:
        yield ""
        found = changes(status)
        yield f"**Since {status.since.day}:** {plural(len(found), 'change')}. {safe(status.since.basis)}"
        yield ""
        yield from (
            f"- {one.on} {safe(one.path)}: {safe(one.what)}: {_short(one.statement)}" for one in found[:CHANGES]
        )
        if len(found) > CHANGES:
            yield f"- and {len(found) - CHANGES} more"
    missed = [f"- {safe(item.what)}: {safe(item.reason)}" for item in told(status.result.not_checked)]
    missed = [*(f"- not read: {safe(fault)}" for fault in status.result.faults), *missed]
    if missed:
        yield ""
        yield "**Not checked**"
        yield ""
        yield from missed[:MISSED]
        if len(missed) > MISSED:
            yield f"- and {len(missed) - MISSED} more"


def _worst_first(status: Status) -> list[DocumentStatus]:
    return sorted(status.documents, key=lambda one: ([-one.counts()[state] for state in STATES[:-1]], one.path))


def _row(document: DocumentStatus) -> str:
    counts = document.counts()
    cells = [f"{counts['verified']}/{len(document.tracked)}", *(str(counts[state] or "") for state in STATES[:-1])]
    return f"| {safe(document.path)} | {' | '.join(cells)} | {document.next_due() or ''} |"


def _people(status: Status) -> Iterator[str]:
    waiting = [one for one in people(status) if one.due or one.overdue or one.asked or one.disputes]
    if waiting:
        yield ""
        for one in waiting[:PEOPLE]:
            said = ((one.overdue, "overdue"), (one.due, "due"), (one.asked, "asked for"), (one.disputes, "disputed"))
            yield f"- {safe(one.name)}: " + ", ".join(f"{count} {what}" for count, what in said if count)
        if len(waiting) > PEOPLE:
            yield f"- and {len(waiting) - PEOPLE} more reviewers"


def _cut(rows: Sequence[str], most: int, what: str) -> Iterator[str]:
    yield from rows[:most]
    if len(rows) > most:
        yield ""
        yield f"and {len(rows) - most} more {what}; the worst are shown."


def _short(text: str) -> str:
    return safe(text if len(text) <= 100 else text[:99].rstrip() + "…")
