"""Kind `review`: sign-offs that are forged, unbacked, too few, by the wrong person, too old, or dated in the future.

Where each claim stands was worked out before (`claims.standing`); here it is only told. Whatever needs the disk, git
or a signature comes in as values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, ClassVar, Literal

from alsreview.checks.definition import Definition, Example
from alsreview.checks.engine import FileHit, Hit, Outcome, Page
from alsreview.checks.review_examples import EXAMPLE, Kept, ReviewExamples, tree_of
from alsreview.claims.match import ClaimMatch, PageClaims, page_claims
from alsreview.claims.policy import Policy
from alsreview.claims.reviews import StoredSession
from alsreview.claims.standing import ClaimState, Proof, Reason, SignOff, tree_standing
from alsreview.documents.read import read_text
from alsreview.findings import Evidence, Position
from alsreview.statements.model import Statement
from alsreview.statements.split import split

Finds = Literal[
    "unbacked-status",
    "self-review",
    "unknown-reviewer",
    "out-of-scope",
    "quorum-missing",
    "tier-too-low",
    "overdue",
    "due-soon",
    "suspect",
    "altered",
    "date-bump",
    "signature-invalid",
    "future-date",
    "bulk",
]
REVIEW_DATES = (
    "reviewed",
    "last_reviewed",
    "lastReviewed",
    "last-reviewed",
    "reviewed_on",
    "review_date",
    "fact_checked",
)
"""Front matter that tells readers when a page was reviewed."""


class ReviewCheck(Definition):
    """A check of kind `review`."""

    placeholders: ClassVar[frozenset[str]] = frozenset(
        {"claim", "status", "reviewer", "session", "day", "detail", "have", "quorum", "due", "fact", "stated"}
    )

    kind: Literal["review"]
    finds: Finds
    examples: ReviewExamples


@dataclass(frozen=True, slots=True)
class SessionFiles:
    """The session files of a run, judged apart from any page. `folder` is the claims folder, `today` the day it is."""

    folder: str
    sessions: Sequence[StoredSession]
    policy: Policy
    today: date
    proofs: Mapping[str, Proof] = field(default_factory=dict)
    changed: Mapping[str, str] = field(default_factory=dict)
    """Path below the claims folder -> how it differs from the git base, in words."""


def literals(definitions: Sequence[ReviewCheck], knowledge: Any) -> Iterable[str]:
    """None of its own: names come from the lexicon."""
    return ()


def run(definitions: Sequence[ReviewCheck], page: Page, knowledge: Any) -> Outcome:
    """Judges the claims of one page with all checks of the kind."""
    claims = page.claims
    if claims is None or not claims.states:
        return Outcome()
    hits: list[Hit] = []
    file_hits: list[FileHit] = []
    for check in definitions:
        if check.finds == "suspect":
            hits.extend(_suspect(check, page, claims, knowledge))
        elif check.finds == "self-review":
            hits.extend(_self_review(check, page, claims))
        elif check.finds == "date-bump":
            file_hits.extend(_date_bump(check, page, claims))
        elif judge := _ON_CLAIMS.get(check.finds):
            for statement, match, state in _live(page, claims):
                hits.extend(_hit(check, statement, state, values) for values in judge(state, match, page.as_of))
    return Outcome(tuple(hits), tuple(file_hits))


def run_files(definitions: Sequence[ReviewCheck], files: SessionFiles) -> list[FileHit]:
    """Judges the session files with all checks of the kind."""
    found: list[FileHit] = []
    for check in definitions:
        if check.finds == "altered":
            found.extend(_file_hit(check, files, path, {"detail": how}) for path, how in sorted(files.changed.items()))
        for stored in files.sessions:
            proof, day = files.proofs.get(stored.path), stored.session.day
            values: dict[str, str] | None = None
            if check.finds == "signature-invalid" and proof is not None and proof.tier is None and not proof.unknown:
                values = {"detail": proof.trouble}
            elif check.finds == "future-date" and day > files.today:
                values = {"day": day.isoformat(), "detail": f"today is {files.today}"}
            elif check.finds == "bulk":
                count = sum(record.decision == "confirm" for record in stored.session.records)
                values = {"have": str(count), "detail": str(files.policy.bulk)} if count > files.policy.bulk else None
            if values is not None:
                found.append(_file_hit(check, files, stored.path, {"reviewer": stored.session.attested_by, **values}))
    return found


def try_example(check: ReviewCheck, example: Example, knowledge: Any) -> Sequence[str]:
    """The statements, lines of front matter and session ids that a check flags in an example."""
    kept = example if isinstance(example, Kept) else Kept()
    document = read_text(example.text + "\n", EXAMPLE)
    statements = split(document)
    as_of = example.as_of or date(2026, 11, 1)
    today = kept.today or as_of
    tree, proofs = tree_of(kept)
    standing = tree_standing(tree, today, proofs)
    claims = page_claims(EXAMPLE, f"claims/{EXAMPLE}.yaml", statements, tree, standing=standing)
    authors = dict.fromkeys(range(len(statements)), frozenset(kept.authors))
    outcome = run([check], Page(document, statements, {}, as_of, claims, authors), knowledge)
    reviews = tree.reviews
    files = SessionFiles("claims", reviews.sessions, reviews.policy, today, proofs, kept.changed)
    flagged = [statements[hit.statement].text[hit.start : hit.end] for hit in outcome.hits]
    return flagged + [hit.text for hit in (*outcome.file_hits, *run_files([check], files))]


def _live(page: Page, claims: PageClaims) -> Iterator[tuple[Statement, ClaimMatch, ClaimState]]:
    for index, match in claims.matches.items():
        state = claims.states.get(match.claim.id)
        if state is not None and match.claim.kind != "exempt":
            yield page.statements[index], match, state


Values = dict[str, str]


def _unbacked(state: ClaimState, match: ClaimMatch, as_of: date) -> Iterator[Values]:
    claim = state.claim
    if state.undecidable:
        return
    if claim.status == "verified" and not state.verified:
        yield {"detail": _why_not(state)}
    elif claim.status == "disputed" and not state.disputed_by:
        yield {"detail": "no reviewer disputes it as it stands"}
    elif claim.reviewer and tuple(sorted(claim.reviewer)) != state.reviewers:
        named = ", ".join(sorted(set(claim.reviewer) - set(state.reviewers))) or ", ".join(claim.reviewer)
        yield {"detail": f"`reviewer` names {named}, of whom no sign-off is in force"}


def _why_not(state: ClaimState) -> str:
    if state.disputed_by:
        return f"{_names(state.disputed_by)} disputes it"
    if state.changes_asked_by:
        return f"{_names(state.changes_asked_by)} asked for a change"
    if state.in_force:
        return _too_few(state)
    if state.sign_offs:
        return "no sign-off on it counts"
    return "it was signed for another wording, context or source" if state.ever else "nobody ever signed it"


def _too_few(state: ClaimState) -> str:
    asked = state.requirement
    said = f"{len(state.in_force)} of the {asked.quorum} sign-offs that it needs"
    if state.missing_roles:
        said += f", none by a {' or '.join(state.missing_roles)}"
    return said


def _void(*reasons: Reason) -> Callable[[ClaimState, ClaimMatch, date], Iterator[Values]]:
    def judge(state: ClaimState, match: ClaimMatch, as_of: date) -> Iterator[Values]:
        for sign_off in state.sign_offs:
            if sign_off.void in reasons:
                yield {
                    "reviewer": sign_off.reviewer,
                    "session": sign_off.session.session,
                    "day": sign_off.session.day.isoformat(),
                    "detail": _detail(sign_off, state),
                }

    return judge


def _detail(sign_off: SignOff, state: ClaimState) -> str:
    if sign_off.void == "unknown-reviewer":
        return "is in no entry of reviewers.yaml"
    if sign_off.void == "inactive":
        return "was no reviewer on that day"
    if sign_off.void == "altered":
        return "the digest in the record is not that of the text in the record"
    if sign_off.void == "out-of-scope":
        where = f" in the section {state.claim.section}" if state.claim.section else ""
        return f"{state.claim.kind}{where}"
    if sign_off.session.proxied:
        return f"was put on file by {sign_off.session.recorded_by}, which proves nothing about {sign_off.reviewer}"
    return "has no signature"


def _quorum_missing(state: ClaimState, match: ClaimMatch, as_of: date) -> Iterator[Values]:
    if state.in_force and not state.quorum:
        yield {"detail": _too_few(state), "have": str(len(state.in_force)), "quorum": str(state.requirement.quorum)}


def _overdue(state: ClaimState, match: ClaimMatch, as_of: date) -> Iterator[Values]:
    if state.due and state.reviewed_on and state.due <= as_of:
        yield _dated(state, as_of)


def _due_soon(state: ClaimState, match: ClaimMatch, as_of: date) -> Iterator[Values]:
    if state.due and as_of < state.due <= as_of + timedelta(days=state.due_soon_days):
        yield _dated(state, as_of)


def _dated(state: ClaimState, as_of: date) -> Values:
    rules = ", ".join(state.requirement.rules) or "the default"
    return {
        "day": str(state.reviewed_on),
        "due": str(state.due),
        "detail": f"{state.requirement.months} months by the rule for {rules}",
        "reviewer": ", ".join(state.reviewers),
    }


_ON_CLAIMS: dict[str, Callable[[ClaimState, ClaimMatch, date], Iterator[Values]]] = {
    "unbacked-status": _unbacked,
    "unknown-reviewer": _void("unknown-reviewer", "inactive"),
    "out-of-scope": _void("out-of-scope"),
    "tier-too-low": _void("tier"),
    "altered": _void("altered"),
    "quorum-missing": _quorum_missing,
    "overdue": _overdue,
    "due-soon": _due_soon,
}


def _self_review(check: ReviewCheck, page: Page, claims: PageClaims) -> Iterator[Hit]:
    for statement, match, state in _live(page, claims):
        authors = page.authors.get(statement.index, frozenset())
        if state.in_force and not match.edited and set(state.reviewers) <= authors:
            yield _hit(check, statement, state, {"reviewer": ", ".join(state.reviewers)})


def _suspect(check: ReviewCheck, page: Page, claims: PageClaims, knowledge: Any) -> Iterator[Hit]:
    ledger = knowledge.ledger
    since: dict[date, list[Any]] = {}
    for statement, match, state in _live(page, claims):
        if not state.in_force or match.edited:
            continue
        reviewed = state.in_force[-1].session.day
        if reviewed not in since:
            since[reviewed] = [fact for fact in ledger.facts.values() if reviewed < fact.since <= page.as_of]
        if not (newer := since[reviewed]):
            continue
        lexicon = knowledge.lexicon
        mentions = lexicon.mentions(statement.text, page.literals.get(statement.index))
        named = {wider for mention in mentions for wider in lexicon.ancestors(mention.term.id)}
        about = [fact for fact in newer if named & {*fact.subjects, *((fact.product,) if fact.product else ())}]
        if about:
            told = about[-1]  # facts come in order of date
            when = told.valid_from.text if told.valid_from else None
            where = ", ".join(told.jurisdictions)
            evidence = Evidence(told.id, told.statement, when, where, str(told.source))
            values = {"day": str(reviewed), "fact": told.statement, "stated": when or "", "detail": str(told.source)}
            yield _hit(check, statement, state, values, (evidence,))


def _date_bump(check: ReviewCheck, page: Page, claims: PageClaims) -> Iterator[FileHit]:
    for key in REVIEW_DATES:
        stated = _as_date(page.document.meta.get(key))
        if stated is None:
            continue
        days = [state.reviewed_on for _, match, state in _live(page, claims) if state.reviewed_on and not match.edited]
        newest = max(days, default=None)
        if newest is not None and stated <= newest:
            continue
        line = next((n for n, text in enumerate(page.document.source.splitlines(), 1) if text.startswith(key)), 1)
        text = page.document.source.splitlines()[line - 1] if page.document.source else ""
        said = f"the newest sign-off in force is of {newest}" if newest else "no sign-off on it is in force"
        values = {"stated": stated.isoformat(), "detail": said}
        place = (Position(line, 1), Position(line, len(text) + 1))
        yield FileHit(check.id, page.document.path, *place, text, f"{key}: {stated}", values)


def _as_date(value: object) -> date | None:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None


def _names(sign_offs: Sequence[SignOff]) -> str:
    return ", ".join(sorted({sign_off.reviewer for sign_off in sign_offs}))


def _hit(
    check: ReviewCheck, statement: Statement, state: ClaimState, values: Values, evidence: tuple[Evidence, ...] = ()
) -> Hit:
    said = {"claim": state.claim.id, "status": state.claim.status, **values}
    return Hit(check.id, statement.index, 0, len(statement.text), said, evidence, claim=state.claim.id)


def _file_hit(check: ReviewCheck, files: SessionFiles, path: str, values: Values) -> FileHit:
    name = path.rpartition("/")[2].partition(".")[0]
    start = Position(1, 1)
    return FileHit(check.id, f"{files.folder}/{path}", start, start, name, name, {"session": name, **values})
