"""What each stage demands beyond its severities: LanguageTool started or not, grammar and signatures required."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from review_site import A, Site

from alsreview.cli import check_options
from alsreview.grammar import home
from alsreview.pipeline import stages
from alsreview.review import signature
from grammar import fake_java
from grammar.fake_server import serve
from reports.results import finding

DAY = ("--as-of", "2026-11-22")
WRONG = "The nurse have two gardens, and she water them.\n"


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "alsreview", *arguments],
        cwd=folder, capture_output=True, encoding="utf-8", check=False, timeout=300, env={**os.environ, **environment},
    )  # fmt: skip


def data(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.stdout, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def missed(done: subprocess.CompletedProcess[str]) -> set[str]:
    return {item["what"].partition(":")[0] for item in data(done)["not_checked"]}


def site(folder: Path, text: str = WRONG) -> Path:
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "a.md").write_text(text, encoding="utf-8")
    return folder


def test_names_agree() -> None:
    assert check_options.NEEDED_TO_PUBLISH == stages.NEEDED["publish"] <= set(check_options.REQUIRABLE)


@pytest.fixture
def stand_in(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A Java that writes down that it was called, and the environment in which it is the machine's."""
    folder = tmp_path / "java"
    wanted = fake_java.need(folder)
    java = folder / "counted"
    java.write_text(f'#!/bin/sh\necho "$*" >> "{folder}/calls"\nexec "{wanted.java.path}" "$@"\n', encoding="utf-8")
    java.chmod(0o755)
    environment = {
        "ALSREVIEW_JAVA": str(java), "ALSREVIEW_LANGUAGETOOL_HOME": str(wanted.home.path),
        "ALSREVIEW_CACHE_DIR": str(tmp_path / "cache"), "ALSREVIEW_LANGUAGETOOL_SERVER": "",
    }  # fmt: skip
    return folder, environment


def calls(folder: Path) -> list[str]:
    """What the stand-in was called with."""
    path = folder / "calls"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for Java is a Unix program")
def test_a_draft_starts_no_java_and_says_that_grammar_was_not_checked(
    tmp_path: Path, stand_in: tuple[Path, dict[str, str]]
) -> None:
    folder, environment = stand_in
    pages = site(tmp_path / "site")
    done = run(pages, "check", "--stage", "draft", "--format", "json", *DAY, **environment)
    assert (done.returncode, calls(folder)) == (0, []), "not even to ask for its version"
    assert "grammar" in missed(done)
    # the same page and the same Java at the next stage: there it is started
    done = run(pages, "check", "--stage", "review", "--format", "json", *DAY, **environment)
    assert len(fake_java.pids(folder)) == 1
    assert "-version" in calls(folder)
    assert "grammar" not in missed(done)


@pytest.mark.parametrize("left_out", ["--skip=grammar,spelling", "--only=outdated"])
def test_no_java_is_started_where_grammar_is_left_out(
    tmp_path: Path, stand_in: tuple[Path, dict[str, str]], left_out: str
) -> None:
    folder, environment = stand_in
    done = run(site(tmp_path / "site"), "check", left_out, "--format", "json", *DAY, **environment)
    assert (calls(folder), missed(done) & {"grammar", "spelling"}) == ([], set())


@pytest.mark.languagetool
@pytest.mark.xdist_group("languagetool")
def test_publish_runs_with_the_real_languagetool_and_a_draft_takes_its_answers(tmp_path: Path) -> None:
    if not (home.default_path() / home.SERVER_JAR).is_file() and not (home.root() / home.SERVER_JAR).is_file():
        assert not os.environ.get("ALSREVIEW_REQUIRE_LANGUAGETOOL"), "the gate needs LanguageTool"
        pytest.skip("LanguageTool is not installed")
    environment = {
        "ALSREVIEW_CACHE_DIR": str(tmp_path / "cache"), "ALSREVIEW_LANGUAGETOOL_HOME": str(home.root()),
        "ALSREVIEW_LANGUAGETOOL_SERVER": "",
    }  # fmt: skip
    pages = site(tmp_path / "site")
    draft = ("check", "--stage", "draft", "--format", "json", *DAY)
    assert "grammar" in missed(run(pages, *draft, **environment)), "nothing is cached yet"
    done = run(pages, "check", "--stage", "publish", "--format", "json", *DAY, **environment)
    grammar = [item for item in data(done)["findings"] if item["category"] == "grammar"]
    assert grammar, done.stdout
    assert "grammar" not in missed(done)
    assert done.returncode == (1 if any(item["severity"] == "error" for item in data(done)["findings"]) else 0)
    # nothing runs any more, and still the draft knows what was said of these very words
    done = run(pages, *draft, **environment)
    assert [item["fingerprint"] for item in data(done)["findings"] if item["category"] == "grammar"] == [
        item["fingerprint"] for item in grammar
    ]
    assert "grammar" not in missed(done)


