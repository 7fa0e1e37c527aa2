"""A LanguageTool server as far as requests go, with faults on demand. It flags doubled words and "teh"."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

RULES = [
    ("TEH", re.compile(r"\bteh\b"), "the", "GRAMMAR"),
    ("ENGLISH_WORD_REPEAT_RULE", re.compile(r"\b(\w+) \1\b"), None, "MISC"),
]


@dataclass
class Fake:
    """What the server was asked, and how it is to misbehave."""

    url: str = ""
    texts: list[str] = field(default_factory=list)
    requests: list[dict[str, str]] = field(default_factory=list)
    fault: str = ""
    faults_left: int = 10**9
    unknown: dict[str, list[str]] = field(default_factory=dict)
    """Words that the speller flags, with its suggestions."""
    incomplete: bool = False


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def matches(text: str, parameters: dict[str, str], fake: Fake) -> list[dict[str, Any]]:
    """Matches of a text in the form of `/v2/check`, offsets in UTF-16 units as LanguageTool's are."""
    found = []

    def add(start: int, end: int, rule: str, category: str, values: list[str]) -> None:
        found.append(
            {
                "offset": _utf16(text[:start]),
                "length": _utf16(text[start:end]),
                "message": f"{rule} says no",
                "replacements": [{"value": value} for value in values],
                "rule": {"id": rule, "issueType": "grammar", "category": {"id": category}},
            }
        )

    if parameters.get("enabledRules") == "MORFOLOGIK_RULE_EN_US":
        for hit in re.finditer(r"[^\W\d_]+", text):
            if hit[0] in fake.unknown:
                add(hit.start(), hit.end(), "MORFOLOGIK_RULE_EN_US", "TYPOS", fake.unknown[hit[0]])
        return found
    disabled = parameters.get("disabledRules", "").split(",")
    for rule, pattern, value, category in RULES:
        if rule not in disabled and category not in parameters.get("disabledCategories", "").split(","):
            for hit in pattern.finditer(text):
                add(hit.start(), hit.end(), rule, category, [value or hit[1]])
    return found


@contextmanager
def serve() -> Iterator[Fake]:
    """A fake on a free port of the loopback address."""
    fake = Fake()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            if fake.fault == "down":
                return self.send(503, b"Error: down")
            if self.path.startswith("/v2/languages"):
                return self.send_json([{"code": "en", "longCode": "en-US", "name": "English"}])
            if self.path.startswith("/v2/info"):
                return self.send_json({"software": {"version": "6.8", "commit": "abc"}})
            return self.send(200, b"OK")

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            parameters = {key: value[0] for key, value in parse_qs(body, keep_blank_values=True).items()}
            text = parameters.pop("text", "")
            fake.texts.append(text)
            fake.requests.append(parameters)
            if fake.fault and fake.faults_left > 0:
                fake.faults_left -= 1
                return self.misbehave(text, parameters)
            return self.send_json({"matches": matches(text, parameters, fake)})

        def misbehave(self, text: str, parameters: dict[str, str]) -> None:
            answers: dict[str, tuple[int, bytes]] = {
                "503": (503, b"Error: Server overloaded, please try again later"),
                "500": (500, b"Error: Internal Error"),
                "timeout": (500, b"Error: Checking took longer than 60.0 seconds"),
                "html": (200, b"<html><body>Hello</body></html>"),
                "list": (200, b"[]"),
                "other json": (200, b'{"answer": 42}'),
                "bad offsets": (200, b'{"matches": [{"offset": 5000, "length": 3, "message": "x", "replacements": [],'
                                b' "rule": {"id": "X", "category": {"id": "Y"}}}]}'),
            }  # fmt: skip
            if fake.fault == "cut":
                self.send_response(200)
                self.send_header("Content-Length", "5000")
                self.end_headers()
                self.wfile.write(b'{"matches": [')
                self.close_connection = True
                return None
            if fake.fault == "slow":
                time.sleep(3)
            if fake.fault in ("incomplete", "slow"):
                found = matches(text, parameters, fake)
                return self.send_json({"matches": found, "warnings": {"incompleteResults": True}})
            return self.send(*answers[fake.fault])

        def send_json(self, value: object) -> None:
            self.send(200, json.dumps(value).encode())

        def send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
