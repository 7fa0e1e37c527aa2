"""What a baseline and a comment may not do, entry by entry, through the real command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from review_site import Site

from cli.test_check import alsreview
from cli.test_stages import ONLY, QUICK, UNSAFE, check, ids, site

NAME = "alsreview-baseline.json"
WITHDRAWN = "Relyvrio is available on prescription for adults with ALS.\n"


def settings(folder: Path, more: str = "") -> None:
    (folder / "alsreview.toml").write_text(f'baseline = "{NAME}"\n{more}', encoding="utf-8")


def create(folder: Path, *options: str) -> Any:
    return alsreview(folder, "baseline", "create", "--owner", "Ann", "--reason", "old stock", *options, *QUICK)


def entries(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / NAME).read_text(encoding="utf-8"))["entries"]
    return found


def rewrite(folder: Path, changed: list[dict[str, Any]]) -> None:
    (folder / NAME).write_text(json.dumps({"schema_version": 1, "entries": changed}, indent=1), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": "  "}, "reason"),
        ({"owner": ""}, "owner"),
        ({"until": "next year"}, "until"),
        ({"until": 20270101}, "until"),
        ({"fingerprint": "abc"}, "fingerprint"),
        ({"severity": "note"}, "severity"),
    ],
)
def test_an_entry_without_owner_reason_or_a_real_day_is_refused(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    settings(tmp_path)
    assert create(site(tmp_path, a=ONLY)).returncode == 0
    rewrite(tmp_path, [entries(tmp_path)[0] | change])
    done = alsreview(tmp_path, "check", *QUICK)
    assert done.returncode == 2
    assert said in done.stderr
    assert NAME in done.stderr
    assert "Traceback" not in done.stderr


def test_a_last_day_that_has_passed_is_refused_when_it_is_given(tmp_path: Path) -> None:
    settings(tmp_path)
    done = create(site(tmp_path, a=ONLY), "--until", "2026-11-21")
    assert done.returncode == 2
    assert "has passed" in done.stderr
    assert not (tmp_path / NAME).exists()


def test_what_lapsed_counts_again_and_is_renewed_only_on_purpose(tmp_path: Path) -> None:
    settings(tmp_path)
    assert create(site(tmp_path, a=ONLY), "--until", "2026-12-01").returncode == 0
    (entry,) = [item for item in entries(tmp_path) if item["check"] == "sole-approved-treatment"]
    later = ("--as-of", "2027-01-01", "--skip", "grammar,spelling")
    done = alsreview(tmp_path, "check", "--format", "json", *later)
    assert {"sole-approved-treatment", "baseline-lapsed"} <= set(ids(json.loads(done.stdout)))
    again = ("baseline", "create", "--owner", "Bo", "--reason", "until the new leaflet", "--until", "2027-02-01")
    assert alsreview(tmp_path, *again, *later).returncode == 2, "never without --accept-new"
    assert alsreview(tmp_path, *again, "--accept-new", *later).returncode == 0
    (renewed,) = [item for item in entries(tmp_path) if item["fingerprint"] == entry["fingerprint"]]
    assert (renewed["owner"], renewed["until"]) == ("Bo", "2027-02-01")
    assert alsreview(tmp_path, "check", *later).returncode == 0


def test_what_can_hurt_is_not_hidden_by_an_entry_that_names_something_else(tmp_path: Path) -> None:
    """An entry goes by its fingerprint: calling a dangerous sentence `undated` does not make it harmless."""
    settings(tmp_path)
    site(tmp_path, a=UNSAFE + "\n" + WITHDRAWN)
    assert create(tmp_path).returncode == 0
    code, data = check(tmp_path, "--only", "safety,outdated", "--baseline", str(tmp_path / NAME))
    dangerous = data["findings"]
    assert isinstance(dangerous, list)
    assert {"stopping-medicine", "withdrawn-still-offered"} <= {item["check"] for item in dangerous}
    told = {"owner": "Mallory", "reason": "it is fine", "message": "m", "path": "content/a.md", "until": None}
    rewrite(tmp_path, [{"fingerprint": item["fingerprint"], "check": "undated", **told} for item in dangerous])
    code, data = check(tmp_path)
    assert code == 1
    assert {"stopping-medicine", "withdrawn-still-offered"} <= set(ids(data))
    # by its own name: still counted, and the entry itself is an error
    rewrite(tmp_path, [{"fingerprint": item["fingerprint"], "check": item["check"], **told} for item in dangerous])
    code, data = check(tmp_path)
    assert {"stopping-medicine", "withdrawn-still-offered", "baseline-not-allowed"} <= set(ids(data))
    pruned = alsreview(tmp_path, "baseline", "prune", *QUICK)
    assert (pruned.returncode, entries(tmp_path)) == (0, [])


ALWAYS = """id: retracted-leaflet
kind: leftovers
category: source
severity: error
always_counts: true
confidence: high
title: A leaflet that was taken back
message: It was taken back.
why: What it says is wrong.
remedy: Name another.
phrases: [green leaflet]
patterns: ['(?i)leaflet of green']
examples:
  flag:
  - {text: Take the green leaflet., span: green leaflet}
  - {text: The leaflet of green paper., span: leaflet of green}
  pass:
  - {text: Take the blue leaflet., because: it is blue}
  - {text: Take the leaflet., because: it has no colour}
  - {text: The leaf is green., because: it is a leaf}