def test_publish_without_languagetool_is_not_passed(tmp_path: Path) -> None:
    environment = {"ALSREVIEW_LANGUAGETOOL_HOME": str(tmp_path / "none"), "ALSREVIEW_CACHE_DIR": str(tmp_path / "c")}
    pages = site(tmp_path / "site", "# The garden of the clinic\n")
    done = run(pages, "check", "--stage", "publish", *DAY, ALSREVIEW_LANGUAGETOOL_SERVER="", **environment)
    assert done.returncode == 2, done.stdout
    assert "FAILED: not everything could be checked" in done.stdout.splitlines()[-1]
    # the same where nothing demands it
    done = run(pages, "check", "--stage", "review", *DAY, ALSREVIEW_LANGUAGETOOL_SERVER="", **environment)
    assert done.returncode == 0, done.stdout
    assert "NOT CHECKED: " in done.stdout.splitlines()[-1]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--stage", "publish", "--skip", "grammar"), "take it out of --skip"),
        (("--stage", "publish", "--only", "outdated"), "take --only out"),
        (("--stage", "publish", "--diff", "HEAD"), "take --diff out"),
        (("--require", "gramar"), "did you mean grammar?"),
        (("--require", "grammar", "--skip", "grammar"), "take it out of --skip"),
        (("--require", "grammar", "--only", "outdated"), "or into --only"),
    ],
)
def test_a_gate_is_not_walked_around(tmp_path: Path, options: tuple[str, ...], said: str) -> None:
    done = run(site(tmp_path / "site"), "check", *options)
    assert done.returncode == 2
    assert said in done.stderr


def test_spelling_that_could_not_be_checked_is_told_where_grammar_is_left_out(tmp_path: Path) -> None:
    pages = site(tmp_path / "site", "The gradenn is open.\n")
    environment = {"ALSREVIEW_LANGUAGETOOL_HOME": str(tmp_path / "none"), "ALSREVIEW_CACHE_DIR": str(tmp_path / "c")}
    environment["ALSREVIEW_LANGUAGETOOL_SERVER"] = ""
    done = run(pages, "check", "--skip", "grammar", "--require", "spelling", "--format", "json", *DAY, **environment)
    assert (done.returncode, missed(done) & {"spelling", "grammar"}) == (2, {"spelling"})
    done = run(pages, "check", "--require", "spelling", *DAY, **environment)
    assert done.returncode == 2, "one LanguageTool answers for both"


def test_one_rule_of_languagetool_alone_is_asked_for(tmp_path: Path) -> None:
    environment = {"ALSREVIEW_LANGUAGETOOL_HOME": str(tmp_path / "none"), "ALSREVIEW_CACHE_DIR": str(tmp_path / "c")}
    done = run(site(tmp_path / "site"), "check", "--only", "grammar.HE_VERB_AGR", "--format", "json", *DAY,
               ALSREVIEW_LANGUAGETOOL_SERVER="", **environment)  # fmt: skip
    assert "grammar" in missed(done), "it could not be asked, and an empty list would read as clean"


def test_publish_needs_ssh_keygen_where_anything_is_signed(tmp_path: Path) -> None:
    if not signature.available():
        assert not os.environ.get("ALSREVIEW_REQUIRE_SSH_KEYGEN"), "the gate needs ssh-keygen (openssh-client)"
        pytest.skip("ssh-keygen is not installed")
    signed = Site(tmp_path / "site")
    signed.give_key("anna", signed.key("anna"))
    signed.commit("keys")
    signed.decide(A, "anna", "confirm", "--key", str(signed.key("anna")))
    signed.commit("signed")
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "git").symlink_to(shutil.which("git") or "")
    quick = ("check", "--skip", "grammar,spelling", "--only", "future-date", *DAY)
    with_it = run(signed.root, *quick, "--stage", "review", "--require", "signatures")
    assert with_it.returncode == 0, with_it.stdout
    # an answer that is kept from a run that had ssh-keygen stays right; here the machine never had it
    never = {"PATH": str(tools), "ALSREVIEW_CACHE_DIR": str(tmp_path / "cache")}
    without = run(signed.root, *quick, "--stage", "review", **never)
    assert without.returncode == 0, "a pull request is told, and not stopped"
    assert "signatures" in without.stdout.splitlines()[-1]
    demanded = run(signed.root, *quick, "--stage", "review", "--require", "signatures", **never)
    assert demanded.returncode == 2
    with serve() as languagetool:  # grammar is checked, so that nothing but the signatures is missing
        publish = ("check", "--stage", "publish", "--format", "json", *DAY)
        there = {"ALSREVIEW_LANGUAGETOOL_SERVER": languagetool.url}
        assert run(signed.root, *publish, **there).returncode == 1, "two claims that nobody reviewed"
        done = run(signed.root, *publish, **never, **there)
    assert (done.returncode, missed(done) & {"grammar", "signatures"}) == (2, {"signatures"})
    (entry,) = [item for item in data(done)["not_checked"] if item["what"].startswith("signatures")]
    assert entry["reason"] == "ssh-keygen is not installed"


