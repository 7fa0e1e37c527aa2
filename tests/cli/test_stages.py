"""Stages, baseline and `--diff`, through the real command and real git."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from alsreview.cli.check_options import STAGES
from alsreview.pipeline import stages
from cli.test_check import alsreview

DAY = ("--as-of", "2026-11-22")
QUICK = (*DAY, "--skip", "grammar,spelling")
ONLY = "Rilutek is the only FDA-approved drug for ALS.\n"
UNSOURCED = "Riluzole was approved by the FDA in 1995.\n"
UNSAFE = "You can safely stop taking riluzole after a good week.\n"


def check(folder: Path, *options: str) -> tuple[int, dict[str, object]]:
    done = alsreview(folder, "check", "--format", "json", *QUICK, *options)
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout)


def ids(data: dict[str, object], key: str = "findings") -> list[str]:
    found = data[key]
    assert isinstance(found, list)
    return [item.get("finding", item)["check"] for item in found]


def site(folder: Path, **pages: str) -> Path:
    (folder / "content").mkdir(exist_ok=True)
    for name, text in pages.items():
        (folder / "content" / f"{name}.md").write_text(text, encoding="utf-8")
    return folder


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def repository(folder: Path, **pages: str) -> Path:
    site(folder, **pages)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "base")
    return folder


def test_names_agree() -> None:
    assert STAGES == stages.STAGES


@pytest.mark.parametrize(
    ("stage", "severity", "code"), [(None, "warning", 0), ("draft", "note", 0), ("review", "error", 1)]
)
def test_what_is_unsourced_counts_by_stage(tmp_path: Path, stage: str | None, severity: str, code: int) -> None:
    site(tmp_path, a=UNSOURCED)
    got, data = check(tmp_path, "--only", "unsourced", *(("--stage", stage) if stage else ()))
    assert ids(data) == ["unsourced"]
    assert data["findings"][0]["severity"] == severity  # type: ignore[index]
    assert got == code


def test_the_configuration_adjusts_a_stage_and_a_misspelt_name_is_refused(tmp_path: Path) -> None:
    site(tmp_path, a=UNSOURCED)
    settings = tmp_path / "alsreview.toml"
    settings.write_text('[stages.review]\nunsourced = "warning"\n', encoding="utf-8")
    assert check(tmp_path, "--only", "unsourced", "--stage", "review")[0] == 0
    for wrong, said in [
        ('unsorced = "warning"', "did you mean `unsourced`?"),
        ('unsourced = "warn"', "did you mean `warning`?"),
        ('safety = "note"', "always counts as an error"),
    ]:
        settings.write_text(f"[stages.review]\n{wrong}\n", encoding="utf-8")
        done = alsreview(tmp_path, "check", *QUICK)
        assert done.returncode == 2
        assert said in done.stderr
        assert "alsreview.toml:2:1" in done.stderr


def test_publish_requires_grammar(tmp_path: Path) -> None:
    site(tmp_path, a="Nothing.\n")
    done = alsreview(tmp_path, "check", "--stage", "publish", *QUICK)
    assert done.returncode == 2
    assert "grammar is required" in done.stderr


def test_config_show_tells_every_stage(tmp_path: Path) -> None:
    (tmp_path / "alsreview.toml").write_text('[stages.draft]\ngrammar = "note"\n', encoding="utf-8")
    done = alsreview(tmp_path, "config", "show")
    assert done.returncode == 0, done.stderr
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line.strip()}
    assert rows["unsourced"] == ["note", "error", "error"]
    assert rows["unreviewed"] == ["off", "note", "error"]
    assert rows["grammar"][0] == "note"
    data = json.loads(alsreview(tmp_path, "config", "show", "--format", "json").stdout)
    assert data["settings"]["documents"] == ["content/**"]


def test_a_baseline_holds_what_is_old_and_lets_nothing_new_pass(tmp_path: Path) -> None:
    site(tmp_path, a=ONLY + "\n" + UNSAFE)
    (tmp_path / "alsreview.toml").write_text('baseline = "alsreview-baseline.json"\n', encoding="utf-8")
    assert alsreview(tmp_path, "check", *QUICK).returncode == 2, "a baseline that is named must be there"
    made = alsreview(tmp_path, "baseline", "create", "--owner", "Ann", "--reason", "old stock", *QUICK)
    assert made.returncode == 0, made.stderr
    assert "not accepted, because they always count" in made.stdout
    code, data = check(tmp_path)
    assert code == 1
    assert {item["category"] for item in data["findings"] if item["severity"] == "error"} == {"safety"}  # type: ignore[attr-defined]
    assert "sole-approved-treatment" in ids(data, "set_aside")
    again = alsreview(tmp_path, "baseline", "create", "--owner", "Ann", "--reason", "more", *QUICK)
    assert again.returncode == 2
    assert "--accept-new" in again.stderr
    # moved down, it is still the old one; a second, equal one is new
    site(tmp_path, a="A new line.\n\n" + ONLY)
    code, data = check(tmp_path)
    assert (code, "sole-approved-treatment" in ids(data)) == (0, False)
    assert "in the baseline" in alsreview(tmp_path, "check", *QUICK).stdout.splitlines()[-1]
    site(tmp_path, a=ONLY, b=ONLY)
    code, data = check(tmp_path)
    assert (code, [item["path"] for item in data["findings"] if item["severity"] == "error"]) == (1, ["content/b.md"])  # type: ignore[attr-defined]
    # mended: the entry is stale, and prune takes it out
    site(tmp_path, a="Nothing.\n", b="Nothing.\n")
    assert "baseline-stale" in ids(check(tmp_path)[1])
    pruned = alsreview(tmp_path, "baseline", "prune", *QUICK)
    assert pruned.returncode == 0, pruned.stderr
    assert ids(check(tmp_path)[1]) == []


def test_a_baseline_entry_lapses_and_a_broken_file_is_refused(tmp_path: Path) -> None:
    site(tmp_path, a=ONLY)
    options = ("--baseline", "b.json")
    made = alsreview(tmp_path, "baseline", "create", "--owner", "A", "--reason", "r", "--until", "2026-11-22",
                     "--file", "b.json", *QUICK)  # fmt: skip
    assert made.returncode == 0, made.stderr
    assert check(tmp_path, *options)[0] == 0
    done = alsreview(
        tmp_path, "check", "--format", "json", "--skip", "grammar,spelling", "--as-of", "2026-11-23", *options
    )
    assert done.returncode == 1
    assert "baseline-lapsed" in ids(json.loads(done.stdout))
    shown = alsreview(tmp_path, "baseline", "show", "--file", "b.json").stdout
    assert "A: r, until 2026-11-22" in shown
    text = (tmp_path / "b.json").read_text(encoding="utf-8")
    (tmp_path / "b.json").write_text(text.replace('"owner"', '"ownr"', 1), encoding="utf-8")
    done = alsreview(tmp_path, "check", *QUICK, *options)
    assert done.returncode == 2
    assert "b.json:2:1: unknown key `ownr`; did you mean `owner`?" in done.stderr
    (tmp_path / "b.json").write_text("<<<<<<< HEAD\n" + text, encoding="utf-8")
    assert "b.json:1:1: not valid JSON" in alsreview(tmp_path, "check", *QUICK, *options).stderr


def test_only_what_is_new_counts(tmp_path: Path) -> None:
    repository(tmp_path, a=ONLY, b="Nothing.\n")
    git(tmp_path, "switch", "-q", "-c", "work")
    site(tmp_path, b="Nothing.\n\n" + ONLY)
    before = git(tmp_path, "status", "--porcelain"), git(tmp_path, "worktree", "list"), sorted(tmp_path.rglob("*"))
    code, data = check(tmp_path, "--diff", "main")
    assert (code, [item["path"] for item in data["findings"] if item["severity"] == "error"]) == (1, ["content/b.md"])  # type: ignore[attr-defined]
    assert {item["by"] for item in data["set_aside"]} == {"base"}  # type: ignore[attr-defined]
    after = git(tmp_path, "status", "--porcelain"), git(tmp_path, "worktree", "list"), sorted(tmp_path.rglob("*"))
    assert after == before
    site(tmp_path, b="Nothing, but in other words.\n")
    assert check(tmp_path, "--diff", "main")[0] == 0


def test_a_renamed_page_brings_nothing_new(tmp_path: Path) -> None:
    repository(tmp_path, **{"a": ONLY + "\n" + UNSOURCED, "naïve": ONLY})
    git(tmp_path, "mv", "content/a.md", "content/c.md")
    code, data = check(tmp_path, "--diff", "main")
    assert (code, ids(data)) == (0, [])
    assert check(tmp_path, "content/c.md", "--diff", "main")[0] == 0


def test_what_can_hurt_counts_in_every_touched_page(tmp_path: Path) -> None:
    repository(tmp_path, a=UNSAFE, b=UNSAFE)
    site(tmp_path, a=UNSAFE + "\nA new line.\n")
    code, data = check(tmp_path, "--diff", "main", "--only", "safety")
    assert code == 1
    assert {item["path"] for item in data["findings"]} == {"content/a.md"}  # type: ignore[attr-defined]


def test_what_only_the_pack_causes_is_impact(tmp_path: Path) -> None:
    repository(tmp_path, a="Ask for the green leaflet.\n")
    folder = tmp_path / "checks" / "text"
    folder.mkdir(parents=True)
    (folder / "green-leaflet.yaml").write_text(
        "id: green-leaflet\nkind: leftovers\ncategory: leftover\nseverity: error\nconfidence: high\n"
        "title: The green leaflet\nmessage: It is out of print.\nwhy: Nobody has it.\nremedy: Name another.\n"
        "phrases: [green leaflet]\npatterns: ['(?i)leaflet of green']\nexamples:\n  flag:\n"
        "  - {text: Take the green leaflet., span: green leaflet}\n"
        "  - {text: The leaflet of green paper., span: leaflet of green}\n  pass:\n"
        "  - {text: Take the blue leaflet., because: it is blue}\n"
        "  - {text: Take the leaflet., because: it has no colour}\n"
        "  - {text: The leaf is green., because: it is a leaf}\n",
        encoding="utf-8",
    )
    code, data = check(tmp_path, "--diff", "main")
    assert (code, ids(data), ids(data, "impact")) == (0, [], ["green-leaflet"])
    site(tmp_path, a="Ask for the green leaflet.\n\nOr read a green leaflet.\n")
    code, data = check(tmp_path, "--diff", "main")
    assert (code, ids(data), ids(data, "impact")) == (1, ["green-leaflet"], ["green-leaflet"])


@pytest.mark.parametrize("base", ["nowhere", "-x", "main~7"])
def test_a_base_that_is_none_is_refused(tmp_path: Path, base: str) -> None:
    repository(tmp_path, a="Nothing.\n")
    done = alsreview(tmp_path, "check", f"--diff={base}", *QUICK)
    assert done.returncode == 2
    assert "--diff" in done.stderr
    assert "Traceback" not in done.stderr
