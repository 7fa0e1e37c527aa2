"""A stand-in for Java, written as a program: it answers as LanguageTool would, or misbehaves as its name says."""

from __future__ import annotations

import sys
from pathlib import Path

from alsreview.grammar import server
from alsreview.grammar.home import Home
from alsreview.grammar.java import Java
from alsreview.grammar.overlay import Overlay

_PROGRAM = """#!{python} -S
import sys, time, os, http.server, json
mode = {mode!r}
if "-version" in sys.argv:
    print('openjdk version "21.0.1"', file=sys.stderr); sys.exit(0)
open({pids!r}, "a").write(str(os.getpid()) + "\\n")
if mode == "dies":
    print("Exception in thread main java.lang.Oops: no rules today"); sys.exit(1)
if mode == "hangs":
    time.sleep(600)
if mode == "port taken" and len(open({pids!r}).readlines()) == 1:
    print("org.languagetool.server.PortBindingException: Address already in use"); sys.exit(1)
port = int(sys.argv[sys.argv.index("--port") + 1])
class Handler(http.server.BaseHTTPRequestHandler):
    def log_message(self, *_): pass
    def answer(self, value):
        body = json.dumps(value).encode()
        self.send_response(200); self.send_header("Content-Length", str(len(body))); self.end_headers()
        self.wfile.write(body)
    def do_GET(self): self.answer([{{"code": "en", "longCode": "en-US"}}])
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if mode == "dies later": os._exit(1)
        self.answer({{"matches": []}})
http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
"""


def make(folder: Path, mode: str = "") -> Path:
    """The program; the numbers of its processes go to `pids` beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "java"
    path.write_text(_PROGRAM.format(python=sys.executable, mode=mode, pids=str(folder / "pids")), encoding="utf-8")
    path.chmod(0o755)
    return path


def pids(folder: Path) -> list[int]:
    """The processes that were started so far."""
    path = folder / "pids"
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def need(folder: Path, mode: str = "", words: bytes = b"") -> server.Need:
    """What a server must be, with the fake for a Java."""
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    (home / "languagetool-server.jar").write_bytes(b"")
    return server.Need(Home(home, "fake", False), Overlay({"words.txt": words}), Java(make(folder, mode), 21, "test"))
