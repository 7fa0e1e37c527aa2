"""Sign-offs when the machine fails: killed at every step, no room on the disk, no right to write."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from review_site import SOURCE, A, B, C, Site

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
DRIVER = Path(__file__).with_name("crashing.py")


def crash(site: Site, mode: str, *arguments: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the command leads to when nothing fails, and what was seen each time that something did."""
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(site.root), mode, *arguments],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    good, *rest = json.loads(done.stdout)
    return good, rest


def told(seen: dict[str, Any]) -> dict[str, Any]:
    return {name: seen[name] for name in ("claims", "sessions", "signed")}


def confirm(site: Site) -> tuple[str, ...]:
    return ("review", "--claim", site.claims()[A].id, "--decision", "confirm", "--reviewer", "anna")


def out_of_step(site: Site) -> tuple[str, ...]:
    """Two documents whose projections are wrong, one sentence reworded and one new: a sync has all of it to do."""
    site.write("Speech therapy keeps a voice in use for longer (study).", name="content/b.md")
    site.ok("sync")
    site.decide(A, "anna")
    site.decide(B, "ben")
    site.edit("claims/content/a.md.yaml", "reviewer: [anna]", "reviewer: null")
    site.edit("claims/content/b.md.yaml", "status: draft", "status: verified")
    site.edit("content/a.md", "do not shorten life", "may shorten life")
    return ("sync",)


def old_state(site: Site) -> dict[str, Any]:
    sys.path.insert(0, str(DRIVER.parent))
    from crashing import state

    return json.loads(json.dumps(state(site.root)))  # type: ignore[no-any-return]


@pytest.mark.parametrize("command", ["review", "signed review", "sync"])
def test_a_kill_at_every_step_leaves_the_old_or_the_new_state(site: Site, command: str, request: Any) -> None:
    if command == "sync":
        arguments = out_of_step(site)
    else:
        arguments = confirm(site)
        if command == "signed review":
            request.getfixturevalue("keygen")
            key = site.key("anna")
            site.give_key("anna", key)
            arguments += ("--key", str(key))
    old = old_state(site)
    good, crashes = crash(site, "kill", *arguments)
    new = told(good)
    assert new != old
    assert [seen["step"] for seen in crashes] == list(range(len(crashes))), "every step was tried"
    assert crashes[-1]["code"] == 0, "the last one ran to its end"
    assert len(crashes) > 10
    at_new = False
    for seen in crashes:
        where = f"killed before step {seen['step']}"
        assert told(seen) in (old, new), where
        assert seen["after"] == told(seen), f"{where}: the next writer changes nothing that a reader saw"
        assert not seen["leavings"], where
        assert not at_new or told(seen) == new, f"{where}: the new state, once there, stays"
        at_new = told(seen) == new


@pytest.mark.parametrize("command", ["review", "sync"])
def test_a_full_disk_says_so_in_one_line_and_loses_nothing(site: Site, command: str) -> None:
    pytest.importorskip("resource")
    arguments = out_of_step(site) if command == "sync" else confirm(site)
    old = old_state(site)
    _, crashes = crash(site, "full", *arguments)
    refused = [seen for seen in crashes if seen["code"] != 0]
    assert len(refused) >= 4
    for seen in refused:
        assert seen["code"] == 2, seen["said"]
        (line,) = seen["said"].splitlines()
        assert line.startswith("claims/")
        assert line.endswith(": cannot be written: File too large; free the disk or the permissions")
        assert seen["same"], f"with room for {seen['step']} bytes"
        assert told(seen) == old


@pytest.mark.parametrize("command", ["review", "sync"])
def test_a_tree_that_nobody_may_write_says_so_in_one_line(site: Site, command: str) -> None:
    arguments = out_of_step(site) if command == "sync" else confirm(site)
    old = old_state(site)
    _, (seen,) = crash(site, "denied", *arguments)
    assert seen["code"] == 2, seen["said"]
    (line,) = seen["said"].splitlines()
    assert line.startswith("claims/")
    assert line.endswith(": cannot be written: Permission denied; free the disk or the permissions")
    assert seen["same"]
    assert told(seen) == old


def test_what_is_read_needs_no_right_to_write(site: Site) -> None:
    site.decide(A, "anna")
    site.decide(C, "ben", "dispute", "--comment", "the study is older")
    for arguments in (("review", "queue"), ("review", "verify")):
        _, (seen,) = crash(site, "denied", *arguments)
        assert seen["code"] == 0, seen["said"]
        assert seen["same"]
