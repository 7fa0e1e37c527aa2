"""A LanguageTool server to send text to: one that runs and matches, or a new one that ends with this process."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from alsreview import cache
from alsreview.config import LanguageToolSettings
from alsreview.grammar import home as homes
from alsreview.grammar import java, supervisor, warm
from alsreview.grammar.errors import Code, Unavailable
from alsreview.grammar.overlay import Overlay

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})

START_SECONDS = 90.0
"""A first start from a cold disk takes up to 15 s; what takes six times as long hangs."""

CONFIG = """\
maxCheckThreads=4
textCheckerQueueSize=64
pipelineCaching=true
maxPipelinePoolSize=8
pipelineExpireTimeInSeconds=36000
maxCheckTimeMillis=60000
"""
"""Pipelines are kept, else every request loads the rules anew (measured: half the throughput)."""

JVM_FLAGS = (
    "-Xms96m",
    "-Xmx384m",
    "-XX:+UseSerialGC",
    "-XX:-UsePerfData",
    "-Dsun.net.httpserver.nodelay=true",
    "-Djava.net.preferIPv4Stack=true",
    "-Dfile.encoding=UTF-8",
)
"""The serial collector needs 0.4 GB where the default needs 0.7, and was the quickest in total."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a server must be to serve a run: which LanguageTool, with which overlay."""

    home: homes.Home
    overlay: Overlay
    java: java.Java

    @property
    def key(self) -> str:
        """Servers with the same key give the same answers."""
        return key_of(self.home, self.overlay)


