"""The text of one paragraph of a Word file: what is visible, and what a reader makes of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from alsreview.documents.reader_text import ReaderText
from alsreview.documents.word_package import W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_HYPERLINK = re.compile(r"\s*HYPERLINK\s+\"([^\"]+)\"")
_OFF = frozenset({"0", "false", "off", "none"})
_GONE = frozenset({f"{W}del", f"{W}moveFrom", f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{_MC}Fallback"})
"""Deleted and moved text, and properties, in which no visible text lies."""
_SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}


class Inline:
    """Collects one paragraph. `line` is its visible text, `reader` what a reader makes of it, with places."""

    def __init__(self, start: int, relations: Mapping[str, str]) -> None:
        self.line: list[str] = []
        self.reader = ReaderText()
        self.boxes: list[Any] = []  # text boxes anchored in it, read after it
        self._relations = relations
        self._at = start
        self._script = ""
        self._fields: list[str] = []  # code of each open field; "" once its result has begun
        self._linked: list[bool] = []

    def read(self, paragraph: Any) -> None:
        """Reads a `w:p` element; depth is bounded by the parser, which refuses deep trees."""
        for child in paragraph:
            self._element(child)
        self._set_script("")

    def _element(self, element: Any) -> None:
        tag = element.tag
        if tag == f"{W}r":
            self._run(element)
        elif tag == f"{W}hyperlink":
            target = self._relations.get(element.get(f"{_R}id", ""), "")
            anchor = element.get(f"{W}anchor")
            self._set_script("")
            self.reader.open_link(f"{target}#{anchor}" if anchor else target)
            for child in element:
                self._element(child)
            self._set_script("")
            self.reader.close_link()
        elif tag == _MATH_TEXT:
            self._add(element.text or "", struck=False)
        elif tag not in _GONE and isinstance(tag, str):
            for child in element:
                self._element(child)

    def _run(self, run: Any) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None and _is_on(properties, "vanish"):
            return
        struck = properties is not None and (_is_on(properties, "strike") or _is_on(properties, "dstrike"))
        vertical = properties.find(f"{W}vertAlign") if properties is not None else None
        align = vertical.get(f"{W}val") if vertical is not None else None
        marks = any(child.tag in (f"{W}footnoteReference", f"{W}endnoteReference") for child in run)
        if not struck and not marks:
            self._set_script({"superscript": "^", "subscript": "_"}.get(align or "", ""))
        for child in run:
            self._piece(child, struck)

    def _piece(self, child: Any, struck: bool) -> None:
        tag = child.tag
        if tag == f"{W}t":
            self._add(child.text or "", struck)
        elif tag in _SIGNS:
            self._add(_SIGNS[tag], struck)
        elif tag == f"{W}fldChar":
            self._field(child.get(f"{W}fldCharType"))
        elif tag == f"{W}instrText":
            if self._fields:
                self._fields[-1] += child.text or ""
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            if not struck:
                self._set_script("")
                kind = "" if tag == f"{W}footnoteReference" else "endnote-"
                self.reader.footnote(kind + child.get(f"{W}id", ""))
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            self._boxes(child)
        elif tag == f"{_MC}AlternateContent":
            for choice in child.iterchildren(f"{_MC}Choice"):
                self._boxes(choice)

    def _boxes(self, element: Any) -> None:
        self.boxes.extend(element.iter(f"{W}txbxContent"))

    def _field(self, kind: str | None) -> None:
        """A field's code is no text; its result is, and a HYPERLINK field is a link."""
        if kind == "begin":
            self._fields.append("")
            self._linked.append(False)
        elif kind == "separate" and self._fields:
            if found := _HYPERLINK.match(self._fields[-1]):
                self._set_script("")
                self.reader.open_link(found[1])
                self._linked[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()
            if self._linked.pop():
                self.reader.close_link()

    def _add(self, text: str, struck: bool) -> None:
        if not text:
            return
        text = text.replace("\n", " ").replace("\r", " ")
        self.line.append(text)
        if not struck:
            self.reader.add(text, self._at)
        self._at += len(text)

    def _set_script(self, sign: str) -> None:
        """Word marks each run for itself; neighbours raised alike are one superscript."""
        if sign == self._script:
            return
        if self._script:
            self.reader.close_script()
        if sign:
            self.reader.open_script(sign, self._at, self._at)
        self._script = sign


def _is_on(properties: Any, name: str) -> bool:
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "true") not in _OFF
