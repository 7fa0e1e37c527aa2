"""Comments that set findings aside, through the real command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.test_check import alsreview

AS_OF = ("--as-of", "2026-11-22", "--only", "outdated,safety,config")
ONLY = "Rilutek is the only FDA-approved drug for ALS."
ASK = "alsreview: {} sole-approved-treatment because this page quotes a leaflet of 1996"


def judged(folder: Path, text: str, name: str = "page.md", *options: str) -> tuple[int, list[str], list[str]]:
    """(exit code, checks that count, checks set aside)."""
    (folder / name).write_text(text, encoding="utf-8")
    done = alsreview(folder, "check", name, "--format", "json", *AS_OF, *options)
    data = json.loads(done.stdout)
    return (
        done.returncode,
        [item["check"] for item in data["findings"]],
        [item["finding"]["check"] for item in data["set_aside"]],
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"<!-- {ASK.format('ignore')} -->\n{ONLY}\n"),
        ("b.md", f"{ONLY} <!-- {ASK.format('ignore')} -->\n"),
        ("c.md", f"<!-- {ASK.format('ignore-block')} -->\n\nA first line.\n{ONLY}\n"),
        ("d.md", f"<!-- {ASK.format('ignore-begin')} -->\n\n# Old\n\n{ONLY}\n\n<!-- alsreview: ignore-end -->\n"),
        ("e.md", f"<!-- {ASK.format('ignore')} -->\r\n\r\n{ONLY}\r\n"),
        ("f.html", f"<main><!-- {ASK.format('ignore')} -->\n<p>{ONLY}</p></main>\n"),
        ("g.html", f"<main><!-- {ASK.format('ignore-block')} --><p>First.\n{ONLY}</p></main>\n"),
        ("h.mdx", f"{{/* {ASK.format('ignore')} */}}\n\n{ONLY}\n"),
        ("i.md", f"<!-- {ASK.format('ignore').replace('because', 'until 2026-11-22 because')} -->\n{ONLY}\n"),
        ("j.md", f"<!-- {ASK.format('ignore')} -->\n<!-- another note -->\n{ONLY}\n"),
        ("k.md", f"<!-- {ASK.format('ignore').replace('sole-approved-treatment', 'outdated')} -->\n{ONLY}\n"),
    ],
)
def test_forms(tmp_path: Path, name: str, text: str) -> None:
    assert judged(tmp_path, text, name) == (0, [], ["sole-approved-treatment"])


def test_it_covers_no_more_than_it_says(tmp_path: Path) -> None:
    text = f"<!-- {ASK.format('ignore')} -->\n{ONLY}\n\n{ONLY}\n"
    assert judged(tmp_path, text) == (1, ["sole-approved-treatment"], ["sole-approved-treatment"])


def test_a_lapsed_one_has_no_effect(tmp_path: Path) -> None:
    text = f"<!-- {ASK.format('ignore').replace('because', 'until 2026-11-21 because')} -->\n{ONLY}\n"
    assert judged(tmp_path, text) == (1, ["ignore-lapsed", "sole-approved-treatment"], [])


def test_safety_is_never_set_aside(tmp_path: Path) -> None:
    unsafe = "You can safely stop taking riluzole after a good week."
    _, found, _ = judged(tmp_path, unsafe + "\n")
    assert found, "the sentence must be flagged to begin with"
    for name in (found[0], "safety"):
        text = f"<!-- alsreview: ignore {name} because we know better -->\n{unsafe}\n"
        code, found_now, aside = judged(tmp_path, text)
        assert (code, sorted(found_now), aside) == (1, sorted(["ignore-not-allowed", *found]), [])


def test_withdrawn_is_never_set_aside(tmp_path: Path) -> None:
    text = (
        "<!-- alsreview: ignore-block outdated because it is nice -->\n"
        "Relyvrio is available on prescription for adults with ALS.\n"
    )
    code, found, aside = judged(tmp_path, text)
    assert (code, aside) == (1, [])
    assert "withdrawn-still-offered" in found


def test_an_unused_one_is_only_told_where_it_could_be_used(tmp_path: Path) -> None:
    text = f"<!-- {ASK.format('ignore')} -->\nNothing of note.\n"
    assert judged(tmp_path, text)[1] == ["ignore-unused"]
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    done = alsreview(tmp_path, "check", "page.md", "--only", "config", "--format", "json")
    assert json.loads(done.stdout)["findings"] == []


def test_the_summary_counts_what_was_set_aside(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(f"<!-- {ASK.format('ignore')} -->\n{ONLY}\n", encoding="utf-8")
    last = alsreview(tmp_path, "check", "page.md", *AS_OF).stdout.splitlines()[-1]
    assert "Set aside: 1 ignored by comments." in last
