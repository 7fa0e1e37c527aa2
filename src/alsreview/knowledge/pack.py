"""Packs, loaded: one `Knowledge` of all of them, with every fault of every file told at once."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from alsreview.errors import Fault, InputError
from alsreview.knowledge.dates import PartialDate
from alsreview.knowledge.facts import Fact, FactSource
from alsreview.knowledge.ledger import Ledger
from alsreview.knowledge.lexicon import Lexicon, Term
from alsreview.knowledge.merge import joined, same_things
from alsreview.knowledge.models import FactFile, FactModel, LexiconFile, PackFile, TermModel, WordsFile
from alsreview.strict_yaml import Kept, Marks, parse_model, read_text

BASE = Path(__file__).with_name("base")
"""Words that every topic needs: authorities, places and their jurisdictions."""

DEFAULT_JURISDICTION = "US"

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Pack:
    """What `pack.yaml` says. `verified_to` holds (jurisdiction, last day to which its facts were looked up)."""

    id: str
    title: str
    diseases: tuple[str, ...]
    language: str
    verified_to: tuple[tuple[str, PartialDate], ...]
    folder: str
    lines: tuple[tuple[str, int, int], ...] = ()
    """Where `id` and each disease stand in pack.yaml: (the id, 1-based line, 1-based column)."""

    def fault(self, given: str, what: str, mend: str) -> Fault:
        """A fault of pack.yaml at the place of one of its ids."""
        line, column = next(((line, column) for name, line, column in self.lines if name == given), (1, 1))
        return Fault(f"{self.folder}/pack.yaml", line, column, what, mend)


@dataclass(frozen=True, slots=True, eq=False)
class Knowledge:
    """Everything that the packs know. `jurisdiction` is the one that a statement without any is read in."""

    packs: tuple[Pack, ...]
    ledger: Ledger
    lexicon: Lexicon
    jurisdiction: str = DEFAULT_JURISDICTION
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Groups of words that the packs lend their checks, by name; a group of several packs has the words of all."""
    scopes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Words that narrow a statement on the packs' topics, by the name of what they narrow."""

    diseases: tuple[str, ...] = field(init=False)
    """Lexicon ids of the diseases that the packs are about."""

    def __post_init__(self) -> None:
        named = tuple(dict.fromkeys(disease for pack in self.packs for disease in pack.diseases))
        object.__setattr__(self, "diseases", named)

    def packs_on(self, indication: str) -> tuple[Pack, ...]:
        """The packs whose disease an indication is, is a form of, a wider name of, or a symptom of."""
        lexicon = self.lexicon
        meant = lexicon[indication].symptom_of or indication if indication in lexicon else indication
        return tuple(
            pack
            for pack in self.packs
            if any(lexicon.within(meant, disease) or lexicon.within(disease, meant) for disease in pack.diseases)
        )

    def verified_to(self, jurisdiction: str, indication: str | None = None) -> PartialDate | None:
        """The day to which facts of a jurisdiction were looked up: the earliest of the packs that name it.

        With `indication` only the packs on that disease are asked, where there are any.
        """
        packs = (self.packs_on(indication) if indication else ()) or self.packs
        days = [day for pack in packs for code, day in pack.verified_to if code == jurisdiction]
        return min(days, key=lambda day: day.earliest) if days else None


@dataclass(frozen=True, slots=True)
class _Place:
    """Where something stands in a pack's files."""

    name: str
    marks: Marks
    route: tuple[str | int, ...]

    def fault(self, key: str | None, what: str, mend: str = "") -> Fault:
        route = self.route if key is None else (*self.route, key)
        while route and route not in self.marks:
            route = route[:-1]
        line, column = self.marks.get(route, (1, 1))
        return Fault(self.name, line, column, what, mend)