def test_no_page_says_of_itself_that_it_needs_no_review(tmp_path: Path) -> None:
    waiting = Site(tmp_path / "site")
    page = waiting.root / "content/a.md"
    comment = "<!-- alsreview: ignore-begin unreviewed because we are in a hurry -->"
    page.write_text(f"{comment}\n\n{page.read_text('utf-8')}\n<!-- alsreview: ignore-end -->\n", encoding="utf-8")
    waiting.ok("sync")

    def told(stage: str) -> tuple[int, set[str], set[str]]:
        with serve() as languagetool:
            done = run(waiting.root, "check", "--stage", stage, "--format", "json", *DAY,
                       ALSREVIEW_LANGUAGETOOL_SERVER=languagetool.url)  # fmt: skip
        found = {item["check"] for item in data(done)["findings"]}
        aside = {item["finding"]["check"] for item in data(done)["set_aside"]}
        return done.returncode, found & {"unreviewed", "ignore-not-allowed"}, aside

    assert told("review") == (0, set(), {"unreviewed"})
    assert told("publish") == (1, {"unreviewed", "ignore-not-allowed"}, set())


def test_the_last_line_says_what_was_left_out(tmp_path: Path) -> None:
    pages = site(tmp_path / "site")
    for options, said in (
        (("--skip", "grammar,spelling"), "Left out: grammar, spelling."),
        (("--only", "safety", "--skip", "grammar"), "Left out: grammar; all but safety."),
    ):
        assert said in run(pages, "check", *options, *DAY).stdout.splitlines()[-1]


@pytest.mark.parametrize(("stage", "severity"), [("draft", None), ("review", "note"), ("publish", "warning")])
def test_what_will_be_due_soon_stops_nothing(stage: str, severity: str | None) -> None:
    soon = finding(1, check="review-due-soon", category="review", severity="note")
    assert [item.severity for item in stages.staged([soon], stages.built_in(stage))] == ([severity] if severity else [])


def test_a_wrong_name_is_shown_in_the_stage_in_which_it_stands(tmp_path: Path) -> None:
    pages = site(tmp_path / "site")
    (pages / "pyproject.toml").write_text(
        "[tool.alsreview.stages.draft]\nundated = 'note'\nsafety = 'error'\n\n"
        "[tool.alsreview.stages.review]\nundated-words = 'note'\nundated = 'error'\n  'safety' = 'off'\n",
        encoding="utf-8",
    )
    done = run(pages, "check", *DAY)
    assert done.returncode == 2
    assert "pyproject.toml:6:1: stages.review: there is no check or category `undated-words`" in done.stderr
    assert "pyproject.toml:8:4: stages.review: `safety` always counts as an error" in done.stderr


def modules(folder: Path, *arguments: str, **environment: str) -> set[str]:
    """What a run imports: a run that finds its answer imports next to nothing, and does nothing."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "alsreview", *arguments],
        cwd=folder, capture_output=True, encoding="utf-8", check=False, env={**os.environ, **environment},
    )  # fmt: skip
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


def test_a_draft_without_a_change_does_no_work_twice_and_notices_a_server(
    tmp_path: Path, stand_in: tuple[Path, dict[str, str]]
) -> None:
    """A hook mostly runs without LanguageTool: what it could not check must not make it judge everything anew."""
    _, environment = stand_in
    pages = site(tmp_path / "site")
    draft = ("check", "--stage", "draft", *DAY)
    assert "alsreview.pipeline.run" in modules(pages, *draft, **environment)
    assert "alsreview.pipeline.run" not in modules(pages, *draft, **environment)
    servers = tmp_path / "cache" / "languagetool" / "servers"
    servers.mkdir(parents=True, exist_ok=True)
    (servers / "one.json").write_text("{}", encoding="utf-8")
    assert "alsreview.pipeline.run" in modules(pages, *draft, **environment), "a server may know by now"
    assert "alsreview.pipeline.run" not in modules(pages, *draft, **environment)
    (pages / "content" / "a.md").write_text("Another sentence.\n", encoding="utf-8")
    assert "alsreview.pipeline.run" in modules(pages, *draft, **environment)
