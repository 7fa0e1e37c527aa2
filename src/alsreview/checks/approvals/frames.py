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
from functools import cached_property

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
_FAINT = frozenset(
    "accepted recognised recognized nod adopted certified tool tools answer answers choice choices entry "
    "entries".split()
)
"""Words of approval and treatment that mean something else as often ("accepted the application")."""
_SHORT = {
    "DRUGS": r"DRUG (?:[(] (?:\S+ ){1,4}[)] )?(?:(?:, |, and |and |or |& )DRUG (?:[(] (?:\S+ ){1,4}[)] )?){0,4}",
    "BE": r"(?:is|are|remains|remain|stays|continues to be|'s|being)",
    "HAS": r"(?:has|have|holds|hold|enjoys|boasts|carries|carry|bears|bear|gets|with)",
    "STILL": r"(?:(?:still|so far|to date|at present|currently|now|today|yet|as yet|thus far|up to now|until now) )?",
    "NONE": r"(?:no|not one|not a single|zero|none|nothing|nobody|no - one|neither|not any)",
}
_GAP = re.compile(r"(\.\.|__)(\d+)")


class Pattern:
    """A construction: tokens parted by spaces, `..N` up to N tokens of any kind but the end of a sentence,
    `__N` up to N that stop at a comma or dash as well.

    Alternatives are written `( a | b c )`, optional tokens `[ a ]`; `<DRUGS>` and the like stand for common parts.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._needs = _needs(iter(text.split()))

    def possible(self, tokens: frozenset[str]) -> bool:
        """Whether a line of these tokens has one of each that the construction cannot do without."""
        return not any(need.isdisjoint(tokens) for need in self._needs)

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The search for it; made when a line first has the tokens for it."""
        return _compiled(self._text)


def _needs(tokens: Iterator[str]) -> list[frozenset[str]]:
    """Sets of tokens of which one each must stand in the line, up to the end of the group that `tokens` are in."""
    ways: list[list[frozenset[str]]] = [[]]
    for token in tokens:
        if token in (")", "]"):
            break
        if token == "|":
            ways.append([])
        elif token == "[":
            _needs(tokens)
        elif token == "(":
            ways[-1].extend(_needs(tokens))
        elif not _GAP.fullmatch(token) and token != "<STILL>":
            ways[-1].append(_of_token(token))
    if len(ways) == 1:
        return ways[0]
    # One token of each way: the set that says most of it, or nothing where a way needs no token at all.
    rarest = [min(way, key=len) for way in ways if way]
    return [frozenset().union(*rarest)] if len(rarest) == len(ways) else []


def _of_token(token: str) -> frozenset[str]:
    if token == "<DRUGS>":
        return frozenset({"DRUG"})
    if token[0] == "<" and token[-1] == ">":
        return frozenset(way.split()[0] for way in _SHORT[token[1:-1]].removeprefix("(?:").removesuffix(")").split("|"))
    if token == "NUM":
        return frozenset({"NUM", "one"})
    return frozenset(token.split("/"))


def _compiled(text: str) -> re.Pattern[str]:
    out: list[str] = []
    for token in text.split():
        if gap := _GAP.fullmatch(token):
            signs = ".;!?" if gap[1] == ".." else ".;!?,:–—"
            out.append(rf"(?:(?![{signs}] )\S+ ){{0,{gap[2]}}}?")
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


def pattern(text: str) -> Pattern:
    """A construction, ready to be looked for."""
    return Pattern(text)


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
        self.tokens = frozenset(self.text.split(" "))

    def find(self, *patterns: Pattern) -> Frame | None:
        """The first place of the first of these constructions, or None."""
        return next(self.all(*patterns), None)

    def all(self, *patterns: Pattern) -> Iterator[Frame]:
        """The first place of each of these constructions that stands in the line."""
        for item in patterns:
            if item.possible(self.tokens) and (found := item.regex.search(self.text)):
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
    if word in english.TREATMENTS and word not in _FAINT:
        return "MED"
    if word in english.APPROVAL and word not in _FAINT:
        return "OK"
    if word in english.AVAILABLE:
        return "SOLD"
    return word
