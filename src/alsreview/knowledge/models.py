"""What a pack's files may hold: strict models, used only while a pack is loaded."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

Event = Literal[
    "approved",
    "approval-withdrawn",
    "marketing-stopped",
    "not-approved",
    "refused",
    "filed",
    "application-withdrawn",
    "recommended",
    "not-recommended",
    "advised",
    "launched",
    "shortage",
    "transferred",
    "designated",
    "trial-started",
    "trial-reported",
    "failed",
    "warned",
    "discovered",
    "replaced",
    "published",
    "consulted",
    "established",
]
"""What became true. `not-approved` is a state that was looked up ("never licensed here"), `established` a finding of
research or a plain state, `advised` a meeting of advisers, `consulted` a public consultation that closed."""

Route = Literal[
    "oral",
    "intravenous",
    "subcutaneous",
    "intramuscular",
    "intrathecal",
    "inhaled",
    "transdermal",
    "nasal",
    "buccal",
    "sublingual",
    "topical",
    "rectal",
    "ophthalmic",
    "intravitreal",
    "implanted",
]
"""How a medicine is given. The engine compares these words, so that a free text would be compared with nothing."""

FactConfidence = Literal["verified", "verified-partly", "from-knowledge-needs-checking"]

TermKind = Literal[
    "substance",
    "product",
    "class",
    "authority",
    "place",
    "indication",
    "gene",
    "protein",
    "scale",
    "device",
    "organisation",
    "trial",
    "procedure",
    "term",
]

EVENTS: tuple[str, ...] = get_args(Event)
TERM_KINDS: tuple[str, ...] = get_args(TermKind)

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


def _as_date_text(value: Any) -> Any:
    """YAML reads 2017-05-05 as a date and 2017 as a number; both are written as text here."""
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _check_date(value: str) -> str:
    if not _DATE.fullmatch(value):
        raise ValueError(f"{value!r} is not a date; write 2017-05-05, 2017-05 or 2017, as exactly as it is known")
    if len(value) == 10:
        date.fromisoformat(value)
    return value


def _check_id(value: str) -> str:
    if not _ID.fullmatch(value):
        raise ValueError(f"{value!r} is not an id; write lower-case letters, digits and single hyphens")
    return value


Id = Annotated[str, AfterValidator(_check_id)]
Words = Annotated[str, Field(min_length=1)]
DateText = Annotated[str, BeforeValidator(_as_date_text), AfterValidator(_check_date)]
"""An ISO date that is as exact as it is known: day, month or year."""
Ids = Annotated[list[Id], BeforeValidator(_as_list)]
Codes = Annotated[list[Words], BeforeValidator(_as_list)]


class Strict(BaseModel):
    """Base of every model of a pack file."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True, defer_build=True)


class SourceModel(Strict):
    """Where a fact is from. `identifier` is what the publisher calls it ("NDA 209176", "PMID 8446170")."""

    publisher: Words
    title: Words
    identifier: Words
    url: str | None = None


class FactModel(Strict):
    """One entry of `checks/facts/*.yaml`."""

    id: Id
    event: Event
    subject: Ids = []
    product: Id | None = None
    form: str | None = None
    route: Route | None = None
    authority: Id | None = None
    jurisdiction: Codes
    indication: Ids = []
    statement: Words
    valid_from: DateText | None = None
    valid_to: DateText | None = None
    source: SourceModel
    confidence: FactConfidence
    note: str | None = None
    triggers: list[Words] = []


class FactFile(Strict):
    """A file of the ledger."""

    facts: list[FactModel]


class TermModel(Strict):
    """One entry of `checks/lexicon/*.yaml`."""

    id: Id
    kind: TermKind
    name: Words
    forms: list[Words] = []
    exact: list[Words] = []
    wrong: list[Words] = []
    of: Ids = []
    symptom_of: Id | None = None
    jurisdiction: Words | None = None
    note: str | None = None


class LexiconFile(Strict):
    """A file of the lexicon."""

    terms: list[TermModel]


class WordsFile(Strict):
    """A file of `words/`: groups of words that every check of the pack may name."""

    words: dict[str, list[Words]] = {}
    scopes: dict[str, list[Words]] = {}
    """What narrows a statement: two statements with different ones cannot contradict each other."""


class PackFile(Strict):
    """`pack.yaml`."""

    id: Id
    title: Words
    diseases: Ids
    language: Words = "en"
    verified_to: dict[str, DateText] = {}
    note: str | None = None
