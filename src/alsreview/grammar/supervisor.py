"""Runs one LanguageTool server as its child and makes sure that it never outlives its purpose.

Started by `alsreview.grammar.server` as a script of its own (`python -I -S supervisor.py SPEC`), so it imports only the
standard library. Two ways of life:

- "pipe": until standard input is closed, which the system does when the parent ends, however it ends;
- "idle": until nobody has used the server for `idle_seconds`, or it is `max_age_seconds` old.

SPEC is JSON: `command` (a list, in which "{port}" is replaced), `log`, `start_seconds`, `life`, and for "idle" also
`idle_seconds`, `max_age_seconds`, `publish` (the file that tells others of the server), `use` (the lock file that users
hold shared), `facts` (what goes into the published file besides). One line of JSON on standard output says how the
start went: {"port", "pid"} or {"error", "log"}.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from typing import Any, BinaryIO

ATTEMPTS = 3
_LOG_LIMIT = 2_000_000
_ended = threading.Event()


def main() -> int:
    spec: dict[str, Any] = json.loads(sys.argv[1])
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: _ended.set())
    if spec["life"] == "pipe":
        threading.Thread(target=_watch_parent, daemon=True).start()
    child: subprocess.Popen[bytes] | None = None
    use: BinaryIO | None = None
    try:
        child, answer = _start(spec)
        if child is not None and spec["life"] == "idle":
            _publish(spec, answer)
        _say(answer)
        if child is None:
            return 1
        if spec["life"] == "pipe":
            while child.poll() is None and not _ended.wait(0.5):
                pass
        else:
            use = _wait_idle(spec, child)
    finally:
        if spec["life"] == "idle":
            _withdraw(spec)
        _kill(child)
        with contextlib.suppress(OSError):
            os.unlink(spec["log"])
        if use is not None:
            use.close()
    return 0


def _watch_parent() -> None:
    with contextlib.suppress(OSError, ValueError):
        while sys.stdin.buffer.read(4096):
            pass
    _ended.set()


def _start(spec: dict[str, Any]) -> tuple[subprocess.Popen[bytes] | None, dict[str, Any]]:
    """The child once it answers, or None; a port that was taken meanwhile is tried again with another."""
    deadline = time.monotonic() + spec["start_seconds"]
    answer: dict[str, Any] = {"error": "start_failed", "log": ""}
    for _ in range(ATTEMPTS):
        port = _free_port()
        try:
            child = _spawn([part.replace("{port}", str(port)) for part in spec["command"]], spec["log"])
        except OSError as error:
            return None, {"error": "start_failed", "log": str(error)}
        while child.poll() is None and time.monotonic() < deadline and not _ended.wait(0.05):
            if _healthy(port) and child.poll() is None:
                return child, {"port": port, "pid": child.pid}
        hung = child.poll() is None
        _kill(child)
        log = _tail(spec["log"])
        answer = {"error": "start_timeout" if hung else "start_failed", "log": log}
        if hung or _ended.is_set() or not ("in use" in log or "BindException" in log or "PortBinding" in log):
            break
        answer["error"] = "port_taken"
    return None, answer


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _spawn(command: list[str], log: str) -> subprocess.Popen[bytes]:
    with open(log, "wb") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            preexec_fn=_die_with_parent(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )


def _die_with_parent() -> Callable[[], None] | None:
    """On Linux the kernel kills the child should this process itself be killed."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    prctl = ctypes.CDLL(None, use_errno=True).prctl
    return lambda: prctl(1, signal.SIGKILL) and None  # PR_SET_PDEATHSIG


def _healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/v2/healthcheck")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _tail(log: str) -> str:
    try:
        with open(log, "rb") as file:
            return file.read()[-4000:].decode("utf-8", "replace").strip()
    except OSError:
        return ""


def _say(answer: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        print(json.dumps(answer), flush=True)
        # Nothing more is said; a reader waiting for the end gets it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _publish(spec: dict[str, Any], answer: dict[str, Any]) -> None:
    folder = os.path.dirname(spec["publish"])
    record = {**spec["facts"], **answer, "supervisor": os.getpid()}
    handle, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(record, file)
    os.replace(name, spec["publish"])


def _withdraw(spec: dict[str, Any]) -> None:
    """Takes back the published file if it is ours."""
    with contextlib.suppress(OSError, ValueError):
        with open(spec["publish"], encoding="utf-8") as file:
            ours = json.load(file).get("supervisor") == os.getpid()
        if ours:
            os.unlink(spec["publish"])


def _wait_idle(spec: dict[str, Any], child: subprocess.Popen[bytes]) -> BinaryIO | None:
    """Returns when the server is to end; holding the lock of its users, so that none comes in between."""
    born = time.monotonic()
    while child.poll() is None and not _ended.wait(min(1.0, spec["idle_seconds"] / 4)):
        if os.path.exists(spec["log"]) and os.path.getsize(spec["log"]) > _LOG_LIMIT:
            os.truncate(spec["log"], 0)
        idle = time.time() - os.path.getmtime(spec["use"]) if os.path.exists(spec["use"]) else 1e9
        if idle < spec["idle_seconds"] and time.monotonic() - born < spec["max_age_seconds"]:
            continue
        if (lock := _lock_out_users(spec["use"])) is not None:
            return lock
    return None


def _lock_out_users(path: str) -> BinaryIO | None:
    try:
        import fcntl
    except ImportError:  # no shared locks here: the time of last use decides alone
        return open(path, "ab")
    file = open(path, "ab")  # noqa: SIM115 - held until the process ends
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def _kill(child: subprocess.Popen[bytes] | None) -> None:
    if child is not None and child.poll() is None:
        child.kill()  # it keeps no state worth an orderly end
    if child is not None:
        child.wait()


if __name__ == "__main__":
    sys.exit(main())
