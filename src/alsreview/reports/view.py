"""How a report is to be shown: everything that is not part of the result itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """`width` in terminal cells; `required` names what must have been checked.

    Paths of a result are relative to the configuration's folder. Other programs look for files elsewhere, so
    `from_top` and `from_here` are that folder's POSIX path as seen from the top of the git work tree and from the
    working directory ("" where it is the same one). `source` gives a document's text by its path in the result, with
    a byte-order mark where the file has one, or None where it is no UTF-8 text; only formats that count in bytes ask.
    """

    fail_on: str = "error"
    required: frozenset[str] = frozenset()
    width: int = 100
    colour: bool = False
    left_out: str = ""
    """What `--only` and `--skip` took out of the run, in words."""
    from_top: str = ""
    from_here: str = ""
    source: Callable[[str], str | None] | None = None
