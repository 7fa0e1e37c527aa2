"""`alsreview explain`: everything that is known about a check, fact, claim, source or term, by its id."""

from __future__ import annotations

import difflib
import shutil
import textwrap
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

import click

from alsreview.checks.baseline import BASELINE_CHECKS
from alsreview.checks.definition import Definition
from alsreview.checks.describe import Told, describe
from alsreview.checks.loader import check_files, load_checks
from alsreview.claims.changes import changes
from alsreview.claims.digest import digest
from alsreview.claims.model import Claim, SourceRecord
from alsreview.claims.normal import normal
from alsreview.claims.store import ClaimStore, ClaimTree, LoadedFile
from alsreview.cli.check import IsoDate
from alsreview.cli.explain_sentence import explain_sentence
from alsreview.config import find
from alsreview.errors import UsageError
from alsreview.knowledge.facts import Fact
from alsreview.knowledge.lexicon import Term
from alsreview.knowledge.pack import load_knowledge
from alsreview.knowledge.packs import check_folders, packs_in_use

Tellers = dict[str, Callable[[], Iterator[Told]]]
"""By id: what tells about the thing of that id."""


@click.command(name="explain")
@click.argument("ids", nargs=-1, metavar="ID...")
@click.option("--sentence", metavar="TEXT", help="Explain how a sentence is read, and why it is flagged or not.")
@click.option("--context", default="", metavar="TEXT", help="What stands before the sentence on its page.")
@click.option("--heading", default="", metavar="TEXT", help="The heading that the sentence stands under.")
@click.option("--as-of", type=IsoDate(), help="The day for which the sentence is judged; today unless given.")
def command(ids: tuple[str, ...], sentence: str | None, context: str, heading: str, as_of: date | None) -> None:
    """Explain IDs of checks, facts, claims, sources and terms of the lexicon, or a --sentence.

    A check is told with what it flags, why, what to write instead, its sources and its examples; a fact with its
    dates, jurisdiction and source; a claim with its place, status and sources.
    """
    if sentence is not None:
        settings = (configuration := find(Path.cwd())).settings
        knowledge = load_knowledge(packs_in_use(settings.packs, configuration.root), settings.jurisdiction)
        day = as_of or datetime.now(UTC).date()
        click.echo(laid_out(explain_sentence(sentence, knowledge, day, context, heading)))
        if not ids:
            return
    if not ids:
        raise UsageError("give the ID of something to explain, or a --sentence")
    tellers, faults = _tellers()
    for at, id_ in enumerate(ids):
        if id_ not in tellers:
            near = difflib.get_close_matches(id_, sorted(tellers), n=1)
            hint = f"did you mean {near[0]}?" if near else "`alsreview checks list` and `facts list` show what there is"
            raise UsageError(f"nothing here has the id {id_}; {hint}")
        click.echo(("\n" if at else "") + laid_out(tellers[id_]()))
    for fault in faults:
        click.echo(fault, err=True)


def laid_out(parts: Iterator[Told]) -> str:
    """Labels in a column, texts folded beside them."""
    width = min(shutil.get_terminal_size((100, 24)).columns, 110)
    lines = []
    for label, text in parts:
        folded = textwrap.wrap(text, max(40, width - 10), break_long_words=False, break_on_hyphens=False) or [""]
        lines.append(f"{label:<9} {folded[0]}".rstrip())
        lines.extend(f"{'':<9} {line}" for line in folded[1:])
    return "\n".join(lines)


def _tellers() -> tuple[Tellers, list[str]]:
    """What can be explained. One id may name a check, a fact and a term; the first of these is told, then the rest."""
    configuration = find(Path.cwd())
    settings, root = configuration.settings, configuration.root
    knowledge = load_knowledge(packs_in_use(settings.packs, root), settings.jurisdiction)
    folders = check_folders(settings.packs, root)
    tree, faults = ClaimStore(root, settings.claims).read_what_can_be()
    paths = {path.stem: path.as_posix() for folder in folders for path in check_files(folder)}
    tellers: Tellers = {}
    for check in (*load_checks(folders), *BASELINE_CHECKS):
        _add(tellers, check.id, partial(_check, check, paths))
    for fact in knowledge.ledger.facts.values():
        _add(tellers, fact.id, partial(_fact, fact))
    for file, claim in tree.claims():
        _add(tellers, claim.id, partial(_claim, file, claim, tree))
    for source in tree.sources.values():
        _add(tellers, source.id, partial(_source, source, tree))
    for term in knowledge.lexicon:
        _add(tellers, term.id, partial(_term, term))
    return tellers, [str(fault) for fault in faults]


