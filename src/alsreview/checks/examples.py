"""The proof of check files: every flag example fires on exactly its span, and no pass example does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from alsreview.checks.definition import Definition, Example, FlagExample, PassExample
from alsreview.checks.engine import Outcome, Page
from alsreview.checks.loader import by_kind
from alsreview.checks.registry import ENGINES, Engine
from alsreview.documents.read import read_text
from alsreview.knowledge.pack import Knowledge
from alsreview.knowledge.scan import Scanner, lower_same_length
from alsreview.statements.split import split

NO_DATE = date(2026, 1, 1)
"""Date of examples that give none, where no pack says to when it was verified."""


class Case(NamedTuple):
    """One example of one check."""

    check: Definition
    example: FlagExample | PassExample
    number: int
    """0-based, among the flag or among the pass examples."""

    @property
    def id(self) -> str:
        """Name of the case: the check, what it must do, and which of its examples it is from 0."""
        return f"{self.check.id}-{'flag' if isinstance(self.example, FlagExample) else 'pass'}-{self.number}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a case. `trouble` is empty where all is well; `strays` are other error-level checks that fired."""

    case: str
    trouble: str = ""
    strays: tuple[str, ...] = ()


def cases(definitions: Iterable[Definition]) -> tuple[Case, ...]:
    """Every example of every check, flag examples first."""
    found: list[Case] = []
    for check in definitions:
        found.extend(Case(check, example, at) for at, example in enumerate(check.examples.flag))
        found.extend(Case(check, example, at) for at, example in enumerate(check.examples.pass_))
    return tuple(found)


def echoes(check: Definition) -> str:
    """The trouble where every flag example only repeats words that the check itself lists, else nothing."""
    own = {word.lower() for word in check.own_words()}
    if not own:
        return ""
    scanner = Scanner(own)
    if len(scanner.scan([example.text for example in check.examples.flag])) < len(check.examples.flag):
        return ""
    return "every flag example holds words of the check itself; add one in other words, as an unseen page would say it"


class Bench:
    """The checks of some packs with their engines and scanner, ready to judge examples.

    Each example is judged by all checks at once, as a page would be: a check that another one hides is told.
    """

    def __init__(
        self, definitions: Sequence[Definition], knowledge: Knowledge, engines: Mapping[str, Engine[Any]] | None = None
    ) -> None:
        self._engines = ENGINES if engines is None else engines
        self._knowledge = knowledge
        self._by_kind = by_kind(definitions)
        self._severity = {check.id: check.severity for check in definitions}
        literals = set(knowledge.lexicon.literals)
        for kind, group in self._by_kind.items():
            literals.update(self._engines[kind].literals(group, knowledge))
        self._scanner = Scanner(literals)
        days = [day.latest for pack in knowledge.packs for _, day in pack.verified_to]
        self.as_of = max(days, default=NO_DATE)
        """Date of examples that give none: the day to which the packs were verified."""

    def page(self, example: Example) -> Page:
        """The page that an example stands for: Markdown, under its heading, its last statement in its context."""
        source = f"## {example.heading}\n\n{example.text}\n" if example.heading else f"{example.text}\n"
        document = read_text(source, "example.md")
        statements = list(split(document))
        if example.context is not None and statements:
            statements[-1] = replace(statements[-1], context=example.context)
        literals = self._scanner.scan([statement.text for statement in statements])
        return Page(document=document, statements=statements, literals=literals, as_of=example.as_of or self.as_of)

    def run(self, kind: str, page: Page) -> Outcome:
        """What the checks of one kind make of a page."""
        return self._engines[kind].run(self._by_kind[kind], page, self._knowledge)

    def spans(self, example: Example) -> dict[str, list[str]]:
        """The words that each check flags in an example, by check id."""
        page = self.page(example)
        found: dict[str, list[str]] = {}
        for kind in self._by_kind:
            for hit in sorted(self.run(kind, page).hits, key=lambda hit: (hit.statement, hit.start, hit.end)):
                found.setdefault(hit.check, []).append(page.statements[hit.statement].text[hit.start : hit.end])
        return found

    def judge(self, case: Case) -> Verdict:
        """Whether one example does what it is there for."""
        check, example = case.check, case.example
        engine = self._engines[check.kind]
        if engine.try_example is not None:
            mine = list(engine.try_example(check, example, self._knowledge))
            return Verdict(case.id, _trouble(example, mine))
        spans = self.spans(example)
        strays: tuple[str, ...] = ()
        if isinstance(example, PassExample):
            strays = tuple(sorted(id_ for id_ in spans if id_ != check.id and self._severity[id_] == "error"))
        return Verdict(case.id, _trouble(example, spans.get(check.id, [])), strays)


def _trouble(example: FlagExample | PassExample, spans: Sequence[str]) -> str:
    flagged = " and ".join(f"“{span}”" for span in dict.fromkeys(spans))
    if isinstance(example, PassExample):
        return f"flags {flagged} in “{example.text.strip()}”, which is right: {example.because}" if spans else ""
    if not spans:
        return f"flags nothing in “{example.text.strip()}”"
    wanted = " ".join(example.span.split())
    if lower_same_length(wanted) not in [lower_same_length(span) for span in spans]:
        return f"flags {flagged} in “{example.text.strip()}”, not “{wanted}”"
    return ""
