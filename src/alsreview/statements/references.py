"""The reference list of a page, and the footnotes: what the marks in the text point to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from alsreview.documents.model import Block, Document
from alsreview.statements.identifiers import find_all, target_of_url

_LIST_NAMES = (
    "references?|sources?|bibliography|literature(?: cited)?|works cited|citations?|endnotes|footnotes|notes|evidence|"
    "reference list|list of references|references (?:and|&) (?:notes|sources|links)|notes (?:and|&) references|"
    "sources (?:and|&) references|further reading|references and further reading"
)
_HEADING = re.compile(
    rf"(?:\d+\.?\s*)?(?:selected |key |main |cited |our |the )?(?:{_LIST_NAMES})\s*:?\s*", re.IGNORECASE
)
_LOOSE = re.compile(r"\W*(?:\d+\.?\s*)?(?:notes|footnotes|endnotes|evidence|further reading)\b", re.IGNORECASE)
"""Headings under which ordinary sentences stand as well: there an entry has to look like one."""

_MARK = re.compile(r"(?:\A|(?<=\s))(?:\[(\d{1,3})\]:?|(\d{1,3})[.)]|\^(\d{1,3})(?=\s|\w))\s*(?=\S)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BIBLIOGRAPHIC = re.compile(
    r"et al\b|[;:]\s?\d+|\b[A-Z][\w’'-]+,? [A-Z]{1,3}\b[.,]|\b(?:accessed|retrieved|journal|guidelines?|label|"
    r"prescribing|fact ?sheet|website|press|association|agency|administration|institute|society|foundation|university|"
    r"vol|edition|ed|eds|pp|cochrane|lancet|neurology|isbn|issn|report)\b\.?",
    re.IGNORECASE,
)
_INITIALS = re.compile(r"\A[A-Z][\w’'-]+,? [A-Z]{1,3}[.,]")
_LONGEST_ENTRY = 1500
_PRIORITY = ("doi:", "pmid:", "pmcid:", "nct:")


def is_reference_heading(text: str) -> bool:
    """Whether a heading names the page's list of references."""
    return bool(_HEADING.fullmatch(text.strip()))


@lru_cache(maxsize=64)
def _under_list(headings: tuple[str, ...]) -> bool:
    return any(is_reference_heading(heading) for heading in headings)


def reads_like_entry(text: str) -> bool:
    """Whether a text is a bibliographic entry: an identifier or address in it, or a year with the signs of one."""
    text = text[:_LONGEST_ENTRY]
    if next(find_all(text), None):
        return True
    return bool((_YEAR.search(text) and _BIBLIOGRAPHIC.search(text)) or (_INITIALS.match(text) and _YEAR.search(text)))


def target_of_entry(text: str, block: Block, own_host: str | None) -> str:
    """What an entry points to: its identifier, else its first address out of the site, else its own words."""
    targets = [found.target for found in find_all(text)]
    targets += [target for link in block.links if (target := target_of_url(link.target, own_host))]
    for prefix in _PRIORITY:
        for target in targets:
            if target.startswith(prefix):
                return target
    return targets[0] if targets else "text:" + text.strip()


class References:
    """The entries of a page. `entries` are numbers of blocks; `numbers` and `notes` map a mark to its target."""

    __slots__ = ("entries", "notes", "numbers", "reference_notes")

    def __init__(self, document: Document, own_host: str | None) -> None:
        self.entries: set[int] = set()
        self.reference_notes: set[int] = set()
        self.numbers: dict[int, str] = {}
        self.notes: dict[str, str] = {}
        listed = False
        plain_heading: tuple[str, ...] | None = None
        for number, block in enumerate(document.blocks):
            if block.kind == "footnote":
                self._note(number, block, own_host)
                if _under_list(block.headings):
                    self._numbered(block, own_host)  # an item of the list that a link in the text points to
                continue
            if block.kind == "heading" or (plain_heading is not None and block.headings != plain_heading):
                plain_heading = None
            if block.kind == "paragraph" and len(block.text) < 40 and is_reference_heading(block.text):
                plain_heading = block.headings
                continue
            listed = plain_heading is not None or (block.kind != "heading" and _under_list(block.headings))
            if listed or block.text.startswith("["):
                self._entry(number, block, own_host, listed)

    def _note(self, number: int, block: Block, own_host: str | None) -> None:
        has_link = any(target_of_url(link.target, own_host) for link in block.links)
        if block.label and (has_link or reads_like_entry(block.text)):
            self.notes[block.label] = target_of_entry(block.text, block, own_host)
            self.reference_notes.add(number)

    def _entry(self, number: int, block: Block, own_host: str | None, listed: bool) -> None:
        has_link = any(target_of_url(link.target, own_host) for link in block.links)
        loose = not listed or any(_LOOSE.match(heading) for heading in block.headings[-1:])
        if loose and not has_link and not reads_like_entry(block.text):
            return
        marked = list(_marked(block.text))
        if not marked and not listed:
            return
        self.entries.add(number)
        if marked:
            for mark, text in marked:
                alone = len(marked) == 1
                self.numbers.setdefault(mark, target_of_entry(text, block if alone else _bare(block, text), own_host))
        elif block.kind == "list_item" and block.level <= 1:
            self._numbered(block, own_host)

    def _numbered(self, block: Block, own_host: str | None) -> None:
        """An item of the list: by its own number, else the one after the last."""
        label = block.label
        mark = int(label) if label and label.isdigit() else max(self.numbers, default=0) + 1
        self.numbers.setdefault(mark, target_of_entry(block.text, block, own_host))


def _bare(block: Block, text: str) -> Block:
    """The block with only those links that lie within one of several entries run into it."""
    start = block.text.find(text)
    inside = tuple(link for link in block.links if start <= link.start <= start + len(text))
    return Block(block.kind, block.text, block.map, links=inside)


def _marked(text: str) -> Iterator[tuple[int, str]]:
    """(number, entry) of the entries in a text that starts with a mark ("[1] Smith ... [2] Jones ..."), ascending."""
    first = _MARK.match(text)
    if first is None:
        return
    mark, start = _number(first), first.end()
    for match in _MARK.finditer(text, first.end()):
        if _number(match) == mark + 1:
            yield mark, text[start : match.start()].strip()
            mark, start = mark + 1, match.end()
    yield mark, text[start:].strip()


def _number(match: re.Match[str]) -> int:
    return int(match[1] or match[2] or match[3])