def _add(tellers: Tellers, id_: str, teller: Callable[[], Iterator[Told]]) -> None:
    before = tellers.get(id_)
    if before is None:
        tellers[id_] = teller
        return

    def both() -> Iterator[Told]:
        yield from before()
        yield "", ""
        yield from teller()

    tellers[id_] = both


def _check(check: Definition, paths: dict[str, str]) -> Iterator[Told]:
    return describe(check, paths.get(check.id, "comes with the engine"))


def _fact(fact: Fact) -> Iterator[Told]:
    yield "fact", fact.id
    yield "", fact.statement
    yield "event", fact.event
    yield "from", fact.valid_from.text if fact.valid_from else "not known"
    if fact.valid_to:
        yield "to", fact.valid_to.text
    yield "where", ", ".join(fact.jurisdictions)
    for label, values in (("subject", fact.subjects), ("for", fact.indications)):
        if values:
            yield label, ", ".join(values)
    for label, value in (("product", fact.product), ("form", fact.form), ("route", fact.route), ("by", fact.authority)):
        if value:
            yield label, value
    yield "source", f"{fact.source.publisher}: {fact.source.title} ({fact.source.identifier})"
    if fact.source.url:
        yield "", fact.source.url
    sure = {"verified": "verified", "verified-partly": "verified in part"}
    yield "sure", sure.get(fact.confidence, "from knowledge, not checked yet: findings that rest on it are notes")
    if fact.note:
        yield "note", fact.note
    yield "file", f"{fact.path}:{fact.line}"


def _claim(file: LoadedFile, claim: Claim, tree: ClaimTree) -> Iterator[Told]:
    yield "claim", claim.id
    yield "", claim.statement
    if claim.context:
        yield "context", claim.context
    yield "document", file.document + (f", {claim.section}" if claim.section else "")
    yield "kind", claim.kind + (f" ({claim.reason})" if claim.reason else "")
    yield "status", claim.status
    yield "reviewer", ", ".join(claim.reviewer or ()) or "nobody"
    for source in claim.sources:
        where = f", {source.locator}" if source.locator else ""
        yield "source", f"{source.ref}{where}" + (f": “{source.quote}”" if source.quote else "")
    if not claim.sources:
        yield "source", "none"
    for fact in claim.facts:
        yield "fact", fact
    if claim.note:
        yield "note", claim.note
    yield "file", file.path
    yield from _history(claim, tree)


def _history(claim: Claim, tree: ClaimTree) -> Iterator[Told]:
    """Every decision on the claim, oldest first, with what changed in the wording since."""
    own = digest(claim, tree.sources)
    for stored in tree.reviews.sessions:
        for record in stored.session.records:
            if claim.id != record.claim and own != record.digest:
                continue
            session = stored.session
            told = f"{session.day} {session.attested_by}: {record.decision}"
            told += f", {record.reason}" if record.reason else ""
            told += f" (recorded by {session.recorded_by})" if session.proxied else ""
            yield "decided", told
            if record.digest != own:
                words = "; ".join(map(str, changes(normal(record.statement), normal(claim.statement))))
                yield "", f"on another wording, context or source; since then: {words or 'context or sources'}"


def _source(source: SourceRecord, tree: ClaimTree) -> Iterator[Told]:
    yield "source", source.id
    yield "", source.title or "without a title"
    for label, value in (
        ("class", source.source_class),
        ("in", source.container_title),
        ("by", source.publisher or source.authority),
        ("issued", str(source.issued) if source.issued else None),
    ):
        if value:
            yield label, value
    for identifier in source.identifiers:
        yield "is", str(identifier)
    if source.harvested:
        yield "note", "taken from a citation in the text; nobody has looked at it yet"
    users = [claim.id for _, claim in tree.claims() if any(used.ref == source.id for used in claim.sources)]
    yield "used by", ", ".join(users) or "no claim"


def _term(term: Term) -> Iterator[Told]:
    yield "term", term.id
    yield "", f"{term.name} ({term.kind})"
    others = [form for form in term.right_forms if form != term.name]
    if others:
        yield "also", ", ".join(others)
    if term.of:
        yield "of", ", ".join(term.of)
    if term.note:
        yield "note", term.note
