"""A cache of its own for every test, a fake LanguageTool, and the real one where the machine has it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from alsreview.config import LanguageToolSettings
from alsreview.grammar import home, java
from alsreview.grammar.errors import Unavailable
from grammar.fake_server import Fake, serve


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing of one test is found by another, nor by the user."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("ALSREVIEW_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Iterator[Fake]:
    """A fake server that the settings of the environment name."""
    with serve() as made:
        monkeypatch.setenv("ALSREVIEW_LANGUAGETOOL_SERVER", made.url)
        yield made


@pytest.fixture
def real() -> home.Home:
    """The provisioned LanguageTool. Where it is missing the test is skipped, or fails in the gate."""
    try:
        java.find()
        return home.locate(LanguageToolSettings(), Path.cwd())
    except Unavailable as trouble:
        if os.environ.get("ALSREVIEW_REQUIRE_LANGUAGETOOL"):
            pytest.fail(f"the gate needs LanguageTool: {trouble}")
        pytest.skip(str(trouble))
