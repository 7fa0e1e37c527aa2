"""Words of a sentence with their possible readings, and which of them can be its finite verb.

Nothing here decides by statistics: a word's readings come from a table, and a few rules about its neighbours leave
the ones that fit. Two questions are answered, and each errs to its own safe side: can this word be a finite verb at
all (for "this sentence has none"), and must it be one (for "here a new clause begins").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W_]+)*|\d+(?:[.,]\d+)*|[^\w\s]", re.UNICODE)
_NEGATED = re.compile(r"n['’]t$")

AUXILIARY = frozenset("is are was were am isn't aren't wasn't weren't has have had does do did".split())
MODAL = frozenset("can could may might must shall should will would cannot can't couldn't won't needn't".split())
PRONOUN = frozenset("he she it they we i you".split())
SINGULAR_PRONOUN = frozenset({"he", "she", "it"})
DETERMINER = frozenset(
    "a an the this that these those my his her its our your their each every some any no another both either neither "
    "several many few most all such what which whose one two three four five six seven eight nine ten more less".split()
)
ARTICLE = frozenset("a an the my his her its our your their this these those some many most few all both no".split())
PREPOSITION = frozenset(
    "of in on at for with without from to by into through between among during after before since until under over "
    "above below about against around within per than as like despite across along towards toward upon via "
    "including especially such beyond behind near off out up down".split()
)
SUBORDINATOR = frozenset(
    "if when whenever although though because while whereas since unless until after before as once where wherever "
    "whether lest provided even".split()
)
RELATIVE = frozenset("who which that whose whom".split())
QUESTION = frozenset("what how why when where who which whose whom".split())
LINKS = frozenset(
    "then therefore thus however moreover furthermore later soon now sometimes often usually also afterwards "
    "consequently instead nevertheless otherwise meanwhile today unfortunately".split()
)
COORDINATOR = frozenset("and or but nor so yet".split())
_OWN_NOUN = frozenset("a an the my its our your their his every no another".split())
"""Words straight after which no verb can stand."""
_CLOSED = DETERMINER | PREPOSITION | SUBORDINATOR | RELATIVE | QUESTION | COORDINATOR | PRONOUN | {"not", "there", "to"}
_ADJECTIVE = re.compile(r".{2,}(?:ic|al|ous|ive|ful|less|able|ible|ary|ent|ant)$")
_BODY = frozenset(
    "muscle hand bed blood brain skin head arm eye tongue nerve bone stomach water weight food air mouth lung "
    "heart leg foot finger thumb index people doctor nurse patient family neuron motor tissue chest tube tablet neck "
    "elbow shoulder knee wrist toe nose ear throat voice day night month year week person lateral".split()
)
"""Words that a dictionary also calls verbs and that never are one in health prose; so are their plurals."""
_PAST = frozenset({"rose", "fell", "saw", "spoke"})
"""Past forms that a dictionary also calls nouns or adjectives, and that in health prose hardly ever are."""
_NOUNS_IN_LY = frozenset("family belly anomaly supply assembly jelly reply ally bully lily july italy homily".split())
_INTRANSITIVE = frozenset(
    "stayed died lived remained seemed arrived cried slept waited happened occurred came went".split()
)
"""Past forms that never describe the noun before them: "his family stayed", not "the family stayed with"."""
_PLURALS = frozenset("children men women feet teeth people bacteria diagnoses data criteria analyses".split())
_PLURAL_SUBJECTS = frozenset("those these both many some others all few several most".split())
_PEOPLE = frozenset("sick ill young old elderly poor weak blind deaf dead disabled healthy".split())
_NOUNISH = frozenset(
    "muscle hand bed blood brain skin head arm eye tongue nerve bone stomach water heat weight food air pain fever "
    "cough damage stress trouble loss lack balance limb voice family doctor nurse patient age cause side time day "
    "night month year type form part case end body face back speech mouth lung heart leg foot finger group".split()
)
"""Nouns that are also verbs, and in health prose hardly ever are."""


_RATHER_ADJECTIVE = frozenset(
    "slow gentle warm cool calm light thin smooth complete correct clean dry clear empty quiet steady faint free ready "
    "separate moderate deliberate elaborate subject mature perfect".split()
)
"""Adjectives that are verbs too: before a noun they describe it ("Slow movements")."""


class Word(NamedTuple):
    """A word, number or sign. `start` and `end` are code-point offsets in the text; `readings` as in the table."""

    text: str
    low: str
    start: int
    end: int
    readings: str

    @property
    def is_word(self) -> bool:
        """Letters or digits, no sign."""
        return self.text[0].isalnum()


@lru_cache(maxsize=1)
def _table() -> dict[str, str]:
    """Readings by word (provenance and letters: head of the file)."""
    text = resources.files("alsreview.checks").joinpath("data/english_readings.txt").read_text(encoding="utf-8")
    table: dict[str, str] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            readings, *words = line.split()
            table.update(dict.fromkeys(words, readings))
    return table


def readings(low: str) -> str:
    """What a word in lower case may be. Words that the table lacks are nouns, or adjectives by their ending."""
    known = _table().get(low)
    if known is not None and low not in _PLURALS:
        body = low in _BODY or low.removesuffix("s") in _BODY
        if low in _PAST:
            return "d"
        return known.replace("v", "").replace("z", "") if body else known
    if low in _PLURALS:
        return "N"
    if low.endswith("ly"):
        return "n" if low in _NOUNS_IN_LY else "r"
    if _ADJECTIVE.fullmatch(low):
        return "nj"
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        return "N"
    return "n"


def is_known(low: str) -> bool:
    """Whether a word in lower case is an English one that the table or the closed classes hold."""
    return low in _table() or low in _CLOSED or low in AUXILIARY or low in MODAL


@lru_cache(maxsize=1 << 15)
def _classed(token: str) -> tuple[str, str]:
    """A token in lower case, and its readings; closed classes, figures and signs have none."""
    low = token.lower().replace("’", "'")
    if low in _CLOSED or low in AUXILIARY or low in MODAL or not token[0].isalpha():
        return low, ""
    return low, readings(low)


def words(text: str) -> list[Word]:
    """All words and signs of a text, in order."""
    return [
        Word(match[0], low, match.start(), match.end(), found)
        for match in _TOKEN.finditer(text)
        for low, found in (_classed(match[0]),)
    ]


def can_be_finite(line: Sequence[Word], at: int) -> bool:
    """Whether the word could be a finite verb, in doubt yes. An imperative counts where `imperative` says so."""
    word = line[at]
    before = line[at - 1].low if at else ""
    if word.low in AUXILIARY:
        return not (word.low in {"have", "do", "had"} and (before == "to" or _governed(line, at)))
    if before in {"to", "be", "been", "being"} or _governed(line, at):
        return False
    if word.low in MODAL or word.low.endswith(("'re", "'ve", "'ll", "n't")):
        return True
    if word.low in {"it's", "there's", "that's", "he's", "she's", "here's", "what's"}:
        return True
    verbal = [letter for letter in word.readings if letter in "vzd"]
    if not verbal or before in _OWN_NOUN or before in {"of", "'s", "’s"}:
        return False
    return not _nominal(line, at)


def _governed(line: Sequence[Word], at: int) -> bool:
    """Whether an auxiliary or modal before, with at most three adverbs between, makes the word a part of its verb."""
    word = line[at]
    for back in range(at - 1, max(-1, at - 5), -1):
        before = line[back]
        if before.low in MODAL | {"do", "does", "did"}:
            return True
        if before.low in AUXILIARY:
            return any(letter in word.readings for letter in "pg")
        if not (before.low in {"not", "no", "longer"} or "r" in before.readings):
            return False
    return False


def _nominal(line: Sequence[Word], at: int) -> bool:
    """Whether the neighbours make an ambiguous word a noun, or an -ed form an adjective or participle."""
    word = line[at]
    before = line[at - 1] if at else None
    after = line[at + 1] if at + 1 < len(line) else None
    if "d" in word.readings and "p" in word.readings and "v" not in word.readings and "z" not in word.readings:
        # "patients treated with", "an infected wound", ", caused by"
        by = after is not None and after.low in {"by", "with", "to", "in", "for", "as", "from", "on", "at", "and"}
        noun_after = after is not None and after.is_word and after.readings[:1] in {"n", "N", "j"}
        opens = before is None or not before.is_word or _adjective(before) or "r" in before.readings
        return (by or noun_after) and (opens or (before is not None and before.low in PREPOSITION | COORDINATOR))
    if not any(letter in word.readings for letter in "nNj"):
        return False
    if before is None:
        return not imperative(line)
    if not before.is_word:
        if any(w.low in SUBORDINATOR | RELATIVE for w in line[:at]):
            return False
        return after is None or not after.is_word or after.low in COORDINATOR | {"of", "in"} or _content(after)
    if before.low in PRONOUN | RELATIVE | {"each", "all", "both", "this", "these", "those", "others"}:
        return False
    if before.low in PREPOSITION | COORDINATOR | DETERMINER or _adjective(before):
        return True
    if "n" in word.readings and "v" in word.readings and "N" not in before.readings:
        # A base form needs a plural subject: "the index finger" has none, "exercise and rest help" has.
        if any("N" in w.readings or w.low in _PLURAL_SUBJECTS for w in line[:at]):
            return False
        if before.low in _PEOPLE and line[max(0, at - 2)].low == "the":
            return False
        joined = any(w.low in COORDINATOR for w in line[:at])
        return not joined or "j" in before.readings or (at > 1 and line[at - 2].low in ARTICLE | PREPOSITION)
    # A plural that ends a list: "an X-ray and blood tests."
    ends = after is None or not after.is_word or after.low in COORDINATOR
    return ends and "N" in word.readings and before.readings[:1] == "n" and _in_list(line, at - 1)


def _adjective(word: Word) -> bool:
    """An adjective or -ing form, and no noun as well."""
    if word.low in _RATHER_ADJECTIVE:
        return True
    return ("j" in word.readings or word.readings == "g") and not any(letter in word.readings for letter in "nN")


def _content(word: Word) -> bool:
    return word.readings[:1] in {"n", "N"}


def _in_list(line: Sequence[Word], at: int) -> bool:
    earlier = line[at - 1].low if at else ""
    return earlier in COORDINATOR or earlier == "," or earlier in PREPOSITION


def imperative(line: Sequence[Word], at: int = 0, *, doubtful: bool = False) -> bool:
    """Whether an order begins at this word: "Wash your hands", "Eat little and often", "Do not chew".

    With `doubtful` a noun that could be an order counts too, such as "Exercise" in "Exercise groups".
    """
    while at < len(line) and (line[at].low in {"please", "always", "never", "then", "also"} or not line[at].is_word):
        at += 1
    if at >= len(line):
        return False
    word = line[at]
    if word.low in {"do", "don't", "be", "let", "have"}:
        return True
    if "v" not in word.readings or word.low in _NOUNISH:
        return False
    if "n" not in word.readings and "j" not in word.readings:
        return True
    after = line[at + 1] if at + 1 < len(line) else None
    if after is None or not after.is_word:
        return False
    if after.low in DETERMINER | PRONOUN | {"them", "him", "up", "out", "off", "on", "not"} or after.readings == "r":
        return True
    return doubtful and word.low not in _RATHER_ADJECTIVE and any(letter in after.readings for letter in "nNj")


def must_be_finite(line: Sequence[Word], at: int) -> bool:
    """Whether the word, after a noun or pronoun as its subject, is a finite verb beyond doubt."""
    word = line[at]
    before = line[at - 1].low if at else ""
    after = line[at + 1] if at + 1 < len(line) else None
    if word.low in AUXILIARY | MODAL:
        return before != "to"
    if not word.readings or before in {"to", "not", "be"} or before in MODAL:
        return False
    if before in PRONOUN or before in {"who", "everyone", "everybody", "nobody"}:
        return any(letter in word.readings for letter in "vzd")
    if before in DETERMINER | PREPOSITION | COORDINATOR:
        return False
    only = set(word.readings)
    if word.low in _INTRANSITIVE and line[at - 1].readings:
        return True
    if only <= {"z"} or only <= {"d"}:
        return True
    if only <= {"v"} and at and "N" in line[at - 1].readings:
        return True
    if {"n", "v"} <= only <= {"n", "v", "j"} and "N" in line[at - 1].readings and after is not None:
        return after.low == "to" or after.low in ARTICLE or after.readings == "r"
    opens_object = after is not None and (after.low in ARTICLE or after.low in {"him", "them", "it", "that"})
    if "d" in only and "p" in only:
        return opens_object or (after is not None and after.low == "to")
    if "z" in only:
        whole = at >= 2 and line[at - 2].low in ARTICLE and line[at - 1].readings[:1] == "n"
        whole = whole and "-" not in line[at - 1].text
        if whole and after is not None and (after.low in PREPOSITION - {"of"} or after.readings == "r"):
            return True
        object_noun = after is not None and after.readings[:1] in {"N"} and "z" not in after.readings
        if after is not None and after.low == "that" and "N" in only:
            return False  # "tests that ..."
        return opens_object or object_noun
    return False