@dataclass(slots=True)
class Server:
    """A server that answers. Close it when done: a private one ends, a shared one stays."""

    url: str
    pid: int | None = None
    """Of the JVM; None for a server that is not ours."""
    shared: bool = False
    _process: subprocess.Popen[bytes] | None = None
    _use: warm.Use | None = None
    closed: bool = field(default=False)

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends a private server and waits until it is gone. May be called twice."""
        self.closed = True
        if self._use is not None:
            self._use.release()
            self._use = None
        if self._process is not None:
            end(self._process)
            self._process = None


def address(settings: LanguageToolSettings) -> str | None:
    """URL of a server that the user named, with a slash at its end, or None.

    Raises Unavailable (remote_refused) for one beyond loopback without `languagetool.allow_remote`.
    """
    url = os.environ.get("ALSREVIEW_LANGUAGETOOL_SERVER") or settings.server
    if not url:
        return None
    if "://" not in url:
        url = f"http://{url}"
    host = urlsplit(url).hostname or ""
    if host not in LOOPBACK and not settings.allow_remote:
        raise Unavailable(
            "remote_refused",
            f"the LanguageTool server {host} is not on this machine, and text would leave it",
            "set languagetool.allow_remote = true, or use a local one",
        )
    return url if url.endswith("/") else url + "/"


def key_of(home: homes.Home, overlay: Overlay) -> str:
    """The key of a server; known without a look at any Java, which would start one."""
    return cache.key_of(home.identity, str(home.path), CONFIG, " ".join(JVM_FLAGS), overlay.digest)


def need(settings: LanguageToolSettings, base: Path, overlay: Overlay) -> Need:
    """What the server must be. Raises Unavailable where Java or LanguageTool is missing."""
    return Need(homes.locate(settings, base), overlay, java.find())


Spawned = Callable[[subprocess.Popen[bytes]], None]


def obtain(
    wanted: Need, *, keep_warm: bool = False, idle_minutes: float = 10, spawned: Spawned = lambda process: None
) -> Server:
    """A server that matches: a warm one that runs, else a new one. Raises Unavailable.

    A new one ends with this process; with `keep_warm` it stays for later runs until it was idle for `idle_minutes`.
    `spawned` is given the process of a private one at once, so that it can be ended while it still starts (`end`).
    """
    with warm.starting(wanted.key):
        if (found := warm.find(wanted.key)) is not None:
            return Server(f"http://127.0.0.1:{found.port}/", found.pid, True, None, found.use)
        if keep_warm:
            return _start_warm(wanted, idle_minutes * 60)
    return start(wanted, spawned)


def start(wanted: Need, spawned: Spawned = lambda process: None) -> Server:
    """A server of this process alone."""
    spec = _spec(wanted, secrets.token_hex(16))
    process = _supervise({**spec, "life": "pipe"}, detached=False)
    spawned(process)
    answer = _answer(process, spec)
    return Server(f"http://127.0.0.1:{answer['port']}/", int(answer["pid"]), False, process)


def _start_warm(wanted: Need, idle_seconds: float) -> Server:
    token = secrets.token_hex(16)
    spec = _spec(wanted, token)
    spec |= {
        "life": "idle",
        "idle_seconds": idle_seconds,
        "max_age_seconds": warm.MAX_AGE_SECONDS,
        "publish": str(warm.record_path(wanted.key)),
        "use": str(warm.use_path(wanted.key)),
        "facts": {"key": wanted.key, "token": token, "identity": wanted.home.identity, "idle_seconds": idle_seconds},
    }
    use = warm.Use(wanted.key)
    process = _supervise(spec, detached=True)
    try:
        answer = _answer(process, spec)
    except BaseException:
        use.release()
        raise
    return Server(f"http://127.0.0.1:{answer['port']}/", int(answer["pid"]), True, None, use)


def _spec(wanted: Need, token: str) -> dict[str, object]:
    folder = warm.folder()
    config = folder / f"server-{hashlib.sha256(CONFIG.encode()).hexdigest()[:16]}.properties"
    if not config.is_file() or config.read_text(encoding="utf-8") != CONFIG:
        part = config.with_suffix(f".{os.getpid()}")
        part.write_text(CONFIG, encoding="utf-8")
        part.replace(config)
    path = os.pathsep.join([str(wanted.overlay.write()), str(wanted.home.path / homes.SERVER_JAR)])
    # The token stands in the command line, so that a process can be told from another that got the same number.
    command: list[str] = [str(wanted.java.path), *JVM_FLAGS, f"-Dalsreview.token={token}", "-cp", path]
    command += ["org.languagetool.server.HTTPServer", "--port", "{port}", "--config", str(config)]
    _sweep(folder)
    handle, log = tempfile.mkstemp(prefix="server-", suffix=".log", dir=folder)
    os.close(handle)
    return {"command": command, "log": log, "start_seconds": START_SECONDS}


def _sweep(folder: Path) -> None:
    """Takes away logs of servers that were killed together with their supervisor."""
    for log in folder.glob("server-*.log"):
        with contextlib.suppress(OSError):
            if time.time() - log.stat().st_mtime > 2 * warm.MAX_AGE_SECONDS:
                log.unlink()


def _supervise(spec: dict[str, object], *, detached: bool) -> subprocess.Popen[bytes]:
    """The supervisor, in a session of its own: a Ctrl-C at the terminal must reach it through us alone."""
    command: Sequence[str] = [sys.executable, "-I", "-S", supervisor.__file__, json.dumps(spec)]
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL if detached else subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _answer(process: subprocess.Popen[bytes], spec: dict[str, object]) -> dict[str, Any]:
    """What the supervisor says of the start; on a failure its process is gone and an exception tells why."""
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        answer: dict[str, Any] = json.loads(line) if line.strip() else {"error": "start_failed", "log": ""}
    except BaseException:
        end(process)
        raise
    if "error" not in answer:
        process.stdout.close()
        return answer
    end(process)
    with contextlib.suppress(OSError):
        Path(str(spec["log"])).unlink()
    raise _failure(answer)


def _failure(answer: dict[str, Any]) -> Unavailable:
    code: Code = answer["error"]
    lines = [line for line in str(answer.get("log", "")).splitlines() if line.strip()]
    telling = [line for line in lines if "Exception" in line or "Error" in line] or lines
    last = f": {telling[0].strip()[:300]}" if telling else ""
    reason = {
        "start_timeout": f"the LanguageTool server did not answer within {START_SECONDS:.0f} s",
        "port_taken": "no free port could be held for the LanguageTool server",
        "start_failed": "the LanguageTool server ended while starting",
    }[code]
    if "grammar_custom" in last or "XMLPatternRule" in last:
        return Unavailable(
            "house_rules", f"LanguageTool refuses the house rules{last}", "mend the pack's grammar_*.xml"
        )
    return Unavailable(code, reason + last, "run `alsreview languagetool status`")


def end(process: subprocess.Popen[bytes]) -> None:
    """Closes the pipe, waits for the supervisor to end its child and itself; kills it where it does not."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
