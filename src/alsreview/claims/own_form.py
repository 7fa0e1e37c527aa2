"""Reads the one form in which the tool writes claim files, line by line: less than half of the time that YAML takes.

It knows a small part of YAML, and of that part the meaning is beyond doubt; whatever else stands in a file, a comment
included, gives None, and the file is read as YAML. A property test holds both readings together.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

_HEAD = re.compile(r"document: (.+)\nclaims:\n")
_LINE = re.compile(r"^(?:(?:- (id)|  ([a-z_]+)): (.+)|  (sources):|  - \{(.+)\})$", re.MULTILINE)
_PLAIN = re.compile(r"[^\W\d_][\w .,;()/%'&+=<>?!*$@^~\"|-]*(?<! )")
_QUOTED = re.compile(r'"((?:[^"\\]|\\["\\])*)"')
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_LIST = re.compile(r"\[([A-Za-z][\w.-]*(?:, [A-Za-z][\w.-]*)*)\]")
_PAIR = re.compile(r'([a-z]+): (?:"((?:[^"\\]|\\["\\])*)"|([^\W\d_][\w .;()/%\'&+=<>!*$@^~|-]*(?<! )))(?:, |\Z)')
_WITH_MEANING: dict[str, Any] = {"null": None, "[]": [], "true": True, "false": False}
_DOUBTFUL = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


class _Other(Exception):
    """Something stands there that is not of the tool's own form."""


def read(text: str) -> dict[str, Any] | None:
    """The plain data of a claim file, or None where it is not in the tool's own form from end to end."""
    head = _HEAD.match(text)
    if head is None or not text.endswith("\n") or not text.replace("\n", " ").isprintable():
        return None  # characters that YAML treats in a way of its own stand for themselves nowhere in the tool's form
    try:
        claims = _claims(text[head.end() :])
        return {"document": _scalar(head[1]), "claims": claims}
    except _Other:
        return None


def _claims(lines: str) -> list[dict[str, Any]]:
    claims: list[dict[str, Any]] = []
    claim: dict[str, Any] = {}
    cited: list[dict[str, Any]] | None = None
    known: dict[str, Any] = dict(_WITH_MEANING)  # statuses, kinds, sections, reviewers: few words said again and again
    rows = _LINE.findall(lines)
    if not rows or len(rows) != lines.count("\n"):
        raise _Other
    for first, key, value, sources, source in rows:
        if source:
            if cited is None:
                raise _Other
            cited.append(_source(source))
            continue
        if cited is not None and not cited:  # a `sources:` with nothing behind it
            raise _Other
        cited = None
        if first:
            claim = {"id": _scalar(value)}
            claims.append(claim)
            continue
        name = sources or key
        if not claims or name in claim or name in _DOUBTFUL:
            raise _Other
        if sources:
            claim["sources"] = cited = []
        elif value == "[]":
            claim[key] = []
        elif value in known:
            claim[key] = known[value]
        else:
            claim[key] = known[value] = _scalar(value)
    if cited is not None and not cited:
        raise _Other
    return claims


def _scalar(value: str) -> Any:
    if value in _WITH_MEANING:
        return [] if value == "[]" else _WITH_MEANING[value]
    if value[0] == '"':
        if found := _QUOTED.fullmatch(value):
            return _unescaped(found[1])
    elif _PLAIN.fullmatch(value):
        if value.lower() not in _DOUBTFUL:
            return value
    elif found := _DATE.fullmatch(value):
        return _date(found)
    elif found := _LIST.fullmatch(value):
        words = found[1].split(", ")
        if not any(word.lower() in _DOUBTFUL for word in words):
            return words
    raise _Other


def _source(inside: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    at = 0
    while at < len(inside):
        found = _PAIR.match(inside, at)
        if found is None or found[1] in data or found[1] in _DOUBTFUL:
            raise _Other
        plain = found[3]
        if plain is None:
            data[found[1]] = _unescaped(found[2])
        elif plain in ("true", "false"):
            data[found[1]] = plain == "true"
        elif plain.lower() in _DOUBTFUL:
            raise _Other
        else:
            data[found[1]] = plain
        at = found.end()
    if inside.endswith(", "):
        raise _Other
    return data


def _unescaped(text: str) -> str:
    return re.sub(r'\\(["\\])', r"\1", text) if "\\" in text else text


def _date(found: re.Match[str]) -> date:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise _Other from None
