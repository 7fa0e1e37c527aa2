from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from alsreview.cli.explain import command as explain
from alsreview.cli.facts import command
from alsreview.errors import UsageError


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, list(arguments), standalone_mode=False)


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_list_filters_by_day_place_and_event() -> None:
    told = run("list", "--event", "approved", "--jurisdiction", "EU", "--as-of", "2024-05-28").output
    assert "eu-rilutek" in told
    assert "eu-tofersen " not in told
    assert "us-rilutek" not in told


def test_list_about_a_medicine_follows_its_brands() -> None:
    told = run("list", "--about", "amx0035").output
    for fact in ("us-relyvrio-approval", "us-relyvrio-stop", "us-relyvrio-withdrawn", "eu-albrioza-negative"):
        assert fact in told


def test_show_tells_source_and_confidence() -> None:
    told = run("show", "us-radicava-iv").output
    assert "NDA 209176" in told
    assert "verified-partly" in told


def test_timeline_tells_what_is_approved_and_what_is_gone() -> None:
    told = run("timeline", "--jurisdiction", "US", "--as-of", "2026-11-22").output
    assert "approved on 2026-11-22: riluzole, edaravone, tofersen" in told
    assert "gone by then: sodium phenylbutyrate and taurursodiol" in told
    told = run("timeline", "--as-of", "1990-01-01").output
    assert "approved on 1990-01-01: nothing" in told


def test_impact_lists_what_breaks(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("# ALS\n\nRiluzole is the only approved drug for ALS.\n", "utf-8")
    result = run("impact", "us-radicava-iv", "page.md", "--as-of", "2018-01-01")
    told = result.output.splitlines()
    assert told[0] == "us-radicava-iv breaks:"
    assert told[1].startswith("  page.md:3:")
    assert told[1].endswith("Riluzole is the only approved drug for ALS.  [sole-approved-treatment]")
    assert "1 documents on 2018-01-01: 1 breaks, 0 frees, 0 suspect" in result.output


def test_unknown_names_get_a_did_you_mean() -> None:
    for arguments, hint in (
        (("show", "us-radicava-i"), "did you mean us-radicava-iv?"),
        (("list", "--about", "riluzol"), "did you mean riluzole?"),
        (("list", "--jurisdiction", "USA"), "there are"),
    ):
        error = run(*arguments).exception
        assert isinstance(error, UsageError)
        assert hint in str(error)


def test_explain_a_sentence_tells_names_assertion_facts_and_verdict() -> None:
    arguments = [
        "--sentence",
        "It is the only approved drug.",
        "--context",
        "Riluzole slows ALS.",
        "--as-of",
        "2020-01-01",
    ]
    told = CliRunner().invoke(explain, arguments, standalone_mode=False).output
    for part in ("asserts   sole: riluzole", "does not hold on 2020-01-01", "us-radicava-iv", "medicine  riluzole"):
        assert part in told
    told = (
        CliRunner()
        .invoke(
            explain,
            ["--sentence", "Riluzole was the only drug approved for ALS until 2017.", "--as-of", "2020-01-01"],
            standalone_mode=False,
        )
        .output
    )
    assert "tense past" in told
    assert "asserts nothing that the ledger could judge" in told
