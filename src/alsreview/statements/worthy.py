"""Is a statement check-worthy: does it need a claim and a source? Plain rules in order, each with its reason.

The rules ask what a sentence is *for* (its block, its last sign, its first words, who speaks to whom, whether it has a
finite verb), never what it says about a disease; nothing here knows a topic. A statement that no rule sets aside is
check-worthy: a page must never look clean because a sentence was not understood.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from alsreview.statements import cues, phrases
from alsreview.statements.verbs import closed, has_finite_verb, words_of


class Verdict(NamedTuple):
    """Whether a statement is check-worthy, and why, in plain words."""

    check_worthy: bool
    reason: str


SOURCE_LINE = "names the source of what stands beside it"

_WORTHY = Verdict(True, "states something that can be checked")
_ADVICE = Verdict(True, "advice about treatment or care")
_STUDY = Verdict(True, "reports what a study did or found")
_FIGURE = Verdict(True, "gives a figure")
_TELEGRAPHIC = Verdict(True, "a finding in telegraphic style")
_CELL = Verdict(True, "a table cell with content of its own")

_BY_BLOCK = {"heading": Verdict(False, "heading"), "caption": Verdict(False, "caption of a picture or table")}
_ENTRY = Verdict(False, "entry of the reference list")
_NO_WORDS = Verdict(False, "no words")
_QUESTION = Verdict(False, "question")
_LEAD_IN = Verdict(False, "lead-in to a list")
_GREETING = Verdict(False, "greeting or thanks")
_NAVIGATION = Verdict(False, "navigation")
_META = Verdict(False, "about the page itself")
_CAPTION = Verdict(False, "caption of a picture or table")
_DISCLAIMER = Verdict(False, "disclaimer")
_INSTRUCTION = Verdict(False, "call to action or instruction to the reader")
_OPINION = Verdict(False, "opinion or comment")
_STORY = Verdict(False, "personal story")
_OF_US = Verdict(False, "the authors about themselves")
_TITLE = Verdict(False, "reads like a heading")
_FRAGMENT = Verdict(False, "fragment without a verb")
_SOURCE = Verdict(False, SOURCE_LINE)

_READ = 1200
"""Most characters of a statement that are read: its opening and its last sign decide, and the cost stays linear."""

_LETTER = re.compile(r"[^\W\d_]")
_ENUMERATOR = re.compile(r"[\s\-–—•*·>#\"“'‘(]*(?:(?:\d{1,2}|[a-zA-Z])[.)]\s+)?")
_TAIL = " \"'”’»)]*_"
_FIGURES = re.compile(r"\d")
_SOURCE_LINE = re.compile(r"\W*(?:sources?|references?|adapted from|reproduced from|data from|from)\s?:", re.IGNORECASE)


def classify(text: str, block: str = "paragraph", *, entry: bool = False) -> Verdict:
    """Classes one statement. `text` is reader text, `block` the kind of its block, `entry` whether it belongs to the
    page's list of references. Works on bare text too: without a better word for it, everything is a paragraph."""
    if entry:
        return _ENTRY
    if verdict := _BY_BLOCK.get(block):
        return verdict
    if len(text) > _READ:
        text = f"{text[: _READ - 20]} {text[-16:]}"
    return _classify(text, block == "table_cell")


@lru_cache(maxsize=8192)
def _classify(text: str, cell: bool) -> Verdict:
    start = None if text[:2].isalpha() else _ENUMERATOR.match(text)
    core = text[start.end() :] if start else text
    if not _LETTER.search(core):
        return _FIGURE if cell and _FIGURES.search(text) else _NO_WORDS
    last = core[-16:].rstrip(_TAIL)[-1:]
    if last == "?":
        return _QUESTION
    words = words_of(core)
    is_closed = closed(core)
    if verdict := _set_phrase(core, words, is_closed):
        return verdict
    if verdict := _addressed(core, words):
        return verdict
    if last == ":":
        return _LEAD_IN
    if verdict := _told(text, core, words):
        return verdict
    return _by_form(core, words, is_closed, cell)


