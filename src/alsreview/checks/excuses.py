"""What can make a worded state no claim of the text's own: it asks, hedges, rejects, reports, or tells of the past."""

from __future__ import annotations

from enum import Enum, auto

from alsreview.checks.states import Match
from alsreview.checks.wording import Span, Vocabulary, clause_start
from alsreview.knowledge.reading import Reading


class Excuse(Enum):
    """Why a state is not asserted."""

    ASKED = auto()
    HEDGED = auto()
    REJECTED = auto()
    FORMER = auto()
    EXPLORED = auto()
    """Named as what research looks into."""
    ANIMALS = auto()
    RESULT = auto()
    """Reported as the measured result of a study of its own."""
    WARNED = auto()


_PHRASES = Vocabulary(
    {
        "hedged": (
            *("may", "might", "could", "possibly", "perhaps", "probably", "potentially", "it be possible"),
            *("likely", "suspect", "hypothesise", "hypothesize", "hypothesis", "theory", "be thought", "be believed"),
        ),
        "rejected": (
            *("myth", "misconception", "not true", "untrue", "fallacy", "popular belief", "debunk", "disproved"),
            *("disprove", "false claim", "false belief", "wrongly", "mistakenly", "falsely", "wrong to say", "rumour"),
            *("wrong belief", "mistaken belief", "incorrectly", "rumor", "misinformation", "not the case", "refute"),
            *("contrary to what", "it be false", "it be wrong", "no evidence that", "no proof that", "hoax", "untruth"),
            *("no evidence for", "no good evidence", "little evidence", "no scientific evidence", "misleading"),
            *("be a lie", "not be shown that", "no study has shown", "false impression", "erroneously"),
        ),
        "former": (
            *(
                "used to be",
                "there was",
                "there were",
                "once thought",
                "once believed",
                "once taught",
                "previously thought",
                "was thought",
            ),
            *("were thought", "long thought", "formerly", "previously believed", "was believed", "were believed"),
            *("textbooks taught", "historically", "at the time", "in the past", "was long", "earlier view", "old view"),
            *("was suspected", "used to think", "was assumed", "outdated", "until then", "no longer thought"),
            *("no longer believed", "no longer considered", "used to teach", "used to say"),
        ),
        "explored": (
            *("explore", "investigate", "study whether", "test whether", "examine whether", "look into", "theorise"),
            *("theorize", "hypothesise", "hypothesize", "research into", "whether", "aim to find out", "ask if"),
            *("to see if", "to find out if", "determine if", "be being studied", "be under study", "be tested to see"),
            *("evaluate", "assess", "researchers hope", "scientists hope", "research continues", "study how"),
            *(
                "test if",
                "to test",
                "to study",
                "to determine",
                "be being tested",
                "researchers believe",
                "understand how",
            ),
            *("researchers think", "scientists think", "scientists believe", "designed to", "in theory", "examine"),
            *("idea be that", "trial be testing", "trial test", "study test", "be test in", "researchers wonder"),
        ),
        "study": (
            *("trial", "study", "participant", "placebo", "researchers found", "cohort", "randomised", "randomized"),
            *("meta analysis", "control group", "review of"),
        ),
        "measured": (
            *("percent", "placebo", "compared with", "compared to", "versus", "not significant", "statistically"),
            *("did not", "failed to", "missed", "no difference", "endpoint", "primary outcome", "confidence interval"),
            *("one patient", "two patients", "of 18 patients", "small study", "months longer", "points less", "pilot"),
        ),
        "animals": (
            *("mouse", "mice", "rat", "rodent", "animal", "in vitro", "cell culture", "petri dish", "laboratory model"),
            *("zebrafish", "monkey", "primate", "animal model", "preclinical", "lab dish", "test tube", "fruit fly"),
            *("yeast", "worm", "dog", "pig", "cell model", "drosophila"),
        ),
        "warned": (
            *("beware", "unproven", "not approved", "unapproved", "scam", "huckster", "no proven", "not proven"),
            *("not be proven", "no evidence", "not been shown", "not shown", "not enough evidence", "fraud", "warn"),
            *("warning", "caution", "sceptical", "skeptical", "falsely", "quack", "insufficient evidence", "so-called"),
            *("no benefit", "claim to", "claims that", "purport", "false hope", "unlicensed", "too early to say"),
            *("remains to be seen", "no clinical trial", "untested", "not been tested", "do not know", "don't know"),
            *(
                "wary",
                "be careful of",
                "be suspicious",
                "too good to be true",
                "fall for",
                "anyone who promise",
                "preyed on",
            ),
            *(
                "claim that",
                "website claim",
                "websites claim",
                "some claim",
                "clinics claim",
                "prey on",
                "no reason to",
            ),
            *("not yet known", "unknown whether", "not clear whether", "unclear whether", "not known whether"),
        ),
    }
)

_KINDS = {
    "hedged": Excuse.HEDGED,
    "rejected": Excuse.REJECTED,
    "former": Excuse.FORMER,
    "explored": Excuse.EXPLORED,
    "animals": Excuse.ANIMALS,
    "warned": Excuse.WARNED,
}

HEDGE_REACH = 7
"""Words before a state within which a hedge counts for it."""


def excuses(match: Match, reading: Reading) -> frozenset[Excuse]:
    """The excuses that stand in the statement: a hedge in the clause of what is said, the others anywhere."""
    found = _PHRASES.find_in(match.text)
    out = {_KINDS[name] for name, spans in found.items() if name in _KINDS and _counts(name, spans, match)}
    if reading.is_question:
        out.add(Excuse.ASKED)
    if reading.units and reading.denied(reading.unit_at(match.start)):
        out.add(Excuse.REJECTED)
    if "study" in found and "measured" in found:
        out.add(Excuse.RESULT)
    return frozenset(out)


def _counts(name: str, spans: list[Span], match: Match) -> bool:
    first, last = match.chain[0].first, match.chain[-1].first
    if name == "hedged":
        start = max(clause_start(match.line, last), first - HEDGE_REACH)
        return any(start <= span.first < match.chain[-1].last for span in spans)
    return name != "explored" or any(span.first <= last for span in spans)
