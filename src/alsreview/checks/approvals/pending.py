"""Decisions, launches, meetings and results said to be ahead, though they have come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from alsreview.checks.approvals import words
from alsreview.checks.approvals.definition import Verdict
from alsreview.checks.approvals.frames import Line, pattern
from alsreview.checks.approvals.scope import Scope
from alsreview.checks.approvals.telling import made, past_only, whole
from alsreview.knowledge import english
from alsreview.knowledge.facts import Fact


def pending(scope: Scope, as_of: date) -> Iterator[Verdict]:
    """Decisions, launches, meetings and results that a statement still awaits, and that have come."""
    reading = scope.reading
    if reading.is_question or reading.denied(0):
        return
    yield from _date_gone(scope, as_of)
    topic = scope.topic
    if not topic:
        if verdict := _unnamed(scope, as_of):
            yield verdict
        return
    if _told_outcome(scope):
        return
    for substance in topic:
        verdict = (
            _not_yet(scope, substance, as_of)
            or _trial_running(scope, substance, as_of)
            or _decision_awaited(scope, substance, as_of)
            or _launch_awaited(scope, substance, as_of)
        )
        if verdict is not None:
            yield verdict
            return


def _told_outcome(scope: Scope) -> bool:
    reading = scope.reading
    return reading.has("has since", "was since", "later approved", "since been approved", "which failed", "withdrew")


def _looks_ahead(scope: Scope) -> bool:
    reading = scope.reading
    return reading.has(*words.FUTURE) and not past_only(scope)


def _decided(scope: Scope, substance: str, as_of: date) -> tuple[str, tuple[Fact, ...]] | None:
    """The jurisdiction and the decisions on a medicine there, up to a day, newest first."""
    ledger = scope.knowledge.ledger
    codes = scope.jurisdictions_for(substance)
    for code in codes:
        found = ledger.decisions(substance, None if code == "INT" else code, as_of)
        if found:
            return code, tuple(reversed(found))
    return None


def _not_yet(scope: Scope, substance: str, as_of: date) -> Verdict | None:
    """ "Not yet approved", "investigational": of a medicine that is approved there."""
    reading = scope.reading
    if not reading.has(*words.NOT_YET) or past_only(scope) or scope.withdrawal_told():
        return None
    if reading.has("not approved for", "no approved", "for use in") and scope.other_disease:
        return None
    if scope.other_disease or _about_form(scope):
        return None
    indication = scope.indication
    for code in scope.jurisdictions_for(substance):
        found = scope.knowledge.ledger.approved(as_of, None if code == "INT" else code, indication)
        own = [item for item in found if item.substance == substance and item.on_market(as_of)]
        if not own or not _denies_approval(scope):
            continue
        return made(scope, "pending", substance, code, as_of, [own[0].fact])
    return None


def _about_form(scope: Scope) -> bool:
    return scope.reading.has(
        "presymptomatic",
        "carriers",
        "people without",
        "patients without",
        "those without",
        "other forms",
        "sporadic",
        "children",
    )


_ONLY_TRIALS = (
    "early access",
    "expanded access",
    "compassionate use",
    "only in trials",
    "only in clinical trials",
    "only through clinical trials",
    "only through trials",
    "only through a trial",
    "only through a clinical trial",
    "outside trials",
    "outside of trials",
    "outside clinical trials",
)


def _denies_approval(scope: Scope) -> bool:
    """Whether what is denied is approval or sale: "not yet approved", "remains investigational"."""
    reading = scope.reading
    if reading.has(*_ONLY_TRIALS):
        return True
    if reading.word_set & {"investigational", "experimental", "unapproved", "unlicensed"}:
        return True
    for index, word in enumerate(reading.words):
        if word in english.APPROVAL | {"available", "marketed", "prescribed"}:
            near = reading.words[max(0, index - 6) : index]
            if any(
                item in ("not", "never", "n't", "yet", "awaits", "awaiting", "without", "lacks", "no") for item in near
            ):
                return True
            if any(item.endswith("n't") for item in near):
                return True
    return False


_RUNNING = tuple(
    pattern(text)
    for text in (
        "<BE> ..2 in ..4 testing/trial/trials/phase/stage/studies/study/development",
        "wait/waiting/waits/await/awaits/awaiting ..5 results/result/data/readout/outcome/outcomes/findings",
        "<BE> ..2 ( undergoing | at ..2 stage )",
        "( undergoing | enters/entering | begins/beginning | starts/starting ) ..3 "
        "testing/trial/trials/phase/studies/study",
        "( trial | trials | study | studies | testing ) ..8 ( has begun | have begun | is on | are on | "
        "continues/continue | runs/run until | is to )",
    )
)
"""Turns of phrase that tell of a trial as running."""


def _trial_running(scope: Scope, substance: str, as_of: date) -> Verdict | None:
    """A trial said to run, or its result still open, though it was reported or the medicine approved meanwhile."""
    reading, ledger = scope.reading, scope.knowledge.ledger
    trials = {mention.term.id for mention in reading.mentioned("trial")}
    about_trial = bool(trials) or bool(reading.word_set & english.WORDS_OF_TRIALS)
    if not about_trial or past_only(scope) or _about_form(scope) or scope.other_disease:
        return None
    running = reading.has(*words.PROGRESS) or _looks_ahead(scope) or (reading.has("should", "if") and bool(trials))
    running = running or Line(reading).find(*_RUNNING) is not None
    if not running:
        return None
    results = [
        fact
        for fact in ledger.events("failed", "trial-reported", "application-withdrawn")
        if substance in fact.subjects and fact.since <= as_of and (not trials or trials.intersection(fact.subjects))
    ]
    if trials:
        return made(scope, "pending", substance, None, as_of, results[-1:]) if results else None
    routes = _routes_told(scope)
    for code in scope.jurisdictions_for(substance):
        approved = [
            item
            for item in ledger.approved(as_of, None if code == "INT" else code)
            if item.substance == substance and (not routes or item.fact.route in routes)
        ]
        if routes and approved:
            return made(scope, "pending", substance, code, as_of, [approved[-1].fact])
    later = [fact for fact in ledger.events("trial-started") if substance in fact.subjects]
    failed = [fact for fact in results if fact.event == "failed"]
    if failed and not later:
        return made(scope, "pending", substance, None, as_of, failed[-1:])
    return None


_HOPED_FOR = tuple(
    pattern(text)
    for text in (
        "wait/waiting/waits/await/awaits/awaiting/hope/hopes/hoping/pushing/campaigning/calling/lobbying/pressing ..4 "
        "DRUG ..1 to ( be OK | be SOLD | win | get | gain | receive | secure | reach | come )",
        "wait/waiting/waits/await/awaits/awaiting/hope/hopes/hoping/pushing/campaigning/calling/lobbying/pressing ..6 "
        "OK of DRUG",
        "DRUG ..2 ( is | remains ) ..2 ( close to | nearing | on the verge of | on the brink of | a step away from | "
        "on course for | in line for | up for ) ..2 OK",
        "DRUG ..3 awaiting/awaits/await/pending ..3 ( OK | review | decision | verdict | ruling | assessment | "
        "listing )",
        "( OK | MED ) of DRUG ..2 <BE> ..1 ( close | near | in sight | within reach | a matter of | likely | "
        "imminent | days )",
    )
)
"""Turns of phrase in which somebody still waits for an approval."""


def _decision_awaited(scope: Scope, substance: str, as_of: date) -> Verdict | None:
    """A decision, review or meeting said to be ahead, though the authority has decided or the applicant withdrawn."""
    reading = scope.reading
    ahead = reading.has(*words.APPROVAL_TO_COME) or scope.has_without_names(*words.APPROVAL_TO_COME)
    ahead = ahead or Line(reading).find(*_HOPED_FOR) is not None
    if not ahead and (reading.has(*words.DECISION) or scope.has_without_names("under review")):
        ahead = _ahead_verb(scope)
    if reading.has("by no", "with no", "before no"):
        return None
    if reading.word_set & {"your", "insurer", "insurers"}:
        return None  # what a doctor or insurer decides is no decision of an authority
    if not ahead or scope.other_disease or scope.withdrawal_told():
        return None
    decided = _decided(scope, substance, as_of)
    if decided is None:
        return None
    code, facts = decided
    if reading.has("has yet to", "have yet to", "has never") and facts[0].event != "approved":
        return None  # refused or given up: it is not approved, as the statement says
    return made(scope, "pending", substance, code, as_of, facts[:1])


_SCHEDULED = frozenset("meet meets convene convenes decides rules votes vote hears sits gathers gather".split())
"""Verbs whose present, with a day, is what is still to come: "advisers meet on 22 March"."""


def _ahead_verb(scope: Scope) -> bool:
    """Whether the verb about a decision is in the future, or in a present that leaves it open."""
    reading = scope.reading
    if past_only(scope) or scope.withdrawal_told():
        return False
    if any(word in english.FUTURE for word in reading.words) or reading.has(*words.FUTURE):
        return True
    if reading.word_set & _SCHEDULED and any(span.kind in ("yearless", "relative") for span in reading.times):
        return True
    if reading.word_set & {
        "reviewing",
        "considering",
        "evaluating",
        "weighing",
        "assessing",
        "examining",
        "appraising",
    }:
        return bool(reading.word_set & english.BE_PRESENT)
    return reading.has(*words.STILL_OPEN) or scope.has_without_names("under review", "under consideration")


_BROUGHT = tuple(
    pattern(text)
    for text in (
        "bring/launch/get/take/introduce/market/sell ..2 DRUG ..1 ( to | in | on ) ..3 "
        "market/markets/patients/pharmacies",
        "launch/launching/market/marketing/sell/selling/ship/shipping ..2 DRUG",
    )
)
"""Turns of phrase that speak of putting a medicine on sale."""


def _launch_awaited(scope: Scope, substance: str, as_of: date) -> Verdict | None:
    """A launch said to be ahead, though the medicine is (or was) sold."""
    reading, ledger = scope.reading, scope.knowledge.ledger
    launch = reading.has(*words.LAUNCH) or Line(reading).find(*_BROUGHT) is not None
    if not launch or not _looks_ahead(scope) or scope.other_disease:
        return None
    brands = {mention.term.id for mention in (*reading.mentioned("product"), *reading.mentioned_around("product"))}
    for code in scope.jurisdictions_for(substance):
        launched = [
            fact
            for fact in ledger.events("launched")
            if substance in fact.subjects
            and fact.since <= as_of
            and code in (*fact.jurisdictions, "INT")
            and (fact.product is None or not brands or fact.product in brands)
        ]
        old = [
            item.fact
            for item in ledger.in_scope(None if code == "INT" else code, None)
            if item.substance == substance and item.first + timedelta(days=365) <= as_of
        ]
        if launched or old:
            return made(scope, "pending", substance, code, as_of, launched[:1] or old[:1])
    return None


def _unnamed(scope: Scope, as_of: date) -> Verdict | None:
    """ "This week the FDA decides on an experimental treatment": no name, but nothing is pending any more."""
    reading, ledger = scope.reading, scope.knowledge.ledger
    if scope.indication is None or scope.own_drugs or not reading.has(*words.DECISION):
        return None
    near = [span for span in reading.times if span.kind == "relative" and span.days <= 100]
    if not near or past_only(scope) or not reading.mentioned("authority"):
        return None
    code = scope.jurisdictions[0]
    near_disease = scope.treats_topic
    if any(near_disease(fact) for fact in ledger.pending(as_of, code)):
        return None
    decided = [
        fact
        for fact in ledger.events("approved", "refused", "application-withdrawn", "advised")
        if code in fact.jurisdictions and fact.since <= as_of and near_disease(fact)
    ]
    if not decided:
        return None
    newest = decided[-1]
    return made(scope, "awaited", newest.subjects[0], code, as_of, [newest], span=whole(scope), sure=False)


def _date_gone(scope: Scope, as_of: date) -> Iterator[Verdict]:
    """ "Expected in early 2011", "until 31 January 2024": an awaited day that has gone by."""
    reading = scope.reading
    decision = reading.mentioned("authority") and reading.has(*words.DECISION)
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
        decided = _decided(scope, substance, as_of) if substance else None
        facts = [fact for fact in decided[1] if fact.since >= (span.first or fact.since)][-1:] if decided else []
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


def _routes_told(scope: Scope) -> tuple[str, ...]:
    """Routes that the statement itself tells; one that it denies ("need not be given intravenously") is left out."""
    reading = scope.reading
    found: dict[str, None] = {}
    for route, names in english.ROUTES.items():
        for index, word in enumerate(reading.words):
            if word in names and not reading.negated(index):
                found[route] = None
    return tuple(found)
