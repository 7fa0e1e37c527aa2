"""Claims and source records as they stand in files: strict, frozen pydantic models."""

from __future__ import annotations

import re
import secrets
from collections.abc import Container
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator

from alsreview.claims import identifiers as _ids
from alsreview.claims.identifiers import Identifier

Kind = Literal["fact", "recommendation", "opinion", "exempt"]
Status = Literal["draft", "in_review", "verified", "disputed", "superseded", "retired"]
SourceClass = Literal[
    "label",
    "regulator",
    "guideline",
    "systematic-review",
    "trial",
    "cohort",
    "review",
    "textbook",
    "press",
    "patient-organisation",
]

GONE: frozenset[Status] = frozenset(("superseded", "retired"))
"""Statuses of claims whose statement must no longer stand in the text."""

CLAIM_ID = re.compile(r"c-[a-z2-7]{8}")
SOURCE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"

ClaimId = Annotated[str, StringConstraints(pattern=f"^{CLAIM_ID.pattern}$")]
SourceId = Annotated[str, StringConstraints(pattern=f"^{SOURCE_ID.pattern}$")]
Text = Annotated[str, StringConstraints(min_length=1)]


def _many(value: Any) -> Any:
    """YAML gives lists; tuples keep the models frozen."""
    return tuple(value) if isinstance(value, list) else value


def _none_is_none_of_them(value: Any) -> Any:
    """A key with nothing behind it holds nothing."""
    return () if value is None else _many(value)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True, defer_build=True)


class ClaimSource(_Strict):
    """What a claim cites. `ref` is the id of a source record; `quote` is the passage of it that bears the claim."""

    ref: SourceId
    locator: str | None = None
    quote: str | None = None
    harvested: bool = False
    """Taken by the tool from a citation in the text; nobody has checked that it bears the claim."""


class Claim(_Strict):
    """The stored record of one statement. `statement` and `context` are reader text; dates are calendar dates."""

    id: ClaimId
    statement: Text
    context: str | None = None
    section: str | None = None
    """Headings above the statement, outermost first, joined by ` > `; for people, never compared."""
    kind: Kind = "fact"
    reason: Text | None = None
    """Why the statement needs no source; required for kind `exempt`."""
    status: Status
    as_of: date | None = None
    """The date for which the wording was written; it never moves the date of judgement."""
    sources: Annotated[tuple[ClaimSource, ...], BeforeValidator(_none_is_none_of_them)] = ()
    facts: Annotated[tuple[Text, ...], BeforeValidator(_none_is_none_of_them)] = ()
    """Ids of the ledger facts that it rests on."""
    reviewer: Annotated[tuple[Text, ...] | None, BeforeValidator(_many)] = None
    """Ids of those whose sign-offs are in force: a projection of `claims/reviews/`, written by the tool."""
    superseded_by: Text | None = None
    """The claim or fact that took its place."""
    retired_on: date | None = None
    note: str | None = None

    @model_validator(mode="after")
    def _exempt_says_why(self) -> Claim:
        if self.kind == "exempt" and self.reason is None:
            raise ValueError("kind `exempt` needs a `reason`; write why the statement needs no source")
        return self

    @property
    def gone(self) -> bool:
        """True where its statement must no longer stand in the text."""
        return self.status in GONE


class ClaimFile(_Strict):
    """One file of claims: those of one document, in its order."""

    document: Text
    claims: Annotated[tuple[Claim, ...], BeforeValidator(_none_is_none_of_them)] = ()


class Name(_Strict):
    """A name as in CSL-JSON."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None
    suffix: str | None = None
    particle: Annotated[str | None, Field(alias="non-dropping-particle")] = None
    ORCID: str | None = None


class DateParts(_Strict):
    """A date as in CSL-JSON: `date-parts: [[2017, 5, 5]]`, or `raw`."""

    parts: Annotated[list[list[int]] | None, Field(alias="date-parts")] = None
    raw: str | None = None


def _word(value: Any) -> Any:
    """Identifiers of digits alone are numbers to YAML."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _normal(function: Any) -> BeforeValidator:
    return BeforeValidator(lambda value: function(word) if isinstance(word := _word(value), str) else word)


PartialDate = date | int | str | DateParts
Words = Annotated[str, BeforeValidator(_word)]


class SourceRecord(_Strict):
    """A bibliographic record by the names of CSL-JSON, plus `class`, `NCT` and `harvested`."""

    id: SourceId
    type: str | None = None
    title: str | None = None
    author: list[Name] = []
    editor: list[Name] = []
    container_title: Annotated[str | None, Field(alias="container-title")] = None
    collection_title: Annotated[str | None, Field(alias="collection-title")] = None
    publisher: str | None = None
    publisher_place: Annotated[str | None, Field(alias="publisher-place")] = None
    authority: str | None = None
    jurisdiction: str | None = None
    genre: str | None = None
    number: Words | None = None
    """Number of an application, licence or report: "NDA 209176"."""
    volume: Words | None = None
    issue: Words | None = None
    page: Words | None = None
    edition: Words | None = None
    version: Words | None = None
    issued: PartialDate | None = None
    accessed: PartialDate | None = None
    DOI: Annotated[str | None, _normal(_ids.normal_doi)] = None
    PMID: Annotated[str | None, _normal(_ids.normal_number)] = None
    PMCID: Annotated[str | None, _normal(_ids.normal_pmcid)] = None
    NCT: Annotated[str | None, _normal(_ids.normal_nct)] = None
    ISBN: Words | None = None
    ISSN: Words | None = None
    URL: Annotated[str | None, _normal(_ids.normal_url)] = None
    archive_url: Annotated[str | None, Field(alias="archive-url")] = None
    language: str | None = None
    abstract: str | None = None
    note: str | None = None
    source_class: Annotated[SourceClass | None, Field(alias="class")] = None
    harvested: bool = False
    """Made by the tool from a citation in the text; nobody has looked at the source."""

    @property
    def identifiers(self) -> tuple[Identifier, ...]:
        """All identifiers in normal form, the most lasting first."""
        found = [(scheme, getattr(self, scheme)) for scheme in ("DOI", "PMID", "PMCID", "NCT")]
        found += [("number", self.number and " ".join(self.number.upper().split())), ("ISBN", _isbn(self.ISBN))]
        found.append(("URL", self.URL))
        return tuple(Identifier(scheme, value) for scheme, value in found if value)

    @property
    def identifier(self) -> str | None:
        """The identifier that sign-offs bind to: the first of DOI, PMID, PMCID, NCT, number, ISBN, URL."""
        return str(self.identifiers[0]) if self.identifiers else None


def _isbn(value: str | None) -> str | None:
    return re.sub(r"[^0-9Xx]", "", value).upper() if value else None


class SourceFile(_Strict):
    """`claims/sources.yaml`: the records, in order of their ids where the tool writes them."""

    sources: Annotated[tuple[SourceRecord, ...], BeforeValidator(_none_is_none_of_them)] = ()


SOURCE_CLASSES: tuple[str, ...] = get_args(SourceClass)


def new_claim_id(taken: Container[str]) -> str:
    """A random id that is not taken. Counters would collide between branches."""
    while True:
        claim = "c-" + "".join(secrets.choice(_ALPHABET) for _ in range(8))
        if claim not in taken:
            return claim
