"""Where a curator starts: a check of each kind and a whole small pack, in files that load and pass as they are."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from alsreview.checks.definition import ID_PATTERN
from alsreview.errors import UsageError

WITHOUT: Mapping[str, str] = {
    "approvals": "the facts and the lexicon of a pack are enough: add a fact, and every statement is held against it",
    "claims": "there is one check for each thing that can be wrong with a claim; change its severity by `replaces:`",
    "review": "there is one check for each thing that can be wrong with a sign-off; change its severity by `replaces:`",
    "prose": "there is one check for each fault of a sentence that can be told; change its severity by `replaces:`",
    "directives": "there is one check for each thing that can be wrong with a comment; change it by `replaces:`",
    "event-dates": "copy a file of checks/event_dates and name your fact in `event`",
}
"""Kinds that have no file to start from, and what to do instead."""


def kinds() -> tuple[str, ...]:
    """Kinds that a check can be started for."""
    return tuple(sorted(item.name.removesuffix(".yaml") for item in _folder().iterdir() if item.name.endswith(".yaml")))


def check_text(kind: str, id_: str) -> str:
    """The text of a new check file. Raises UsageError for a kind or id that cannot be."""
    if kind in WITHOUT:
        raise UsageError(f"a check of kind {kind} is not started from nothing: {WITHOUT[kind]}")
    if kind not in kinds():
        near = difflib.get_close_matches(kind, [*kinds(), *WITHOUT], n=1)
        hint = f"did you mean {near[0]}?" if near else f"it is one of {', '.join(kinds())}"
        raise UsageError(f"there is no kind {kind}; {hint}")
    if not re.fullmatch(ID_PATTERN, id_):
        raise UsageError(f"{id_!r} is no id: write lower-case letters, digits and single hyphens")
    return _folder().joinpath(f"{kind}.yaml").read_text(encoding="utf-8").replace("$ID", id_)


def pack_files(id_: str) -> dict[str, str]:
    """The files of a new pack, by their POSIX path inside it. Raises UsageError for an id that cannot be."""
    if not re.fullmatch(ID_PATTERN, id_):
        raise UsageError(f"a folder called {id_!r} gives no id: use lower-case letters, digits and single hyphens")
    found: dict[str, str] = {}
    queue: list[tuple[str, Traversable]] = [("", _folder().joinpath("pack"))]
    while queue:
        prefix, folder = queue.pop()
        for item in folder.iterdir():
            if item.is_dir():
                queue.append((f"{prefix}{item.name}/", item))
            elif item.name.endswith(".yaml"):
                found[f"{prefix}{item.name}"] = item.read_text(encoding="utf-8").replace("$PACK", id_)
    return dict(sorted(found.items()))


def _folder() -> Traversable:
    return files("alsreview.checks").joinpath("starters")
