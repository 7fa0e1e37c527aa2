"""The main path against the real LanguageTool, one server for all of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import requests

from alsreview.config import LanguageToolSettings
from alsreview.documents.read import read_document
from alsreview.grammar import home, language, server, session
from alsreview.grammar.language import LanguagePolicy
from alsreview.knowledge.pack import load_knowledge
from alsreview.knowledge.packs import pack_folders
from alsreview.statements.split import split
from grammar.pages import judge

pytestmark = [pytest.mark.languagetool, pytest.mark.xdist_group("languagetool")]


@pytest.fixture(scope="module")
def policy() -> LanguagePolicy:
    """That of the pack that ships."""
    folders = pack_folders(["als"], Path.cwd())
    return language.load(folders, load_knowledge(folders).lexicon)


@pytest.fixture(scope="module")
def running(policy: LanguagePolicy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[server.Server]]:
    """Room for one server that all tests share."""
    started: list[server.Server] = []
    yield started
    for one in started:
        one.close()


@pytest.fixture
def shared_server(
    real: home.Home, policy: LanguagePolicy, running: list[server.Server], monkeypatch: pytest.MonkeyPatch
) -> server.Server:
    """The server, named to the engine by the environment."""
    if not running:
        running.append(server.start(server.need(LanguageToolSettings(), Path.cwd(), policy.overlay)))
    monkeypatch.setenv("ALSREVIEW_LANGUAGETOOL_SERVER", running[0].url)
    return running[0]


def found(outcome: session.GrammarOutcome, path: str) -> list[tuple[str, int, int, str]]:
    assert outcome.not_checked == ()
    return [(item.check, item.start.line, item.start.column, item.text) for item in outcome.findings[path]]


def test_it_starts_finds_faults_and_leaves_nothing_behind(real: home.Home, policy: LanguagePolicy) -> None:
    outcome = judge("🧠 He have **a apple** each day.\r\n\r\n- the riluzole\r\n", policy=policy)
    assert found(outcome, "p0.md") == [
        ("grammar.HE_VERB_AGR", 1, 6, "have"),
        ("grammar.EN_A_VS_AN", 1, 13, "a"),
    ]
    assert outcome.findings["p0.md"][1].replacements == ("an",)
    again = judge("🧠 He have **a apple** each day.\r\n\r\n- the riluzole\r\n", policy=policy)
    assert (again.requests, again.findings) == (0, outcome.findings)
    running = [
        child for child in psutil.Process().children(recursive=True) if "HTTPServer" in " ".join(child.cmdline())
    ]
    assert running == []


@pytest.mark.parametrize("mark", ["[4]", "^3,4", "(Ito et al., 2019)", "(see https://a.example/x_y)"])
def test_masked_and_plain_text_give_the_same_matches(shared_server: object, policy: LanguagePolicy, mark: str) -> None:
    plain = judge("She have a apple every day. They was ill.", suffix=".txt", policy=policy)
    masked = judge(
        f"She have a apple every day{'' if mark[0] == '^' else ' '}{mark}. They was ill.", suffix=".txt", policy=policy
    )
    assert [item[0] for item in found(masked, "p0.txt")] == [item[0] for item in found(plain, "p0.txt")]
    assert [item[3] for item in found(masked, "p0.txt")] == [item[3] for item in found(plain, "p0.txt")]


def test_spelling_is_confirmed_and_corrected(shared_server: object, policy: LanguagePolicy) -> None:
    page = "Riluzole and Qalsody treat ALS.\n\nTumour, tumor, haemorrhage. His swalowing got worse.\n"
    outcome = judge(page, policy=policy)
    assert found(outcome, "p0.md") == [("spelling", 3, 33, "swalowing")]
    assert outcome.findings["p0.md"][0].replacements[0] == "swallowing"


def test_fragments_need_no_capital(shared_server: object, policy: LanguagePolicy) -> None:
    page = "# what it is\n\nSigns are:\n\n- weakness of the hands\n- trouble swallowing\n\n"
    page += "| drug | dose |\n|---|---|\n| riluzole | twice daily |\n"
    assert found(judge(page, policy=policy), "p0.md") == []


def test_medicines_are_nouns_to_the_rules(shared_server: object, policy: LanguagePolicy) -> None:
    page = "Tofersen is an antisense drug. An edaravone infusion takes an hour; edaravone was approved in 2017.\n"
    assert found(judge(page, policy=policy), "p0.md") == []


def test_no_false_spelling_on_a_real_page(shared_server: object, policy: LanguagePolicy, shared: Path) -> None:
    document = read_document(shared / "eval" / "pages" / "nlm-genetics-als-2016.txt", "page.txt")
    outcome = session.run([(document, split(document))], policy, LanguageToolSettings(), Path.cwd())
    assert [item for item in outcome.findings["page.txt"] if item.category == "spelling"] == []
    assert [item for item in outcome.findings["page.txt"] if item.severity != "note"] == []


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
@pytest.mark.skipif(os.name == "nt", reason="these signals are Unix's")
def test_a_check_that_is_killed_leaves_no_jvm(real: home.Home, tmp_path: Path, name: str) -> None:
    (tmp_path / "page.md").write_text("He have a apple.\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    code = "from alsreview.cli import main; main(['check', 'page.md', '--only', 'grammar'])"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    jvm = _wait_for(lambda: [one for one in psutil.Process(process.pid).children(recursive=True) if _is_jvm(one)])
    assert jvm, "the check started LanguageTool"
    process.send_signal(getattr(signal, name))
    process.wait(timeout=60)
    _, left = psutil.wait_procs(jvm, timeout=20)
    assert left == []


def _is_jvm(process: psutil.Process) -> bool:
    try:
        return "org.languagetool.server.HTTPServer" in process.cmdline()
    except psutil.Error:
        return False


def _wait_for(look: Callable[[], list[psutil.Process]]) -> list[psutil.Process]:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if found := look():
                return found
        except psutil.NoSuchProcess:
            return []
        time.sleep(0.02)
    return []


def test_the_policy_names_rules_and_categories_that_exist(
    shared_server: server.Server, policy: LanguagePolicy, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = requests.get(
        shared_server.url + "v2/configinfo", {"language": "en-US"}, timeout=120, proxies={"no_proxy": "127.0.0.1"}
    ).json()
    rules = {rule["ruleId"] for rule in answer["rules"]}
    named = {*policy.rules, *policy.fragments, *policy.fix, *language.ACROSS}
    unknown = {name for name in named if name not in rules}
    unknown -= {name for name in unknown if name[-1] == "*" and any(rule.startswith(name[:-1]) for rule in rules)}
    assert sorted(unknown) == []
    assert sorted(set(policy.categories) - {rule["categoryId"] for rule in answer["rules"]}) == []
