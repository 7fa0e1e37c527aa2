"""An awaited day that has gone by, and a decision awaited though nothing is pending."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from alsreview.checks.approvals import words
from alsreview.checks.approvals.ahead import DECISIONS
from alsreview.checks.approvals.definition import Verdict
from alsreview.checks.approvals.scope import Scope
from alsreview.checks.approvals.telling import made, past_only, whole
from alsreview.knowledge import english
from alsreview.knowledge.facts import Fact


def decided(scope: Scope, substance: str, as_of: date) -> tuple[str, tuple[Fact, ...]] | None:
    """The jurisdiction and the decisions on a medicine there, up to a day, newest first."""
    ledger = scope.knowledge.ledger
    codes = scope.jurisdictions_for(substance)
    for code in codes:
        found = ledger.decisions(substance, None if code == "INT" else code, as_of)
        if found:
            return code, tuple(reversed(found))
    return None


def unnamed(scope: Scope, as_of: date) -> Verdict | None:
    """ "This week the FDA decides on an experimental treatment": no name, but nothing is pending any more."""
    reading, ledger = scope.reading, scope.knowledge.ledger
    if scope.indication is None or scope.own_drugs or scope.line.find(*DECISIONS) is None:
        return None
    near = [span for span in reading.times if span.kind == "relative" and span.days <= 100]
    if not near or past_only(scope) or not reading.mentioned("authority"):
        return None
    code = scope.jurisdictions[0]
    near_disease = scope.treats_topic
    if any(near_disease(fact) for fact in ledger.pending(as_of, code)):
        return None
    found = [
        fact
        for fact in ledger.events("approved", "refused", "application-withdrawn", "advised")
        if code in fact.jurisdictions and fact.since <= as_of and near_disease(fact)
    ]
    if not found:
        return None
    newest = found[-1]
    return made(scope, "awaited", newest.subjects[0], code, as_of, [newest], span=whole(scope), sure=False)


def date_gone(scope: Scope, as_of: date) -> Iterator[Verdict]:
    """ "Expected in early 2011", "until 31 January 2024": an awaited day that has gone by."""
    reading = scope.reading
    decision = reading.mentioned("authority") and bool(words.MATTERS & reading.word_set)
    if scope.indication is None and not scope.around_drugs and not scope.topic and not decision:
        return
    for span in reading.times:
        if span.kind != "date" or span.last is None or span.last >= as_of:
            continue
        at = reading.unit_at(span.start)
        left, right = reading.clause(at)
        inside = f" {' '.join(reading.words[left:right])} "
        awaited = any(
            f" {phrase} " in inside for phrase in words.FUTURE if phrase not in ("should", "estimated", "aims")
        )
        # The month of May is no verb.
        may = any(
            word == "may" and not span.start <= unit.start < span.end
            for word, unit in zip(reading.words, reading.units, strict=True)
        )
        closing = reading.has("until", "till") and (
            may or bool(reading.word_set & {"can", "open", "welcome", "invited"})
        )
        if not (awaited or closing) or any(word in english.PAST_AUX for word in reading.words[left:right]):
            continue
        if " as of " in inside or scope.withdrawal_told():
            continue
        substance = (scope.topic or scope.around_drugs or ("",))[0]
        code = scope.jurisdictions[0]
        ruled = decided(scope, substance, as_of) if substance else None
        facts = [fact for fact in ruled[1] if fact.since >= (span.first or fact.since)][-1:] if ruled else []
        if not facts:
            facts = _told_by(scope, substance, span.first, as_of)
        values_subject = substance or (scope.indication or "")
        if not facts and span.last < min((item.first for item in scope.knowledge.ledger.approvals), default=date.max):
            return
        yield made(scope, "awaited", values_subject, code, as_of, facts, span=(span.start, span.end), sure=bool(facts))
        return


def _told_by(scope: Scope, substance: str, since: date | None, as_of: date) -> list[Fact]:
    if not substance:
        return []
    facts = [
        fact
        for fact in scope.knowledge.ledger.events(
            "launched", "advised", "consulted", "approved", "trial-reported", "failed"
        )
        if substance in fact.subjects
        and fact.since <= as_of
        and (since is None or fact.since >= since - timedelta(days=40))
    ]
    return facts[:1]
