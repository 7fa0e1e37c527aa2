"""Kind `claims`: statements without a claim, a source or a review, and claims without a statement.

Where no claims are kept, only `unsourced` can be judged, from the citations that stand in the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Literal

from pydantic import Field

from alsreview.checks.definition import Definition, Example, Examples, FlagExample, Many, PassExample, Strict
from alsreview.checks.engine import FileHit, Hit, Outcome, Page
from alsreview.claims.digest import digest
from alsreview.claims.match import ClaimMatch, Orphan, PageClaims, UnknownSource, page_claims
from alsreview.claims.model import Claim, SourceRecord
from alsreview.claims.records import claim_data
from alsreview.claims.render import render_record
from alsreview.claims.store import ClaimTree, LoadedFile
from alsreview.documents.read import read_text
from alsreview.statements.model import Statement
from alsreview.statements.split import split

Finds = Literal[
    "unclaimed", "orphaned", "edited", "duplicate", "unsourced", "unknown-source", "unreviewed", "gone-in-text"
]
_NEEDS_NO_SOURCE = frozenset(("opinion", "exempt"))
_EXAMPLE = "example.md"
_NO_DATE = date(2026, 1, 1)
"""No check of this kind asks for the date."""


class _Kept(Strict):
    """What an example keeps beside its text; without `claims`, no claims are kept at all."""

    claims: Many[Claim] | None = None
    sources: Many[SourceRecord] = ()
    signed: dict[str, str] = Field(default_factory=dict)
    """Claim id -> the wording that was signed."""


class ClaimFlagExample(FlagExample, _Kept):
    """As other flag examples, with the claims of the page; `span` may be an id or a source of a claim."""


class ClaimPassExample(PassExample, _Kept):
    """As other pass examples, with the claims of the page."""


class ClaimExamples(Examples):
    """As the examples of other kinds, with claims."""

    flag: Many[ClaimFlagExample]
    pass_: Many[ClaimPassExample] = Field(alias="pass")


class ClaimCheck(Definition):
    """A check of kind `claims`."""

    placeholders: ClassVar[frozenset[str]] = frozenset(
        {"claim", "status", "was", "changed", "signed", "source", "same_as", "superseded_by", "document"}
    )

    kind: Literal["claims"]
    finds: Finds
    examples: ClaimExamples


def literals(definitions: Sequence[ClaimCheck], knowledge: Any) -> Iterable[str]:
    """None: claims are matched by their text."""
    return ()


def run(definitions: Sequence[ClaimCheck], page: Page, knowledge: Any) -> Outcome:
    """Judges one page with all checks of the kind."""
    hits: list[Hit] = []
    file_hits: list[FileHit] = []
    for check in definitions:
        if check.finds == "unsourced":
            hits.extend(_unsourced(check, page))
        elif page.claims is not None:
            if check.finds in _ON_STATEMENTS:
                hits.extend(_ON_STATEMENTS[check.finds](check, page, page.claims))
            else:
                file_hits.extend(_IN_FILES[check.finds](check, page.document.path, page.claims))
    worthy = (statement.index for statement in page.statements if statement.check_worthy)
    return Outcome(tuple(hits), tuple(file_hits), frozenset(worthy) if page.claims is not None else frozenset())


def try_example(check: ClaimCheck, example: Example, knowledge: Any) -> Sequence[str]:
    """The words, claim ids or source ids that a check flags in an example."""
    document = read_text(example.text + "\n", _EXAMPLE)
    statements = split(document)
    kept = example if isinstance(example, _Kept) else _Kept()
    page = Page(document, statements, {}, example.as_of or _NO_DATE, _example_claims(kept, statements))
    outcome = run([check], page, knowledge)
    flagged = [statements[hit.statement].text[hit.start : hit.end] for hit in outcome.hits]
    return flagged + [hit.text for hit in outcome.file_hits]


def _example_claims(kept: _Kept, statements: Sequence[Statement]) -> PageClaims | None:
    if kept.claims is None:
        return None
    text = f"document: {_EXAMPLE}\nclaims:\n" + "".join(render_record(claim_data(claim)) for claim in kept.claims)
    file = LoadedFile(f"claims/{_EXAMPLE}.yaml", _EXAMPLE, tuple(kept.claims), text)
    sources = {record.id: record for record in kept.sources}
    digests = [
        digest(claim.model_copy(update={"statement": kept.signed[claim.id]}), sources)
        for claim in kept.claims
        if claim.id in kept.signed
    ]
    tree = ClaimTree({_EXAMPLE: file}, sources, "", frozenset(kept.signed), frozenset(digests))
    return page_claims(_EXAMPLE, file.path, statements, tree)


def _unsourced(check: ClaimCheck, page: Page) -> Iterator[Hit]:
    matches: Mapping[int, ClaimMatch] = page.claims.matches if page.claims else {}
    for statement in page.statements:
        match = matches.get(statement.index)
        if match is None:
            needs = statement.check_worthy
        else:  # the claim's kind overrides what the sentence looks like
            needs = match.claim.kind not in _NEEDS_NO_SOURCE and not match.claim.gone
        if needs and not statement.citations and not (match and match.claim.sources):
            yield _hit(check, statement, match)


def _unclaimed(check: ClaimCheck, page: Page, claims: PageClaims) -> Iterator[Hit]:
    for statement in page.statements:
        if statement.check_worthy and statement.index not in claims.matches:
            yield _hit(check, statement, None)


def _edited(check: ClaimCheck, page: Page, claims: PageClaims) -> Iterator[Hit]:
    for index, match in claims.matches.items():
        reopened = match.claim.id in claims.reopened
        if match.claim.gone or not (match.edited or reopened):
            continue
        signed = "since it was signed" if match.claim.id in claims.signed else "since its claim was written"
        if match.changes:
            changed = "; ".join(str(change) for change in sorted(match.changes, key=lambda change: not change.kinds))
        elif match.how == "context":
            changed = f'the context was "{match.claim.context or "none"}"'
        else:
            changed = "no sign-off covers the wording, context and sources that the claim has now"
        values = {"changed": changed, "signed": signed, "was": match.claim.statement}
        yield _hit(check, page.statements[index], match, values)


def _unreviewed(check: ClaimCheck, page: Page, claims: PageClaims) -> Iterator[Hit]:
    for index, match in claims.matches.items():
        claim = match.claim
        if not claim.gone and claim.kind != "exempt" and claim.id not in claims.signed:
            yield _hit(check, page.statements[index], match)


def _gone_in_text(check: ClaimCheck, page: Page, claims: PageClaims) -> Iterator[Hit]:
    for index, match in claims.matches.items():
        if match.claim.gone:
            yield _hit(check, page.statements[index], match)


def _orphaned(check: ClaimCheck, document: str, claims: PageClaims) -> Iterator[FileHit]:
    for orphan in claims.orphans:
        if orphan.same_as is None:
            yield _file_hit(check, claims.path, orphan, {"document": document})


def _duplicate(check: ClaimCheck, document: str, claims: PageClaims) -> Iterator[FileHit]:
    for orphan in claims.orphans:
        if orphan.same_as is not None:
            yield _file_hit(check, claims.path, orphan, {"document": document, "same_as": orphan.same_as})


def _unknown_source(check: ClaimCheck, document: str, claims: PageClaims) -> Iterator[FileHit]:
    for lost in claims.unknown_sources:
        yield _file_hit(check, claims.path, lost, {"document": document, "source": lost.text})


def _file_hit(check: ClaimCheck, path: str, at: Orphan | UnknownSource, values: Mapping[str, str]) -> FileHit:
    return FileHit(
        check=check.id,
        path=path,
        start=at.start,
        end=at.end,
        text=at.text,
        statement=at.claim.statement,
        values={**_values(at.claim), **values},
        claim=at.claim.id,
    )


def _values(claim: Claim) -> dict[str, str]:
    return {
        "claim": claim.id,
        "status": claim.status,
        "was": claim.statement,
        "superseded_by": f", superseded by {claim.superseded_by}" if claim.superseded_by else "",
    }


def _hit(
    check: ClaimCheck, statement: Statement, match: ClaimMatch | None, values: Mapping[str, str] | None = None
) -> Hit:
    claim = match.claim if match else None
    said = {**(_values(claim) if claim else {}), **(values or {})}
    return Hit(check.id, statement.index, 0, len(statement.text), said, claim=claim.id if claim else None)


_ON_STATEMENTS: dict[Finds, Callable[[ClaimCheck, Page, PageClaims], Iterator[Hit]]] = {
    "unclaimed": _unclaimed,
    "edited": _edited,
    "unreviewed": _unreviewed,
    "gone-in-text": _gone_in_text,
}
_IN_FILES: dict[Finds, Callable[[ClaimCheck, str, PageClaims], Iterator[FileHit]]] = {
    "orphaned": _orphaned,
    "duplicate": _duplicate,
    "unknown-source": _unknown_source,
}
