"""The report as HTML files that need nothing else: an index, a page a document, one style, one script."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup

from alsreview.findings import Finding
from alsreview.pipeline.status_values import DocumentStatus, Mover, State, Status
from alsreview.reports.outcome import plural, told
from alsreview.reports.safe import visible
from alsreview.reports.status.changes import changes
from alsreview.reports.status.layout import Layout, Node
from alsreview.reports.status.panel import Panel, evidence_line, panel
from alsreview.reports.status.people import Person, people
from alsreview.reports.status.words import MOVER_WORDS, STATE_WORDS

STYLE, SCRIPT, INDEX, PAGES = "style.css", "script.js", "index.html", "pages/"

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_KEYS = {
    "page": (
        ("n", "next statement that is shown"),
        ("p", "previous statement"),
        ("/", "find words in the statements"),
        ("Esc", "close what stands beside the text"),
        ("?", "these keys"),
    ),
    "index": (
        ("n", "next document"),
        ("p", "previous document"),
        ("Enter", "open it"),
        ("/", "find a document"),
        ("?", "these keys"),
    ),
}
_MOVES = {
    "writer": "source it, reword it, or keep a claim of it",
    "reviewer": "read it beside its sources and decide",
    "editor": "settle a dispute",
}


@dataclass(frozen=True, slots=True)
class PageData:
    """One document as its page shows it."""

    title: str
    path: str
    language: str
    stated: str
    tracked: int
    counts: Mapping[State, int]
    moves: Mapping[Mover, int]
    next_due: date | None
    nodes: list[Node]
    panels: tuple[Panel, ...]
    orphans: tuple[Any, ...]
    others: tuple[Finding, ...]


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
    """The index: a row a document, totals, reviewers."""

    rows: tuple[Row, ...]
    counts: Mapping[State, int]
    moves: Mapping[Mover, int]
    tracked: int
    next_due: date | None
    people: tuple[Person, ...]
    elsewhere: tuple[Finding, ...]


def site(status: Status, since: date | None = None) -> Iterator[tuple[str, str]]:
    """Every file of the report: (POSIX path below its folder, text). Pages come one at a time, as they are made."""
    yield STYLE, asset(STYLE)
    yield SCRIPT, asset(SCRIPT)
    yield INDEX, _template(INDEX).render(
        **_common(status), index=index_data(status), style=None, script=None, root="", keys=_KEYS["index"],
        what_movers_do=_MOVES, since=since, changes=changes(status, since) if since else (),
    )  # fmt: skip
    template = _template("page.html")
    common = _common(status)
    for document in status.documents:
        page, shown = page_data(status, document)
        yield (
            page_name(document.path),
            template.render(
                **common, page=page, shown=shown, style=None, script=None, root="../", index="../index.html",
                keys=_KEYS["page"],
            ),
        )  # fmt: skip


def single(status: Status) -> str:
    """The page of the only document, with style and script inside it."""
    page, shown = page_data(status, status.documents[0])
    return _template("page.html").render(
        **_common(status), page=page, shown=shown, style=Markup(asset(STYLE)), script=Markup(asset(SCRIPT)), root="",
        index="", keys=_KEYS["page"],
    )  # fmt: skip


def page_name(path: str) -> str:
    """Where the page of a document lies, POSIX below the report's folder; no two paths share one, on any system."""
    slug = re.sub(r"[^a-z0-9]+", "-", path.rsplit("/", 1)[-1].lower()).strip("-")[:60]
    digest = hashlib.sha256(path.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{PAGES}{slug or 'page'}-{digest}.html"


def page_data(status: Status, document: DocumentStatus) -> tuple[PageData, frozenset[int]]:
    """What the page of a document shows, and the indexes of the statements that can be chosen on it."""
    chosen = [item for item in document.statements if item.state is not None or item.findings or item.match]
    page = PageData(
        title=document.title,
        path=document.path,
        language=document.document.language if document.document.language != "unknown" else "",
        stated=_stated(document),
        tracked=len(document.tracked),
        counts=document.counts(),
        moves=document.moves(),
        next_due=document.next_due(),
        nodes=Layout(document).nodes(),
        panels=tuple(panel(status, item) for item in chosen),
        orphans=document.orphans,
        others=document.others,
    )
    return page, frozenset(item.statement.index for item in chosen)


def index_data(status: Status) -> IndexData:
    """What the index shows."""
    rows = tuple(_row(document) for document in status.documents)
    return IndexData(
        rows=rows,
        counts=status.counts(),
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


def share(part: int, whole: int) -> str:
    """ "12 %"; 100 only where it is all of it, 0 only where it is none; empty where there is nothing to share."""
    if not whole:
        return ""
    rounded = round(100 * part / whole)
    return f"{min(rounded, 99) if part < whole else 100} %" if not part or rounded else "1 %"


def serious(findings: tuple[Finding, ...]) -> int:
    """How many findings are more than a note: what is counted beside the text."""
    return sum(finding.severity != "note" for finding in findings)


def _stated(document: DocumentStatus) -> str:
    """What the front matter says of a review."""
    meta = document.document.meta
    names = ("reviewer", "reviewers", "reviewed_by", "reviewed-by", "medically_reviewed_by", "medical_reviewer")
    by = next((meta[name] for name in names if isinstance(meta.get(name), str)), None)
    days = ("reviewed", "last_reviewed", "last-reviewed", "lastReviewed", "reviewed_on", "review_date")
    on = next((meta[name] for name in days if isinstance(meta.get(name), str | date)), None)
    if by is None and on is None:
        return ""
    return f"Reviewed{f' by {by}' if by else ''}{f' on {on}' if on else ''}."


def _common(status: Status) -> dict[str, Any]:
    return {
        "as_of": status.as_of.isoformat(),
        "result": status.result,
        "told": told(status.result.not_checked),
        "states": STATE_WORDS,
        "movers": MOVER_WORDS,
    }


def asset(name: str) -> str:
    """The text of a file beside the templates."""
    return files("alsreview.reports.status").joinpath("templates", name).read_text(encoding="utf-8")


def _template(name: str) -> Template:
    return _environment().get_template(f"{name.removesuffix('.j2')}.j2")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    environment.globals.update(evidence=evidence_line, share=share, serious=serious, plural=plural)
    return environment


def _harmless(value: Any) -> Any:
    """Characters that would repaint or reorder the page, shown as what they are."""
    if type(value) is str and _UNSAFE.search(value):
        return visible(value)
    return value
