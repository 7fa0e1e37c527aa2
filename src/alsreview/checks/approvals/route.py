"""A medicine described by one route alone, though a later approval added another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alsreview.checks.approvals.definition import Verdict
from alsreview.checks.approvals.scope import Scope
from alsreview.checks.approvals.telling import made, past_only, place_of
from alsreview.knowledge import english
from alsreview.knowledge.ledger import Approval


def route(scope: Scope, as_of: date) -> Iterator[Verdict]:
    """A medicine described by one route alone, though a later approval added another."""
    reading, ledger = scope.reading, scope.knowledge.ledger
    if reading.is_question or scope.other_disease or reading.has("until now", "originally", "at first", "initially"):
        return
    topic = scope.uncontrasted or scope.topic
    if len(topic) != 1 or _specific(scope) or (reading.words[:1] and reading.words[0] in ("i", "we", "my")):
        return
    if any(word in ("i", "my") for word in reading.words) or past_only(scope):
        return
    for code in scope.jurisdictions_for(topic[0]):
        approvals = ledger.routes(as_of, topic[0], None if code == "INT" else code)
        routes = {item.fact.route for item in approvals}
        if len(routes) < 2:
            continue
        told = _routes_in(scope, approvals)
        if len(told) != 1 or _routes_around(scope) - set(told):
            continue
        (only, at), *_ = told.items()
        if only not in routes:
            continue  # a route that nobody approved is no matter of an approval that came later
        first = min((item for item in approvals if item.fact.route == only), key=lambda item: item.first)
        later = [item for item in approvals if item.fact.route != only and item.first > first.first]
        if later and _describes(scope, at):
            yield made(
                scope,
                "route",
                topic[0],
                code,
                as_of,
                [later[0].fact],
                span=place_of(scope, at),
                sure=bool(scope.own_drugs),
            )
            return


def _specific(scope: Scope) -> bool:
    """Whether one form is meant: a brand of one form, "the IV version", "the infusion"."""
    reading = scope.reading
    lexicon = scope.knowledge.lexicon
    for mention in reading.mentioned("product"):
        if any(
            lexicon[wider].kind == "product" for wider in lexicon.ancestors(mention.term.id)[1:] if wider in lexicon
        ):
            return True
    if not reading.has("in the form of", "in form of") and reading.word_set & {
        "form",
        "forms",
        "version",
        "versions",
        "formulation",
        "formulations",
        "generic",
    }:
        return True
    forms = ("infusion", "infusions", "injection", "injections", "tablet", "tablets")
    return any(word in forms for word in reading.words[:3]) and not reading.units[0].is_kind("substance", "product")


def _routes_in(scope: Scope, approvals: tuple[Approval, ...]) -> dict[str, int]:
    """The routes that a statement tells, each with the unit that tells it."""
    reading = scope.reading
    found: dict[str, int] = {}
    for index, word in enumerate(reading.words):
        for name, names in english.ROUTES.items():
            if word in names:
                found.setdefault(name, index)
        if word in ("injection", "injected", "injections", "injectable"):
            by_needle = [item.fact.route for item in approvals if item.fact.route not in ("oral", None)]
            if by_needle and not any(name in found for name in by_needle):
                found.setdefault(str(by_needle[0]), index)
    return found


def _routes_around(scope: Scope) -> set[str]:
    text = scope.reading.around.context.lower().split()
    cleaned = {word.strip(".,;:()") for word in text}
    return {name for name, names in english.ROUTES.items() if cleaned.intersection(names)}


_GIVING = frozenset(
    "drips runs flows means mean involves involve through via consists involving given administered delivered "
    "infused taken goes go injected received administer requires require need needs have has marketed sold "
    "available comes supplied by as an put drips into".split()
)


def _describes(scope: Scope, at: int) -> bool:
    """Whether the route is told as the way in which the medicine is given, in the present."""
    reading = scope.reading
    if reading.tense(at) in ("past", "future") or reading.negated(at):
        return False
    near = reading.words[max(0, at - 8) : at]
    given = any(word in _GIVING for word in near)
    return given or reading.word_at(at - 1) in ("be", "is") or reading.words[at] in ("infusions", "intravenously")
