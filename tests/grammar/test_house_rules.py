"""The house rules of LanguageTool's own rule language, each proved by its examples on a real server.

Every `<rule>` of `checks/language/grammar_*.xml` has examples: with a correction it must fire on exactly the marked
words and offer that correction, without one it must stay silent. The sets in `data/` measure all of it together.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import requests
import yaml

from alsreview.config import LanguageToolSettings
from alsreview.grammar import home, language, server
from alsreview.knowledge.pack import load_knowledge
from alsreview.knowledge.packs import pack_folders

RULES = sorted((Path(__file__).parents[2] / "checks" / "language").glob("grammar_*.xml"))
DATA = Path(__file__).parent / "data"
CLEAN = yaml.safe_load((DATA / "clean.yaml").read_text(encoding="utf-8"))
FAULTS = yaml.safe_load((DATA / "faults.yaml").read_text(encoding="utf-8"))

real_server = [pytest.mark.languagetool, pytest.mark.xdist_group("languagetool")]


class Example(NamedTuple):
    """One example of a rule. `correction` is None for a correct text, "" where the rule can suggest nothing."""

    rule: str
    number: int
    text: str
    start: int
    end: int
    correction: str | None


@cache
def examples() -> dict[str, list[Example]]:
    """All examples by rule id, in the order of the file."""
    found: dict[str, list[Example]] = {}
    roots = [ET.parse(path).getroot() for path in RULES]
    for holder in (node for root in roots for node in (*root.iter("rulegroup"), *root.findall("category/rule"))):
        rules = holder.findall("rule") if holder.tag == "rulegroup" else [holder]
        for number, rule in enumerate(rules, 1):
            for node in rule.findall("example"):
                marker = node.find("marker")
                start = len(node.text or "")
                end = start + len(marker.text or "") if marker is not None else start
                id_ = str(holder.get("id"))
                example = Example(id_, number, "".join(node.itertext()), start, end, node.get("correction"))
                found.setdefault(id_, []).append(example)
    return found


class Asked:
    """A running LanguageTool with the house rules."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/") + "/v2/check"
        self._session = requests.Session()
        self._session.trust_env = False

    def matches(self, text: str, only: str = "") -> list[dict[str, Any]]:
        """All matches but spelling, or those of one rule: of two that flag the same words LanguageTool names one."""
        form = {"text": text, "language": "en-US", "disabledRules": "MORFOLOGIK_RULE_EN_US"}
        if only:
            form = {"text": text, "language": "en-US", "enabledRules": only, "enabledOnly": "true"}
        answer = self._session.post(self._url, data=form, timeout=60)
        answer.raise_for_status()
        return list(answer.json()["matches"])


@pytest.fixture(scope="module")
def running() -> Iterator[list[server.Server]]:
    started: list[server.Server] = []
    yield started
    for one in started:
        one.close()


@pytest.fixture
def asked(real: home.Home, running: list[server.Server]) -> Asked:
    """One server for the whole module, started with the pack that ships."""
    if not running:
        folders = pack_folders(["als"], Path.cwd())
        policy = language.load(folders, load_knowledge(folders).lexicon)
        running.append(server.start(server.need(LanguageToolSettings(), Path.cwd(), policy.overlay)))
    return Asked(running[0].url)


def test_every_rule_has_a_text_to_flag_and_one_to_pass() -> None:
    for rule, found in examples().items():
        for number in {example.number for example in found}:
            own = [example for example in found if example.number == number]
            assert any(example.correction is not None for example in own), (rule, number)
            assert any(example.correction is None for example in own), (rule, number)
        assert rule.startswith("HOUSE_")


def test_every_rule_says_what_to_write() -> None:
    for rule in (rule for path in RULES for rule in ET.parse(path).getroot().iter("rule")):
        message = "".join(rule.find("message").itertext())  # type: ignore[union-attr]
        assert len(message) > 10, ET.tostring(rule)


@pytest.mark.languagetool
@pytest.mark.xdist_group("languagetool")
@pytest.mark.parametrize("rule", sorted(examples()))
def test_the_examples_of_a_rule(rule: str, asked: Asked) -> None:
    troubles = []
    for example in examples()[rule]:
        own = [match for match in asked.matches(example.text, only=rule) if match["rule"]["id"] == rule]
        spans = {(match["offset"], match["offset"] + match["length"]): match for match in own}
        if example.correction is None:
            if own:
                troubles.append(f"{rule}[{example.number}] fires on correct text: {example.text}")
        elif (example.start, example.end) not in spans:
            troubles.append(f"{rule}[{example.number}] does not fire: {example.text} (fires on {sorted(spans)})")
        elif example.correction:
            offered = [entry["value"] for entry in spans[example.start, example.end]["replacements"]]
            if example.correction not in offered:
                troubles.append(f"{rule}[{example.number}] offers {offered}, not {example.correction}: {example.text}")
    assert troubles == []


@pytest.mark.languagetool
@pytest.mark.xdist_group("languagetool")
@pytest.mark.parametrize("kind", sorted(CLEAN))
def test_correct_prose_draws_no_house_rule(kind: str, asked: Asked) -> None:
    found = [
        (text, match["rule"]["id"])
        for text in CLEAN[kind]
        for match in asked.matches(text)
        if match["rule"]["id"].startswith("HOUSE_")
    ]
    assert found == []


@pytest.mark.languagetool
@pytest.mark.xdist_group("languagetool")
@pytest.mark.parametrize(
    "fault",
    [
        "The drug help restore muscle strength.",
        "The brace help keep the foot straight.",
        "The spray help relax the throat.",
        "This exercise help maintain balance.",
    ],
)
def test_a_noun_and_a_verb_that_do_not_agree_are_found_in_any_wording(fault: str, asked: Asked) -> None:
    flagged = [fault[m["offset"] : m["offset"] + m["length"]] for m in asked.matches(fault)]
    assert "help" in flagged
