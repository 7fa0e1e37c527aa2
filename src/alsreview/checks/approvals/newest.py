"""The newest: a medicine, or a year, called the last to be approved."""

from __future__ import annotations

from datetime import date

from alsreview.checks.approvals.definition import Verdict
from alsreview.checks.approvals.scope import Scope
from alsreview.checks.approvals.telling import made, place_of
from alsreview.knowledge import english
from alsreview.knowledge.ledger import Approval


def starts_of(scope: Scope, code: str | None, as_of: date) -> dict[str, Approval]:
    """The first approval of each substance up to a day, oldest first."""
    starts: dict[str, Approval] = {}
    for approval in scope.knowledge.ledger.in_scope(code, scope.indication):
        if approval.first <= as_of:
            starts.setdefault(approval.substance, approval)
    return starts


def newest_of(scope: Scope, as_of: date) -> Verdict | None:
    reading = scope.reading
    marks = [
        index
        for index, word in enumerate(reading.words)
        if word in ("newest", "latest", "last")
        or (word == "recent" and reading.word_at(index - 1) == "most")
        or (word == "recently" and reading.word_at(index - 1) == "most")
    ]
    if not marks:
        return None
    at = marks[0]
    if reading.has("until", "at the time", "then the"):
        return None
    if reading.tense(at) == "past" and not _named_last(scope, at):
        return None
    if reading.words[at] == "last" and reading.word_at(at - 1) not in ("the", "their"):
        return None
    if not reading.word_set & (
        english.APPROVAL | english.TREATMENTS | {"now", "weapon", "addition", "arrival", "entrant"}
    ):
        return None
    if any(
        word in ("data", "results", "trial", "study", "evidence", "guideline", "news", "report", "research", "version")
        for word in reading.words[at + 1 : at + 4]
    ):
        return None
    code = scope.jurisdictions[0]
    newest = scope.knowledge.ledger.newest(as_of, None if code == "INT" else code, scope.indication)  # type: ignore[arg-type]
    if newest is None:
        return None
    years = [span for span in reading.times if span.kind == "date" and span.last]
    subjects = scope.own_drugs or (scope.around_drugs if len(scope.around_drugs) == 1 else ())
    starts = starts_of(scope, code, as_of)
    if subjects and not (scope.own_drugs and len(scope.own_drugs) > 1):
        if newest.substance in subjects or not set(subjects).intersection(starts):
            return None
        return made(scope, "newest", subjects[0], code, as_of, [newest.fact], span=place_of(scope, at))
    if not subjects and years and years[-1].last is not None and years[-1].last < newest.first:
        return made(scope, "newest", newest.substance, code, as_of, [newest.fact], span=place_of(scope, at))
    return None


def _named_last(scope: Scope, at: int) -> bool:
    """ "The last to be approved was X, in 2017": the past tells the day, the sentence tells what is last."""
    verbs = [verb for verb in scope.reading.finite if not verb.aside]
    drugs = scope.reading.of_kind("substance", "product")
    if len(verbs) != 1 or scope.reading.words[verbs[0].at] != "was" or not drugs:
        return False
    first_time = min((scope.reading.unit_at(span.start) for span in scope.reading.times), default=10_000)
    return at < verbs[0].at < drugs[0] < first_time
