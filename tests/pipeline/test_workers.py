"""Worker processes: what they are given, and that their number changes nothing."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from alsreview.config import find
from alsreview.pipeline import workers
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.run import check_with, files_of
from alsreview.pipeline.setup import set_up

PAGES = 40


@pytest.fixture
def request_(tmp_path: Path) -> CheckRequest:
    for folder in ("content", "claims/content"):
        (tmp_path / folder).mkdir(parents=True)
    for page in range(PAGES):
        said = f"Riluzole is the only approved drug for ALS, says page {page}."
        (tmp_path / f"content/p{page}.md").write_text(f"# Page {page}\n\n{said}\n", encoding="utf-8")
        text = f"document: content/p{page}.md\nclaims:\n- id: c-{'abcdefgh'[page % 8] * 6}{'ab23'[page % 4]}"
        text += f"{'234567abcd'[page // 4]}\n  statement: {said}\n  status: verified\n"
        (tmp_path / f"claims/content/p{page}.md.yaml").write_text(text, encoding="utf-8")
    return CheckRequest(find(tmp_path), (), date(2026, 11, 22), skip=frozenset({"grammar", "spelling"}))


def test_what_is_handed_to_a_process_that_is_no_fork(request_: CheckRequest) -> None:
    setup = set_up(request_)
    other = pickle.loads(pickle.dumps(setup))
    files, _ = files_of(request_)
    found = [workers.judge_file(setup, file) for file in files[:3]]
    assert [workers.judge_file(other, file) for file in files[:3]] == found
    assert all(result.findings for result in found)  # type: ignore[union-attr]


def test_the_number_of_processes_changes_nothing(request_: CheckRequest) -> None:
    one, two = (check_with(set_up(replace(request_, jobs=jobs))) for jobs in (1, 2))
    assert one == two
    assert {finding.check for finding in one.findings} >= {"sole-approved-treatment", "unbacked-status"}
