"""Numbers as texts write them: digits and words, ranges, shares ("one in ten", "a third"), with their units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from alsreview.checks.wording import Span, Token

Unit = Literal["percent", "per-100000", "years", "months", "age", "count", "mg", "times"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS: dict[str, float] = {word: at for at, word in enumerate(_ONES.split())}
_WORDS.update({word: 10 * (at + 2) for at, word in enumerate(_TENS.split())})
_SCALES = {"hundred": 100.0, "thousand": 1_000.0, "million": 1_000_000.0, "dozen": 12.0}
_FRACTIONS = {
    "half": 1 / 2,
    "third": 1 / 3,
    "thirds": 1 / 3,
    "quarter": 1 / 4,
    "quarters": 1 / 4,
    "fifth": 1 / 5,
    "fifths": 1 / 5,
    "sixth": 1 / 6,
    "tenth": 1 / 10,
    "tenths": 1 / 10,
}
_DECADES = {f"{word[:-1]}ies": _WORDS[word] for word in _TENS.split()}
_COUNTED = frozenset("person people adult american man woman patient case individual child".split())
"""Whom a share counts: "one person in ten"."""
_TO = frozenset({"to", "or", "and", "through"})
_UPPER = frozenset({"under", "below", "most", "fewer", "less", "maximum"})
_LOWER = frozenset({"over", "above", "least", "more", "exceeding", "beyond"})


class Quantity(NamedTuple):
    """A number or range in a statement; equal ends for a single number. `span` covers its tokens, unit included."""

    low: float
    high: float
    unit: Unit
    span: Span
    bound: Literal["", "over", "under"] = ""
    """"over" for "more than 20", "under" for "up to 20"."""

    @property
    def single(self) -> bool:
        """Whether one number is given and no range."""
        return self.low == self.high

    def __str__(self) -> str:
        low, high = (f"{end:,.0f}" if end == int(end) else f"{end:g}" for end in (self.low, self.high))
        return low if self.single else f"{low} to {high}"


class _Number(NamedTuple):
    value: float
    first: int
    last: int
    share: bool = False
    rate: bool = False
    decade: bool = False


def quantities(line: Sequence[Token]) -> list[Quantity]:
    """Every quantity of a statement, in order. A number of years, a year of the calendar and an age are told apart."""
    return list(_read(line))


def _read(line: Sequence[Token]) -> Iterator[Quantity]:
    at = 0
    while at < len(line):
        number = _number(line, at)
        if number is None:
            at += 1
            continue
        upper = _other_end(line, number)
        last = upper.last if upper else number.last
        unit, end, factor = _unit(line, number, upper, last)
        low = number.value * factor
        high = upper.value * factor if upper else low
        if upper is None and number.decade:
            high = low + 9
        elif upper is not None and upper.decade:
            high = upper.value + 9
        if low <= high and not (unit == "count" and _calendar(number)):
            yield Quantity(low, high, unit, Span(number.first, end), _bound(line, number.first))
        at = max(end, last)


def _number(line: Sequence[Token], at: int) -> _Number | None:
    text = line[at].text
    if text[0].isdigit():
        return _digits(line, at)
    if text in _DECADES:
        return _Number(_DECADES[text], at, at + 1, decade=True)
    if text in _FRACTIONS and at and line[at - 1].text in ("a", "one", "about", "roughly", "nearly", "almost", "over"):
        return _Number(100 * _FRACTIONS[text], at, at + 1, share=True)
    if text == "half" or (text == "dozen" and at and line[at - 1].text == "a"):
        return _Number(50.0, at, at + 1, share=True) if text == "half" else _Number(12.0, at, at + 1)
    if text in _WORDS:
        return _words(line, at)
    return None


def _digits(line: Sequence[Token], at: int) -> _Number | None:
    text = line[at].text
    plain = text.replace(",", "")
    try:
        value = float(plain)
    except ValueError:
        return None
    following = line[at + 1].text if at + 1 < len(line) else ""
    if following == "s" and line[at + 1].breaks == "" and value % 10 == 0:
        return _Number(value, at, at + 2, decade=True)
    if following in _SCALES:
        return _Number(value * _SCALES[following], at, at + 2)
    return _share(line, at, value, at + 1)


def _words(line: Sequence[Token], at: int) -> _Number:
    value, last = _WORDS[line[at].text], at + 1
    if value >= 20 and last < len(line) and 0 < _WORDS.get(line[last].text, 0) < 10:
        value, last = value + _WORDS[line[last].text], last + 1
    while last < len(line) and line[last].text in _SCALES:
        value, last = value * _SCALES[line[last].text], last + 1
    if last < len(line) and line[last].text in _FRACTIONS and line[last].text.endswith("s"):
        return _Number(100 * value * _FRACTIONS[line[last].text], at, last + 1, share=True)
    return _share(line, at, value, last)


def _share(line: Sequence[Token], at: int, value: float, last: int) -> _Number:
    """ "one in ten", "one person in ten", "2 of every 100": a share in percent, or a rate per 100,000."""
    end = last
    if last < len(line) and line[last].text in _COUNTED:
        last += 1
    words = [token.text for token in line[last : last + 4]]
    for lead in (["in", "every"], ["out", "of", "every"], ["of", "every"], ["out", "of"], ["in"]):
        if words[: len(lead)] == lead and last + len(lead) < len(line):
            base = _plain(line, last + len(lead))
            if base is not None and base[0] > value and (base[0] <= 1000 and not _calendar_value(base[0])):
                return _Number(100 * value / base[0], at, base[1], share=True)
            if base is not None and base[0] > 1000 and base[0] > value and not _calendar_value(base[0]):
                return _Number(100_000 * value / base[0], at, base[1], rate=True)
    return _Number(value, at, end)


def _plain(line: Sequence[Token], at: int) -> tuple[float, int] | None:
    text = line[at].text.replace(",", "")
    if text.isdigit():
        value = float(text)
        if at + 1 < len(line) and line[at + 1].text in _SCALES:
            return value * _SCALES[line[at + 1].text], at + 2
        return value, at + 1
    return (_WORDS[text], at + 1) if text in _WORDS else None


def _other_end(line: Sequence[Token], number: _Number) -> _Number | None:
    """The upper end of "2 to 5", "2-5", "between 2 and 5", "2 percent to 5 percent"."""
    at = number.last
    if number.share or number.rate or at >= len(line):
        return None
    if line[at].text == "percent" and at + 1 < len(line):
        at += 1
    if line[at].breaks.strip() in ("-", "–", "−") and line[at].text[0].isdigit():
        return _second(line, at, number)
    if line[at].text not in _TO or at + 1 >= len(line):
        return None
    if line[at].text == "and" and not number.decade and not _between(line, number.first):
        return None
    start = at + 1
    if line[start].text in (
        "even",
        "as",
        "up",
        "age",
        "possibly",
        "perhaps",
        "their",
        "early",
        "late",
    ) and start + 1 < len(line):
        start += 1
    return _second(line, start, number)


def _second(line: Sequence[Token], at: int, number: _Number) -> _Number | None:
    upper = _number(line, at)
    if upper is None or upper.share or upper.value < number.value:
        return None
    return upper


def _between(line: Sequence[Token], first: int) -> bool:
    return any(token.text in ("between", "ages", "aged", "age") for token in line[max(0, first - 4) : first])


def _unit(line: Sequence[Token], number: _Number, upper: _Number | None, last: int) -> tuple[Unit, int, float]:
    """Unit, one past the last token of the quantity, and what to multiply with."""
    words = [token.text for token in line[last : last + 6]]
    if number.share or (upper and upper.share):
        return "percent", last, 1.0
    if number.rate:
        return "per-100000", last, 1.0
    if words[:1] == ["percent"]:
        return "percent", last + 1, 1.0
    if rate := _rate(words):
        return "per-100000", last + rate[0], 100_000 / rate[1]
    if words[:1] and words[0] in ("year", "years", "yrs", "yr"):
        old = words[1:2] == ["old"] or words[1:3] == ["of", "age"]
        return ("age", last + 2, 1.0) if old else ("years", last + 1, 1.0)
    if words[:1] in (["month"], ["months"]):
        return "months", last + 1, 1.0
    if words[:1] in (["mg"], ["milligram"], ["milligrams"]):
        return "mg", last + 1, 1.0
    if words[:1] == ["times"]:
        return "times", last + 1, 1.0
    if number.decade or _aged(line, number.first):
        return "age", last, 1.0
    return "count", last, 1.0


def _rate(words: list[str]) -> tuple[int, float] | None:
    """ "per 100,000", "in 100,000", "out of every 100,000": tokens used, and the base."""
    for lead in (
        ["per"],
        ["in"],
        ["in", "every"],
        ["for", "every"],
        ["of", "every"],
        ["out", "of"],
        ["out", "of", "every"],
    ):
        if words[: len(lead)] == lead and len(words) > len(lead):
            plain = words[len(lead)].replace(",", "")
            if plain in ("100000", "10000", "1000000"):
                return len(lead) + 1, float(plain)
            if plain == "100" and words[len(lead) + 1 : len(lead) + 2] == ["000"]:
                return len(lead) + 2, 100_000.0
            if plain == "million":
                return len(lead) + 1, 1_000_000.0
            if plain in ("100", "10", "hundred") and words[len(lead) + 1 : len(lead) + 2] == ["thousand"]:
                return len(lead) + 2, 100_000.0 if plain != "10" else 10_000.0
    return None


def _aged(line: Sequence[Token], first: int) -> bool:
    before = [token.text for token in line[max(0, first - 6) : first]]
    return any(word in ("age", "ages", "aged") for word in before) or ("onset" in before and "between" in before)


def _bound(line: Sequence[Token], first: int) -> Literal["", "over", "under"]:
    before = [token.text for token in line[max(0, first - 3) : first]]
    if any(word in _UPPER for word in before) or before[-2:] == ["up", "to"]:
        return "under"
    return "over" if any(word in _LOWER for word in before) else ""


def _calendar(number: _Number) -> bool:
    return number.last - number.first == 1 and _calendar_value(number.value)


def _calendar_value(value: float) -> bool:
    return 1800 <= value <= 2100 and value == int(value)