"""


def test_a_check_that_always_counts_is_neither_baselined_nor_ignored_nor_lowered(tmp_path: Path) -> None:
    (tmp_path / "checks" / "own").mkdir(parents=True)
    (tmp_path / "checks" / "own" / "retracted-leaflet.yaml").write_text(ALWAYS, encoding="utf-8")
    settings(tmp_path)
    site(tmp_path, a="<!-- alsreview: ignore source because it is nice -->\nTake the green leaflet.\n")
    made = create(tmp_path)
    assert "not accepted, because they always count: retracted-leaflet" in made.stdout
    code, data = check(tmp_path)
    assert code == 1
    assert "retracted-leaflet" in ids(data)
    assert ids(data, "set_aside") == []
    settings(tmp_path, '[stages.review]\nretracted-leaflet = "note"\n')
    assert "always counts as an error" in alsreview(tmp_path, "check", *QUICK).stderr


def test_a_forged_status_is_not_talked_away(tmp_path: Path) -> None:
    """A page may not set aside that nobody signed what its claim calls verified."""
    forged = Site(tmp_path / "site")
    forged.edit("claims/content/a.md.yaml", "status: in_review", "status: verified")
    page = forged.root / "content" / "a.md"
    because = "<!-- alsreview: ignore-begin unbacked-status because we know better -->\n\n"
    page.write_text(because + page.read_text(encoding="utf-8") + "\n<!-- alsreview: ignore-end -->\n", encoding="utf-8")
    (forged.root / "alsreview.toml").write_text(f'baseline = "{NAME}"\n', encoding="utf-8")
    assert create(forged.root).returncode == 0
    code, data = check(forged.root)
    assert code == 1
    assert {"unbacked-status", "ignore-not-allowed"} <= set(ids(data))


def test_an_entry_of_a_page_that_is_gone_is_stale(tmp_path: Path) -> None:
    settings(tmp_path)
    assert create(site(tmp_path, a="Nothing.\n", b=ONLY)).returncode == 0
    (tmp_path / "content" / "b.md").unlink()
    assert "baseline-stale" in ids(check(tmp_path)[1])
    # a run that looks at one page, or that could not read another, does not know
    assert "baseline-stale" not in ids(check(tmp_path, "content/a.md")[1])
    (tmp_path / "content" / "c.md").write_bytes(b"\xff\x00")
    code, data = check(tmp_path)
    assert (code, "baseline-stale" in ids(data)) == (2, False)


def test_two_branches_that_accepted_the_same_merge(tmp_path: Path) -> None:
    settings(tmp_path)
    assert create(site(tmp_path, a=ONLY)).returncode == 0
    (entry,) = [item for item in entries(tmp_path) if item["check"] == "sole-approved-treatment"]
    rewrite(tmp_path, [entry | {"until": "2027-06-30"}, entry | {"until": "2026-11-01"}])
    code, data = check(tmp_path, "--only", "outdated")
    assert (code, ids(data, "set_aside")) == (0, ["sole-approved-treatment"])
    assert alsreview(tmp_path, "baseline", "prune", *QUICK).returncode == 0
    assert [item["until"] for item in entries(tmp_path)] == ["2027-06-30"]


def test_a_note_that_the_site_lets_stop_a_stage_can_be_accepted(tmp_path: Path) -> None:
    site(tmp_path, a="# A garden\n\nThe study is ongoing.\n")
    _, data = check(tmp_path)
    found = data["findings"]
    assert isinstance(found, list)
    notes = {item["check"] for item in found if item["severity"] == "note"}
    assert notes, "the page must have a note to begin with"
    levels = "".join(f'{name} = "error"\n' for name in sorted(notes))
    settings(tmp_path, f'[stages.review]\nunsourced = "off"\n{levels}')
    assert create(tmp_path).returncode == 0
    assert notes <= {entry["check"] for entry in entries(tmp_path)}
    assert check(tmp_path, "--stage", "review")[0] == 0


@pytest.mark.parametrize(
    ("comment", "check_id", "said"),
    [
        ("alsreview: ignore sole-approved-treatment", "ignore-without-reason", "write `because`"),
        ("alsreview: ignore sole-approved-treatment because ...", "ignore-without-reason", "write `because`"),
        ("alsreview: ignore because it is old", "ignore-unreadable", "names no check"),
        ("alsreview: ignore sole-approved-treatmnt because of age", "ignore-unknown-check", "did you mean"),
        ("alsreview: ignore-begin sole-approved-treatment because of age", "ignore-not-closed", "no `ignore-end`"),
        ("alsreview: ignore-end", "ignore-not-closed", "no `ignore-begin`"),
        ("alsreview: ignroe sole-approved-treatment because of age", "ignore-unreadable", "did you mean `ignore`"),
        ("alsreview ignore sole-approved-treatment because of age", "ignore-unreadable", "a colon is missing"),
        ("alsreview: ignore sole-approved-treatment until soon because of age", "ignore-unreadable", "is no date"),
        ("alsreview: ignore-block sole-approved-treatment until 2026-11-21 because of age", "ignore-lapsed", "it held"),
    ],
)  # fmt: skip
def test_a_comment_that_is_wrong_hides_nothing_and_says_what_to_write(
    tmp_path: Path, comment: str, check_id: str, said: str
) -> None:
    for name, page in (
        ("a.md", f"<!-- {comment} -->\n\n{ONLY}"),
        ("b.html", f"<main><!-- {comment} --><p>{ONLY}</p></main>"),
    ):
        (tmp_path / name).write_text(page, encoding="utf-8")
    code, data = check(tmp_path, "a.md", "b.html", "--only", "outdated,config")
    assert code == 1
    assert ids(data, "set_aside") == []
    found = data["findings"]
    assert isinstance(found, list)
    for name in ("a.md", "b.html"):
        of_page = {item["check"]: item["message"] for item in found if item["path"] == name}
        assert set(of_page) == {"sole-approved-treatment", check_id}
        assert said in of_page[check_id]
