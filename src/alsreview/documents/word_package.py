"""What lies in a Word file: its parts, checked before they are unpacked, its styles and its numbering."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any, NamedTuple

from lxml import etree

from alsreview.errors import Fault, InputError

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_MOST_UNPACKED = 60_000_000
"""Bytes that one part may unpack to; more is a zip bomb or no page of prose."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DEEPEST_STYLE = 20
_LIST_STYLE = re.compile(r"list (?:bullet|number|continue) ([2-5])")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError)
"""What `zipfile` raises for archives that are broken, locked or packed in a way that it does not know."""


class Style(NamedTuple):
    """What a paragraph style says: its name in lower case, heading level (0: none), list number id and level."""

    name: str
    level: int
    number: str | None
    list_level: int


class Package:
    """A Word file opened for reading. Raises InputError for what is none."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if data.startswith(b"\xd0\xcf\x11\xe0"):
            if _ENCRYPTED in data:
                raise self.fault("is protected by a password", "save it without one")
            raise self.fault("is an old Word file (.doc) by content", "save it as .docx")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _UNREADABLE:
            what = "is broken: its zip archive cannot be read" if data[:2] == b"PK" else "is not a Word file"
            raise self.fault(what, "save it again as .docx") from None
        self._names = set(self._zip.namelist())
        self.main = self._main_part()
        self.styles = self._read_styles()
        self.numbering = self._read_numbering()

    def fault(self, what: str, mend: str) -> InputError:
        """An error that names the file."""
        return InputError(Fault(self.name, 0, 0, what, mend))

    def part(self, path: str) -> Any | None:
        """Root element of an XML part, or None where the file has no such part."""
        if path not in self._names:
            return None
        try:
            with self._zip.open(path) as stream:
                data = stream.read(_MOST_UNPACKED + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            ValueError,
        ) as error:
            what = (
                "is protected by a password"
                if "password" in str(error)
                else f"is broken: its part {path} cannot be read"
            )
            raise self.fault(what, "save it again as .docx") from None
        if len(data) > _MOST_UNPACKED:
            what = f"unpacks to more than {_MOST_UNPACKED:,} bytes ({path})"
            raise self.fault(what, "split it, or leave it out of `documents`")
        try:
            # No entities, no network, no huge trees: a Word file is untrusted input.
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            return etree.fromstring(data, parser)
        except etree.XMLSyntaxError as error:
            raise self.fault(f"is broken: {path} is not XML ({error.msg})", "save it again as .docx") from None

    def relations(self, path: str) -> dict[str, str]:
        """Targets of a part's relationships by their id."""
        folder, _, file = path.rpartition("/")
        root = self.part(f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels")
        found = root.iter(f"{_RELATION}Relationship") if root is not None else ()
        return {element.get("Id", ""): element.get("Target", "") for element in found}

    def _main_part(self) -> str:
        if "word/document.xml" in self._names:
            return "word/document.xml"
        root = self.part("_rels/.rels")
        for element in root.iter(f"{_RELATION}Relationship") if root is not None else ():
            target = element.get("Target", "").lstrip("/")
            if element.get("Type", "").endswith("/officeDocument") and target in self._names:
                return str(target)
        raise self.fault("is a zip archive but not a Word file", "save it as .docx")

    def beside(self, file: str) -> str:
        """Path of a part in the folder of the main one."""
        folder = self.main.rpartition("/")[0]
        return f"{folder}/{file}" if folder else file

    def _read_styles(self) -> dict[str, Style]:
        root = self.part(self.beside("styles.xml"))
        elements = {e.get(f"{W}styleId"): e for e in root.iter(f"{W}style")} if root is not None else {}
        return {style: _style(style, elements) for style in elements if style}

    def _read_numbering(self) -> dict[tuple[str, int], tuple[str, int]]:
        """Number format and first number by list id and level."""
        root = self.part(self.beside("numbering.xml"))
        if root is None:
            return {}
        levels: dict[str, dict[int, tuple[str, int]]] = {}
        for abstract in root.iter(f"{W}abstractNum"):
            levels[abstract.get(f"{W}abstractNumId", "")] = {
                number(level.get(f"{W}ilvl")): (value(level, "numFmt") or "decimal", number(value(level, "start"), 1))
                for level in abstract.iter(f"{W}lvl")
            }
        return {
            (num.get(f"{W}numId", ""), level): form
            for num in root.iter(f"{W}num")
            for level, form in levels.get(value(num, "abstractNumId") or "", {}).items()
        }


def value(element: Any | None, child: str) -> str | None:
    """The `w:val` of a child element, or None."""
    found = element.find(f"{W}{child}") if element is not None else None
    return found.get(f"{W}val") if found is not None else None


def number(text: str | None, default: int = 0) -> int:
    """A number of an attribute, or the default."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else default


def _style(style: str, elements: dict[Any, Any]) -> Style:
    name, level, list_number, list_level = "", 0, None, 0
    at: str | None = style
    for _ in range(_DEEPEST_STYLE):
        element = elements.get(at)
        if element is None:
            break
        own = (value(element, "name") or "").lower()
        name = name or own
        properties = element.find(f"{W}pPr")
        outline = value(properties, "outlineLvl")
        if not level and own == "title":
            level = 1
        elif not level and own.startswith("heading ") and own[8:9].isdigit():
            level = min(int(own[8]), 6)
        elif not level and outline and number(outline, 9) < 6:
            level = number(outline) + 1
        numbers = properties.find(f"{W}numPr") if properties is not None else None
        if list_number is None and numbers is not None:
            list_number, list_level = value(numbers, "numId"), number(value(numbers, "ilvl"))
        if (found := _LIST_STYLE.fullmatch(own)) and not list_level:  # "List Bullet 2" is indented by its name alone
            list_level = int(found[1]) - 1
        at = value(element, "basedOn")
    return Style(name, level, list_number, list_level)
