"""What one line of plain text is: list item, heading, caption, prose. Plain rules, explained where they stand."""

from __future__ import annotations

import re
from typing import NamedTuple

_BULLET = re.compile(r"[ \t]*([-*•‣◦▪●·–—+])(?:[ \t]+|(?=[A-Z(\"“]))(?=\S)")
_NUMBERED = re.compile(r"[ \t]*\(?(\d{1,3})[.)][ \t]+(?=\S)")
_LETTERED = re.compile(r"[ \t]*\(?([a-zA-Z])\)[ \t]+(?=\S)")
_REFERENCE = re.compile(r"[ \t]*\[(\d{1,3})\][ \t]+(?=\S)")
_GAP = re.compile(r"[ \t]*\t[ \t]*| {3,}")
_RULE = re.compile(r"[ \t]*([-=*_~#])(?:[ \t]*\1){2,}[ \t]*")
_CAPTION = re.compile(
    r"(?:table\s*\d+|(?:figure|fig\.|image|photo|picture|illustration|credit|chart|graph)(?:\s*\d+|\s*:|\s+(?:of|by)\b))",
    re.I,
)
_OUTLINE_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+\S")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

MOST_HEADING_LENGTH = 100
_MOST_HEADING_WORDS = 14
_SURE_VERBS = frozenset(
    "is are was were has have had can may might will would could should must does do did cannot reduces improves "
    "restores promotes prevents provides protects becomes remains contains occurs begins affects involves includes "
    "requires develops appears destroys weakens strengthens relaxes allows makes takes gives kills cures".split()
)
"""Words that are verbs wherever they stand: an unpunctuated line with one is a sentence rather than a heading."""
_VERBS = frozenset(
    "causes helps slows repairs treats stops offers supports increases decreases leads starts shows means works "
    "repair restore reduce improve promote prevent protect slow help affect increase decrease support provide offer "
    "become cure treat stop reverse heal kill cause".split()
)
"""Words that are verbs unless an article stands before them or "of" after them."""
_QUESTION_WORDS = frozenset("what how why when where who which".split())
_BEFORE_NOUN = frozenset(
    "the a an this that these those of no to how what why when your our their its and or in for".split()
)
_AFTER_NOUN = frozenset("of for in from and with".split())

_NEVER_LAST = frozenset("and but or nor the a an of to in on at by with for from as than that which is are was".split())
"""Words that a title does not end with: the line goes on."""


class Marker(NamedTuple):
    """The mark of a list item: its width in code points, indentation, sort, and number where it has one."""

    width: int
    indent: int
    sort: str
    label: str | None


def marker(line: str) -> Marker | None:
    """The list mark that a line begins with, if any."""
    for sort, pattern in (("-", _BULLET), ("1", _NUMBERED), ("a", _LETTERED), ("[", _REFERENCE)):
        if found := pattern.match(line):
            indent = len(line) - len(line.lstrip(" \t"))
            return Marker(found.end(), indent, found[1] if sort == "-" else sort, None if sort == "-" else found[1])
    return None


def is_rule(line: str) -> bool:
    """A line of dashes, stars or the like."""
    return bool(_RULE.fullmatch(line))


def ends_sentence(line: str) -> bool:
    """Ends as a sentence does: full stop, exclamation mark, or one of them before a quote, bracket or citation."""
    return bool(re.search(r"[.!?…][\"'”’)\]]*(?:\[?\d{1,3}(?:[,–-]\d{1,3})*\]?)?\s*$", line))


def is_heading(line: str) -> bool:
    """A short line without a full stop, comma or colon at its end that reads as a title and not as a sentence.

    A question is one; so is a line in Title Case or with an outline number ("2.1 Care"). A line in sentence case
    that has a verb ("Stem cells repair nerves") is a sentence: a claim must not hide as a heading.
    """
    text = line.strip()
    if not text or len(text) > MOST_HEADING_LENGTH or text[-1] in ".,;:!" or is_caption(text):
        return False
    words = _WORD.findall(text)
    if not words or len(words) > _MOST_HEADING_WORDS:
        return False
    if text[-1] == "?" or _OUTLINE_NUMBER.match(text):
        return True
    if words[-1].lower() in _NEVER_LAST:
        return False
    if text[0].islower() or (text[0] in "-*•\"“'(" and len(words) > 6):
        return False
    return words[0].lower() in _QUESTION_WORDS or _in_title_case(words) or not _has_verb(words)


def is_caption(line: str) -> bool:
    """A line that describes a picture: "Figure 2 ...", "Photo: ...", or a short lower-case phrase by itself."""
    text = line.strip()
    return (len(text) <= 200 and bool(_CAPTION.match(text))) or is_lower_phrase(text)


def is_lower_phrase(text: str) -> bool:
    """A short phrase that begins in lower case and ends without punctuation, as picture descriptions do."""
    return len(text) <= 120 and text[:1].islower() and text[-1:].isalnum() and len(text.split()) >= 3


def _in_title_case(words: list[str]) -> bool:
    long = [word for word in words[1:] if len(word) > 3]
    return bool(long) and sum(word[0].isupper() for word in long) * 10 >= len(long) * 7


def _has_verb(words: list[str]) -> bool:
    lowered = [word.lower() for word in words]
    for index, word in enumerate(lowered[1:], 1):
        following = lowered[index + 1] if index + 1 < len(lowered) else ""
        if word in _SURE_VERBS and following:
            return True
        if word in _VERBS and lowered[index - 1] not in _BEFORE_NOUN and following and following not in _AFTER_NOUN:
            return True
    return False


def cells(lines: list[str]) -> list[list[tuple[int, int]]] | None:
    """Spans of the cells of each line where lines are rows of a table: as many gaps (a tab, three spaces) in each.

    A line that ends a sentence is prose, however it is spaced.
    """
    if len(lines) < 2 or any(ends_sentence(line) for line in lines):
        return None
    rows: list[list[tuple[int, int]]] = []
    for line in lines:
        start, end = len(line) - len(line.lstrip()), len(line.rstrip())
        gaps = [found.span() for found in _GAP.finditer(line, start, end)]
        if not gaps or (rows and len(gaps) + 1 != len(rows[0])):
            return None
        rows.append(list(zip([start, *(gap[1] for gap in gaps)], [*(gap[0] for gap in gaps), end], strict=True)))
    return rows
