"""What changed since a day: by git where there is a history, by the dates in the files where there is none."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alsreview.claims.sessions import record_of, render, session_of
from alsreview.claims.store import ClaimStore
from packs.project import run
from reports.status_site import build, claim_of

DAY = "2026-11-01"
"""The day that the report is asked to compare with; the first commit is older, the second younger."""


def git(folder: Path, *arguments: str, day: str = "2026-10-20") -> None:
    when = f"{day}T12:00:00 +0000"
    dated = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": os.devnull}
    who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, env={**os.environ, **dated}, check=True, capture_output=True)


def commit(folder: Path, day: str) -> None:
    git(folder, "add", "-A", day=day)
    git(folder, "commit", "-q", "-m", day, day=day)


def since(folder: Path, *arguments: str, day: str = DAY) -> dict[str, Any]:
    code, out, said = run(
        folder, "report", "-", "--format", "json", "--as-of", "2026-11-22", "--since", day, *arguments
    )
    assert code == 0, said
    data: dict[str, Any] = json.loads(out)
    return data


def told(data: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(change["on"], change["what"], change["statement"]) for change in data["changes"]]


def one(data: dict[str, Any], what: str, words: str = "") -> tuple[str, str, str]:
    """The only change of a kind on a statement."""
    (found,) = [item for item in told(data) if item[1].startswith(what) and item[2].startswith(words)]
    return found


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all states, committed on 20 October, and much of it changed on 10 November."""
    folder = tmp_path_factory.mktemp("since") / "here"
    folder.mkdir()
    build(folder)
    git(folder, "init", "-q")
    commit(folder, "2026-10-20")
    medicines = folder / "content/medicines.md"
    edit(medicines, "Rilutek is the only FDA-approved drug\nfor ALS.[^label] ", "")
    edit(medicines, "Riluzole is taken twice a day", "Riluzole is taken twice every day")
    edit(
        folder / "content/breathing.md",
        "# Breathing",
        "# Breathing\n\nRilutek is the only FDA-approved drug for ALS.[^guide]",
    )
    flying = next((folder / "content/travel").iterdir())
    flying.unlink()
    (folder / "content/new.md").write_text("# New\n\nSpeech may become slurred.\n", encoding="utf-8")
    assert run(folder, "sync")[0] == 0
    commit(folder, "2026-11-10")
    edit(medicines, "Edaravone was first given", "Edaravone was at first given")
    return folder


def test_git_tells_what_was_added_removed_and_reworded(changed: Path) -> None:
    data = since(changed)
    assert data["since_commit"]
    assert data["since_basis"].startswith("Compared with commit ")
    assert "2026-10-20" in data["since_basis"]
    assert one(data, "document added")[0] == "2026-11-10"
    assert one(data, "document removed")[2].startswith("content/travel/flying")
    assert one(data, "claim added", "Speech may")[0] == "2026-11-10"
    assert one(data, "claim removed", "Airlines ask")[0] == "2026-11-10"
    assert one(data, "moved from content/medicines.md")[2].startswith("Rilutek is the only")
    reworded = one(data, "reworded, was: Riluzole is taken twice a day.")
    assert reworded[2] == "Riluzole is taken twice every day."


def test_git_tells_findings_that_appeared_and_that_went(changed: Path) -> None:
    data = since(changed)
    new = one(data, "new finding, sole-approved", "Rilutek is the only")
    gone = one(data, "finding gone, sole-approved", "Rilutek is the only")
    paths = {
        change["what"].split(",")[0]: change["path"] for change in data["changes"] if "sole-appr" in change["what"]
    }
    assert paths == {"new finding": "content/breathing.md", "finding gone": "content/medicines.md"}
    assert new[0] == "2026-11-10"
    assert gone[0] == "2026-11-22", "the file has changes that nobody committed yet"
    assert not [item for item in told(data) if "unsourced" in item[1] and "full stomach" in item[2]], "it was there"


def test_a_sign_off_put_on_file_later_than_it_is_dated_is_told(changed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    subprocess.run(["git", "clone", "-q", str(changed), str(folder)], check=True)
    tree = ClaimStore(folder).read()
    claim = claim_of(
        tree, "Tofersen" if any(c.statement.startswith("Tofersen") for _, c in tree.claims()) else "By inj"
    )
    record = record_of(claim, tree.sources, "content/medicines.md", "confirm", None)
    session = session_of("amara-osei", "amara-osei", datetime(2026, 9, 1, 10, tzinfo=UTC), [record])
    (folder / f"claims/reviews/{session.session}.json").write_text(render(session), encoding="utf-8")
    commit(folder, "2026-11-15")
    assert one(since(folder), "Amara Osei confirmed, dated 2026-09-01")[0] == "2026-11-15"


def test_without_a_history_the_dates_in_the_files_are_all_there_is_and_that_is_said(tmp_path: Path) -> None:
    folder = build(tmp_path)
    data = since(folder)
    assert data["since_commit"] is None
    assert "there is no git history" in data["since_basis"]
    assert "what was removed, or went, is not told" in data["since_basis"]
    assert one(data, "review lapsed", "Liver enzymes")
    # A history that is younger than the day tells no more.
    git(folder, "init", "-q")
    commit(folder, "2026-11-10")
    assert "git holds no commit of 2026-11-01 or before" in since(folder)["since_basis"]


def test_a_report_of_some_documents_tells_of_those(changed: Path) -> None:
    data = since(changed, "content/breathing.md")
    assert {change["path"] for change in data["changes"]} == {"content/breathing.md"}


def test_every_form_says_what_the_comparison_rests_on(changed: Path, tmp_path: Path) -> None:
    asked = ("--as-of", "2026-11-22", "--since", DAY)
    assert "Compared with commit" in run(changed, "report", "-", *asked)[1]
    out = tmp_path / "status"
    assert run(changed, "report", str(out), *asked)[0] == 0
    assert "Compared with commit" in (out / "index.html").read_text(encoding="utf-8")