def _set_phrase(core: str, words: list[str], is_closed: bool) -> Verdict | None:
    """Greetings, navigation, captions, remarks about the page and disclaimers: known by how they open."""
    if words and words[0] in cues.SOURCE_WORDS and _SOURCE_LINE.match(core):
        return _SOURCE
    if (words and words[0] in cues.PHRASE_WORDS) or not core[0].isalpha():
        if phrases.GREETING.match(core):
            return _GREETING
        if phrases.CAPTION.match(core) and not (is_closed and len(words) > 12):
            return _CAPTION
        if phrases.NAVIGATION.match(core):
            return _NAVIGATION
        if phrases.META.match(core):
            return _META
    if _may_disclaim(words) and phrases.DISCLAIMER.search(core):
        return _DISCLAIMER
    return None


def _may_disclaim(words: list[str]) -> bool:
    """Whether a word stands there without which no disclaimer does: only then is the long pattern tried."""
    if not cues.DISCLAIMER_WORDS.isdisjoint(words):
        return True
    return ("not" in words or "only" in words or "own" in words) and not cues.WEAK_DISCLAIMER_WORDS.isdisjoint(words)


def _addressed(core: str, words: list[str]) -> Verdict | None:
    """Sentences that ask the reader to do something, and advice about care, which is check-worthy."""
    place = _imperative(core, words)
    if place is None:
        return _ADDRESS_TO_READER if _turns_to_reader(core, words) else None
    verb = words[place]
    rest = " ".join(words[place + 1 :])
    if verb == "let's" or (verb == "let" and words[place + 1 : place + 2] == ["us"]):
        return _INSTRUCTION
    speaks_of_care = verb in cues.CARE_VERBS and phrases.CARE_WORDS.search(core)
    if (
        speaks_of_care
        and not phrases.TO_SITE.search(rest)
        and not (verb in cues.SPEAK_FIRST and phrases.PROFESSIONAL.search(rest))
    ):
        return _ADVICE
    if verb == "avoid" and len(words) > place + 1:
        return _ADVICE
    if phrases.PASSIVE_ADVICE.search(core) and phrases.CARE_WORDS.search(core):
        return _ADVICE
    return _INSTRUCTION


_ADDRESS_TO_READER = Verdict(False, "call to action or instruction to the reader")


def _imperative(core: str, words: list[str]) -> int | None:
    """Place of the verb of a sentence in the imperative, or None. Openers such as "Please", "Always"
    and "If you ...," go before it."""
    place = 0
    while place < min(len(words), 3) and words[place] in cues.BEFORE_IMPERATIVE:
        place += 1
    if place >= len(words):
        return None
    if words[place] in cues.CLAUSE_OPENERS:
        comma = core.find(",")
        if comma < 0:
            return None
        place = len(words_of(core[:comma]))
        while place < len(words) and words[place] in cues.BEFORE_IMPERATIVE:
            place += 1
        if place >= len(words):
            return None
    verb = words[place]
    if verb == "like" and words[place + 1 : place + 2] not in (["us"], ["our"]):
        return None
    if verb in ("do", "don't", "never") and words[place + 1 : place + 2]:
        if verb == "do" and words[place + 1] == "not":
            return place + 2 if len(words) > place + 2 else place
        return place + 1 if words[place + 1] in cues.IMPERATIVES else place
    if verb not in cues.IMPERATIVES or (place == 0 and core[len(verb) : len(verb) + 1] == "-"):
        return None
    return None if _noun_after_all(core, words, place) else place


def _noun_after_all(core: str, words: list[str], place: int) -> bool:
    """Whether a word that could open a command is the subject here: "Exercise helps", "Stop codons are"."""
    verb = words[place]
    after = words[place + 1 : place + 2]
    if not after:
        return verb in cues.ALSO_NOUNS and not closed(core)
    if verb not in cues.ALSO_NOUNS or after[0].endswith("ing"):
        return False
    told = has_finite_verb(["x", *words[place + 1 :]], False)
    if after[0] in cues.PREPOSITIONS:
        return verb in cues.WITH_PREPOSITION and told
    return after[0] not in cues.DETERMINERS and (told or after[0] in ("of", "and", "or", "by"))


