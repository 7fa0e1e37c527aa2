"""After a change only the changed pages are judged again, and the findings are those of a run with an empty cache."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from alsreview.config import find
from alsreview.documents.model import Document
from alsreview.findings import RunResult
from alsreview.pipeline.judge import Judge
from alsreview.pipeline.kept_pages import FEWEST
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.run import check

PAGES = FEWEST + 2
DAY = date(2026, 11, 1)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pages that say different things, two of which contradict each other."""
    monkeypatch.setenv("ALSREVIEW_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "site"
    (root / "content").mkdir(parents=True)
    (root / "alsreview.toml").write_text("", "utf-8")
    for number in range(PAGES):
        text = f"# ALS, part {number}\n\nRiluzole is the only drug for ALS. On ward {number} we met {number} people.\n"
        (root / "content" / f"p{number:02}.md").write_text(text, "utf-8")
    (root / "content/p03.md").write_text("# ALS\n\nALS affects two in 100,000 people.\n", "utf-8")
    (root / "content/p04.md").write_text("# ALS\n\nALS affects nine in 100,000 people.\n", "utf-8")
    return root


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents that were judged, in order."""
    seen: list[str] = []
    judge: Callable[..., object] = Judge.judge

    def noted(self: Judge, document: Document, *rest: object) -> object:
        seen.append(document.path)
        return judge(self, document, *rest)

    monkeypatch.setattr(Judge, "judge", noted)
    return seen


def run(site: Path, **more: object) -> RunResult:
    request = CheckRequest(find(site), (), DAY, skip=frozenset({"grammar", "spelling"}), jobs=1)
    return check(replace(request, **more))  # type: ignore[arg-type]


def test_only_the_changed_page_is_judged_and_the_result_is_that_of_an_empty_cache(
    site: Path, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(site)
    assert len(judged) == PAGES
    judged.clear()
    (site / "content/p07.md").write_text("# ALS\n\nALS affects twenty in 100,000 people.\n", "utf-8")
    (site / "content/p08.md").unlink()
    again = run(site)
    assert judged == ["content/p07.md"]
    monkeypatch.setenv("ALSREVIEW_CACHE_DIR", str(site.parent / "empty"))
    assert run(site) == again


def test_the_order_of_the_results_is_that_of_the_files(site: Path, judged: list[str]) -> None:
    first = run(site)
    judged.clear()
    assert run(site) == first
    assert judged == []


def test_a_site_looked_at_in_parts_keeps_what_it_has(site: Path, judged: list[str]) -> None:
    run(site)
    run(site, paths=(site / "content/p01.md",))
    (site / "content/p01.md").write_text("# ALS\n\nNothing.\n", "utf-8")
    judged.clear()
    run(site)
    assert judged == ["content/p01.md"]


def change_day(site: Path) -> dict[str, object]:
    return {"as_of": date(2016, 1, 1)}


def change_filter(site: Path) -> dict[str, object]:
    return {"skip": frozenset({"grammar", "spelling", "unsourced"})}


def change_configuration(site: Path) -> dict[str, object]:
    (site / "alsreview.toml").write_text('jurisdiction = "EU"\n', "utf-8")
    return {}


def start_claims(site: Path) -> dict[str, object]:
    (site / "claims").mkdir()
    (site / "claims/sources.yaml").write_text("sources: []\n", "utf-8")
    return {}


@pytest.mark.parametrize("change", [change_day, change_filter, change_configuration, start_claims])
def test_what_judging_depends_on_makes_every_page_new(
    site: Path, judged: list[str], change: Callable[[Path], dict[str, object]]
) -> None:
    run(site)
    judged.clear()
    run(site, **change(site))
    assert len(judged) == PAGES


def test_a_run_with_less_than_a_site_is_not_kept(site: Path, judged: list[str]) -> None:
    for _ in range(2):
        run(site, paths=(site / "content/p01.md",))
    assert judged == ["content/p01.md"] * 2


def test_a_gate_believes_no_kept_page(site: Path, judged: list[str]) -> None:
    run(site)
    judged.clear()
    run(site, stage="review")
    assert len(judged) == PAGES


def test_a_damaged_entry_is_not_used(site: Path, judged: list[str]) -> None:
    first = run(site)
    judged.clear()
    for path in (site.parent / "cache/pages").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-9] + b"123456789")
    assert run(site) == first
    assert len(judged) == PAGES
