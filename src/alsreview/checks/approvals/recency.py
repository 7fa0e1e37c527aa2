""" "The newest", "recently approved", "in 20 years no other": what a day of reading makes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from alsreview.checks.approvals import words
from alsreview.checks.approvals.definition import Verdict
from alsreview.checks.approvals.newest import newest_of, starts_of
from alsreview.checks.approvals.past import dated
from alsreview.checks.approvals.phrases import find_phrases
from alsreview.checks.approvals.scope import Scope
from alsreview.checks.approvals.telling import made, place_of, present_verb
from alsreview.knowledge import english
from alsreview.knowledge.times import TimeSpan

NEW_FOR = timedelta(days=730)
"""How long an approval may be called new where no newer one has come."""


OLD_AFTER = timedelta(days=5 * 365)


def recency(scope: Scope, as_of: date) -> Iterator[Verdict]:
    """ "The newest", "recently approved", "in 20 years no other", "two in the past year"."""
    reading = scope.reading
    if reading.is_question or reading.denied(0) or scope.other_disease or scope.indication is None:
        return
    if scope.withdrawal_told():
        return
    for judge in (newest_of, _window, _relative, _times, _first_in_years, _new):
        verdict = judge(scope, as_of)
        if verdict is not None:
            yield verdict
            return


def _window(scope: Scope, as_of: date) -> Verdict | None:
    """ "No other drug has been approved in over 20 years", "no new drug has been approved since 2003"."""
    reading = scope.reading
    spans = [span for span in reading.times if span.kind == "span"]
    since = _since(scope)
    if not spans and since is None:
        return _since_drug(scope, as_of)
    if not (spans or since) or (since is None and any(span.kind == "date" for span in reading.times)):
        return None
    phrases = find_phrases(reading)
    nones = [phrase for phrase in phrases if phrase.none and not phrase.narrowed]
    if phrases and reading.has("since a", "since any", "since the last", "since another") and present_verb(scope):
        nones = [phrase for phrase in phrases if not phrase.narrowed and phrase.approved]
    elif nones and reading.tense(nones[0].head) == "past":
        return None
    if not nones:
        return None
    code = scope.jurisdictions[0]
    if since is not None and since.last is not None:
        opened, told = since.last + timedelta(days=1), since
    else:
        opened, told = as_of - timedelta(days=min(spans[0].days, (as_of - date.min).days)), spans[0]
    exempt = set(scope.own_drugs or scope.around_drugs)
    inside = [
        item.fact
        for item in starts_of(scope, code, as_of).values()
        if item.first >= opened and item.substance not in exempt
    ]
    subject = next(iter(exempt), scope.indication or "")
    span = (told.start, told.end)
    return made(scope, "recent", subject, code, as_of, inside, span=span) if inside else None


def _since_drug(scope: Scope, as_of: date) -> Verdict | None:
    """ "Nothing new has been approved since riluzole", though other medicines came after it."""
    reading = scope.reading
    named = [at for at in reading.of_kind("substance", "product") if reading.word_at(at - 1) == "since"]
    nones = [phrase for phrase in find_phrases(reading) if phrase.none and not phrase.narrowed]
    if not named or not nones or reading.tense(nones[0].head) == "past":
        return None
    starts = starts_of(scope, scope.jurisdictions[0], as_of)
    mention = reading.units[named[0]].mention
    known = [item for item in scope.drugs_in([mention] if mention else []) if item in starts]
    if not known:
        return None
    newer = [item.fact for item in starts.values() if item.first > starts[known[0]].first]
    if not newer:
        return None
    return made(scope, "recent", known[0], scope.jurisdictions[0], as_of, newer, span=place_of(scope, named[0]))


def _since(scope: Scope) -> TimeSpan | None:
    """The one date of a statement where it follows "since"."""
    dates = [span for span in scope.reading.times if span.kind == "date" and span.last is not None]
    if len(dates) != 1:
        return None
    before = scope.reading.text[: dates[0].start].lower().split()
    return dates[0] if "since" in before[-4:] else None


def _relative(scope: Scope, as_of: date) -> Verdict | None:
    """ "Over the past year the FDA cleared two new drugs": by the day of reading, it did not."""
    reading = scope.reading
    spans = [span for span in reading.times if span.kind == "relative" and span.days >= 7 and "next" not in span.how]
    verbs = [
        index
        for index, word in enumerate(reading.words)
        if (word in english.APPROVE_VERBS and reading.word_at(index - 1) not in english.DETERMINERS | {"-"})
        or (word in ("available", "sale", "market") and _ARRIVAL.intersection(reading.words[max(0, index - 4) : index]))
        or (word in _GO_AHEADS and _GIVEN.intersection(reading.words[max(0, index - 4) : index]))
    ]
    if not spans or not verbs or any(span.kind == "date" for span in reading.times):
        return None
    if any(word in english.FUTURE for word in reading.words) or spans[0].how in ("coming", "following"):
        return None
    code = scope.jurisdictions[0]
    opened = as_of - timedelta(days=min(spans[0].days + 366, (as_of - date.min).days))
    starts = starts_of(scope, code, as_of)
    wanted = scope.own_drugs
    if not wanted and not any(phrase for phrase in find_phrases(reading) if not phrase.narrowed):
        return None
    inside = [item for item in starts.values() if item.first >= opened and (not wanted or item.substance in wanted)]
    if inside or not starts:
        return None
    known = [starts[item] for item in wanted if item in starts] or list(starts.values())[-1:]
    span = (spans[0].start, spans[0].end)
    return made(scope, "recent", known[0].substance, code, as_of, [known[0].fact], span=span)


def _times(scope: Scope, as_of: date) -> Verdict | None:
    """ "Has just three times approved a treatment"."""
    reading = scope.reading
    for index, word in enumerate(reading.words):
        number = reading.number(index - 1) if word == "times" else None
        if number is None or dated(scope):
            continue
        near = reading.words[index + 1 : index + 8]
        if not any(item in english.APPROVE_VERBS for item in near):
            continue
        code = scope.jurisdictions[0]
        starts = list(starts_of(scope, code, as_of).values())
        if len(starts) > number:
            return made(
                scope,
                "count",
                starts[number].substance,
                code,
                as_of,
                [item.fact for item in starts[number:]],
                span=place_of(scope, index - 1),
            )
    return None


_STRETCH = (
    "in a generation",
    "in generations",
    "in a quarter of a century",
    "in a decade",
    "in ages",
    "in living memory",
    "in many years",
    "in years",
    "in decades",
    "in several years",
)


def _first_in_years(scope: Scope, as_of: date) -> Verdict | None:
    """ "The first new treatment in 22 years", without a date: a stretch that ends today, and no longer does."""
    reading = scope.reading
    first = [index for index, word in enumerate(reading.words) if word in ("first", "1st")]
    spans = [span for span in reading.times if span.kind == "span" and span.days > 3 * 365]
    told = reading.has("for the first time") and any(phrase.approved for phrase in find_phrases(reading))
    if not first or not (spans or reading.has(*_STRETCH)) or any(span.kind == "date" for span in reading.times):
        return None
    topic = scope.own_drugs or (scope.around_drugs if len(scope.around_drugs) == 1 else ())
    if len(topic) != 1 or not (told or any(not phrase.narrowed for phrase in find_phrases(reading) if phrase.first)):
        return None
    if reading.tense(first[0]) == "past" or reading.has("when", "since"):
        return None
    starts = starts_of(scope, scope.jurisdictions[0], as_of)
    begun = starts.get(topic[0])
    newer = [item.fact for item in starts.values() if begun is not None and item.first > begun.first]
    if not newer:
        return None
    return made(scope, "recent", topic[0], scope.jurisdictions[0], as_of, newer, span=place_of(scope, first[0]))


def _new(scope: Scope, as_of: date) -> Verdict | None:
    """A medicine called new or recently approved, though newer ones came or years went by."""
    reading = scope.reading
    if any(span.kind == "date" for span in reading.times) or not _called_new(scope):
        return None
    topic = scope.own_drugs or (scope.around_drugs if len(scope.around_drugs) == 1 else ())
    if len(topic) != 1:
        return None
    for code in scope.jurisdictions_for(topic[0]):
        starts = starts_of(scope, code, as_of)
        begun = starts.get(topic[0])
        if begun is None:
            continue
        newer = [item for item in starts.values() if item.first > begun.first]
        age = as_of - begun.first
        if (newer and age > NEW_FOR) or age > OLD_AFTER:
            proofs = [item.fact for item in newer] or [begun.fact]
            return made(scope, "recent", topic[0], code, as_of, proofs, sure=bool(scope.own_drugs))
    return None


_GO_AHEADS = frozenset(
    "approval nod blessing light clearance go-ahead licence license authorisation authorization".split()
)


_GIVEN = frozenset("gave got won received granted gained secured obtained earned issued".split())


_ARRIVAL = frozenset("became went came hit reached arrived launched entered".split())


_DECISIONS = frozenset("approval decision authorisation authorization licence license clearance".split())


_CAME = (
    english.APPROVE_VERBS | english.AVAILABLE | {"launched", "won", "gained", "received", "introduced", "added", "come"}
)


def _just_come(words_: tuple[str, ...]) -> bool:
    """ "Recently approved", "has just been licensed", "newly on the market"."""
    for at, word in enumerate(words_):
        reach = at + (7 if at == 0 and words_[1:2] == (",",) else 4)
        if word in ("recently", "newly", "just") and _CAME.intersection(words_[at + 1 : reach]):
            near = words_[at + 1 : at + 3]
            if (
                word != "just"
                or {"been", "became", "won", "received", "got", "gained", "cleared"}.intersection(near)
                or words_[at - 1] in ("has", "have", "was", "were")
            ):
                return True
    return False


def _recent_decision(words_: tuple[str, ...]) -> bool:
    return any(word == "recent" and _DECISIONS.intersection(words_[at + 1 : at + 4]) for at, word in enumerate(words_))


def _called_new(scope: Scope) -> bool:
    reading = scope.reading
    if reading.has(*words.NEWNESS) or _recent_decision(reading.words) or _just_come(reading.words):
        return True
    for phrase in find_phrases(reading):
        if phrase.new and not phrase.narrowed and not phrase.none and not phrase.plural and not phrase.first:
            return reading.tense(phrase.head) != "past"
    return False
