"""How word lists and lists of phrases are written down in this room: as plain lines."""

from __future__ import annotations

import re


def word_set(text: str) -> frozenset[str]:
    """The words of a text, white space between them."""
    return frozenset(text.split())


def one_of(lines: str) -> str:
    """A pattern that matches any of the lines, each a regular expression; blank lines and blanks around are dropped."""
    return "(?:" + "|".join(line.strip() for line in lines.splitlines() if line.strip()) + ")"


def starts_with(lines: str) -> re.Pattern[str]:
    """Any of the lines at the start of a text, after marks that are not letters, whatever their case."""
    return re.compile(r"\W*" + one_of(lines), re.IGNORECASE)


def contains(lines: str) -> re.Pattern[str]:
    """Any of the lines as whole words anywhere in a text, whatever their case."""
    return re.compile(r"\b" + one_of(lines) + r"(?!\w)", re.IGNORECASE)


def anywhere(lines: str) -> re.Pattern[str]:
    """Any of the lines anywhere in a text, whatever their case."""
    return re.compile(one_of(lines), re.IGNORECASE)