def load_knowledge(
    folders: Sequence[Path], jurisdiction: str = DEFAULT_JURISDICTION, parsed: Kept | None = None
) -> Knowledge:
    """All packs of `folders` as one. The order of files and folders does not change what is known.

    `parsed` spares the parsing of files that it knows.

    Raises InputError with every fault of every file: unreadable or unknown keys, ids used twice, ids that name
    nothing, facts that cannot both hold.
    """
    faults: list[Fault] = []
    packs: list[Pack] = []
    terms: list[tuple[TermModel, str, _Place]] = []
    facts: list[tuple[FactModel, _Place]] = []
    words: dict[str, tuple[str, ...]] = {}
    scopes: dict[str, tuple[str, ...]] = {}
    _read_lexicon(BASE, "", terms, faults, parsed)
    for folder in folders:
        pack = _read_pack(folder, faults, parsed)
        packs.append(pack)
        _read_lexicon(folder / "lexicon", pack.id, terms, faults, parsed)
        for file, name, marks in _files(folder / "facts", FactFile, faults, parsed):
            facts.extend((fact, _Place(name, marks, ("facts", at))) for at, fact in enumerate(file.facts))
        for lent, _, _ in _files(folder / "words", WordsFile, faults, parsed):
            _lend(words, lent.words)
            _lend(scopes, lent.scopes)
    lexicon = Lexicon(*same_things(_merge_terms(terms, faults)))
    faults.extend(_term_faults(terms, lexicon))
    faults.extend(_pack_faults(packs, lexicon))
    kept: dict[str, Fact] = {}
    for model, place in facts:
        faults.extend(_fact_faults(model, place, lexicon, kept))
        kept.setdefault(model.id, _fact(model, place, lexicon))
    ledger = Ledger(kept.values(), lexicon)
    for fact, what, mend in ledger.contradictions():
        faults.append(Fault(fact.path, fact.line, 3, what, mend))
    if faults:
        raise InputError(sorted(set(faults)))
    packs = [
        replace(pack, diseases=tuple(dict.fromkeys(lexicon.id_of(item) for item in pack.diseases))) for pack in packs
    ]
    return Knowledge(tuple(sorted(packs, key=lambda pack: pack.id)), ledger, lexicon, jurisdiction, words, scopes)


def _read_pack(folder: Path, faults: list[Fault], parsed: Kept | None) -> Pack:
    path = folder / "pack.yaml"
    name = path.as_posix()
    try:
        model, marks = parse_model(read_text(path, name), PackFile, name, parsed)
    except InputError as error:
        faults.extend(error.faults)
        return Pack(folder.name, folder.name, (), "en", (), folder.as_posix())
    days = tuple(sorted((code, PartialDate(day)) for code, day in model.verified_to.items()))
    places = [(model.id, marks.get(("id",), (1, 1)))]
    places += [(disease, marks.get(("diseases", at), (1, 1))) for at, disease in enumerate(model.diseases)]
    lines = tuple((name, line, column) for name, (line, column) in places)
    return Pack(model.id, model.title, tuple(model.diseases), model.language, days, folder.as_posix(), lines)


def _files(
    folder: Path, model: type[Model], faults: list[Fault], parsed: Kept | None
) -> Iterator[tuple[Model, str, Marks]]:
    for path in sorted((*folder.rglob("*.yaml"), *folder.rglob("*.yml"))):
        name = path.as_posix()
        try:
            valid, marks = parse_model(read_text(path, name), model, name, parsed)
            yield valid, name, marks
        except InputError as error:
            faults.extend(error.faults)


def _lend(known: dict[str, tuple[str, ...]], lent: Mapping[str, Sequence[str]]) -> None:
    """Adds groups of words to those known; the order of files does not show in the result."""
    for group, phrases in lent.items():
        known[group] = tuple(sorted({*known.get(group, ()), *phrases}))


def _read_lexicon(
    folder: Path, pack: str, terms: list[tuple[TermModel, str, _Place]], faults: list[Fault], parsed: Kept | None
) -> None:
    for model, name, marks in _files(folder, LexiconFile, faults, parsed):
        terms.extend((term, pack, _Place(name, marks, ("terms", at))) for at, term in enumerate(model.terms))


def _merge_terms(terms: Sequence[tuple[TermModel, str, _Place]], faults: list[Fault]) -> list[Term]:
    """One term an id. Packs may both bring a term, with more forms; inside one pack an id stands once."""
    merged: dict[str, Term] = {}
    seen: set[tuple[str, str]] = set()
    for model, pack, place in terms:
        if (pack, model.id) in seen:
            faults.append(place.fault("id", f"the id `{model.id}` stands twice in this pack", "choose another id"))
            continue
        seen.add((pack, model.id))
        new = _term(model, pack)
        old = merged.get(model.id)
        if old is not None and old.kind != new.kind:
            what = f"`{model.id}` is a {old.kind} in another pack and a {new.kind} here"
            faults.append(place.fault("kind", what, "choose another id"))
            continue
        merged[model.id] = new if old is None else joined(old, new)
    return list(merged.values())


