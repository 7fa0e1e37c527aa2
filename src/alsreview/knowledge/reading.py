"""One statement, read: its words and names, and what negation, tense, quotation and the like do to a part of it.

Offsets are 0-based code points of the statement's text, ends exclusive. `Unit` is a word, a sign, or a whole name;
functions that take `at` take the index of a unit. Nothing here knows any topic: names come from the lexicon.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal, NamedTuple

from alsreview.knowledge import english
from alsreview.knowledge.lexicon import Lexicon, Mention
from alsreview.knowledge.scan import LiteralHit, lower_same_length
from alsreview.knowledge.tenses import Finite, finite_verbs
from alsreview.knowledge.times import TimeSpan, find_times

MAX_READ = 6_000
"""Code points of a statement that are read deeply; a sentence is never as long, and a dump of text is no sentence."""

Tense = Literal["past", "present", "future", "none"]

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*(?:st|nd|rd|th)?\b|[^\W_]+(?:['’](?:s|t|re|ve|ll|d|m)\b)?(?:n['’]t\b)?|[^\w\s]", re.IGNORECASE
)
_SENTENCE_SIGNS = frozenset(".;:!?")
_DASHES = frozenset("–—-")
_QUOTES = {'"': '"', "“": "”", "«": "»", "‘": "’"}


class Unit(NamedTuple):
    """A word, a sign or a name. `word` is lower case with straight apostrophes; of a name it is the name's text."""

    start: int
    end: int
    word: str
    mention: Mention | None = None

    def is_kind(self, *kinds: str) -> bool:
        """Whether it is a name of one of these kinds."""
        return self.mention is not None and self.mention.term.kind in kinds


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a statement. Each may be empty; `headings` go from the outermost to the nearest."""

    context: str = ""
    before: str = ""
    after: str = ""
    headings: tuple[str, ...] = ()


class Reading:
    """A statement with its names and words; everything else is worked out when asked for, once."""

    def __init__(
        self,
        text: str,
        lexicon: Lexicon,
        around: Surroundings | None = None,
        hits: Sequence[LiteralHit] | None = None,
    ) -> None:
        """`hits` are the page's scan hits of this statement; without them the text is scanned here."""
        self.text = text[:MAX_READ]
        self.whole = len(text) <= MAX_READ
        self.lexicon = lexicon
        self.around = around or Surroundings()
        given = None if hits is None or not self.whole else hits
        self.mentions: tuple[Mention, ...] = lexicon.mentions(self.text, given)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Words, signs and names in order; a name that is several words is one unit."""
        text = lower_same_length(self.text).replace("’", "'")
        units: list[Unit] = []
        at = 0
        for mention in (*self.mentions, None):
            until = mention.start if mention else len(text)
            units.extend(Unit(found.start(), found.end(), found[0]) for found in _TOKEN.finditer(text, at, until))
            if mention:
                units.append(Unit(mention.start, mention.end, text[mention.start : mention.end], mention))
                at = mention.end
        return tuple(units)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """`word` of each unit."""
        return tuple(unit.word for unit in self.units)

    @cached_property
    def word_set(self) -> frozenset[str]:
        """All words of the statement that belong to no name."""
        return frozenset(unit.word for unit in self.units if unit.mention is None)

    def unit_at(self, offset: int) -> int:
        """Index of the unit that covers an offset, or the next one after it."""
        for index, unit in enumerate(self.units):
            if unit.end > offset:
                return index
        return max(0, len(self.units) - 1)

    def of_kind(self, *kinds: str) -> tuple[int, ...]:
        """Indexes of the units that are names of some kinds."""
        return tuple(index for index, unit in enumerate(self.units) if unit.is_kind(*kinds))

    # -- clauses ------------------------------------------------------------------------------------------------

    @cached_property
    def clauses(self) -> tuple[tuple[int, int], ...]:
        """Ranges of units (end exclusive) that belong together, without gaps or overlaps."""
        cuts = [0]
        for index, unit in enumerate(self.units):
            if unit.mention is None and self._opens_clause(index, unit):
                cuts.append(index)
        cuts.append(len(self.units))
        return tuple((left, right) for left, right in itertools.pairwise(cuts) if left < right)

    def _opens_clause(self, index: int, unit: Unit) -> bool:
        word = unit.word
        if word in _SENTENCE_SIGNS:
            return True
        if word in _DASHES:
            return self._spaced(unit)
        if word in ("but", "although", "though", "whereas", "because", "which", "who", "until", "when", "while"):
            return index > 0
        if word == "," and index + 1 < len(self.units):
            return self.units[index + 1].word in ("and", "but", "so", "yet", "with", "giving", "making", "where")
        return False

    def _spaced(self, unit: Unit) -> bool:
        before = unit.start > 0 and self.text[unit.start - 1].isspace()
        return before and unit.end < len(self.text) and self.text[unit.end].isspace()

    def clause(self, at: int) -> tuple[int, int]:
        """The clause of a unit, as a range of units."""
        for left, right in self.clauses:
            if left <= at < right:
                return left, right
        return 0, len(self.units)

    # -- what is done to a part of it ----------------------------------------------------------------------------

    def negated(self, at: int, reach: int = 6) -> bool:
        """Whether a negation stands before a unit in its clause, at most `reach` units away, and governs it."""
        left, _ = self.clause(at)
        for index in range(at - 1, max(left, at - reach) - 1, -1):
            word = self.words[index]
            if word == "no" and self.word_at(index + 1) == "longer":
                return True
            if word == "not" and self.word_at(index + 1) == "only":
                continue
            if word in english.NEGATIONS or word.endswith("n't"):
                return True
            if word in ("far", "away") and self.word_at(index + 1) == "from":
                return True
        return False

    def word_at(self, at: int) -> str:
        """The word of a unit, or "" beyond either end."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def hedged(self, at: int) -> bool:
        """Whether the clause of a unit is hedged ("may", "perhaps", "appears to")."""
        left, right = self.clause(at)
        return any(word in english.HEDGES for word in self.words[left:right])

    def conditional(self, at: int) -> bool:
        """Whether the clause of a unit is a condition ("if", "should it", "unless", "once")."""
        left, _ = self.clause(at)
        opening = self.words[left : left + 3]
        return any(word in ("if", "unless", "assuming", "provided", "once", "whether") for word in opening) or (
            bool(opening) and opening[0] in ("should", "were", "had") and left == 0
        )

    @cached_property
    def is_question(self) -> bool:
        """Whether it asks: it ends with a question mark, and does not tell by asking ("Did you know that ...?")."""
        return self.text.rstrip().rstrip('"”’)').endswith("?") and not english.TELLS_BY_ASKING.match(self.text)

    @cached_property
    def quotations(self) -> tuple[tuple[int, int], ...]:
        """Ranges of offsets between quotation marks, the marks left out."""
        spans: list[tuple[int, int]] = []
        opened: tuple[str, int] | None = None
        for offset, char in enumerate(self.text):
            if opened and char == opened[0]:
                spans.append((opened[1], offset))
                opened = None
            elif opened is None and char in _QUOTES and (char not in "‘" or self._word_starts(offset)):
                opened = (_QUOTES[char], offset + 1)
        return tuple(spans)

    def _word_starts(self, offset: int) -> bool:
        return offset == 0 or not self.text[offset - 1].isalnum()

    def quoted(self, at: int) -> bool:
        """Whether a unit stands between quotation marks."""
        unit = self.units[at]
        return any(start <= unit.start and unit.end <= end for start, end in self.quotations)

    def denied(self, at: int) -> bool:
        """Whether what stands at a unit is called false: "... is a known false claim", under a heading "Myths"."""
        marks = english.FALSE_MARKS
        if any(word in marks for heading in self.around.headings[-1:] for word in heading.lower().split()):
            return True
        if self.quoted(at):
            outside = [unit.word for index, unit in enumerate(self.units) if not self.quoted(index)]
            return any(word in marks for word in outside)
        if self.has(*english.NOT_SO):
            return True
        return not (english.SAYING.isdisjoint(self.words) or marks.isdisjoint(self.words))

    def attributed(self, at: int) -> bool:
        """Whether somebody is named as saying it ("according to", "says the company")."""
        return not english.REPORTING.isdisjoint(self.words)

    def tense(self, at: int) -> Tense:
        """Tense of the finite verb nearest to a unit in its clause; "none" where the clause has no verb."""
        left, right = self.clause(at)
        best: tuple[bool, int, int, Tense] | None = None
        for index in range(left, right):
            found = self._tense_of(index)
            if found is None or (index > at and self.words[index] in ("called", "named", "listed")):
                continue  # "a drug called X" says nothing of the time
            # "The only drug that a doctor could prescribe was ...": "could" goes with the verb beside it.
            weak = self.words[index] in ("could", "would", "might")
            rank = (weak, abs(index - at), 0 if found == "present" else 1, found)
            if best is None or rank[:3] < best[:3]:
                best = rank
        return best[3] if best else "none"

    def _tense_of(self, index: int) -> Tense | None:
        unit = self.units[index]
        if unit.mention is not None:
            return None
        word = unit.word
        if word in english.FUTURE or (word == "going" and self.word_at(index + 1) == "to"):
            return "future"
        if word in english.PAST_AUX or (
            word == "used" and self.word_at(index + 1) == "to" and self.word_at(index + 2) == "be"
        ):
            return "past"
        helped = self.word_at(index - 1) in english.PRESENT_AUX | english.PAST_AUX | {"been"}
        if word in english.PAST_VERBS and not helped:
            return "past"
        if word in ("need", "needs") and self.word_at(index - 1) not in english.PRONOUNS | english.PEOPLE_WORDS:
            return None  # "an unmet need"
        if word in english.PRESENT_AUX or (word.endswith("'s") and word in ("it's", "there's", "that's", "he's")):
            return "present"
        return None

    @cached_property
    def finite(self) -> tuple[Finite, ...]:
        """Its finite verbs, in order."""
        return finite_verbs(self.units)

    @cached_property
    def times(self) -> tuple[TimeSpan, ...]:
        """Dates and periods that the statement names, in order."""
        return find_times(self.text)

    # -- phrases -------------------------------------------------------------------------------------------------

    def has(self, *phrases: str) -> bool:
        """Whether any of these phrases (lower case, words parted by one space) stands in the statement."""
        firsts, padded = _padded(phrases)
        if firsts.isdisjoint(self._parts):
            return False
        joined = self._joined
        return any(phrase in joined for phrase in padded)

    @cached_property
    def _joined(self) -> str:
        return f" {' '.join(self.words)} "

    @cached_property
    def _parts(self) -> frozenset[str]:
        """What stands between the spaces of all words, those inside names included."""
        return frozenset(self._joined.split(" "))

    def number(self, at: int) -> int | None:
        """The whole number that a unit writes, in words or digits, or None."""
        word = self.word_at(at)
        if word in english.NUMBERS:
            return english.NUMBERS[word]
        return int(word) if word.isdigit() and len(word) < 10 else None

    def mentioned(self, *kinds: str) -> tuple[Mention, ...]:
        """Names of some kinds in the statement itself."""
        return tuple(mention for mention in self.mentions if mention.term.kind in kinds)

    def mentioned_around(self, *kinds: str) -> tuple[Mention, ...]:
        """Names of some kinds around it, the likeliest to be meant first: context, sentence before, headings, after.

        Inside a sentence the last name comes first.
        """
        found: list[Mention] = []
        places = [self.around.context, self.around.before, *reversed(self.around.headings), self.around.after]
        for text in dict.fromkeys(place for place in places if place):
            inside = [mention for mention in mentions_of(text, self.lexicon) if mention.term.kind in kinds]
            found.extend(reversed(inside))
        return tuple(found)


@lru_cache(maxsize=512)
def _padded(phrases: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The first words of the phrases, and the phrases with the spaces around them by which whole words are found."""
    return frozenset(phrase.split(" ")[0] for phrase in phrases), tuple(f" {phrase} " for phrase in phrases)


@lru_cache(maxsize=4096)
def mentions_of(text: str, lexicon: Lexicon) -> tuple[Mention, ...]:
    """Names in a piece of text, remembered (headings and contexts come again and again)."""
    return lexicon.mentions(text[:MAX_READ])


NOTHING = Surroundings()


@lru_cache(maxsize=4096)
def read(text: str, lexicon: Lexicon, around: Surroundings = NOTHING) -> Reading:
    """The reading of a statement, remembered. `read.cache_info().misses` counts the deep readings of this process."""
    return Reading(text, lexicon, around)
