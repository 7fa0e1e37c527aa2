"""Holds the sets that a statement names against the ledger, and says what superseded them."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from alsreview.checks.approvals.assertion import Assertion
from alsreview.checks.approvals.definition import Verdict
from alsreview.checks.approvals.exclusive import assertions
from alsreview.checks.approvals.naming import joined
from alsreview.checks.approvals.scope import Scope
from alsreview.knowledge.facts import Fact
from alsreview.knowledge.ledger import Approval


def judge(scope: Scope, as_of: date) -> Iterator[Verdict]:
    """What does not hold of the sets that a statement names."""
    for assertion in assertions(scope):
        for code in scope.jurisdictions:
            verdict = _compare(scope, assertion, None if code == "INT" else code, as_of)
            if verdict is not None:
                yield verdict
                break


def current(scope: Scope, indication: str, code: str | None, as_of: date) -> tuple[Approval, ...]:
    """Approvals in force for a disease; for a form of the disease only those that name it."""
    ledger = scope.knowledge.ledger
    found = ledger.approved(as_of, code, indication, symptoms=scope.speaks_of_symptoms())
    if indication in scope.knowledge.diseases:
        return found
    return tuple(
        approval
        for approval in found
        if any(scope.knowledge.lexicon.within(item, indication) for item in approval.fact.indications)
    )


_EVERYBODY = ("all people", "all patients", "all forms", "all adults", "all types", "everyone with", "regardless of")
"""What leaves out medicines for one form of a disease only."""


def _compare(scope: Scope, assertion: Assertion, code: str | None, as_of: date) -> Verdict | None:
    indication = assertion.indication
    if indication is None or (scope.narrow_gene() and indication in scope.knowledge.diseases):
        return None
    approved = current(scope, indication, code, as_of)
    if assertion.asserts in ("sole", "closed-list") and scope.reading.has(*_EVERYBODY):
        approved = tuple(item for item in approved if indication in item.fact.indications)
    if not approved and assertion.subjects and _symptom_drugs(scope, assertion, code):
        # "The only drug for the disease", of one that treats a symptom: others that do count as well.
        approved = scope.knowledge.ledger.approved(as_of, code, indication, symptoms=True)
    if assertion.modifies and _treats_symptom_only(scope, list(approved)):
        return None
    ever = [item for item in scope.knowledge.ledger.in_scope(code, indication) if item.first <= as_of]
    if assertion.asserts in ("sole", "closed-list") and assertion.subjects:
        return _compare_set(scope, assertion, code, as_of, approved)
    if not ever:
        return None
    if assertion.asserts == "none":
        return _verdict(scope, assertion, code, as_of, _firsts(approved), approved) if approved else None
    return _compare_number(scope, assertion, code, as_of, approved)


def _compare_set(
    scope: Scope, assertion: Assertion, code: str | None, as_of: date, approved: tuple[Approval, ...]
) -> Verdict | None:
    ledger = scope.knowledge.ledger
    history = list(ledger.in_scope(code, assertion.indication, symptoms=True))
    known = {item.substance for item in history}
    if not known.intersection(assertion.subjects):
        return None
    begun = {item.substance for item in history if item.first <= as_of}
    if not begun.intersection(assertion.subjects) and not approved:
        first = next(item for item in history if item.substance in assertion.subjects)
        early = replace(assertion, asserts="too-early")
        return _verdict(scope, early, code, as_of, (first.fact,), approved)
    sold = tuple(item for item in approved if item.on_market(as_of)) or approved
    if any(item.substance not in assertion.subjects for item in sold):
        missing = [item for item in approved if item.substance not in assertion.subjects]
        if (
            _is_symptom(scope, assertion)
            or not _treats_symptom_only(scope, missing)
            or _symptom_drugs(scope, assertion, code)
        ):
            return _verdict(scope, assertion, code, as_of, _firsts(missing), approved)
    gone = [
        item
        for item in history
        if item.substance in assertion.subjects
        and item.substance not in {other.substance for other in sold}
        and item.ended_by
        and item.ended_by[0].since <= as_of
    ]
    if gone and not scope.withdrawal_told():
        return _verdict(scope, assertion, code, as_of, gone[0].ended_by, approved)
    return None


def _is_symptom(scope: Scope, assertion: Assertion) -> bool:
    """Whether it speaks of a symptom, so that medicines for it are the very ones that count."""
    return assertion.indication is not None and scope.knowledge.lexicon[assertion.indication].symptom_of is not None


def _symptom_drugs(scope: Scope, assertion: Assertion, code: str | None) -> bool:
    """Whether what it names was only ever approved for symptoms of the disease."""
    found = [
        item
        for item in scope.knowledge.ledger.in_scope(code, assertion.indication, symptoms=True)
        if item.substance in assertion.subjects
    ]
    return bool(found) and _treats_symptom_only(scope, found)


def _treats_symptom_only(scope: Scope, approvals: list[Approval]) -> bool:
    lexicon = scope.knowledge.lexicon
    return all(any(lexicon[item].symptom_of for item in approval.fact.indications) for approval in approvals)


def _compare_number(
    scope: Scope, assertion: Assertion, code: str | None, as_of: date, approved: tuple[Approval, ...]
) -> Verdict | None:
    number = assertion.number or 0
    if scope.reading.has("ever"):
        return _compare_ever(scope, assertion, code, as_of, approved)
    sold = [item for item in approved if item.on_market(as_of)]
    right = {len({item.substance for item in group}) for group in (approved, sold)}
    right |= {len({item.brand for item in group}) for group in (approved, sold)}
    if scope.speaks_of_symptoms():
        itself = scope.knowledge.ledger.approved(as_of, code, assertion.indication)
        right |= {len({item.substance for item in itself}), len({item.brand for item in itself})}
    if number in right or (assertion.bound == "least" and number <= max(right)):
        return None
    if assertion.bound == "most" and number >= min(right):
        return None
    if number > min(right):
        if scope.withdrawal_told():
            return None
        history = scope.knowledge.ledger.withdrawn(as_of, code, assertion.indication)
        facts = tuple(dict.fromkeys(fact for item in history for fact in item.ended_by if fact.since <= as_of))
        return _verdict(scope, assertion, code, as_of, facts, approved) if facts else None
    newest = _firsts(approved)[number:]
    return _verdict(scope, assertion, code, as_of, newest, approved) if newest else None


def _compare_ever(
    scope: Scope, assertion: Assertion, code: str | None, as_of: date, approved: tuple[Approval, ...]
) -> Verdict | None:
    """ "Only three have ever been approved": those that are gone count as well."""
    every = [
        item
        for item in scope.knowledge.ledger.in_scope(code, assertion.indication, symptoms=scope.speaks_of_symptoms())
        if item.first <= as_of
    ]
    right = {len({item.substance for item in every}), len({item.brand for item in every})}
    number = assertion.number or 0
    if number in right or number > max(right) or assertion.bound == "least":
        return None
    return _verdict(scope, assertion, code, as_of, _firsts(every)[number:], approved)


def _firsts(approvals: tuple[Approval, ...] | list[Approval]) -> tuple[Fact, ...]:
    """The first approval of each substance, oldest first."""
    firsts: dict[str, Fact] = {}
    for approval in approvals:
        firsts.setdefault(approval.substance, approval.fact)
    return tuple(firsts.values())


def _verdict(
    scope: Scope,
    assertion: Assertion,
    code: str | None,
    as_of: date,
    proofs: tuple[Fact, ...],
    approved: tuple[Approval, ...],
) -> Verdict:
    values = {
        "subject": scope.names(assertion.subjects) or ("no treatment" if assertion.asserts == "none" else "the number"),
        **common_values(scope, code, as_of, proofs, approved, assertion.indication),
    }
    right = _right_number(scope, assertion, approved, as_of)
    return Verdict(assertion.asserts, assertion.start, assertion.end, proofs, values, replacements=right)


_GOES_ON = frozenset("both neither either each pair couple latter former ever".split())
"""Words that go on from the number told ("neither of which"), so that another number would not fit them."""


_IN_WORDS = dict(enumerate("two three four five six seven eight nine ten".split(), 2))


def _right_number(scope: Scope, assertion: Assertion, approved: tuple[Approval, ...], as_of: date) -> tuple[str, ...]:
    """The words flagged with the right number, where only that is wrong: no names, and nothing that hangs on it."""
    reading = scope.reading
    now = len({item.substance for item in approved if item.on_market(as_of)})
    told = assertion.number or 0
    plain = assertion.asserts == "count" and not assertion.subjects and not assertion.bound and told > 1 and now > 1
    if not plain or scope.own_drugs or scope.speaks_of_symptoms() or _GOES_ON & reading.word_set:
        return ()
    places = [
        unit
        for at, unit in enumerate(reading.units)
        if reading.number(at) == told and assertion.start <= unit.start and unit.end <= assertion.end
    ]
    if len(places) != 1:
        return ()
    start, end = places[0].start, places[0].end
    old = reading.text[start:end]
    new = str(now) if old.isdigit() else _IN_WORDS.get(now, str(now))
    new = new.capitalize() if old[:1].isupper() else new
    return (reading.text[assertion.start : start] + new + reading.text[end : assertion.end],)


def common_values(
    scope: Scope,
    code: str | None,
    as_of: date,
    proofs: tuple[Fact, ...],
    approved: tuple[Approval, ...],
    judged: str | None = None,
) -> dict[str, str]:
    """Placeholders that every approvals check may use. `judged` is the indication, where it is not the scope's own."""
    sold = tuple(item for item in approved if item.on_market(as_of))
    substances = scope.knowledge.ledger.substances(sold)
    indication = judged or scope.indication
    where = code or "any jurisdiction"
    dates = [fact.valid_from.text for fact in proofs if fact.valid_from]
    verified = scope.knowledge.verified_to(code, indication) if code else None
    told = "; ".join(scope.told_fact(fact) for fact in proofs[:TOLD])
    return {
        "changed": told + (f"; and {len(proofs) - TOLD} more" if len(proofs) > TOLD else ""),
        "since": min(dates) if dates else "",
        "jurisdiction": where,
        "authority": proofs[0].source.publisher if proofs else "",
        "indication": scope.name(indication) if indication else "the disease",
        "now": scope.names(substances) if substances else "nothing",
        "as_of": as_of.isoformat(),
        "known_to": verified.text if verified else "an unknown day",
        # Past the day to which the ledger was looked up nobody has looked: the rewrite must not vouch for it.
        "rewrite": _rewrite(scope, where, sold, indication, min(as_of, verified.latest) if verified else as_of),
    }


