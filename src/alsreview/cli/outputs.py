"""Writes reports to files: the whole file or none of it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from alsreview.cli.check_options import Output
from alsreview.errors import Fault, InputError
from alsreview.findings import RunResult
from alsreview.reports import BINARY, REPORTS
from alsreview.reports.view import View


def write_outputs(outputs: Sequence[Output], result: RunResult, view: View) -> None:
    """Writes every report asked for, without colour. Raises InputError where a file cannot be written."""
    plain = replace(view, colour=False)
    faults = []
    for output in outputs:
        binary = BINARY.get(output.format)
        data = binary(result, plain) if binary else REPORTS[output.format](result, plain).encode("utf-8", "replace")
        try:
            write_whole(output.path, data)
        except OSError as error:
            what = f"the {output.format} report cannot be written: {error.strerror or error}"
            faults.append(Fault(output.path.as_posix(), 0, 0, what, "name a file in a folder that you may write to"))
    if faults:
        raise InputError(faults)


def write_whole(path: Path, data: bytes) -> None:
    """Puts a file in place at once, or leaves the old one; a pipe or device is written to as it is. Raises OSError."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    target = path.resolve()
    handle, part = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(part, _mode(target))
        os.replace(part, target)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def _mode(target: Path) -> int:
    """Permissions of the file that is replaced, else those that the user's mask gives a new one."""
    if target.exists():
        return target.stat().st_mode & 0o7777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def top_of(root: Path) -> Path:
    """The top of the git work tree that a folder lies in (a linked one has a file `.git`), else the folder itself."""
    return next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)


def seen_from(folder: Path, root: Path) -> str:
    """The POSIX path of `root` as seen from a folder, "" where they are the same or share no drive."""
    try:
        relative = os.path.relpath(root, folder)
    except ValueError:
        return ""
    return "" if relative == "." else relative.replace(os.sep, "/")


def source_of(root: Path, name: str) -> str | None:
    """The text of a document by its name in the result, None where it is no UTF-8 text."""
    try:
        return (root / name).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
