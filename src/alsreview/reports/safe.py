"""Makes text of a document harmless in the language that a report is written in. Nothing is dropped without a trace."""

from __future__ import annotations

import re

_BIDI = frozenset([0x061C, 0x200E, 0x200F, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARKDOWN = re.compile(r"([\\`*_\[\]#|~$])")


def visible(text: str) -> str:
    """Control and direction-changing characters made visible, so that a document cannot repaint what shows it."""
    return "".join(char if _harmless(ord(char)) else f"\\u{ord(char):04x}" for char in text)


def one_line(text: str) -> str:
    """The text on one line: white space folded, what is left of control characters made visible."""
    return visible(" ".join(text.split()))


def cell(text: str) -> str:
    """A cell of a table that a spreadsheet opens: never a formula, whatever it starts with, even behind blanks."""
    shown = one_line(text)
    return f"'{shown}" if text.startswith(_FORMULA) or shown.startswith(_FORMULA) else shown


def markdown(text: str) -> str:
    """Text that reads as itself in Markdown, in a table's cell too; nobody is notified by an `@` in it."""
    escaped = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # GitHub looks for mentions after rendering, so no escape of Markdown's own helps; a zero-width space does.
    return _MARKDOWN.sub(r"\\\1", escaped).replace("@", "@\u200b")


def _harmless(code: int) -> bool:
    control = code < 32 or 127 <= code < 160
    return not (control or code in _BIDI or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF))
