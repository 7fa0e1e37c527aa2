"""Starting on a site of 300 pages: the commands of the page, in under ten and with the gate green, then red."""

from __future__ import annotations

from pathlib import Path

import pytest

from docs.pages import commands, typed

PAGES = 300


def site(folder: Path) -> None:
    """Pages with citations in the text; some say what is no longer so."""
    (folder / "content/guide").mkdir(parents=True)
    for number in range(PAGES):
        old = "Rilutek is the only FDA-approved drug for ALS.[^a]" if number % 50 == 0 else ""
        text = (
            f"# Page {number}\n\nRiluzole was studied in trial {number} in people with ALS.[^a] {old}\n\n"
            f"In trial {number}, {number + 20} people took part ([report](https://example.org/{number})).\n\n"
            f"Most of them lived near town {number}.\n\n[^a]: Report {number}. PMID {20000000 + number}.\n"
        )
        (folder / f"content/guide/page-{number}.md").write_text(text, encoding="utf-8")


@pytest.mark.slow
def test_a_site_of_300_pages_gets_a_gate_in_under_ten_commands(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    site(folder)
    for line in ("git init --quiet", "git add content", "git commit --quiet --message pages"):
        assert typed(line, folder)[0] == 0
    lines = commands("adopt.md")
    assert len(lines) < 10
    first_check = next(line for line in lines if line.startswith("alsreview check"))
    ran = []
    for line in lines:
        code, said = typed(line, folder)
        expected = 1 if line == first_check and line not in ran else 0
        assert code == expected, (line, said[-2000:])
        ran.append(line)
    assert (folder / "status/index.html").is_file()
    page = folder / "content/guide/page-7.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\nRilutek is the only FDA-approved drug.[^a]\n", encoding="utf-8"
    )
    code, said = typed(first_check, folder)
    assert code == 1
    assert "page-7.md" in said
    assert "FAILED: 1 error." in said
    assert typed(lines[-1], folder)[0] == 1
