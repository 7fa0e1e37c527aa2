"""Medicines that are no longer sold or approved, still offered in the present."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import date

from alsreview.checks.approvals import words
from alsreview.checks.approvals.definition import Verdict
from alsreview.checks.approvals.frames import pattern
from alsreview.checks.approvals.scope import Scope
from alsreview.checks.approvals.telling import made, past_only, present_verb
from alsreview.knowledge import english


def withdrawn(scope: Scope, as_of: date) -> Iterator[Verdict]:
    """Offers, in the present, of a medicine that is no longer sold or approved."""
    reading = scope.reading
    if reading.is_question or scope.withdrawal_told():
        return
    substances = scope.own_drugs or scope.topic or _hangs_on(scope)
    for substance in substances:
        for code in scope.jurisdictions_for(substance):
            gone = [
                item
                for item in scope.knowledge.ledger.withdrawn(as_of, None if code == "INT" else code)
                if item.substance == substance and item.ended_by
            ]
            if gone and (at := _offer(scope, substance)) is not None:
                yield made(
                    scope,
                    "withdrawn",
                    substance,
                    code,
                    as_of,
                    gone[0].ended_by,
                    sure=bool(scope.own_drugs),
                    span=None if scope.own_drugs else (reading.units[at].start, reading.units[at].end),
                )
                return


_DOSING = frozenset(
    "packet packets sachet sachets dose doses dosage mix dissolve dissolved stir stirred swallow powder contents "
    "refill refills copay co-pay prescription prescriptions mg administer supplied storage store contraindications "
    "daily indicated".split()
)
"""Words of directions for use, which name no medicine because the heading over them does."""


def _hangs_on(scope: Scope) -> tuple[str, ...]:
    """Coverage or directions for use told right after the one medicine that was named, or under its heading."""
    if len(scope.around_drugs) == 1 and scope.reading.word_set & (words.COVERAGE | _DOSING):
        return scope.around_drugs
    return ()


_NO_OFFERS = (
    *("trial of", "trials of", "study of", "announces", "announced", "could not", "not approved"),
    *("mechanism by which", "mechanism of action"),
)


def _offer(scope: Scope, substance: str) -> int | None:
    """Index of the unit that offers it in the present, or None."""
    reading = scope.reading
    if reading.has(
        "trial of",
        "trials of",
        "study of",
        "announces",
        "announced",
        "could not",
        "not approved",
        "mechanism by which",
        "mechanism of action",
    ):
        return None
    if reading.has(
        "which made",
        "that made",
        "who made",
        "used to be",
        "used to have",
        "used to sell",
        "used to cost",
        "would have",
        "would still",
    ):
        return None
    if "would" in reading.words and reading.word_set & {
        "hoped",
        "believed",
        "thought",
        "expected",
        "planned",
        "wanted",
    }:
        return None
    mechanism = reading.has("thought to", "believed to", "designed to", "meant to")
    if mechanism and not reading.mentioned("product") and not scope.own_indications:
        return None  # how a compound may act, and no word of the medicine made of it
    if _once(scope) or (reading.word_at(0) == "had" and "would" in reading.words):
        return None
    if reading.denied(0) or reading.has("was conducted", "were conducted"):
        return None
    if reading.has("any more", "anymore", "any longer"):
        return None
    if past_only(scope) and not reading.has(*words.OFFERING):
        return None
    history = any(span.kind == "date" for span in reading.times) and not present_verb(scope)
    candidates = [
        index
        for index, unit in enumerate(reading.units)
        if unit.mention is None and unit.word in words.OFFERS and not reading.negated(index)
    ]
    if reading.has(*words.OFFERING) or (reading.word_set & _ADDRESSED and not _studied(scope)):
        return 0
    if (subject := _subject_verb(scope, substance)) is not None:
        return subject
    if (frame := scope.line.find(*_OFFERED)) is not None and not reading.negated(frame.start):
        return frame.start
    if _told_of_today(scope, substance):
        return 0
    for index in candidates:
        word = reading.words[index]
        tense = "present" if word in _PRESENT_S else reading.tense(index)
        if tense == "past":
            continue
        if history and reading.words[index] in english.APPROVAL | {"treatment", "treatments"}:
            continue
        if tense == "none" and history and not scope.reading.word_set & {"benefit", "dose", "dosing", "option"}:
            continue
        if reading.words[index] == "treatment" and not _lists(scope):
            continue
        return index
    return None


_ADDRESSED = frozenset("you your yours patients' copay co-pay enrolled doorstep doorsteps refill".split())
"""Words of one who speaks to somebody that takes a medicine."""


_NO_TREATMENT = frozenset(
    "shares share stock investors story lesson lessons sales revenue price patent name fate case debate history data "
    "results evidence company compound compounds molecule molecules maker combination mixture mechanism "
    "unknown".split()
)


def _told_of_today(scope: Scope, substance: str) -> bool:
    """Whether a brand is told of in the present, as a thing that patients have, with no word of the past beside it."""
    reading = scope.reading
    brands = [
        at
        for at in reading.of_kind("product")
        if (mention := reading.units[at].mention) and substance in scope.substances_of(mention.term)
    ]
    tenses = {verb.tense for verb in reading.finite}
    if not brands or not tenses or "past" in tenses or _studied(scope):
        return False
    if reading.word_set & (_NO_TREATMENT | _TELLS_WHAT_IT_IS | english.NEGATIONS | {"no", "none"}):
        return False
    return not any(reading.word_at(at + 1) in ("'", "'s") or reading.word_at(at - 1) == "of" for at in brands)


def _studied(scope: Scope) -> bool:
    """Whether it tells of research or of what became of it, and offers nothing."""
    words_ = scope.reading.word_set
    return bool(words_ & english.WORDS_OF_TRIALS) or any(verb.tense == "past" for verb in scope.reading.finite)


def _once(scope: Scope) -> bool:
    """ "The firm once sold it", "it had a market": told of a time that is over, unlike "once daily"."""
    words_ = scope.reading.words
    return any(
        word in ("once", "previously", "formerly", "briefly")
        and (following.endswith("ed") or following in ("sold", "took", "had", "was", "were", "held", "on"))
        for word, following in itertools.pairwise(words_)
    )


_SELLING = frozenset(
    "markets sells makes supplies distributes manufactures offers produces commercialises commercializes carries "
    "stocks dispenses prescribes take takes prescribe offer use uses add adds".split()
)
"""Verbs of the present before the name of what is sold or taken."""
_OFFERED = tuple(
    pattern(text)
    for text in (
        "now/currently/today ..2 have/has/get/gets/take/takes/use/uses/try/start/choose ..3 DRUG",
        "( doctors | neurologists | clinicians | physicians | patients | people | clinics | prescribers | "
        "families | we | you ) ..4 "
        "have/get/take/use/try/start/choose/need/swallow/drink ..3 DRUG",
        "( ask | see | find out | check | decide | discuss | learn ) ..4 ( whether | if ) DRUG",
        "( ask | asking | talk | talking | speak | speaking ) ..5 about ..2 DRUG",
        "( begin | start | try | take | taking | starting | mix | stir | dissolve | add | empty | pour | store "
        "| swallow | keep | shake | drink ) ..5 of ..1 DRUG",
        "DRUG ..2 , ..1 sells/markets/supplies/offers/ships/prescribes",
        "( patients | people | those | anyone | weeks | months | while | when | days ) ..2 on DRUG",
        "DRUG ..2 ( can | may | might | could ) ..1 ( be | help | suit | benefit | work | give | slow )",
    )
)
"""Turns of phrase that offer a medicine without a word of approval or sale."""
_TELLS_WHAT_IT_IS = frozenset(
    "combines contains consists comprises includes remains fails seems appears belongs failed".split()
)
_PRESENT_S = frozenset("works slows helps extends prolongs improves treats takes gets costs covers pays".split())
_NO_OFFER = frozenset(
    "combination not no being investigational experimental made composed under mixture still fixed thought believed "
    "related linked similar structurally chemically based named known".split()
)


def _subject_verb(scope: Scope, substance: str) -> int | None:
    """The verb of "X comes as a powder", "X should be used with care": present, and more than what X is made of."""
    reading = scope.reading
    for index in reading.of_kind("substance", "product"):
        mention = reading.units[index].mention
        if reading.word_at(index - 1) in ("made", "sold", "developed", "marketed", "of", "about", "after", "from"):
            continue
        if mention is None or substance not in scope.substances_of(mention.term):
            continue
        if reading.word_at(index - 1) in _SELLING and not reading.negated(index - 1):
            return index
        at = _after_brackets(scope, index + 1)
        verb, after = reading.word_at(at), reading.words[at + 1 : at + 4]
        if verb == "would" and any(word.endswith("ed") for word in reading.words[:index]):
            continue  # "the firm hoped that it would slow the disease"
        if verb in ("may", "might", "could", "would") and not scope.own_indications and "be" not in after:
            continue
        if verb in english.PRESENT_AUX:
            if not _NO_OFFER.intersection(after) and "been" not in after:
                return index
        elif at < len(reading.units) and reading.units[at].mention is None and _acts(verb):
            return index
    return None


def _acts(verb: str) -> bool:
    """Whether a word may be a verb of the present ("keeps") that says more than what a thing is made of."""
    if verb in _TELLS_WHAT_IT_IS or verb in english.WORDS_OF_TRIALS:
        return False
    return len(verb) > 3 and verb.endswith("s") and not verb.endswith("ss")


def _after_brackets(scope: Scope, at: int) -> int:
    """Index after brackets and signs that follow a name: "AMX0035 (Relyvrio) is", "Relyvrio®, by Amylyx, is"."""
    reading = scope.reading
    while at < len(reading.units) and reading.words[at] in ("(", "®", "™", ",", "-"):
        if reading.words[at] != "(":
            if reading.words[at] == ",":
                return len(reading.units)
            at += 1
            continue
        while at < len(reading.units) and reading.words[at] != ")":
            at += 1
        at += 1
    return at


def _lists(scope: Scope) -> bool:
    """Whether "treatment" stands in a list or label of treatments and not in "the treatment period"."""
    reading = scope.reading
    return (
        len(scope.own_drugs) > 1
        or reading.has("new treatment", "a treatment", "treatment for", "treatment options")
        or (
            bool(reading.word_set & words.COVERAGE)
            or reading.has("the treatment in", "expect the treatment", "get the treatment")
        )
    )
