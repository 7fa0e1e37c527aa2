"""The report as HTML files that need nothing else: an index, a page a document, one style, one script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from alsreview.findings import Finding
from alsreview.pipeline.status_values import STATES, DocumentStatus, Mover, State, Status
from alsreview.reports.status import page
from alsreview.reports.status.changes import changes, folded
from alsreview.reports.status.markup import asset, common, template
from alsreview.reports.status.page import SCRIPT, STYLE, page_name
from alsreview.reports.status.people import Person, people
from alsreview.reports.status.rendering import pages

INDEX = "index.html"

_KEYS = (
    ("n", "next document"),
    ("p", "previous document"),
    ("Enter", "open it"),
    ("/", "find a document"),
    ("?", "these keys"),
)
_MOVES = {
    "writer": "source it, reword it, or keep a claim of it",
    "reviewer": "read it beside its sources and decide",
    "editor": "settle a dispute",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One document on the index. `share` is the part that is verified, from 0 to 1."""

    title: str
    path: str
    href: str
    counts: Mapping[State, int]
    moves: Mapping[Mover, int]
    tracked: int
    errors: int
    next_due: date | None
    share: float


@dataclass(frozen=True, slots=True)
class IndexData:
    """The index: a row a document, the worst first, totals, reviewers."""

    rows: tuple[Row, ...]
    columns: tuple[State, ...]
    """The states that any statement is in, but for verified, which has a column of its own."""
    first: State | None
    """The state by which the rows are in order; None where all is verified, and paths give the order."""
    counts: Mapping[State, int]
    moves: Mapping[Mover, int]
    tracked: int
    next_due: date | None
    people: tuple[Person, ...]
    elsewhere: tuple[Finding, ...]


def site(status: Status, jobs: int = 0) -> Iterator[tuple[str, str]]:
    """Every file of the report: (POSIX path below its folder, text). Pages come one at a time, as they are made.

    `jobs` is the number of processes that make them; 0 chooses by their number.
    """
    yield STYLE, asset(STYLE)
    yield SCRIPT, asset(SCRIPT)
    yield INDEX, template(INDEX).render(
        **common(status), index=index_data(status), style=None, script=None, root="", keys=_KEYS,
        what_movers_do=_MOVES, since=status.since, changes=folded(changes(status)),
    )  # fmt: skip
    for document, text in zip(status.documents, pages(status, jobs), strict=True):
        yield page_name(document.path), text


def single(status: Status) -> str:
    """The page of the only document, with style and script inside it."""
    return page.render_alone(status, common(status))


def index_data(status: Status) -> IndexData:
    """What the index shows."""
    counts = status.counts()
    columns = tuple(state for state in STATES if counts[state] and state != "verified")
    rows = [_row(document) for document in status.documents]
    rows.sort(key=lambda row: ([-row.counts[state] for state in columns], row.path))
    return IndexData(
        rows=tuple(rows),
        columns=columns,
        first=columns[0] if columns else None,
        counts=counts,
        moves=status.moves(),
        tracked=sum(row.tracked for row in rows),
        next_due=min((row.next_due for row in rows if row.next_due), default=None),
        people=people(status),
        elsewhere=status.elsewhere,
    )


def _row(document: DocumentStatus) -> Row:
    counts, tracked = document.counts(), len(document.tracked)
    return Row(
        title=document.title,
        path=document.path,
        href=page_name(document.path),
        counts=counts,
        moves=document.moves(),
        tracked=tracked,
        errors=Counter(finding.severity for finding in document.findings())["error"],
        next_due=document.next_due(),
        share=round(counts["verified"] / tracked, 4) if tracked else 1.0,
    )
