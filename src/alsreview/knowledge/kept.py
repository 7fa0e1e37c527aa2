"""Pack files as they were parsed last time: plain data from the cache, validated anew at every start.

Parsing YAML takes longer than all that is made of it. What is kept is JSON of plain values under the digest of the text
that gave them, so that another text never gets them; the models that check them are the same as for a fresh file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from alsreview import __version__, cache, strict_yaml
from alsreview.strict_yaml import Marks, Parsed

KIND = "packs"
_DATE = "\0date"
"""Key of the only value of an object that stands for a date; no YAML text can hold a NUL."""


class KeptYaml:
    """The parsed files of some folders. Use it for one loading, then `save` it."""

    def __init__(self, folders: Iterable[Path]) -> None:
        places = sorted(folder.as_posix() for folder in folders)
        self._key = cache.key_of(__version__, Path(strict_yaml.__file__).read_bytes(), *places)
        self._old: dict[str, Any] = _read(self._key)
        self._used: dict[str, Any] = {}
        self._new = False

    def get(self, text: str) -> Parsed | None:
        """The data of a text and the places of its ids, or None where it is not known."""
        digest = _digest(text)
        entry = self._used.get(digest, self._old.get(digest))
        if not isinstance(entry, list):
            return None
        try:
            data, places = entry
            marks: Marks = {tuple(route): (int(line), int(column)) for route, line, column in places}
            parsed = _dated(data), marks
        except (TypeError, ValueError, RecursionError):
            return None
        self._used[digest] = entry
        return parsed

    def add(self, text: str, data: Any, marks: Marks) -> None:
        """Keeps what a text without a fault gave, where JSON can hold it."""
        places = [[route, *place] for route, place in marks.items() if _asked_for(route)]
        plain = _plain(data)
        if plain is not None:
            self._used[_digest(text)] = [plain, places]
            self._new = True

    def save(self) -> None:
        """Writes the cache where anything was new."""
        if self._new:
            cache.write(KIND, self._key, json.dumps(self._used, ensure_ascii=True, sort_keys=True).encode("ascii"))


def _asked_for(route: tuple[str | int, ...]) -> bool:
    """Whether the place of a value is asked for where nothing is wrong; for any other the text is parsed again."""
    return len(route) < 3 or route[-1] == "id" or (route[0] == "examples" and len(route) == 3)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _read(key: str) -> dict[str, Any]:
    data = cache.read(KIND, key)
    try:
        kept = json.loads(data) if data is not None else {}
    except (ValueError, RecursionError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _plain(value: Any) -> Any:
    """The value as JSON can hold it, None where it cannot (or where it is nothing, which is not worth keeping)."""
    try:
        return _tagged(value)
    except TypeError:
        return None


def _tagged(value: Any) -> Any:
    if value is None or type(value) in (str, int, bool, float):
        return value
    if type(value) is date:
        return {_DATE: value.isoformat()}
    if isinstance(value, list):
        return [_tagged(item) for item in value]
    if isinstance(value, dict) and all(type(key) is str for key in value):
        return {key: _tagged(item) for key, item in value.items()}
    raise TypeError(value)


def _dated(value: Any) -> Any:
    if isinstance(value, dict):
        if _DATE in value:
            return date.fromisoformat(value[_DATE])
        return {key: _dated(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dated(item) for item in value]
    return value
