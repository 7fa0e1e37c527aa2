"""Dates and periods that a text names, and the days that they may cover."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from alsreview.knowledge.english import MONTHS

_MONTH = r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|" + (
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NUMBER = r"(?P<number>\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|few|couple of|several)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("iso", re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<m>\d\d)(?:-(?P<day>\d\d))?\b")),
    ("numeric", re.compile(r"\b(?P<m>\d{1,2})[-/](?P<day>\d{1,2})[-/](?P<year>(?:19|20)\d\d)\b")),
    ("day", re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?(?:\s+{_YEAR})?")),
    ("day", re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR})?")),
    (
        "quarter",
        re.compile(rf"\b(?:Q(?P<quarter>[1-4])|(?P<nth>first|second|third|fourth) quarter)(?: of)?,?\s+{_YEAR}", re.I),
    ),
    ("half", re.compile(rf"\b(?:H(?P<half>[12])|(?P<nth>first|second) half)(?: of)?,?\s+{_YEAR}", re.I)),
    ("month", re.compile(rf"\b{_MONTH},?\s+(?:of\s+)?{_YEAR}")),
    (
        "part",
        re.compile(
            rf"\b(?P<part>early|late|mid|spring|summer|autumn|fall|winter|end)[\s-]+(?:in |of |the )*{_YEAR}", re.I
        ),
    ),
    ("year", re.compile(rf"(?<![\d.,-]){_YEAR}(?![\d-]|[.,]\d)")),
    (
        "ago",
        re.compile(
            rf"\b(?P<how>last|past|this|next|earlier this|later this|coming|following|previous)\s+(?:{_NUMBER}\s+)?"
            r"(?P<unit>day|week|month|quarter|year|decade|spring|summer|autumn|fall|winter)s?\b",
            re.I,
        ),
    ),
    ("ago", re.compile(rf"\b(?:{_NUMBER}\s+)?(?P<unit>day|week|month|year|decade)s?\s+(?P<how>ago)\b", re.I)),
    (
        "span",
        re.compile(
            r"\b(?:in|for|over|been|after)\s+"
            r"(?P<how>(?:more than|over|nearly|almost|about|some|the past|the last|at least)\s+)*"
            rf"(?:{_NUMBER}\s+)?(?P<unit>year|decade)s\b",
            re.I,
        ),
    ),
    ("today", re.compile(r"\b(?P<how>today|yesterday|tomorrow|tonight)\b", re.I)),
    ("bare-month", re.compile(rf"\b(?:in|by|until|this|next|from|since)\s+{_MONTH}(?!\s*\d|\s+be\b)")),
)

TimeKind = Literal["date", "relative", "span", "yearless"]
_DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 365, "decade": 3652}
_DAYS |= dict.fromkeys(("spring", "summer", "autumn", "fall", "winter"), 92)
_WORDS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "twenty": 20,
    "few": 3,
    "couple of": 2,
    "several": 4,
}
_PARTS = {
    "early": (1, 4),
    "mid": (5, 8),
    "late": (9, 12),
    "spring": (3, 6),
    "summer": (6, 9),
    "autumn": (9, 12),
    "fall": (9, 12),
    "winter": (1, 12),
    "end": (10, 12),
}
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}


class TimeSpan(NamedTuple):
    """A date or period in a text. `first` and `last` are its days where the year is told, else None.

    `kind`: "date" names its year; "yearless" a day or month alone; "relative" hangs on the day of reading ("last
    year", "this week"); "span" is a length of time ("in over 20 years"). `days` is the length of the last two.
    """

    start: int
    end: int
    kind: TimeKind
    first: date | None = None
    last: date | None = None
    days: int = 0
    how: str = ""


def find_times(text: str) -> tuple[TimeSpan, ...]:
    """All dates and periods, in order, the longest at each place. Callers cut the text (`reading.MAX_READ`)."""
    return _find(text)


@lru_cache(maxsize=4096)
def _find(text: str) -> tuple[TimeSpan, ...]:
    """Remembered: several kinds of checks ask for the times of one statement."""
    told = _told(text)
    found: list[TimeSpan] = []
    for name, pattern in _PATTERNS:
        if not told >= _NEEDS[name]:
            continue
        for match in pattern.finditer(text):
            span = _span(name, match)
            if span is not None and not any(span.start < other.end and other.start < span.end for other in found):
                found.append(span)
    return tuple(sorted(found))


_NEEDS: dict[str, frozenset[str]] = {
    "iso": frozenset({"year"}),
    "numeric": frozenset({"year"}),
    "day": frozenset({"digit", "month"}),
    "quarter": frozenset({"year"}),
    "half": frozenset({"year"}),
    "month": frozenset({"year", "month"}),
    "part": frozenset({"year"}),
    "year": frozenset({"year"}),
    "ago": frozenset({"unit"}),
    "span": frozenset({"unit"}),
    "today": frozenset({"today"}),
    "bare-month": frozenset({"month"}),
}
"""What a text must hold before a pattern can match: most sentences hold none of it."""
_UNIT = re.compile("day|week|month|quarter|year|decade|spring|summer|autumn|fall|winter", re.IGNORECASE)
_TODAY = re.compile("today|yesterday|tomorrow|tonight", re.IGNORECASE)
_MONTH_NAME = re.compile("Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


def _told(text: str) -> frozenset[str]:
    """What a text holds of that without which no pattern matches."""
    told = []
    if _DIGIT.search(text):
        told.append("digit")
        if "19" in text or "20" in text:
            told.append("year")
    if _MONTH_NAME.search(text):
        told.append("month")
    if _UNIT.search(text):
        told.append("unit")
    if _TODAY.search(text):
        told.append("today")
    return frozenset(told)


def _span(name: str, match: re.Match[str]) -> TimeSpan | None:
    parts = match.groupdict()
    start, end = match.span()
    if name in ("ago", "today", "span"):
        return _relative(name, parts, start, end)
    month = MONTHS.get((parts.get("month") or "").lower().rstrip("."), 0) or int(parts.get("m") or 0)
    year = int(parts["year"]) if parts.get("year") else None
    if year is None:
        return TimeSpan(start, end, "yearless")
    try:
        return TimeSpan(start, end, "date", *_days(name, parts, year, month))
    except ValueError:
        return None


def _days(name: str, parts: dict[str, str | None], year: int, month: int) -> tuple[date, date]:
    if parts.get("day"):
        day = date(year, month, int(parts["day"] or 0))
        return day, day
    first, last = 1, 12
    if name == "quarter":
        quarter = int(parts["quarter"] or 0) if parts.get("quarter") else _NTH[(parts["nth"] or "").lower()]
        first, last = quarter * 3 - 2, quarter * 3
    elif name == "half":
        half = int(parts["half"] or 0) if parts.get("half") else _NTH[(parts["nth"] or "").lower()]
        first, last = half * 6 - 5, half * 6
    elif name == "part":
        first, last = _PARTS[(parts["part"] or "").lower()]
    elif month:
        first = last = month
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _relative(name: str, parts: dict[str, str | None], start: int, end: int) -> TimeSpan:
    how = (parts.get("how") or "").lower().strip()
    if name == "today":
        return TimeSpan(start, end, "relative", days=1, how=how)
    number = (parts.get("number") or "").lower()
    count = int(number) if number.isdigit() else _WORDS.get(number, 1)
    if name == "span" and not number:
        count = 3
    days = count * _DAYS[(parts.get("unit") or "day").lower()]
    return TimeSpan(start, end, "span" if name == "span" else "relative", days=min(days, 200_000), how=how)
