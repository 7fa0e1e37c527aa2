"""A statement as a line of word classes, on which constructions are written down as patterns.

Each unit becomes one token between spaces: a name its kind (`DRUG`, `DISEASE`, `AUTHORITY`, `PLACE`, `FIRM`,
`TRIAL`, `GENE`), a number `NUM`, a treatment noun `MED`, a word of approval `OK`, of sale `SOLD`; any other word
itself. Patterns have bounded gaps only, so a search is linear in the length of the statement.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from alsreview.knowledge import english
from alsreview.knowledge.reading import Reading

_KINDS = {
    "substance": "DRUG",
    "product": "DRUG",
    "indication": "DISEASE",
    "authority": "AUTHORITY",
    "place": "PLACE",
    "organisation": "FIRM",
    "trial": "TRIAL",
    "gene": "GENE",
}
_NUMERALS = frozenset(english.NUMBERS) | {"pair", "couple"}
_SHORT = {
    "DRUGS": r"DRUG (?:[(] (?:\S+ ){1,4}[)] )?(?:(?:, |, and |and |or |& )DRUG (?:[(] (?:\S+ ){1,4}[)] )?){0,4}",
    "BE": r"(?:is|are|remains|remain|stays|continues to be|'s|being)",
    "HAS": r"(?:has|have|holds|hold|enjoys|boasts|carries|carry|bears|bear|gets|with)",
    "STILL": r"(?:(?:still|so far|to date|at present|currently|now|today|yet|as yet|thus far|up to now|until now) )?",
    "NONE": r"(?:no|not one|not a single|zero|none|nothing|nobody|no - one|neither|not any)",
}
_GAP = re.compile(r"\.\.(\d+)")


def pattern(text: str) -> re.Pattern[str]:
    """A construction: tokens parted by spaces, `..N` up to N tokens of any kind but the end of a sentence.

    Alternatives are written `(a | b c)`, optional tokens `[a]`; `<DRUGS>` and the like stand for common parts.
    """
    out: list[str] = []
    for token in text.split():
        if gap := _GAP.fullmatch(token):
            out.append(rf"(?:(?![.;!?] )\S+ ){{0,{gap[1]}}}?")
        elif token in ("(", "["):
            out.append("(?:")
        elif token == ")":
            out.append(")")
        elif token == "]":
            out.append(")?")
        elif token == "|":
            out.append("|")
        elif token[0] == "<" and token[-1] == ">":
            short = _SHORT[token[1:-1]]
            out.append(short if short.endswith(("?", "}")) else f"{short} ")
        elif token == "NUM":
            out.append("(?:NUM|one) ")
        elif "/" in token:
            out.append(f"(?:{'|'.join(re.escape(item) for item in token.split('/'))}) ")
        else:
            out.append(f"{re.escape(token)} ")
    return re.compile(rf"(?<!\S){''.join(out)}")


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a construction stands: unit indexes, end exclusive."""

    start: int
    end: int


class Line:
    """The tokens of a reading, and back from a place in them to its units."""

    def __init__(self, reading: Reading) -> None:
        tokens = [_token(reading, index) for index in range(len(reading.units))]
        self._starts: list[int] = []
        at = 0
        for token in tokens:
            self._starts.append(at)
            at += len(token) + 1
        self.text = "".join(f"{token} " for token in tokens)

    def find(self, *patterns: re.Pattern[str]) -> Frame | None:
        """The first place of the first of these constructions, or None."""
        return next(self.all(*patterns), None)

    def all(self, *patterns: re.Pattern[str]) -> Iterator[Frame]:
        """The first place of each of these constructions that stands in the line."""
        for item in patterns:
            if found := item.search(self.text):
                start = bisect_right(self._starts, found.start()) - 1
                yield Frame(start, bisect_right(self._starts, max(found.start(), found.end() - 1)))


def _token(reading: Reading, index: int) -> str:
    unit = reading.units[index]
    if unit.mention is not None:
        return _KINDS.get(unit.mention.term.kind, "NAME")
    word = unit.word
    if word == "one":
        return word  # a pronoun as often as a number; `NUM` in a pattern stands for it too
    if word in _NUMERALS or word.isdigit():
        return "NUM"
    if word in english.TREATMENTS:
        return "MED"
    if word in english.APPROVAL:
        return "OK"
    if word in english.AVAILABLE:
        return "SOLD"
    return word
