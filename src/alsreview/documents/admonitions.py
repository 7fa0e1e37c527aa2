"""Notes that are written by indentation: MkDocs (`!!! note "Title"`), and JSX around indented text in MDX.

To a Markdown parser their text would be code, and a claim in it would go unread. Their indentation becomes the mark
of a block quote of the same width, which the reader then does not take for a quotation.
"""

from __future__ import annotations

import re

from alsreview.documents.reader_text import MASK

_NOTE = re.compile(r"^(?:!!!|\?\?\?\+?|===!?)[ \t]+(?:\"[^\"\r\n]*\"|[\w-][^\r\n]*)[ \t]*$", re.MULTILINE)
_JSX = re.compile(rf"^[ \t]*{MASK}+[ \t]*$", re.MULTILINE)
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_SHIFT = "   >"


def open_up(prose: str, jsx: bool = False) -> str:
    """The text with the indentation of such notes turned into quote marks, and their first lines masked."""
    found = _NOTE.search(prose) if "!!!" in prose or "???" in prose or "===" in prose else None
    if not found and not jsx:
        return prose
    parts: list[str] = []
    within = False
    for line in _LINE.finditer(prose):
        text = line[1]
        if _NOTE.match(text):
            within = True
            text = MASK * len(text)
        elif jsx and _JSX.match(text):
            within = True
        elif within and text.strip():
            depth = (len(text) - len(text.lstrip(" "))) // 4
            within = depth > 0
            text = _SHIFT * depth + text[4 * depth :]
        parts += (text, line[2])
        if not line[2]:
            break
    return "".join(parts)
