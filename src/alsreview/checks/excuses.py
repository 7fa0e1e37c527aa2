"""What can make a worded state no claim of the text's own: it asks, hedges, rejects, reports, or tells of the past."""

from __future__ import annotations

import re
from enum import Enum, auto

from alsreview.checks.clauses import clause_start
from alsreview.checks.states import Match
from alsreview.checks.wording import Span, Vocabulary
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
    TITLE = auto()
    """Stands in the title of a paper, talk or book, or in a web address."""


_ENTRY = re.compile(
    r"\W*(?:\d{1,3}[.)\]]\s*)?(?:(?:19|20)\d\d\s*[-–—:]\s|[A-Z][\w’'-]+ [A-Z]{1,2}, [A-Z][\w’'-]+ [A-Z]{1,2}[.,])"
    r"|.*\b(?:19|20)\d\d\s*;\s*\d",
    re.DOTALL,
)
"""How an entry of a list of papers reads: a year and a dash, authors with initials, or a year, volume and pages."""
_TITLED = re.compile(
    r"\b(?:titled|entitled|headed|title|paper|article|presentation|poster|talk|book)\W{1,3}[“\"][^”\"]*$", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?://|www\.)\S*$")
"""A title that a quotation mark opens, or a web address, up to where a state begins."""


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
            *("some people believe", "some believe", "some people think", "many people believe", "many people think"),
            *(
                "people often think",
                "people often believe",
                "commonly believed",
                "popularly believed",
                "no more saying",
            ),
            *("you may hear", "you may have heard", "you may have read", "contrary to popular", "stop saying"),
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
            *(
                "textbooks taught",
                "historically",
                "at that time",
                "in those days",
                "in the past",
                "was long",
                "earlier view",
                "old view",
            ),
            *("was suspected", "used to think", "was assumed", "outdated", "until then", "no longer thought"),
            *(
                "originally thought",
                "initially thought",
                "originally believed",
                "initially believed",
                "at first thought",
            ),
            *("first thought to", "originally assumed", "initially assumed"),
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
            *(
                "yeast",
                "worm",
                "dog",
                "pig",
                "cell model",
                "drosophila",
                "murine",
                "rotarod",
                "cultures of",
                "cultured",
            ),
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
            *("does not recommend", "not recommend", "not supported by", "unsupported by", "lack of evidence"),
            *("lack evidence", "false promise", "false claim", "anecdotal", "no scientific proof"),
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
    if _ENTRY.match(match.text) or any(what.search(match.text, 0, match.start) for what in (_TITLED, _ADDRESS)):
        out.add(Excuse.TITLE)
    return frozenset(out)


def _counts(name: str, spans: list[Span], match: Match) -> bool:
    first, last = match.chain[0].first, match.chain[-1].first
    if name == "hedged":
        start = max(clause_start(match.line, last), first - HEDGE_REACH)
        return any(start <= span.first < match.chain[-1].last for span in spans)
    return name != "explored" or any(span.first <= last for span in spans)
