"""Block elements of HTML and what they are in the outline: lists, quotes, captions, tables, notes."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from alsreview.documents.html_elements import HEADINGS
from alsreview.documents.outline import Outline

_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})


class Element(NamedTuple):
    """An open element. `undo` names what its end ends in the outline or in the text under way."""

    name: str
    silent: bool
    undo: str
    attributes: dict[str, str]


class BlockElements:
    """Opens and closes places of an outline for block elements."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._numbers: list[int] = []  # of the next item, for each open list

    def open(self, name: str, attributes: dict[str, str], around: Sequence[Element], notes: Collection[str]) -> str:
        """Tells the outline that a block element begins; returns what its end has to end.

        `around` are the open elements, innermost last; `notes` the ids that footnote marks point to.
        """
        outline = self.outline
        if name in HEADINGS:
            return "heading"
        if attributes.get("id") in notes:
            if name == "li":
                self._item_label(
                    attributes, around
                )  # it counts in its list, so that the items after it keep their numbers
            outline.open_footnote(attributes["id"])
            return "place"
        if name in _LISTS:
            self._numbers.append(number(attributes.get("start"), 1))
            outline.open_list()
            return "list"
        if name == "li":
            outline.open_item(self._item_label(attributes, around))
            return "place"
        if name == "dt":
            outline.open_item()
            return "term"
        if name == "dd":
            outline.open_definition()
            return "place"
        if name == "blockquote":
            outline.open_quote()
            return "place"
        if name in ("figcaption", "caption"):
            outline.open_caption()
            return "place"
        return self._open_table(name, attributes, around)

    def _open_table(self, name: str, attributes: dict[str, str], around: Sequence[Element]) -> str:
        if name == "table":
            layout = attributes.get("role") in ("presentation", "none")
            if not layout:
                self.outline.open_table()
            return "" if layout else "table"
        in_table = next((e for e in reversed(around) if e.name == "table"), None)
        if in_table is None or in_table.undo != "table":
            return ""
        if name == "tr":
            self.outline.open_row(head=around[-1].name == "thead")
        elif name in ("td", "th"):
            spans = number(attributes.get("colspan"), 1), number(attributes.get("rowspan"), 1)
            self.outline.open_cell(name == "th", attributes.get("scope", "").replace("colgroup", "col"), *spans)
            return "cell"
        return ""

    def _item_label(self, attributes: dict[str, str], around: Sequence[Element]) -> str | None:
        parent = next((e.name for e in reversed(around) if e.name in _LISTS), "")
        if parent != "ol" or not self._numbers:
            return None
        here = number(attributes.get("value"), self._numbers[-1])
        self._numbers[-1] = here + 1
        return str(here)

    def close(self, element: Element) -> bool:
        """Ends what `open` began; False where the element is no block of these."""
        undo, outline = element.undo, self.outline
        if undo == "place":
            outline.close_place()
        elif undo == "term":
            outline.close_term()
        elif undo == "list":
            self._numbers.pop()
            outline.close_list()
        elif undo == "table":
            outline.close_table()
        elif undo == "cell":
            attributes = element.attributes
            scope = attributes.get("scope", "").replace("colgroup", "col")
            outline.close_cell(element.name == "th", scope, number(attributes.get("colspan"), 1))
        else:
            return False
        return True


def number(value: str | None, default: int) -> int:
    """A positive number of an attribute, or the default."""
    found = re.match(r"\s*(\d{1,4})", value or "")
    return int(found[1]) if found and int(found[1]) else default
