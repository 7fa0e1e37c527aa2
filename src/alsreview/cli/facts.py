"""`alsreview facts`: what the ledger holds, on any day, and what one fact does to documents."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from alsreview.checks.approvals.defaults import uncovered
from alsreview.checks.loader import load_checks
from alsreview.cli.check import IsoDate
from alsreview.config import Configuration, find
from alsreview.documents.collect import collect, matching
from alsreview.documents.model import Document
from alsreview.documents.options import ReadOptions
from alsreview.documents.read import read_document
from alsreview.errors import Fault, InputError, UsageError
from alsreview.knowledge.facts import Fact
from alsreview.knowledge.ledger import Approval
from alsreview.knowledge.models import EVENTS
from alsreview.knowledge.pack import Knowledge, load_knowledge
from alsreview.knowledge.packs import check_folders, packs_in_use
from alsreview.pipeline.impact import Impact, impact

_AS_OF = click.option("--as-of", type=IsoDate(), help="Only what holds on that day; today unless given.")
_WHERE = click.option("--jurisdiction", metavar="CODE", help="Only facts of a jurisdiction, such as US or EU.")


@click.group(name="facts", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Show the dated facts that statements are judged by, and what one of them does to documents."""


@command.command(name="list")
@_AS_OF
@_WHERE
@click.option("--event", type=click.Choice(EVENTS), help="Only facts of one event.")
@click.option("--about", metavar="TERM", help="Only facts about a term of the lexicon, such as riluzole.")
def list_facts(as_of: date | None, jurisdiction: str | None, event: str | None, about: str | None) -> None:
    """List facts, oldest first: day, jurisdiction, event, id, subject."""
    knowledge = _knowledge(find(Path.cwd()))
    if about is not None:
        _known(about, knowledge.lexicon.terms, "term")
    _known_code(jurisdiction, knowledge)
    facts = knowledge.ledger.about(about) if about else tuple(knowledge.ledger.facts.values())
    kept = [
        fact
        for fact in facts
        if (event is None or fact.event == event)
        and (jurisdiction is None or jurisdiction in fact.jurisdictions)
        and (as_of is None or fact.holds(as_of))
    ]
    for fact in kept:
        click.echo(_row(fact, knowledge))
    click.echo(f"{len(kept)} of {len(knowledge.ledger.facts)} facts", err=True)


@command.command()
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
def show(ids: tuple[str, ...]) -> None:
    """Show facts by ID, with source, confidence and note."""
    knowledge = _knowledge(find(Path.cwd()))
    for id_ in ids:
        _known(id_, knowledge.ledger.facts, "fact")
    click.echo("\n\n".join("\n".join(_shown(knowledge.ledger.facts[id_], knowledge)) for id_ in ids))


@command.command()
@_AS_OF
@_WHERE
@click.option("--indication", metavar="TERM", help="Disease of the lexicon; the pack's own unless given.")
def timeline(as_of: date | None, jurisdiction: str | None, indication: str | None) -> None:
    """Show approvals and what ended them, and what is approved on the as-of date."""
    configuration = find(Path.cwd())
    knowledge = _knowledge(configuration)
    day = as_of or datetime.now(UTC).date()
    code = jurisdiction or configuration.settings.jurisdiction
    _known_code(code, knowledge)
    if indication is not None:
        _known(indication, knowledge.lexicon.terms, "term")
    for disease in (indication,) if indication else knowledge.diseases[:1] or (None,):
        click.echo("\n".join(_timeline(knowledge, code, disease, day)))


@command.command(name="impact")
@click.argument("fact")
@click.argument("paths", nargs=-1, type=click.Path())
@_AS_OF
def show_impact(fact: str, paths: tuple[str, ...], as_of: date | None) -> int:
    """Show which statements of PATHS a FACT breaks, frees or makes suspect; all documents unless given.

    Exit code 2 where a document could not be read; the rest is shown all the same.
    """
    configuration = find(Path.cwd())
    settings = configuration.settings
    knowledge = _knowledge(configuration)
    _known(fact, knowledge.ledger.facts, "fact")
    own = load_checks(check_folders(settings.packs, configuration.root))
    day = as_of or max(datetime.now(UTC).date(), knowledge.ledger.facts[fact].since)
    documents, faults = _documents(configuration, paths)
    found = impact(knowledge.ledger.facts[fact], documents, knowledge, (*own, *uncovered(own)), day)
    click.echo("\n".join(_impacts(found, len(documents), fact, day)))
    for fault in faults:
        click.echo(str(fault), err=True)
    return 2 if faults else 0


def _knowledge(configuration: Configuration) -> Knowledge:
    settings = configuration.settings
    return load_knowledge(packs_in_use(settings.packs, configuration.root), settings.jurisdiction)


