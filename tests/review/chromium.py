"""A headless Chromium of its own, spoken to over its DevTools socket."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import time
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from websockets.sync.client import connect

NAMES = ("chromium", "chromium-browser", "google-chrome")


def found() -> str | None:
    """The browser's program, if there is one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser(AbstractContextManager["Browser"]):
    """One page in one browser; ended with the block."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ids = itertools.count(1)
        self.requests: list[str] = []

    def __enter__(self) -> Browser:
        program = found()
        assert program is not None
        profile = self.folder / "profile"
        flags = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
        self._process = subprocess.Popen(
            [program, *flags, "--remote-debugging-port=0", f"--user-data-dir={profile}", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        port_file = profile / "DevToolsActivePort"
        for _ in range(600):
            if port_file.exists() and len(port_file.read_text().splitlines()) == 2:
                break
            time.sleep(0.1)
        port, path = port_file.read_text().splitlines()
        self._stack = ExitStack()
        self._socket = self._stack.enter_context(
            connect(f"ws://127.0.0.1:{port}{path}", max_size=None, open_timeout=60)
        )
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call("Page.enable", page=True)
        self.call("Network.enable", page=True)
        # Chromium draws nothing in a tab behind another, and then nothing is ever seen to be on the screen.
        self.call("Page.bringToFront", page=True)
        self.call(
            "Emulation.setEmulatedMedia", page=True, features=[{"name": "prefers-reduced-motion", "value": "reduce"}]
        )
        self.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(self.folder))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()
        self._process.terminate()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def call(self, method: str, page: bool = False, **parameters: Any) -> dict[str, Any]:
        """One command and its answer."""
        number = next(self._ids)
        message = {"id": number, "method": method, "params": parameters}
        if page:
            message["sessionId"] = self._session
        self._socket.send(json.dumps(message))
        while True:
            answer = json.loads(self._socket.recv(timeout=60))
            if answer.get("method") == "Network.requestWillBeSent":
                self.requests.append(answer["params"]["request"]["url"])
            if answer.get("id") == number:
                assert "error" not in answer, answer
                result: dict[str, Any] = answer["result"]
                return result

    def open(self, path: Path) -> None:
        """Opens a file and waits until it is there."""
        self.call("Page.navigate", page=True, url=path.as_uri())
        self.wait("document.readyState === 'complete' && location.protocol === 'file:'")

    def js(self, expression: str) -> Any:
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", page=True, expression=expression, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def wait(self, expression: str) -> None:
        """Until an expression is true."""
        for _ in range(600):
            if self.js(expression):
                return
            time.sleep(0.1)
        raise AssertionError(f"never true: {expression}")

    def press(self, key: str, text: str | None = None) -> None:
        """One key on the keyboard."""
        pressed = {"key": key, **({"text": text or key} if len(key) == 1 else {})}
        self.call("Input.dispatchKeyEvent", page=True, type="keyDown", **pressed)
        self.call("Input.dispatchKeyEvent", page=True, type="keyUp", key=key)

    def type(self, text: str) -> None:
        """Text where the cursor is."""
        self.call("Input.insertText", page=True, text=text)

    def click(self, selector: str) -> None:
        """A click of the mouse in the middle of an element."""
        box = self.js(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)});"
            " e.scrollIntoView({block: 'center'});"
            " const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", page=True, type=kind, x=box[0], y=box[1], button="left", clickCount=1)
