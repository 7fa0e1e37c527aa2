"""The page that goes out to a reviewer: one file, off-line, whole documents with a decision beside each statement."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from importlib.resources import files

from rapidfuzz.distance import Levenshtein

from alsreview.claims.changes import words
from alsreview.claims.model import ClaimSource, SourceRecord
from alsreview.claims.normal import normal
from alsreview.claims.reviewers import Reviewer
from alsreview.claims.sessions import Record
from alsreview.documents.model import Document
from alsreview.findings import Finding
from alsreview.review.desk import Desk, Placed
from alsreview.statements.model import Statement

_NO_REMOTE = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One document of a packet: its statements in order, and by index of the statement what is to be decided."""

    document: Document
    statements: Sequence[Statement]
    asked: Mapping[int, Placed]
    findings: Mapping[int, Sequence[Finding]]


def render_packet(desk: Desk, reviewer: Reviewer, sheets: Sequence[Sheet], day: date) -> str:
    """The whole HTML file."""
    style = files("alsreview.review").joinpath("packet.css").read_text(encoding="utf-8")
    script = files("alsreview.review").joinpath("packet.js").read_text(encoding="utf-8")
    count = sum(len(sheet.asked) for sheet in sheets)
    data = json.dumps({"reviewer": reviewer.id}).replace("<", "\\u003c")
    body = "".join(_sheet(desk, sheet, number) for number, sheet in enumerate(sheets))
    title = f"Review for {reviewer.name}, {day}"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_NO_REMOTE}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>"
        f"<header><h1>{escape(title)}</h1><p>{count} statements wait for you. Read each beside its source, then "
        "decide. Keys: <kbd>↓</kbd> <kbd>↑</kbd> next and last, <kbd>c</kbd> confirm, <kbd>n</kbd> needs change, "
        "<kbd>j</kbd> cannot judge, <kbd>d</kbd> dispute, <kbd>u</kbd> undo. Nothing is sent anywhere: save the "
        "decisions at the end and send the file back.</p></header>"
        f'<main>{body}</main><footer><p id="count" role="status"></p>'
        '<button type="button" id="save">Save my decisions</button><p id="trouble" role="alert"></p></footer>'
        f'<script type="application/json" id="packet">{data}</script><script>{script}</script></body></html>\n'
    )


def _sheet(desk: Desk, sheet: Sheet, number: int) -> str:
    parts = [f'<article data-sheet="{number}"><h2>{escape(sheet.document.path)}</h2>']
    stated = sheet.document.meta.get("reviewed_by") or sheet.document.meta.get("medically_reviewed_by")
    if stated:
        parts.append(f'<p class="stated">The page itself states: reviewed by {escape(str(stated))}.</p>')
    for statement in sheet.statements:
        placed = sheet.asked.get(statement.index)
        found = sheet.findings.get(statement.index, ())
        if placed is None:
            tag = "h3" if statement.block == "heading" else "p"
            parts.append(f"<{tag}>{escape(statement.text)}</{tag}>")
        else:
            parts.append("".join(_asked(desk, placed, found)))
    parts.append('<button type="button" class="all">Confirm all I have read on this page</button></article>')
    return "".join(parts)


def _asked(desk: Desk, placed: Placed, found: Sequence[Finding]) -> Iterator[str]:
    claim, state = placed.claim, placed.state
    disputes = state.disputed_by
    resolves = f' data-resolves="{escape(disputes[0].session.session)}"' if disputes else ""
    yield (
        f'<section class="claim" tabindex="0" id="{claim.id}" data-claim="{claim.id}" '
        f'data-digest="{state.digest}"{resolves}><div class="said">'
    )
    if claim.context:
        yield f'<p class="context">{escape(claim.context)}</p>'
    yield f"<p><strong>{escape(claim.statement)}</strong></p>"
    if (last := _last_confirmed(desk, placed)) is not None and last.digest != state.digest:
        yield f'<p class="diff">Since it was last confirmed: {word_diff(last.statement, claim.statement)}</p>'
        if _cited(last) != _cites(claim.sources):
            yield '<p class="diff">Its sources are others than those that were confirmed.</p>'
    for sign_off in state.sign_offs:
        why = f": {sign_off.record.reason}" if sign_off.record.reason else ""
        said = f"{sign_off.session.day} {sign_off.reviewer}: {sign_off.record.decision}{why}"
        yield f'<p class="before">{escape(said)}</p>'
    for finding in found:
        yield f'<p class="finding {finding.severity}">{escape(finding.message)} {escape(finding.remedy)}</p>'
    yield "</div><aside>" + "".join(_source(source, desk.tree.sources) for source in claim.sources)
    yield ("" if claim.sources else "<p>No source.</p>") + "</aside>"
    yield "".join(_choices(claim.id)) + "</section>"


def _choices(claim: str) -> Iterator[str]:
    yield f'<fieldset><legend class="hidden">Decision on {claim}</legend>'
    for value, label in (
        ("confirm", "Confirm"),
        ("needs-change", "Needs change"),
        ("cannot-judge", "Cannot judge"),
        ("dispute", "Dispute"),
    ):
        yield f'<label><input type="radio" name="{claim}" value="{value}"> {label}</label> '
    yield f'<label class="why">Why <input type="text" name="why-{claim}"></label></fieldset>'


def _source(source: ClaimSource, records: Mapping[str, SourceRecord]) -> str:
    record = records.get(source.ref)
    title = record.title if record and record.title else source.ref
    address = link_of(record)
    named = f"<cite>{escape(title)}</cite>"
    if address:
        apart = 'target="_blank" rel="noreferrer noopener"'
        named = f'<a href="{escape(address)}" {apart} data-ref="{source.ref}">{named}</a>'
    where = f", {escape(source.locator)}" if source.locator else ""
    quote = f"<blockquote>{escape(source.quote)}</blockquote>" if source.quote else ""
    return f"<div>{named}{where}{quote}</div>"


def link_of(record: SourceRecord | None) -> str | None:
    """Where a reader can open a source; only web addresses, whatever the record says."""
    if record is None:
        return None
    if record.DOI:
        return f"https://doi.org/{record.DOI}"
    if record.PMID:
        return f"https://pubmed.ncbi.nlm.nih.gov/{record.PMID}/"
    if record.NCT:
        return f"https://clinicaltrials.gov/study/{record.NCT}"
    return record.URL if record.URL and record.URL.startswith(("https://", "http://")) else None


def word_diff(old: str, new: str) -> str:
    """HTML with what went struck out and what came underlined, word by word."""
    before, after = words(normal(old)), words(normal(new))
    parts: list[str] = []
    for code in Levenshtein.opcodes(before, after):
        gone = escape(" ".join(before[code.src_start : code.src_end]))
        come = escape(" ".join(after[code.dest_start : code.dest_end]))
        if code.tag == "equal":
            parts.append(come)
        else:
            parts += [f"<del>{gone}</del>"] * bool(gone) + [f"<ins>{come}</ins>"] * bool(come)
    return " ".join(parts)


def _last_confirmed(desk: Desk, placed: Placed) -> Record | None:
    confirmed = [record for _, record in desk.standing.history(placed.claim.id) if record.decision == "confirm"]
    return confirmed[-1] if confirmed else None


def _cited(record: Record) -> list[tuple[str, str | None, str | None]]:
    return sorted(((one.ref, one.locator, one.quote) for one in record.sources), key=str)


def _cites(sources: Sequence[ClaimSource]) -> list[tuple[str, str | None, str | None]]:
    return sorted(((one.ref, one.locator, one.quote) for one in sources), key=str)
