"""Servers that stay between runs: how they are found, told from strangers, held in use, and stopped."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from filelock import FileLock

from alsreview import cache

MAX_AGE_SECONDS = 8 * 3600
"""A server is not kept longer than a working day, however busy."""


def folder() -> Path:
    """Where servers are noted, readable by this user alone; created if need be."""
    path = cache.cache_dir() / "languagetool" / "servers"
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def record_path(key: str) -> Path:
    """The file that tells of a warm server."""
    return folder() / f"{key[:32]}.json"


def use_path(key: str) -> Path:
    """The file that users of a warm server hold locked; its time of change is that of the last use."""
    return folder() / f"{key[:32]}.use"


class Use:
    """Holds a warm server in use: its supervisor does not end it meanwhile. Released with the process at the latest."""

    def __init__(self, key: str) -> None:
        self._path = use_path(key)
        self._path.touch()
        self._file = self._path.open("ab")
        with contextlib.suppress(ImportError):
            import fcntl

            fcntl.flock(self._file, fcntl.LOCK_SH)

    def release(self) -> None:
        """Starts the idle time."""
        with contextlib.suppress(OSError):
            self._path.touch()
        self._file.close()


@dataclass(frozen=True, slots=True)
class Found:
    """A warm server that runs and is ours."""

    pid: int
    port: int
    supervisor: int
    identity: str
    key: str
    token: str
    use: Use | None = None


@contextmanager
def starting(key: str) -> Iterator[None]:
    """One process at a time looks for a server and starts it."""
    with FileLock(str(folder() / f"{key[:32]}.lock")):
        yield


def find(key: str) -> Found | None:
    """The warm server of a key, held in use, or None."""
    if not record_path(key).is_file():
        return None
    use = Use(key)  # before the look: from here on it is not ended
    found = _read(record_path(key))
    if found is None or found.key != key:
        use.release()
        return None
    return Found(found.pid, found.port, found.supervisor, found.identity, found.key, found.token, use)


def running() -> list[Found]:
    """Every warm server of this user that runs."""
    records = sorted(folder().glob("*.json"))
    return [found for path in records if (found := _read(path)) is not None]


def stop(found: Found) -> bool:
    """Ends a server that is ours; True when it is gone."""
    with contextlib.suppress(psutil.NoSuchProcess, ProcessLookupError):
        supervisor = psutil.Process(found.supervisor)
        if not _holds(supervisor, found.token):
            return False
        supervisor.send_signal(signal.SIGTERM)
        try:
            supervisor.wait(timeout=10)
        except psutil.TimeoutExpired:
            supervisor.kill()
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline and _is_ours(found.pid, found.token):
        time.sleep(0.05)
    if _is_ours(found.pid, found.token):
        with contextlib.suppress(psutil.NoSuchProcess):
            psutil.Process(found.pid).kill()
    record_path(found.key).unlink(missing_ok=True)
    return True


def _read(path: Path) -> Found | None:
    """The server that a record tells of, if each part of its identity holds; a stale record is taken away."""
    try:
        if hasattr(os, "getuid") and path.stat().st_uid != os.getuid():
            return None
        data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        found = Found(
            int(data["pid"]), int(data["port"]), int(data["supervisor"]), data["identity"], data["key"], data["token"]
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if _is_ours(found.pid, found.token) and _listens(found.pid, found.port):
        return found
    with contextlib.suppress(OSError):
        if not _is_ours(found.pid, found.token):
            path.unlink()
    return None


def _is_ours(pid: int, token: str) -> bool:
    try:
        return _holds(psutil.Process(pid), token)
    except psutil.Error:
        return False


def _holds(process: psutil.Process, token: str) -> bool:
    """The random token of the record stands in the process's command line, so its number was not given to another."""
    try:
        return process.status() != psutil.STATUS_ZOMBIE and any(token in part for part in process.cmdline())
    except psutil.Error:
        return False


def _listens(pid: int, port: int) -> bool:
    """The process holds the port; where the system does not tell, it is believed."""
    try:
        connections = psutil.Process(pid).net_connections("tcp")
    except (psutil.AccessDenied, NotImplementedError):
        return True
    except psutil.Error:
        return False
    return any(c.laddr and c.laddr.port == port and c.status == psutil.CONN_LISTEN for c in connections)
