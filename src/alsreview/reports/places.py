"""Where a finding lies, as another program looks for it."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

_FAULT = re.compile(r"(?P<path>.+?)(?::(?P<line>\d+):(?P<column>\d+))?: (?P<what>.*)", re.DOTALL)


class Unread(NamedTuple):
    """A fault taken apart again; `line` and `column` are 1-based, 1 where only the file is known."""

    path: str
    line: int
    column: int
    what: str


def placed(path: str, folder: str) -> str:
    """A path of a result as seen from where the configuration's folder is called `folder`."""
    return posixpath.normpath(posixpath.join(folder, path)) if folder and not path.startswith("/") else path


def unread(fault: str) -> Unread:
    """The place that a fault names."""
    found = _FAULT.fullmatch(fault)
    if found is None:
        return Unread("alsreview.toml", 1, 1, fault)
    return Unread(found["path"], int(found["line"] or 1), int(found["column"] or 1), found["what"])
