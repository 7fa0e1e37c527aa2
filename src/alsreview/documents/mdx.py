"""What MDX adds to Markdown and no reader sees: imports, exports, comments, expressions and JSX tags."""

from __future__ import annotations

import re
from collections.abc import Iterator

import re2

from alsreview.documents.masking import masked, masked_spans
from alsreview.documents.model import Comment

_COMMENT = re2.compile(r"(?s)\{/\*(.*?)\*/\}")
_MODULE = re2.compile(
    r"(?m)^(?:import[ \t]+(?:[^\r\n]*[ \t]from[ \t]|[\"'{*])"
    r"|export[ \t]+(?:(?:default|const|let|var|function|class)\b|[{*]))"
    r"[^\r\n]*(?:\r?\n[ \t]*[^\s][^\r\n]*)*"
)
_TAG = re2.compile(r"</?>|</?[A-Z][\w.]*(?:\"[^\"<]*\"|'[^'<]*'|[^<>\"'])*>")
_BRACE = re.compile(r"[{}]|\n[ \t]*\r?\n")


def mask_mdx(source: str) -> tuple[str, list[Comment]]:
    """The source with all that MDX does not show masked, and its comments (`{/* ... */}`)."""
    comments = [Comment(found.start(), found.end(), found[1]) for found in _COMMENT.finditer(source)]
    prose = masked(source, _COMMENT)
    prose = masked(prose, _MODULE)
    if "{" in prose:
        prose = masked_spans(prose, _expressions(prose))
    return masked(prose, _TAG), comments


def _expressions(text: str) -> Iterator[tuple[int, int]]:
    """Spans of balanced braces. One that is open at an empty line was never an expression."""
    depth = start = 0
    for found in _BRACE.finditer(text):
        sign = found[0]
        if sign == "{":
            if not depth:
                start = found.start()
            depth += 1
        elif sign != "}":
            depth = 0
        elif depth:
            depth -= 1
            if not depth:
                yield start, found.end()
