"""Writing to disk so that a kill at any moment leaves the old or the new state, never a mixture.

One file: written beside its place, flushed, renamed over it. Several files: all new contents first go into one
journal, whose own rename is the moment of truth; readers read through a journal that stands, and the next writer
finishes it. A change is `path below the folder -> new bytes, or None for removal`.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from alsreview.errors import Fault, InputError

JOURNAL = ".journal.json"
_LEAVINGS = (".yaml.tmp", ".json.tmp", ".sig.tmp")
Changes = Mapping[str, bytes | None]


def step(name: str) -> None:
    """Called before each step that touches the disk; the kill test replaces it."""


def commit(folder: Path, changes: Changes) -> None:
    """Makes all changes, or none. The caller holds the lock. Raises OSError, with the file, where the disk refuses."""
    if len(changes) > 1:
        _write(folder / JOURNAL, _encode(changes))
    _apply(folder, changes)
    if len(changes) > 1:
        _remove(folder / JOURNAL)


def recover(folder: Path) -> bool:
    """Finishes a write that was cut short and clears its leavings; true where there was one. Needs the lock."""
    _sweep(folder)
    changes = pending(folder)
    if changes:
        _apply(folder, changes)
        _remove(folder / JOURNAL)
    return bool(changes)


def pending(folder: Path) -> dict[str, bytes | None]:
    """The changes of a journal that stands in `folder`. Raises InputError for one that is not ours."""
    try:
        raw = (folder / JOURNAL).read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise InputError(Fault(str(folder / JOURNAL), 0, 0, f"cannot be read: {error.strerror}")) from None
    try:
        data = json.loads(raw.decode("utf-8"))["changes"]
        changes = {str(path): None if text is None else str(text).encode("utf-8") for path, text in data.items()}
    except (ValueError, KeyError, AttributeError, TypeError):
        raise InputError(
            Fault(str(folder / JOURNAL), 0, 0, "not a journal of alsreview", "remove it if you did not put it there")
        ) from None
    for path in changes:
        pure = PurePosixPath(path)
        if pure.is_absolute() or ".." in pure.parts or "\\" in path:
            raise InputError(Fault(str(folder / JOURNAL), 0, 0, f"names a file outside: {path}", "remove the journal"))
    return changes


def _encode(changes: Changes) -> bytes:
    texts = {path: None if data is None else data.decode("utf-8") for path, data in changes.items()}
    return json.dumps({"changes": texts}, ensure_ascii=False, indent=0).encode("utf-8")


def _apply(folder: Path, changes: Changes) -> None:
    for path, data in changes.items():
        if data is None:
            _remove(folder / path)
        else:
            _write(folder / path, data)


def _write(path: Path, data: bytes) -> None:
    _make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        step("open")
        # "x", and no older file: a link that a change put there in our name would be written through to its end.
        temporary.unlink(missing_ok=True)
        with open(temporary, "xb") as file:
            step("write")
            file.write(data)
            file.flush()
            step("fsync")
            os.fsync(file.fileno())
        with contextlib.suppress(FileNotFoundError):
            temporary.chmod(path.stat().st_mode & 0o777)
        step("rename")
        temporary.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
    step("fsync folder")
    _sync_folder(path.parent)


def _sweep(folder: Path) -> None:
    """Clears what killed writers were about to rename; the lock is held, so nobody writes now."""
    for base, _, names in os.walk(folder):
        for name in names:
            if name.startswith(".") and name.endswith(_LEAVINGS):
                Path(base, name).unlink(missing_ok=True)


def _remove(path: Path) -> None:
    step("remove")
    path.unlink(missing_ok=True)
    step("fsync folder")
    if path.parent.is_dir():
        _sync_folder(path.parent)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    step("make folder")
    folder.mkdir(exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no way to flush a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