def _term(model: TermModel, pack: str) -> Term:
    return Term(
        id=model.id,
        kind=model.kind,
        name=model.name,
        forms=tuple(model.forms),
        exact=tuple(model.exact),
        wrong=tuple(model.wrong),
        of=tuple(model.of),
        symptom_of=model.symptom_of,
        jurisdiction=model.jurisdiction,
        note=model.note,
        pack=pack,
    )


def _unknown(place: _Place, key: str, given: str, lexicon: Lexicon) -> Fault:
    return place.fault(key, f"`{key}` names `{given}`, and no lexicon has that id", _nearest(given, lexicon))


def _nearest(given: str, lexicon: Lexicon) -> str:
    near = difflib.get_close_matches(given, sorted(lexicon.terms), n=1, cutoff=0.6)
    return f"did you mean `{near[0]}`?" if near else "add the term to the pack's lexicon"


def _term_faults(terms: Sequence[tuple[TermModel, str, _Place]], lexicon: Lexicon) -> Iterator[Fault]:
    for model, _, place in terms:
        for key, named in (("of", model.of), ("symptom_of", [model.symptom_of] if model.symptom_of else [])):
            for given in named:
                if given not in lexicon:
                    yield _unknown(place, key, given, lexicon)
        if model.id in model.of:
            yield place.fault("of", f"`{model.id}` cannot belong to itself", "name the wider term")


def _pack_faults(packs: Sequence[Pack], lexicon: Lexicon) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for pack in packs:
        for disease in pack.diseases:
            if disease not in lexicon:
                what = f"`diseases` names `{disease}`, and no lexicon has that id"
                yield pack.fault(disease, what, _nearest(disease, lexicon))
        if pack.id in seen:
            yield pack.fault(pack.id, f"the pack id `{pack.id}` is taken by {seen[pack.id]}", "choose another id")
        seen.setdefault(pack.id, f"{pack.folder}/pack.yaml")


_KINDS = {"product": ("product",), "authority": ("authority",), "indication": ("indication",)}


def _fact_faults(model: FactModel, place: _Place, lexicon: Lexicon, kept: dict[str, Fact]) -> Iterator[Fault]:
    if model.id in kept:
        other = kept[model.id]
        yield place.fault("id", f"the fact `{model.id}` stands already at {other.path}:{other.line}", "rename one")
    named = {
        "subject": model.subject,
        "indication": model.indication,
        "product": [model.product] if model.product else [],
        "authority": [model.authority] if model.authority else [],
    }
    for key, ids in named.items():
        for given in ids:
            if given not in lexicon:
                yield _unknown(place, key, given, lexicon)
            elif key in _KINDS and lexicon[given].kind not in _KINDS[key]:
                yield place.fault(
                    key, f"`{given}` is of kind {lexicon[given].kind}, not of kind {key}", "name the right term"
                )
    if model.event == "approved":
        for key, value in (("subject", model.subject), ("indication", model.indication)):
            if not value:
                yield place.fault(None, f"an approval needs `{key}`", "add it")
        if model.valid_from is None:
            yield place.fault(None, "an approval needs `valid_from`", "add the day, month or year")
    if model.valid_from and model.valid_to:
        begin, end = PartialDate(model.valid_from), PartialDate(model.valid_to)
        if end.latest < begin.earliest:
            yield place.fault("valid_to", f"ends on {end.text}, before it began on {begin.text}", "mend a date")


def _fact(model: FactModel, place: _Place, lexicon: Lexicon) -> Fact:
    line, _ = place.marks.get((*place.route, "id")) or place.marks.get(place.route, (1, 1))
    source = model.source
    return Fact(
        id=model.id,
        event=model.event,
        subjects=tuple(lexicon.id_of(item) for item in model.subject),
        product=lexicon.id_of(model.product) if model.product else None,
        form=model.form,
        route=model.route,
        authority=lexicon.id_of(model.authority) if model.authority else None,
        jurisdictions=tuple(model.jurisdiction),
        indications=tuple(lexicon.id_of(item) for item in model.indication),
        statement=model.statement,
        valid_from=PartialDate(model.valid_from) if model.valid_from else None,
        valid_to=PartialDate(model.valid_to) if model.valid_to else None,
        source=FactSource(source.publisher, source.title, source.identifier, source.url),
        confidence=model.confidence,
        note=model.note,
        triggers=tuple(model.triggers),
        path=place.name,
        line=line,
    )