TOLD = 5
"""Facts that a message names; the evidence of the finding holds them all."""
NAMED = 6
"""Medicines that a rewrite names; of more than these it gives the number and the newest."""


def _rewrite(scope: Scope, where: str, sold: tuple[Approval, ...], indication: str | None, as_of: date) -> str:
    firsts: dict[str, Approval] = {}
    for item in sold:
        firsts.setdefault(item.substance, item)
    if not firsts:
        return ""
    named = [
        f"{scope.name(item.substance)} ({_year(item)}{_form(scope, item, indication)})" for item in firsts.values()
    ]
    disease = scope.name(indication) if indication else "the disease"
    opening = f"As of {month_name[as_of.month]} {as_of.year}"
    if len(named) > NAMED:
        newest = max(firsts.values(), key=lambda item: (item.first, item.fact.id))
        last = f"{scope.name(newest.substance)} ({_year(newest)})"
        return (
            f"{opening}, {len(named)} medicines are approved in the {where} for {disease}, the newest of them {last}."
        )
    verb = "is" if len(named) == 1 else "are"
    return f"{opening}, {joined(named)} {verb} approved in the {where} for {disease}."


def _year(item: Approval) -> str:
    return item.fact.valid_from.text[:4] if item.fact.valid_from else ""


def _form(scope: Scope, item: Approval, indication: str | None) -> str:
    """ ", for SOD1-ALS": that only a form or a symptom of the disease is meant."""
    lexicon = scope.knowledge.lexicon
    if indication is None or any(lexicon.within(indication, entry) for entry in item.fact.indications):
        return ""
    return f", for {scope.name(item.fact.indications[0])}" if item.fact.indications else ""
