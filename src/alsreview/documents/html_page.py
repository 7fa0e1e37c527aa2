"""A page of HTML to blocks: its `main` or `article`, or the element that the configuration selects."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Callable, Mapping

from alsreview.documents.html_elements import VOID, matches
from alsreview.documents.html_tokens import Token, attributes_of, tokens
from alsreview.documents.html_walker import HtmlWalker
from alsreview.documents.language import language_of
from alsreview.documents.model import Block, Comment, Document, LineIndex
from alsreview.documents.options import ReadOptions
from alsreview.documents.outline import Outline
from alsreview.documents.template import mask
from alsreview.errors import Fault, InputError

_ID = re.compile(r"\sid\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE)
_META: dict[str, str] = {
    "author": "author",
    "article:author": "author",
    "dc.creator": "author",
    "dcterms.creator": "author",
    "date": "date",
    "dc.date": "date",
    "dcterms.date": "date",
    "article:published_time": "date",
    "dcterms.created": "date",
    "article:modified_time": "modified",
    "dcterms.modified": "modified",
    "last-modified": "modified",
    "description": "description",
    "archived": "archived",
    "og:url": "canonical",
}
"""From names of `meta` elements to the keys that front matter uses."""

Test = Callable[[str, Mapping[str, str]], bool]


def read_html(source: str, name: str, options: ReadOptions, suffix: str) -> Document:
    """Reads a page. Raises InputError where the configured selector fits no element of it."""
    prose, comments = mask(source, 0, options.ignore)
    page = list(tokens(prose))
    ranges, is_content = _content(page, options.selector, name)
    ids = {found[1] or found[2] or found[3] for found in _ID.finditer(prose)}
    outline = Outline()
    walker = HtmlWalker(outline, comments, ids, is_content=is_content)
    at = 0
    for first, last in ranges:
        comments.extend(_comments(page[at:first], source))
        for token in page[first:last]:
            walker.token(prose, token, 0, source)
        walker.flush()
        at = last
    comments.extend(_comments(page[at:], source))
    blocks = tuple(outline.blocks if is_content else [block for block in outline.blocks if not _is_menu(block)])
    meta = _meta(page, prose)
    return Document(
        path=name,
        format="html",
        source=source,
        blocks=blocks,
        meta=meta,
        language=language_of(meta, blocks),
        comments=tuple(sorted(comments)),
        lines=LineIndex(source),
    )


def _content(page: list[Token], selector: str | None, name: str) -> tuple[list[tuple[int, int]], bool]:
    """Ranges of tokens that hold the prose, and whether the page says so itself (not only by its `body`)."""
    if selector:
        parts = [part.strip() for part in selector.split(",") if part.strip()]
        if ranges := _ranges(page, lambda tag, attributes: any(matches(part, tag, attributes) for part in parts)):
            return ranges, True
        what = f"no element of this page fits the selector `{selector}`"
        raise InputError(Fault(name, 0, 0, what, "mend `reading.selector` in the configuration"))
    if ranges := _ranges(page, lambda tag, attributes: tag == "main" or attributes.get("role") == "main"):
        return ranges, True
    if ranges := _ranges(page, lambda tag, _: tag == "article"):
        return ranges, True
    return _ranges(page, lambda tag, _: tag == "body") or [(0, len(page))], False


def _ranges(page: list[Token], test: Test) -> list[tuple[int, int]]:
    """Ranges of the outermost elements that pass the test, in order."""
    ranges: list[tuple[int, int]] = []
    root, start, depth = "", 0, 0
    for index, token in enumerate(page):
        if root:
            if token.name == root:
                depth += 1 if token.kind == "open" else -1
                if depth == 0:
                    ranges.append((start, index + 1))
                    root = ""
        elif token.kind == "open" and token.name not in VOID and test(token.name, attributes_of(token.attributes)):
            root, start, depth = token.name, index, 1
    if root:
        ranges.append((start, len(page)))
    return ranges


def _is_menu(block: Block) -> bool:
    """A list item or line of nothing but links within the site: a page without `main` has its menus among its prose."""
    if block.kind not in ("list_item", "paragraph") or not block.links:
        return False
    if any("://" in link.target or link.kind != "link" for link in block.links):
        return False
    at, outside = 0, []
    for link in block.links:
        outside.append(block.text[at : link.start])
        at = max(at, link.end)
    outside.append(block.text[at:])
    return not any(character.isalnum() for part in outside for character in part)


def _comments(page: list[Token], source: str) -> list[Comment]:
    return [
        Comment(token.start, token.end, source[token.start : token.end].removeprefix("<!--").removesuffix("-->"))
        for token in page
        if token.kind == "comment"
    ]


def _meta(page: list[Token], source: str) -> dict[str, object]:
    """Title, author, dates, description and language as the page declares them, under front matter's keys."""
    found: dict[str, object] = {}
    for index, token in enumerate(page):
        if token.kind != "open":
            continue
        if token.name == "title" and "title" not in found and index + 1 < len(page) and page[index + 1].kind == "text":
            inside = page[index + 1]
            found["title"] = " ".join(html.unescape(source[inside.start : inside.end]).split())
        elif token.name == "html":
            attributes = attributes_of(token.attributes)
            if language := attributes.get("lang") or attributes.get("xml:lang"):
                found.setdefault("lang", language)
        elif token.name == "meta":
            attributes = attributes_of(token.attributes)
            said = (attributes.get("name") or attributes.get("property") or attributes.get("http-equiv") or "").lower()
            if (key := _META.get(said)) and attributes.get("content"):
                found.setdefault(key, _value(key, attributes["content"]))
        elif token.name == "link":
            attributes = attributes_of(token.attributes)
            if attributes.get("rel", "").lower() == "canonical" and attributes.get("href"):
                found["canonical"] = attributes["href"]
        elif token.name in ("main", "article"):
            break
    return found


def _value(key: str, content: str) -> object:
    if key in ("date", "modified"):
        try:
            return datetime.date.fromisoformat(content.strip()[:10])
        except ValueError:
            return content
    if key == "archived":
        return content.strip().lower() in ("true", "yes", "1")
    return content
