"""Where sentences end in one block of reader text: `sentencex`, with corrections as rules over word lists.

Linear in the length of the text: sentencex is quadratic on some input, so it never sees more than `PIECE` characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sentencex import get_sentence_boundaries

from alsreview.statements.abbreviations import (
    LABELS,
    LETTERED,
    LONG_LABELS,
    MAY_END,
    MEASURES,
    NEVER_END,
    OPENERS,
    SMALL_OPENERS,
)

PIECE = 1500
"""Most characters that sentencex is given at once (6,000 backticks cost it 13 ms, 1,500 less than 1 ms)."""

_CLOSERS = "\"'”’»)\\]*"
_NUMBERS = r"\d{1,3}(?:\s?[,–-]\s?\d{1,3})*+"
_RAISED = "[¹²³⁰⁴-⁹]+(?:[,⁻–-][¹²³⁰⁴-⁹]+)*+"
_STOP = re.compile(
    rf"(?P<stop>[.!?…](?<![.!?…]{{2}})[.!?…]*+)(?P<close>[{_CLOSERS}]*+)"
    rf"(?P<cite>(?:\^[\[(]?{_NUMBERS}[\])]?|\[{_NUMBERS}\]|\({_NUMBERS}\)|{_RAISED}|{_NUMBERS}(?=\s|$))?+)(?P<close2>[{_CLOSERS}]*+)"
    rf"(?P<late>(?:\s(?:\[{_NUMBERS}\]|{_RAISED}))*+)(?P<gap>\s++)"
)
"""A stop, what closes after it, a citation mark stuck to it or set after it in brackets, then white space."""

_GLUED = re.compile(r"[.!?](?<=[a-z]{3}.)(?=(?:The|This|These|It|In|There|However|They|A|An|For|As|But|We|He|She)\s)")
"""A stop with the space forgotten after it ("disease.The"); only before words that open sentences."""

_OTHER_STOP = re.compile("[。！？।؟]")
_BULLET = re.compile(r"(?:\A|(?<=\s))[-–•·‣◦▪]\s+")
_BULLETS = tuple("-–•·‣◦▪")
_BULLET_INSIDE = re.compile(r"\s[–•·‣◦▪]\s")
_NOT_EASY = NEVER_END | LABELS | MAY_END | MEASURES
_RUN_IN = re.compile(r"(?<=[.:;!?])\s(?=[-–•·‣◦▪]\s)|\s(?=[•·‣◦▪]\s)")
_NEXT_ITEM = re.compile(r"\s(?=[-–•·‣◦▪]\s+[A-Z0-9\"“])")
_OPENING = re.compile("[\"'“‘(\\[«¿¡*–—-]*+")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LETTERS = re.compile(r"[A-Za-z]+")
_LABEL_ONLY = re.compile(r"(?:\w+\s)?(?:\d+|[A-Za-z]|[ivxIVX]{1,4})(?:\.\d+)*\Z")
_DOTTED = re.compile(r"[A-Za-z](?:\.[A-Za-z]{1,2})+\Z")
_HOLD = 600
_PAIRS = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"))


def sentences(text: str) -> list[tuple[int, int]]:
    """Offsets (start, end) of the sentences of one block, in order, never empty.

    Blanks around a sentence and the bullet before an item of a run-in list are not part of it.
    """
    ends = sorted({*_stops(text), *_run_in(text)})
    spans: list[tuple[int, int]] = []
    start = 0
    for end in (*ends, len(text)):
        first = start
        if text[start : start + 1] in _BULLETS and (bullet := _BULLET.match(text, start, end)) and bullet.end() < end:
            first = bullet.end()
        piece = text[first:end]
        if stripped := piece.strip():
            first += len(piece) - len(piece.lstrip())
            spans.append((first, first + len(stripped)))
        start = end
    return spans


def _stops(text: str) -> Iterator[int]:
    """Offsets at which a new sentence starts after a stop."""
    matches = list(_STOP.finditer(text))
    if matches or _OTHER_STOP.search(text):
        proposed = _proposed(text, [match.end() for match in matches])
        start = 0
        for match in matches:
            at = match.end()
            agreed = at in proposed
            if at < len(text) and (_easy(text, start, match.start(), at, agreed) or _ends(text, start, match, agreed)):
                start = at
                yield at
        if not text.isascii():
            yield from (at for at in proposed if _OTHER_STOP.match(text[at - 1 : at]))
    yield from (match.end() for match in _GLUED.finditer(text))


def _easy(text: str, start: int, stop: int, at: int, agreed: bool) -> bool:
    """The common case, decided fast: an ordinary word, a stop, one blank, a capital, and sentencex agrees."""
    if not agreed or at - stop != 2 or not text[at].isupper():
        return False
    word = text[text.rfind(" ", max(start, stop - 30), stop) + 1 : stop]
    return len(word) > 3 and word.islower() and word.isalpha() and word not in _NOT_EASY


def _proposed(text: str, stops: list[int]) -> set[int]:
    """What sentencex says: offsets where a sentence ends (white space included). Long text goes to it in pieces."""
    found: set[int] = set()
    for start, end in _pieces(text, stops):
        piece = text[start:end]
        found.update(start + boundary["end_index"] for boundary in get_sentence_boundaries("en", piece))
    return found


def _pieces(text: str, stops: list[int]) -> Iterator[tuple[int, int]]:
    """Cuts at a possible end of a sentence where there is one within reach, else anywhere."""
    start, index = 0, 0
    while len(text) - start > PIECE:
        best = 0
        while index < len(stops) and stops[index] <= start + PIECE:
            best = stops[index]
            index += 1
        end = best if best > start else start + PIECE
        yield start, end
        start = end
    yield start, len(text)


def _ends(text: str, start: int, match: re.Match[str], proposed: bool) -> bool:
    """Whether the sentence that starts at `start` ends at this stop. `proposed`: sentencex says so."""
    at = match.end()
    opening = _OPENING.match(text, at, at + 8)
    first = opening.end() if opening else at
    follows = text[first : first + 1]
    if match["stop"] != ".":
        return not follows.islower() and _outside(text, start, match)
    stop = match.start()
    word = text[max(start, stop - 24) : stop].rsplit(None, 1)[-1:] or [""]
    return _after_full_stop(text, start, match, word[0].lstrip("\"'“‘([«*^"), first, proposed)


def _after_full_stop(text: str, start: int, match: re.Match[str], word: str, first: int, proposed: bool) -> bool:
    follows = text[first : first + 1]
    low = word.lower()
    stop = match.start()
    cited = bool(match["cite"] or match["late"])
    if _LABEL_ONLY.match(text, start, stop) and _is_label(text[start:stop]):
        return False
    if low in NEVER_END and len(word) > 1 and word.isupper():
        # "For MS. Ocrelizumab is": the short name of a disease, where "Ms. Smith" would be a title.
        before = text[max(start, stop - 24) : stop - len(word)].split()
        shouted = text[first + 1 : first + 2].isupper() and not (before and before[-1].islower())
        return follows.isupper() and not shouted and _outside(text, start, match)
    if low in NEVER_END or (low in LABELS and low not in LONG_LABELS and (follows.isdigit() or match["cite"])):
        return False
    if match["cite"][:1].isdigit() and text[stop - 1 : stop].isdigit() and not _YEAR.fullmatch(word):
        return False  # a decimal, not a mark: "0.65 (95 % CI ..."
    if low in LABELS and _word_at(text, first) in LABELS:
        return False
    if follows.islower():
        return _after_small(text, low, first, proposed, cited)
    if low in MEASURES and not (len(word) == 1 and word.isupper()):
        return follows.isupper() or (follows.isdigit() and proposed and low not in ("max", "min", "avg"))
    if low in MAY_END or _DOTTED.match(word):
        return _opens(text, first) or (cited and follows.isupper())
    if len(word) == 1 and word.isalpha():
        return _after_letter(text, stop, first)
    return _outside(text, start, match) and (proposed or cited or bool(match["close"]) or _plain(low))


def _after_small(text: str, low: str, first: int, proposed: bool, cited: bool) -> bool:
    """A sentence that starts with a small letter: a name written so, or careless typing after an ordinary word."""
    if _mixed_case(text, first):
        return True
    if not proposed or low in MAY_END or low in MEASURES:
        return False
    return cited or (_plain(low) and _word_at(text, first) in SMALL_OPENERS)


def _is_label(text: str) -> bool:
    """A number or letter that opens a line ("1.", "b.", "Table 2."): it belongs to what follows."""
    words = text.lower().split()
    return len(words) == 1 or words[0] in LABELS


def _after_letter(text: str, stop: int, first: int) -> bool:
    """An initial ("J. Smith") goes on; "vitamin C. The" and "given IV to group B. It" do not."""
    before = text[max(0, stop - 24) : stop - 1].split()
    if before and before[-1].lower() in LETTERED:
        return text[first : first + 1].isupper()
    return _opens(text, first) and bool(before) and (before[-1].islower() or before[-1].isdigit())


def _opens(text: str, first: int) -> bool:
    """Whether the word at `first` is one that opens sentences."""
    return _word_at(text, first) in OPENERS


def _word_at(text: str, first: int) -> str:
    """The word at an offset, in lower case; empty where there is none."""
    word = _LETTERS.match(text, first, first + 20)
    return word[0].lower() if word else ""


def _mixed_case(text: str, first: int) -> bool:
    """A name that is written with a small first letter: mRNA, iPSC, eIF2, or a Greek one: α-synuclein."""
    word = text[first : first + 12].split(None, 1)[0]
    return any(char.isupper() for char in word[1:4]) or "α" <= word[0] <= "ω"


def _plain(low: str) -> bool:
    """An ordinary word, or a number: no abbreviation that sentencex knows and we do not is that long."""
    return len(low) >= 4 or low.isdigit()


def _outside(text: str, start: int, match: re.Match[str]) -> bool:
    """Not within brackets or a quotation that is still open: what stands there belongs to the sentence around it.

    A bracket or quotation mark holds for `_HOLD` characters; one that nobody closed does not swallow the page.
    """
    end = match.end("close2")
    if end - start > _HOLD:
        return True
    part = text[start:end]
    if any(part.count(left) > part.count(right) for left, right in _PAIRS):
        return False
    return part.count('"') % 2 == 0


def _run_in(text: str) -> Iterator[int]:
    """Offsets at which an item starts of a list run into one line ("These are: - One - Two", "• One • Two")."""
    if " - " not in text and (text.isascii() or not _BULLET_INSIDE.search(text)):
        return
    first = _RUN_IN.search(text)
    if first is None:
        return
    yield first.end()
    yield from (match.end() for match in _NEXT_ITEM.finditer(text, first.end()))
