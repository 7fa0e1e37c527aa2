"""From byte offsets in UTF-8, which the Markdown parser gives, to code points."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

_WIDE = re.compile(r"[^\x00-\x7f]+")


def code_points(text: str) -> Callable[[int], int] | None:
    """A function from byte offsets in the UTF-8 form of `text` to code points; None where they are the same."""
    if text.isascii():
        return None
    ends: list[int] = [0]  # byte offsets after each character beyond ASCII
    extra: list[int] = [0]  # bytes more than characters up to there
    more = 0
    for run in _WIDE.finditer(text):
        at = run.start() + more
        for character in run[0]:
            width = 2 if character < "\u0800" else 3 if character < "\U00010000" else 4
            at += width
            more += width - 1
            ends.append(at)
            extra.append(more)

    def convert(offset: int) -> int:
        return offset - extra[bisect_right(ends, offset) - 1]

    return convert
