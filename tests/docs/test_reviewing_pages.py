"""`docs/editor.md` and `docs/reviewer.md`: their files load, their commands run, their figures are those in force."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from review_site import A, B, Site

from alsreview.claims.policy import PolicyFile, default_policy
from alsreview.claims.reviewers import ReviewerFile
from alsreview.strict_yaml import parse_model
from docs.pages import ROOT

EDITOR = (ROOT / "docs/editor.md").read_text(encoding="utf-8")
REVIEWER = (ROOT / "docs/reviewer.md").read_text(encoding="utf-8")
PEOPLE, POLICY = re.findall(r"^```yaml\n(.*?)^```$", EDITOR, re.MULTILINE | re.DOTALL)
ROUND = re.findall(r"^\| [^|]+ \| `(alsreview [^`]+)`", EDITOR, re.MULTILINE)


def test_the_files_that_the_editor_is_shown_are_valid() -> None:
    people, _ = parse_model(PEOPLE, ReviewerFile, "reviewers.yaml")
    assert [person.id for person in people.reviewers] == ["anna-berg"]
    policy, _ = parse_model(POLICY, PolicyFile, "policy.yaml")
    assert policy.rules[0].roles == ("neurologist", "nurse")


def test_the_built_in_rules_have_the_names_that_the_page_gives() -> None:
    told = re.search(r"with a built-in name \((.*?)\)", EDITOR, re.DOTALL)
    assert told is not None
    assert re.findall(r"`([^`]+)`", told[1]) == [rule.name for rule in default_policy().rules]


def test_the_reviewer_is_told_the_intervals_that_are_in_force() -> None:
    policy = default_policy()
    months = {rule.name: rule.months for rule in policy.rules}
    assert months == {"regulatory": 6, "dosing and safety": 12, "advice": 12, "figures": 12, "definitions": 36}
    assert policy.default.months == 24
    flat = " ".join(REVIEWER.split())
    assert "after six months; doses, figures and advice after a year; definitions after three years;" in flat
    assert "everything else after two." in flat


def test_the_round_of_the_editor_command_by_command(tmp_path: Path) -> None:
    site = Site(tmp_path / "site")
    policy = yaml.safe_load(POLICY)
    policy["rules"][0] |= {"quorum": 1, "roles": [], "tier": "asserted"}
    site.policy(yaml.safe_dump(policy))
    people = yaml.safe_load(PEOPLE)
    del people["reviewers"][0]["keys"]
    (site.root / "claims/reviewers.yaml").write_text(yaml.safe_dump(people), encoding="utf-8")
    site.commit("people and policy")
    ids = {text: claim.id for text, claim in site.claims().items()}
    assert len(ROUND) == 8
    for line in ROUND:
        arguments = line.replace("c-7f3k2mqx", ids[A]).replace("ID", ids[A]).split()[1:]
        if arguments[:2] == ["review", "import"]:
            arguments[-1] = decided(site, ids[B]).name
        if arguments == ["review", "--reviewer", "anna-berg"]:
            continue  # the terminal's own tests answer its questions
        done = site.run(*arguments)
        assert done.returncode == 0, (line, done.stdout + done.stderr)
    assert {site.status()[A], site.status()[B]} == {"verified"}


def decided(site: Site, claim: str) -> Path:
    """What the exported page saves when its reader confirms one statement; test_packet.py does it in a browser."""
    page = next(site.root.glob("review-anna-berg-*.html")).read_text(encoding="utf-8")
    digest = re.search(rf'data-claim="{claim}" data-digest="([^"]+)"', page)
    assert digest is not None
    row = {"claim": claim, "digest": digest[1], "decision": "confirm"}
    file = site.root / "decisions-anna-berg-2026-11-22.json"
    at = (datetime.now(UTC) - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    head = {"format": 1, "what": "alsreview decisions", "reviewer": "anna-berg", "saved_at": at}
    file.write_text(json.dumps({**head, "decisions": [row]}), encoding="utf-8")
    return file


@pytest.mark.parametrize("page", [EDITOR, REVIEWER])
def test_links_and_keys_named_exist(page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", page):
        assert (ROOT / "docs" / target).exists(), target
