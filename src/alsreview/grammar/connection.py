"""The one LanguageTool of a run: reached at most once, in the background, and only when somebody asks."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from alsreview.config import LanguageToolSettings
from alsreview.grammar import home, server, warm
from alsreview.grammar.client import Answer, Client
from alsreview.grammar.errors import Unavailable
from alsreview.grammar.language import LanguagePolicy

_WARM_UP = "The first request makes the server load its rules."


class Connection:
    """A client, once there is one. Close it when done: a private server ends, a shared one stays."""

    def __init__(
        self,
        settings: LanguageToolSettings,
        base: Path,
        policy: LanguagePolicy,
        first: Mapping[str, str],
        *,
        start: bool,
    ) -> None:
        """`first` are the parameters that most requests will have; `start` allows to start a server."""
        self._settings, self._base, self._policy, self._first = settings, base, policy, dict(first)
        self._may_start = start
        self._lock = threading.Lock()
        self._future: Future[Client] | None = None
        self._server: server.Server | None = None
        self._restarted = False
        self._closed = False
        self._spawned: list[subprocess.Popen[bytes]] = []

    @cached_property
    def address(self) -> str | None:
        """The URL that the user gave, or None. Raises Unavailable for one that may not be used."""
        return server.address(self._settings)

    @property
    def host(self) -> str | None:
        """The host that text is sent to, where it is not this machine."""
        host = urlsplit(self.address or "").hostname
        return host if host and host not in server.LOOPBACK else None

    @cached_property
    def identity(self) -> str:
        """What answers depend on besides the request. A server of the user's own is asked for it."""
        if self.address is not None:
            return f"{self.address} {self.client().software()}"
        return f"{home.expected_identity(self._settings, self._base)} {self._policy.overlay.digest}"

    def begin(self) -> None:
        """Starts to connect in the background; returns at once."""
        with self._lock:
            if self._future is None and not self._closed:
                self._future = Future()
                threading.Thread(target=self._connect, args=(self._future,), daemon=True).start()

    def client(self) -> Client:
        """The client; waits for it. Raises Unavailable."""
        self.begin()
        if self._future is None:
            raise Unavailable("not_reachable", "the run was ended", "try again")
        return self._future.result()

    def ask(self, text: str, parameters: Mapping[str, str]) -> Answer:
        """One request. A server of this run that died is started anew, once. Raises Unavailable."""
        client = self.client()
        try:
            return client.ask(text, parameters)
        except Unavailable as error:
            if error.code != "not_reachable" or not self._again(client):
                raise
        return self.client().ask(text, parameters)

    def close(self) -> None:
        """Ends what this run started, also while it is still starting."""
        with self._lock:
            self._closed = True
            future = self._future
        if future is not None and not future.done():
            for process in self._spawned:  # its start is given up
                server.end(process)
        if future is not None and future.exception() is None:
            future.result().close()
        with self._lock:
            if self._server is not None:
                self._server.close()

    def _connect(self, future: Future[Client]) -> None:
        try:
            client = self._reach()
            if self._closed:  # while it was starting
                raise Unavailable("not_reachable", "the run was ended", "try again")
            if self._server is not None:
                client.ask(_WARM_UP, self._first)
        except BaseException as error:
            if self._closed and self._server is not None:
                self._server.close()
            future.set_exception(error)
        else:
            future.set_result(client)

    def _reach(self) -> Client:
        if self.address is not None:
            return Client(self.address)
        overlay = self._policy.overlay
        if not self._may_start:
            found = warm.find(server.key_of(home.locate(self._settings, self._base), overlay))
            if found is None:
                raise Unavailable("not_warm", "no LanguageTool server is running", "run `alsreview languagetool start`")
            self._server = server.Server(f"http://127.0.0.1:{found.port}/", found.pid, True, None, found.use)
        else:
            wanted = server.need(self._settings, self._base, overlay)
            keep, idle = self._settings.keep_warm, self._settings.idle_minutes
            self._server = server.obtain(wanted, keep_warm=keep, idle_minutes=idle, spawned=self._spawned.append)
        return Client(self._server.url)

    def _again(self, client: Client) -> bool:
        """Whether a new connection is worth a try: the server was ours and this is its first death."""
        with self._lock:
            if self.address is not None or self._closed:
                return False
            if self._future is not None and self._future.done() and self._future.result() is not client:
                return True  # another thread has done it
            if self._restarted:
                return False
            self._restarted = True
            if self._server is not None:
                self._server.close()
                self._server = None
            self._future = None
        return True
