"""The page of one document: its text as a reader sees it, and beside each statement all that is known of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from alsreview.findings import Finding
from alsreview.pipeline.status_values import DocumentStatus, Mover, State, Status
from alsreview.reports.status.layout import Layout, Node
from alsreview.reports.status.markup import asset, template
from alsreview.reports.status.panel import Panel, panel

STYLE, SCRIPT, PAGES = "style.css", "script.js", "pages/"

_KEYS = (
    ("n", "next statement that is shown"),
    ("p", "previous statement"),
    ("/", "find words in the statements"),
    ("Esc", "close what stands beside the text"),
    ("?", "these keys"),
)


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


def render(status: Status, document: DocumentStatus, common: Mapping[str, Any]) -> str:
    """The page as a file of the folder; `common` is `markup.common` of the status."""
    page, shown = page_data(status, document)
    return template("page.html").render(
        **common, page=page, shown=shown, style=None, script=None, root="../", index="../index.html", keys=_KEYS
    )


def render_alone(status: Status, common: Mapping[str, Any]) -> str:
    """The page of the only document, with style and script inside it."""
    page, shown = page_data(status, status.documents[0])
    return template("page.html").render(
        **common, page=page, shown=shown, style=Markup(asset(STYLE)), script=Markup(asset(SCRIPT)), root="", index="",
        keys=_KEYS,
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