def _known(id_: str, known: Iterable[str], what: str) -> None:
    if id_ not in known:
        near = difflib.get_close_matches(id_, sorted(known), n=1)
        hint = f"did you mean {near[0]}?" if near else "`alsreview facts list` shows what there is"
        raise UsageError(f"there is no {what} {id_}; {hint}")


def _known_code(code: str | None, knowledge: Knowledge) -> None:
    codes = sorted({item for fact in knowledge.ledger.facts.values() for item in fact.jurisdictions})
    if code is not None and code not in codes:
        raise UsageError(f"no fact is of the jurisdiction {code}; there are {', '.join(codes)}")


def _row(fact: Fact, knowledge: Knowledge) -> str:
    day = fact.valid_from.text if fact.valid_from else "undated"
    until = f" (to {fact.valid_to.text})" if fact.valid_to else ""
    subjects = ", ".join(knowledge.lexicon[item].name for item in fact.subjects)
    return f"{day:<11} {','.join(fact.jurisdictions):<6} {fact.event:<20} {fact.id:<28} {subjects}{until}".rstrip()


def _shown(fact: Fact, knowledge: Knowledge) -> Iterator[str]:
    name = knowledge.lexicon
    parts = (
        ("fact", fact.id),
        ("event", fact.event),
        ("says", fact.statement),
        ("since", fact.valid_from.text if fact.valid_from else "not dated"),
        ("until", fact.valid_to.text if fact.valid_to else ""),
        ("about", ", ".join(name[item].name for item in fact.subjects)),
        ("product", name[fact.product].name if fact.product else ""),
        ("form", fact.form or ""),
        ("route", fact.route or ""),
        ("where", ", ".join(fact.jurisdictions)),
        ("by", name[fact.authority].name if fact.authority else ""),
        ("for", ", ".join(name[item].name for item in fact.indications)),
        ("source", f"{fact.source.publisher}: {fact.source.title} ({fact.source.identifier})"),
        ("url", fact.source.url or ""),
        ("checked", fact.confidence),
        ("note", fact.note or ""),
        ("file", f"{fact.path}:{fact.line}"),
    )
    for label, text in parts:
        if text:
            yield f"{label:<9} {text}"


def _timeline(knowledge: Knowledge, code: str, disease: str | None, day: date) -> Iterator[str]:
    ledger, name = knowledge.ledger, knowledge.lexicon
    topic = name[disease].name if disease else "everything"
    yield f"{topic}, {code}, up to {day}"
    events: dict[str, Fact] = {}
    for approval in ledger.in_scope(code, disease, symptoms=True):
        for fact in (approval.fact, *approval.ended_by):
            if fact.since <= day:
                events[fact.id] = fact
    for fact in sorted(events.values(), key=lambda item: (item.since, item.id)):
        yield "  " + _row(fact, knowledge)
    approved = ledger.approved(day, code, disease)
    yield f"approved on {day}: {_names(approved, knowledge) or 'nothing'}"
    gone = ledger.withdrawn(day, code, disease)
    if gone:
        yield f"gone by then: {_names(gone, knowledge)}"
    pending = ledger.pending(day, code)
    if pending:
        yield "pending: " + ", ".join(name[item].name for fact in pending for item in fact.subjects)
    verified = knowledge.verified_to(code)
    yield f"looked up to {verified.text if verified else 'no day that the pack names'}"


def _names(approvals: Sequence[Approval], knowledge: Knowledge) -> str:
    return ", ".join(knowledge.lexicon[item].name for item in knowledge.ledger.substances(approvals))


def _documents(configuration: Configuration, paths: Sequence[str]) -> tuple[list[Document], list[Fault]]:
    root = configuration.root
    faults: list[Fault] = []
    if paths:
        files, faults = collect(paths, root)
    else:
        files = matching(configuration.settings.documents, root)
    options = ReadOptions.of(configuration.settings.reading)
    documents: list[Document] = []
    for path, name in files:
        try:
            documents.append(read_document(path, name, options, root))
        except InputError as error:
            faults.extend(error.faults)
    return documents, faults


_TITLES = {"breaks": "breaks", "frees": "frees", "suspect": "makes suspect (names its subject; look again)"}


def _impacts(found: Sequence[Impact], documents: int, fact: str, day: date) -> Iterator[str]:
    for effect, title in _TITLES.items():
        items = [item for item in found if item.effect == effect]
        if items:
            yield f"{fact} {title}:"
            for item in items:
                check = f"  [{item.check}]" if item.check else ""
                yield f"  {item.path}:{item.start.line}:{item.start.column}  {item.statement}{check}"
    counts = [f"{sum(item.effect == effect for item in found)} {effect}" for effect in _TITLES]
    yield f"{documents} documents on {day}: {', '.join(counts)}"
