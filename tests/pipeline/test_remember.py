"""The answer of a run that nothing changed since: never wrong, never needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from alsreview import cache
from alsreview.pipeline import remember
from alsreview.pipeline.remember import Answer


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALSREVIEW_CACHE_DIR", str(tmp_path / "cache"))
    site = tmp_path / "site"
    (site / "content").mkdir(parents=True)
    (site / "claims").mkdir()
    (site / "content" / "a.md").write_text("Riluzole is used in ALS.\n", encoding="utf-8")
    (site / "alsreview.toml").write_text("", encoding="utf-8")
    return site


OPTIONS = {"as_of": "2026-11-22", "format": "text"}


def test_the_same_input_has_the_same_key(site: Path) -> None:
    assert remember.key(site, [], OPTIONS) == remember.key(site, [], dict(reversed(OPTIONS.items())))


@pytest.mark.parametrize(
    "change",
    ["content/a.md", "content/b.md", "claims/sources.yaml", "alsreview.toml", "checks/own.yaml"],
)
def test_any_change_of_input_is_seen(site: Path, change: str) -> None:
    before = remember.key(site, [], OPTIONS)
    path = site / change
    path.parent.mkdir(exist_ok=True)
    path.write_text('claims = "claims"\n' if change.endswith("toml") else "changed: 1\n", encoding="utf-8")
    assert remember.key(site, [], OPTIONS) != before


def test_another_date_or_option_is_another_run(site: Path) -> None:
    assert remember.key(site, [], OPTIONS) != remember.key(site, [], {**OPTIONS, "as_of": "2017-05-04"})


def test_standard_input_and_broken_configuration_are_never_answered_from_the_cache(site: Path) -> None:
    assert remember.key(site, [Path("-")], OPTIONS) is None
    (site / "alsreview.toml").write_text("documents = [", encoding="utf-8")
    assert remember.key(site, [], OPTIONS) is None


def test_a_damaged_entry_is_no_entry(site: Path) -> None:
    key = remember.key(site, [], OPTIONS)
    assert key is not None
    remember.keep(key, Answer(1, "é\n"))
    assert remember.recall(key) == Answer(1, "é\n")


def test_what_is_told_in_pieces_is_kept_as_a_whole_but_not_beyond_the_longest(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remember, "LONGEST_KEPT", 5)
    for key, pieces in (("a" * 64, ("12", "345")), ("b" * 64, ("12", "345", "6"))):
        told = remember.Told(key, 1)
        for piece in pieces:
            told.add(piece)
        told.keep()
    assert remember.recall("a" * 64) == Answer(1, "12345")
    assert remember.recall("b" * 64) is None
    (entry,) = [path for path in (cache.cache_dir() / remember.KIND).rglob("*") if path.is_file()]
    entry.write_bytes(entry.read_bytes()[:-1] + b"x")
    assert remember.recall(key) is None
