"""Which files a run reads: paths and folders from the command line, globs from the configuration."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from alsreview.documents.suffixes import READABLE_SUFFIXES
from alsreview.errors import Fault

SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "site-packages"})
"""Folders never searched, beside hidden ones (`.git`, `.venv`): what lies there was not written for this site."""

_READABLE = f"give a file that ends in one of {', '.join(READABLE_SUFFIXES)}"


def collect(paths: Sequence[str | Path], root: Path) -> tuple[list[tuple[Path, str]], list[Fault]]:
    """The files to read as (path, name), sorted by name, each once; and what could not be found.

    `name` is POSIX and relative to `root` (with `..` where the file lies outside of it), which is what
    `Document.path` wants. A folder is searched with all its subfolders; a file given by name is taken only where its
    suffix says that it can be read. A path that does not exist, a suffix that no reader knows and a folder without
    any readable file are faults: nothing that was asked for goes unread in silence.
    """
    found: dict[str, Path] = {}
    faults: list[Fault] = []
    for given in paths:
        path = Path(given)
        name = name_of(path, root)
        if path.is_dir():
            inside = list(_walk(path))
            found.update((name_of(file, root), file) for file in inside)
            if not inside:
                faults.append(Fault(name, 0, 0, "this folder holds no document that can be read", _READABLE))
        elif not path.exists():
            faults.append(Fault(name, 0, 0, "there is no such file or folder", "check the path"))
        elif not readable(path):
            what = f"no reader for {path.suffix!r} files" if path.suffix else "no reader for files without a suffix"
            faults.append(Fault(name, 0, 0, what, _READABLE))
        else:
            found[name] = path
    return sorted(((path, name) for name, path in found.items()), key=lambda pair: pair[1]), faults


def matching(patterns: Iterable[str], root: Path) -> list[tuple[Path, str]]:
    """The readable files that the globs of the configuration match below `root`, as (path, name), sorted by name."""
    found: dict[str, Path] = {}
    for pattern in patterns:
        for path in root.glob(pattern):
            parts = path.relative_to(root).parts
            if not any(_skipped(part) for part in parts) and readable(path) and path.is_file():
                found[name_of(path, root)] = path
            elif pattern.endswith("**") and path.is_dir() and not any(_skipped(part) for part in parts):
                # Path.glob("x/**") gives folders only (before Python 3.13); a writer means the files in them.
                files = (file for file in path.iterdir() if file.is_file() and readable(file))
                found.update((name_of(file, root), file) for file in files if not _skipped(file.name))
    return sorted(((path, name) for name, path in found.items()), key=lambda pair: pair[1])


def readable(path: Path) -> bool:
    """Whether the suffix is one that a reader knows, in any case."""
    return path.suffix.lower() in READABLE_SUFFIXES


def name_of(path: Path, root: Path) -> str:
    """The name of a file in every report: POSIX, relative to `root`. Bytes that are not UTF-8 show as U+FFFD."""
    try:
        relative = os.path.relpath(path, root)
    except ValueError:  # another drive on Windows
        relative = str(path.absolute())
    return os.fsencode(relative).decode("utf-8", "replace").replace(os.sep, "/")


def _walk(folder: Path) -> Iterable[Path]:
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not _skipped(name))
        for name in sorted(files):
            path = Path(top, name)
            if not name.startswith(".") and readable(path) and path.is_file():
                yield path


def _skipped(name: str) -> bool:
    return name.startswith(".") or name in SKIPPED_FOLDERS
