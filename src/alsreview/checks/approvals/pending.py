"""Decisions, launches, meetings and results said to be ahead, though they have come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from alsreview.checks.approvals import words
from alsreview.checks.approvals.ahead import DECISIONS, FILED, FILINGS, LAUNCHES
from alsreview.checks.approvals.definition import Verdict
from alsreview.checks.approvals.frames import Line, pattern
from alsreview.checks.approvals.gone_by import date_gone, decided, unnamed
from alsreview.checks.approvals.scope import Scope
from alsreview.checks.approvals.telling import made, past_only
from alsreview.knowledge import english


def pending(scope: Scope, as_of: date) -> Iterator[Verdict]:
    """Decisions, launches, meetings and results that a statement still awaits, and that have come."""
    reading = scope.reading
    if reading.is_question or reading.denied(0):
        return
    yield from date_gone(scope, as_of)
    topic = scope.topic
    if not topic:
        if verdict := unnamed(scope, as_of):
            yield verdict
        return
    if _told_outcome(scope):
        return
    for substance in topic:
        verdict = (
            _not_yet(scope, substance, as_of)
            or _form_denied(scope, substance, as_of)
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


def _not_yet(scope: Scope, substance: str, as_of: date) -> Verdict | None:
    """ "Not yet approved", "investigational": of a medicine that is approved there."""
    reading = scope.reading
    told = reading.has(*words.NOT_YET) or scope.line.find(*_IN_TRIALS_ONLY) is not None
    if not told or past_only(scope) or scope.withdrawal_told():
        return None
    if reading.has("not approved for", "no approved", "for use in") and scope.other_disease:
        return None
    if scope.other_disease or _about_form(scope) or _about_paying(scope):
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


_IN_TRIALS_ONLY = tuple(
    pattern(text)
    for text in (
        "( SOLD | given/offered/had/use/used ) ..6 only ..6 ( trial/trials/study/studies/research )",
        "only ..3 ( SOLD | given/offered/had ) ..6 ( trial/trials/study/studies/research )",
        "( trial/trials ) ..2 ( are/is ) the only ( way | route )",
        "DRUG ..2 still ..2 ( at/in ) ..3 ( trial/trials/phase/testing ) ..1 ( stage/stages/NUM/. )",
    )
)
"""Patients are said to get it in trials alone."""


_NO_FORM = (pattern("no ..3 ( form/version/formulation/preparation ) of DRUG"),)


def _form_denied(scope: Scope, substance: str, as_of: date) -> Verdict | None:
    """ "There is no oral form of it", though one is approved."""
    if scope.line.find(*_NO_FORM) is None or past_only(scope):
        return None
    told = [route for route, names in english.ROUTES.items() if scope.reading.word_set.intersection(names)]
    for code in scope.jurisdictions_for(substance):
        for item in scope.knowledge.ledger.approved(as_of, None if code == "INT" else code):
            if item.substance == substance and item.fact.route in told and item.on_market(as_of):
                return made(scope, "pending", substance, code, as_of, [item.fact])
    return None


def _denies_approval(scope: Scope) -> bool:
    """Whether what is denied is approval or sale: "not yet approved", "remains investigational"."""
    reading = scope.reading
    if reading.has(*_ONLY_TRIALS) or scope.line.find(*_IN_TRIALS_ONLY) is not None:
        return True
    if reading.word_set & {"investigational", "experimental", "unapproved", "unlicensed"}:
        return True
    for index, word in enumerate(reading.words):
        if word in english.APPROVAL | {"available", "marketed", "prescribed", "market", "sale"}:
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
        "<BE> ..2 ( developing | working on ) ..4 ( MED | version/form/formulation/preparation )",
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
    if scope.withdrawal_told():
        return None
    if not about_trial or past_only(scope) or _about_form(scope) or scope.other_disease:
        return None
    running = reading.has(*words.PROGRESS) or _looks_ahead(scope) or (reading.has("should", "if") and bool(trials))
    running = running or scope.line.find(*_RUNNING) is not None
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


_WORD = re.compile(r"[a-z]+")
_PAYERS = frozenset(
    "your nhs nice pbac pbs cadth inesss insurer insurers insurance formulary formularies reimburse reimbursed "
    "reimbursement reimbursing funding funded medicare medicaid commissioned payer payers subsidised subsidized".split()
)
"""Who decides on paying for a medicine, or on one patient: no decision of an authority on its approval."""


def _about_paying(scope: Scope) -> bool:
    around = scope.reading.around
    texts = (scope.reading.text, around.context, around.before)
    return any(_PAYERS.intersection(_WORD.findall(text.lower())) for text in texts)


_CONFIRMED_LATER = (
    *("continued approval", "converted to full approval", "convert to full approval", "traditional approval"),
    *("remain approved", "stay approved", "confirmatory", "confirmation"),
)
"""What is still open for a medicine with an accelerated approval."""


def _may_be_open(scope: Scope) -> bool:
    """Whether it speaks of today or later, of this disease, and of what an authority decides."""
    reading = scope.reading
    if past_only(scope) or _about_paying(scope) or reading.has("by no", "with no", "before no"):
        return False
    return not (reading.has(*_CONFIRMED_LATER) or scope.other_disease or bool(_GONE & reading.word_set))


def _filed(scope: Scope, line: Line) -> bool:
    """Whether an application is told as made, without the day on which it was."""
    return line.find(*FILED) is not None and not any(span.kind == "date" for span in scope.reading.times)


_GONE = frozenset(
    "withdrawn withdrew withdraw withdraws withdrawing discontinued discontinue pulled removed removing terminated "
    "abandoned revoked rescinded recalled scrapped axed".split()
)
"""What closes a matter for good; a vote against, a failed trial or a first refusal leaves it open."""


def _decision_awaited(scope: Scope, substance: str, as_of: date) -> Verdict | None:
    """A decision, review or meeting said to be ahead, though the authority has decided or the applicant withdrawn."""
    ruled = decided(scope, substance, as_of)
    if ruled is None or not _may_be_open(scope):
        return None
    code, facts = ruled
    line = scope.line
    refused = facts[0].event != "approved"
    open_now = line.find(*DECISIONS) is not None or _filed(scope, line)
    if not open_now and (refused or line.find(*FILINGS) is None):
        return None  # what was refused may be filed again
    if refused and scope.reading.has("has yet to", "have yet to", "has never", "ever be"):
        return None  # it is not approved, as the statement says
    return made(scope, "pending", substance, code, as_of, facts[:1])


def _launch_awaited(scope: Scope, substance: str, as_of: date) -> Verdict | None:
    """A launch said to be ahead, though the medicine is (or was) sold."""
    reading, ledger = scope.reading, scope.knowledge.ledger
    if scope.other_disease or past_only(scope) or _about_paying(scope) or scope.withdrawal_told():
        return None
    if scope.line.find(*LAUNCHES) is None:
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


def _routes_told(scope: Scope) -> tuple[str, ...]:
    """Routes that the statement itself tells; one that it denies ("need not be given intravenously") is left out."""
    reading = scope.reading
    found: dict[str, None] = {}
    for route, names in english.ROUTES.items():
        for index, word in enumerate(reading.words):
            if word in names and not reading.negated(index):
                found[route] = None
    return tuple(found)