def _turns_to_reader(core: str, words: list[str]) -> bool:
    """A statement that sends the reader somewhere or to somebody ("You should talk to your doctor about ...")."""
    if "you" not in words and "your" not in words and "readers" not in words and "please" not in words:
        return False
    return bool(phrases.SENDS_READER.search(core))


def _told(text: str, core: str, words: list[str]) -> Verdict | None:
    """Who speaks: the authors about themselves, a patient's story, somebody's opinion."""
    first = words[0] if words else ""
    if first in cues.SPEAKER and cues.STUDY_VERBS.isdisjoint(words[1:5]):
        return _STORY
    if first in cues.WE:
        return _of_us(core, words)
    if verdict := _quoted(text, words):
        return verdict
    if "," in core and phrases.NAME_AND_AGE.match(core):
        return _STORY
    about_someone = first in cues.SOMEBODY or not cues.STORY_WORDS.isdisjoint(words)
    if about_someone and cues.STUDY_WORDS.isdisjoint(words) and phrases.STORY.search(core):
        return _STORY
    if not cues.FIRST_PERSON.isdisjoint(words) and phrases.FIRST_PERSON.search(core):
        return _STORY
    if _FIGURES.search(core):
        return None
    if phrases.OPINION.match(core) or (len(words) < 17 and not cues.PRAISE.isdisjoint(words)):
        return _OPINION
    if (
        core.endswith("!")
        and len(words) < 12
        and not (phrases.CARE_WORDS.search(core) and has_finite_verb(words, True))
    ):
        return _OPINION
    return None


def _of_us(core: str, words: list[str]) -> Verdict | None:
    if not cues.STUDY_VERBS.isdisjoint(words[1:6]):
        return _STUDY
    if _FIGURES.search(core) or phrases.SERVICE.search(core):
        return None
    return _INSTRUCTION if phrases.WANTS.search(core) else _OF_US


def _quoted(text: str, words: list[str]) -> Verdict | None:
    """A quotation with who said it: an opinion, unless it speaks of treatment, the body or figures."""
    if not ('"' in text or "“" in text or "”" in text) or cues.SAYING.isdisjoint(words):
        return None
    if _FIGURES.search(text) or not phrases.SPOKEN.search(text):
        return None
    if not cues.FIRST_PERSON.isdisjoint(words):
        return _STORY
    return None if phrases.CARE_WORDS.search(text) or phrases.ASSERTS.search(text) else _OPINION


def _by_form(core: str, words: list[str], is_closed: bool, cell: bool) -> Verdict:
    """What is left is judged by its form: a finite verb, a stop at the end, figures, capitals."""
    if words and not is_closed and words[0] in cues.WH_WORDS:
        return _TITLE
    if has_finite_verb(words, is_closed):
        return _WORTHY if not _title_case(core, is_closed) else _TITLE
    figures = bool(_FIGURES.search(core))
    if cell:
        return _CELL if figures or len(words) > 3 else _FRAGMENT
    if _title_case(core, is_closed):
        return _TITLE
    if is_closed:
        told = figures or phrases.ACRONYM.search(core) or phrases.RESULT.match(core) or phrases.ASSERTS.search(core)
        return _TELEGRAPHIC if told or len(words) > 4 else _FRAGMENT
    if phrases.ASSERTS.search(core) or phrases.RESULT.match(core):
        return _TELEGRAPHIC
    return _FIGURE if phrases.QUANTITY.search(core) else _FRAGMENT


def _title_case(core: str, is_closed: bool) -> bool:
    """Without a stop at the end, and each longer word with a capital: "Getting a Second Opinion"."""
    if is_closed or len(core) > 120:
        return False
    longer = [word for word in re.findall(r"[^\W\d_][\w’'-]*", core) if len(word) > 3]
    return len(longer) > 1 and all(word[0].isupper() for word in longer)
