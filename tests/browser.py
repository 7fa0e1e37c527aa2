"""A real Chromium for tests that click. Debian's own is used; nothing is downloaded.

Without it such tests skip; with ALSREVIEW_REQUIRE_CHROMIUM=1 (the gate sets it) they fail instead.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
WCAG_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def find_chromium() -> str | None:
    """Path of a Chromium of this machine."""
    named = os.environ.get("ALSREVIEW_CHROMIUM")
    return named or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def opened() -> Iterator[Any]:
    """A running browser (playwright's `Browser`); closed behind it. Raises RuntimeError where there is none."""
    path = find_chromium()
    if path is None:
        raise RuntimeError("no Chromium here: apt-get install chromium")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise RuntimeError("no playwright here: pip install playwright") from error
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS, headless=True)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests of a worker."""
    if find_chromium() is None and os.environ.get("ALSREVIEW_REQUIRE_CHROMIUM") != "1":
        pytest.skip("no Chromium here: apt-get install chromium")
    with opened() as running:
        yield running


def violations(page: Any) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA on a page as it stands: rule, what it is, and where."""
    from importlib.resources import files

    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run({runOnly: {type: 'tag', values: tags}, preload: false})", WCAG_AA)
    assert found["passes"], "axe-core judged nothing"
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]} {node.get('failureSummary', '')}"
        for rule in found["violations"]
        for node in rule["nodes"][:3]
    ]
