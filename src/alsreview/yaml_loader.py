"""The YAML loader: libyaml's where PyYAML was built with it, else PyYAML's own, taught to read what libyaml reads.

A file must not be good on one machine and broken on the next. PyYAML's own scanner ends a plain word inside brackets at
any `?`, knows no tabs between or in plain words, and lets a `:` stand before a closing bracket; libyaml does otherwise.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.scanner import ScannerError

_BREAKS = "\r\n\x85\u2028\u2029"
_BLANK_OR_END = "\0 \t" + _BREAKS
_IN_BRACKETS = ",[]{}"


class PurePythonLoader(yaml.SafeLoader):
    """PyYAML's own loader with the plain words of libyaml."""

    # The base classes are not typed; the names below are theirs.
    flow_level: int
    indent: int
    column: int

    def scan_to_next_token(self) -> None:
        """As the base, and tabs between tokens are skipped where no key may start."""
        here: Any = self
        while True:
            super().scan_to_next_token()
            if here.peek() != "\t" or not (here.flow_level or not here.allow_simple_key):
                return
            here.forward()

    def scan_plain(self) -> Any:
        """A plain word, as libyaml reads it."""
        here: Any = self
        chunks: list[str] = []
        start = end = here.get_mark()
        indent = here.indent + 1
        spaces: list[str] | None = []
        while here.peek() != "#":
            length = self._plain_length(start)
            if length == 0:
                break
            here.allow_simple_key = False
            chunks.extend(spaces or ())
            chunks.append(here.prefix(length))
            here.forward(length)
            end = here.get_mark()
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or (not here.flow_level and here.column < indent):
                break
        return yaml.ScalarToken("".join(chunks), True, start, end)

    def _plain_length(self, start: Any) -> int:
        here: Any = self
        length = 0
        while (char := here.peek(length)) not in _BLANK_OR_END:
            following = here.peek(length + 1)
            if char == ":" and following in _BLANK_OR_END:
                break
            if here.flow_level and char == ":" and following in _IN_BRACKETS + "?":
                here.forward(length)
                raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", here.get_mark())
            if here.flow_level and char in _IN_BRACKETS:
                break
            length += 1
        return length

    def scan_plain_spaces(self, indent: int, start: Any) -> list[str] | None:
        """What stands between two words of a plain scalar: blanks and tabs as they are, or folded line ends."""
        here: Any = self
        length = 0
        while here.peek(length) in (" ", "\t"):
            length += 1
        blanks: str = here.prefix(length)
        here.forward(length)
        if here.peek() not in _BREAKS or here.peek() == "\0":
            return [blanks] if blanks else []
        first: str = here.scan_line_break()
        here.allow_simple_key = True
        breaks: list[str] = []
        while not self._at_document_end():
            char = here.peek()
            if char == "\t" and here.column < indent:
                what = "found a tab character that violates indentation"
                raise ScannerError("while scanning a plain scalar", start, what, here.get_mark())
            if char in (" ", "\t"):
                here.forward()
            elif char != "\0" and char in _BREAKS:
                breaks.append(here.scan_line_break())
            else:
                folded = [] if first != "\n" or breaks else [" "]
                return [*([first] if first != "\n" else []), *folded, *breaks]
        return None

    def _at_document_end(self) -> bool:
        here: Any = self
        return here.column == 0 and here.prefix(3) in ("---", "...") and here.peek(3) in _BLANK_OR_END


LOADER: Any = getattr(yaml, "CSafeLoader", PurePythonLoader)
