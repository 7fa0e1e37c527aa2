"""Records as YAML text in the one form that the tool writes: a field a line, so that diffs and merges work by field."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

_PLAIN = re.compile(r"[^\W\d_][\w .,;()/%'&+=<>?!*$@^~\"|-]*(?<![ ])")
_PLAIN_IN_FLOW = re.compile(r"[^\W\d_][\w .;()/%'&+=<>!*$@^~|-]*(?<![ ])")
_WORDS_WITH_MEANING = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_PAIRS = frozenset(("sources",))
"""Fields whose entries stand one a line."""


def render_record(data: Mapping[str, Any], column: int = 0, step: int = 2, newline: str = "\n") -> str:
    """One record as an item of a block sequence, its dash in `column` (0-based), its keys `step` further."""
    lines: list[str] = []
    for index, (key, value) in enumerate(data.items()):
        lead = " " * column + "-" + " " * (step - 1) if not index else " " * (column + step)
        lines += [lead + line if not number else line for number, line in enumerate(field(key, value, column + step))]
    return newline.join(lines) + newline


def field(key: str, value: Any, column: int) -> list[str]:
    """The lines of `key: value`; the first without its indent, further ones with it."""
    if key in _PAIRS and value:
        return [f"{key}:", *(f"{' ' * column}- {flow(item)}" for item in value)]
    return [f"{key}: {scalar(value) if not isinstance(value, (list, tuple, dict)) else flow(value)}"]


def flow(value: Any) -> str:
    """A value on one line, safe inside brackets."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(flow(inner) for inner in value) + "]"
    return scalar(value, in_flow=True)


def scalar(value: Any, *, in_flow: bool = False) -> str:
    """A scalar that reads back as the same value: plain where that is safe, else in double quotes, always one line."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    text = str(value)
    pattern = _PLAIN_IN_FLOW if in_flow else _PLAIN
    if pattern.fullmatch(text) and text.isprintable() and text.lower() not in _WORDS_WITH_MEANING:
        return text
    return '"' + "".join(_escape(char) for char in text) + '"'


def _escape(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char.isprintable():
        return char
    code = ord(char)
    if char in "\n\t\r":
        return {"\n": "\\n", "\t": "\\t", "\r": "\\r"}[char]
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
