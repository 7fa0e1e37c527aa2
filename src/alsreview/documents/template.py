"""Template syntax is not prose: it is masked, code point for code point, so that no position moves.

Masked: Hugo shortcodes and `{{ }}`, Liquid and Jinja `{% %}` and `{# #}`, kramdown attributes, fenced-div marks
(`:::`), the patterns that the configuration ignores, and in MDX imports, exports, JSX tags and expressions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import cast

import re2

from alsreview.documents.admonitions import open_up
from alsreview.documents.masking import masked
from alsreview.documents.mdx import mask_mdx
from alsreview.documents.model import Comment
from alsreview.documents.reader_text import MASK
from alsreview.errors import Fault, InputError

# A tag does not run over an empty line: one that is never closed must not swallow the page.
_INSIDE = r"(?:[^\r\n]|(?:\r\n|\r|\n)[ \t]*[^\s])*?"
_CODE_PAIRS = "highlight|raw|comment|schema|javascript|stylesheet|style|mermaid|math|katex|code|gist|chart|plantuml"
_TEMPLATE = (
    rf"(?s:\{{%-?\s*(?:{_CODE_PAIRS})\b[^%]*%\}}.*?\{{%-?\s*end(?:{_CODE_PAIRS})\s*-?%\}})"
    rf"|(?s:\{{\{{[<%]\s*(?:{_CODE_PAIRS})\b[^>%]*[>%]\}}\}}.*?\{{\{{[<%]\s*/\s*(?:{_CODE_PAIRS})\s*[>%]\}}\}})"
    rf"|\{{\{{{_INSIDE}\}}\}}|\{{%{_INSIDE}%\}}|\{{#{_INSIDE}#\}}"
)
_ATTRIBUTES = r"\{:[^{}\r\n]*\}|(?m:^[ \t]*:::+[^\r\n]*$)"
_find_template = re2.compile(_TEMPLATE)
_find_attributes = re2.compile(_ATTRIBUTES)
_LONE_CR = re.compile(r"\r(?!\n)")  # the Markdown parser does not take it for a line end everywhere
_ALONE = re.compile(rf"(?:^|(?<=[\r\n]))[ \t]*{MASK}[{MASK} \t]*(?=[\r\n]|\Z)")


def mask(
    source: str, body: int, ignore: Sequence[str], markdown: bool = False, mdx: bool = False
) -> tuple[str, list[Comment]]:
    """The source with all that is not prose masked, and the comments found in template syntax.

    Everything before offset `body` (front matter) becomes blank lines' worth of space. A line that holds nothing
    but template syntax becomes an empty line.
    """
    prose = _LONE_CR.sub("\n", source) if "\r" in source else source
    comments: list[Comment] = []
    if mdx:
        prose, comments = mask_mdx(prose)
    if "{{" in prose or "{%" in prose or "{#" in prose:
        prose = masked(prose, _find_template)
    if "{:" in prose or ":::" in prose:
        prose = masked(prose, _find_attributes)
    prose = mask_ignored(prose, ignore)
    if markdown:
        prose = open_up(prose, jsx=mdx)
    if MASK in prose:
        prose = _ALONE.sub(lambda found: " " * len(found[0]), prose)
    if body:
        prose = re.sub(r"[^\r\n]", " ", prose[:body]) + prose[body:]
    return prose, comments


def mask_ignored(source: str, ignore: Sequence[str]) -> str:
    """The source with what the configured RE2 patterns match masked. Raises InputError for a broken pattern."""
    for pattern in ignore:
        source = masked(source, _compiled(pattern))
    return source


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return cast("re.Pattern[str]", re2.compile(pattern))
    except re2.error as error:
        what = f"`reading.ignore`: not a pattern that RE2 reads: {pattern!r}: {_words(error)}"
        raise InputError(
            Fault("configuration", 0, 0, what, "mend the pattern (no look-around, no back-references)")
        ) from None


def _words(error: Exception) -> str:
    said = error.args[0] if error.args else error
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
