"""`alsreview fix` as a user runs it, against a fake LanguageTool."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from alsreview.cli import group
from alsreview.documents.model import LineIndex
from alsreview.findings import Finding
from alsreview.grammar.repair import apply, repairs
from grammar.fake_server import Fake, serve


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Fake]:
    """A server that flags doubled words, in a folder of its own."""
    monkeypatch.setenv("ALSREVIEW_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")
    with serve() as made:
        monkeypatch.setenv("ALSREVIEW_LANGUAGETOOL_SERVER", made.url)
        yield made


def fix(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(group, ["fix", *arguments], standalone_mode=False, catch_exceptions=False)
    return result.return_value, result.output


PAGE = "\ufeff# Care\r\n\r\n🧠 He was was *ill ill* and **it** it hurt.\r\n\r\nIt is is fine."


def test_it_changes_the_words_and_no_other_byte(fake: Fake) -> None:
    Path("p.md").write_bytes(PAGE.encode())
    Path("p.md").chmod(0o640)
    code, output = fix("p.md")
    expected = "\ufeff# Care\r\n\r\n🧠 He was *ill* and **it** it hurt.\r\n\r\nIt is fine."
    assert Path("p.md").read_bytes().decode() == expected
    assert Path("p.md").stat().st_mode & 0o777 == 0o640
    assert code == 0
    assert "3 replacements made in 1 file" in output
    assert "p.md:3:6: “was was” -> “was”" in output
    assert sorted(os.listdir()) == ["p.md"]


def test_a_dry_run_shows_a_diff_and_writes_nothing(fake: Fake) -> None:
    Path("p.txt").write_text("One one.\nIt is is so.\n")
    code, output = fix("--dry-run", "p.txt")
    assert Path("p.txt").read_text() == "One one.\nIt is is so.\n"
    assert "-It is is so.\n+It is so.\n" in output
    assert code == 0


def test_a_second_run_has_nothing_to_do(fake: Fake) -> None:
    Path("p.html").write_text("<p>It is is so &amp; so.</p>")
    fix("p.html")
    assert Path("p.html").read_text() == "<p>It is so &amp; so.</p>"
    assert "0 replacements" in fix("p.html")[1]


def test_where_grammar_is_not_checked_it_says_so(fake: Fake) -> None:
    fake.fault = "html"
    Path("p.txt").write_text("It is is so.\n")
    code, output = fix("p.txt")
    assert code == 2
    assert "NOT CHECKED grammar" in output


def finding(source: str, start: int, end: int, *values: str, check: str = "grammar.R") -> Finding:
    lines = LineIndex(source)
    return Finding(
        check, "grammar", "warning", "high", "p", lines.position(start), lines.position(end), source[start:end],
        source, "", "", "", values,
    )  # fmt: skip


def test_what_is_not_safe_is_left() -> None:
    source = "a b c d e f *g* h"
    found = [
        finding(source, 0, 1, "x"),
        finding(source, 2, 3, "x", "y"),  # two choices
        finding(source, 4, 7, "x"),  # these two overlap
        finding(source, 6, 9, "x"),
        finding(source, 10, 11, "x", check="grammar.OTHER"),  # not allowed
        finding(source, 12, 15, "x"),  # markup in it
        finding(source, 16, 17, "<b>"),  # would make markup
    ]
    assert apply(source, repairs(source, found, {"R"})) == "x b c d e f *g* h"
