"""HTML to tokens with exact offsets, as browsers cut it, in linear time on any input.

Not `html.parser`: it gives lines and columns of the start alone, and takes quadratic time on tags that are never
closed in Python versions that we support.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

# Possessive throughout: a tag that is never closed must not be tried again letter by letter. A quote counts only
# after `=`, as in browsers.
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)((?:[^>\"'=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')|[=\"'])*+)>")
_BARE_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*+)([^>]*+)>")
_ATTRIBUTE = re.compile(r"([^\s=/>\"'][^\s=/>]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
_STARTS_TAG = re.compile(r"/?[A-Za-z]")
_COMMENT_END = re.compile(r"--!?>")
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[A-Za-z][A-Za-z0-9]{1,31};?)")
RAW_TEXT = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
"""Elements whose inside is text, whatever it looks like."""


class Token(NamedTuple):
    """A piece of HTML from `start` to `end`.

    `kind`: "text", "open", "close", "comment", "other" (a declaration).
    `name` is the tag's, in lower case; `attributes` its raw inside.
    """

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: str = ""


def tokens(source: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of `source` from `start` to `end`, in order. Never fails, whatever the input."""
    end = len(source) if end is None else end
    at = text_from = start
    tag = _TAG
    while (less := source.find("<", at, end)) >= 0:
        after = source[less + 1 : less + 3]
        if _STARTS_TAG.match(after):
            found = tag.match(source, less, end)
            if found is None and tag is _TAG:
                # A quote that never closes: from here on quotes do not matter, so that this happens only once.
                tag = _BARE_TAG
                found = tag.match(source, less, end)
            if found is None:
                break
            token = Token("close" if found[1] else "open", less, found.end(), found[2].lower(), found[3])
        elif after[:1] and after[0] in "!?/":
            token = _declaration(source, less, end)
        else:
            at = less + 1
            continue
        if text_from < less:
            yield Token("text", text_from, less)
        yield token
        at = text_from = token.end
        if token.kind == "open" and token.name in RAW_TEXT:
            inside_end = _raw_end(source, token.name, at, end)
            if inside_end > at:
                yield Token("text", at, inside_end)
            at = text_from = inside_end
    if text_from < end:
        yield Token("text", text_from, end)


def _declaration(source: str, less: int, end: int) -> Token:
    if source.startswith("<!--", less):
        if source.startswith(">", less + 4):
            return Token("comment", less, less + 5)
        found = _COMMENT_END.search(source, less + 4, end)
        return Token("comment", less, found.end() if found else end)
    close = source.find(">", less, end)
    return Token("other", less, close + 1 if close >= 0 else end)


def _raw_end(source: str, name: str, at: int, end: int) -> int:
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, at, end)
    return found.start() if found else end


def attributes_of(raw: str) -> dict[str, str]:
    """Attributes of a tag by their names in lower case; the first of a name counts, as in browsers."""
    found: dict[str, str] = {}
    if not raw:
        return found
    for match in _ATTRIBUTE.finditer(raw):
        name = match[1].lower()
        if name not in found:
            value = match[2] or match[3] or match[4] or ""
            found[name] = html.unescape(value) if "&" in value else value
    return found


def pieces(source: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """Text with its entities decoded: runs as they stand, and entities, each with its place."""
    at = start
    if source.find("&", start, end) >= 0:
        for found in _ENTITY.finditer(source, start, end):
            decoded = html.unescape(found[0])
            if decoded == found[0]:
                continue
            if found.start() > at:
                yield source[at : found.start()], at, found.start()
            yield decoded, found.start(), found.end()
            at = found.end()
    if at < end:
        yield source[at:end], at, end
