"""The engine against a fake server: places, cache, faults."""

from __future__ import annotations

from pathlib import Path

import language_tool_python
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alsreview.config import LanguageToolSettings
from alsreview.grammar import client
from alsreview.grammar.language import AcceptModel, LanguagePolicy
from alsreview.grammar.mask import Masked
from grammar.fake_server import Fake
from grammar.pages import POLICY, judge

PAGE = "# On teh disease\n\nRiluzole slows teh *disease* 🧠 in [teh trial](https://x.example).\n\n- it was was\n"


def test_findings_stand_where_the_source_has_them(fake: Fake) -> None:
    outcome = judge(PAGE)
    found = [(item.check, item.start.line, item.start.column, item.text) for item in outcome.findings["p0.md"]]
    assert found == [
        ("grammar.TEH", 1, 6, "teh"),
        ("grammar.TEH", 3, 16, "teh"),
        ("grammar.TEH", 3, 36, "teh"),
        ("grammar.ENGLISH_WORD_REPEAT_RULE", 5, 6, "was was"),
    ]
    first = outcome.findings["p0.md"][0]
    assert (first.category, first.severity, first.replacements) == ("grammar", "warning", ("the",))
    assert first.statement == "On teh disease"
    assert outcome.not_checked == ()
    assert outcome.judged["p0.md"] == {0, 1, 2}


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_places_hold_in_every_format(fake: Fake, suffix: str, end: str) -> None:
    body = f"Pulse 🧠🧠 first.{end}Then 𝛼 caf\u00e9 teh end, is is it.{end}"
    source = f"<main><p>{body}</p></main>" if suffix == ".html" else body
    found = judge(source, suffix=suffix).findings[f"p0{suffix}"]
    assert [(item.start.line, item.text) for item in found] == [(2, "teh"), (2, "is is")]
    assert [item.start.column for item in found] == [13, 22]


parts = st.sampled_from(
    ["teh", "the", "was", "🧠", "*teh*", "**it**", "&amp;", "[teh](https://a.example/teh)", "`teh`", "\r\n", "\n",
     "[2]", "e\u0301", "Teh", "\u00a0", "https://teh.example/teh", "(Ito, 2019)", "_teh_", "x."]
)  # fmt: skip


@given(st.lists(parts, min_size=1, max_size=25))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_surrounds_a_fault_its_place_is_exact(fake: Fake, pieces: list[str]) -> None:
    source = "Start " + " ".join(pieces) + " end."
    outcome = judge(source)
    lines = source.replace("\r\n", "\n").split("\n")
    for item in outcome.findings["p0.md"]:
        if item.check == "grammar.TEH":
            assert item.text == "teh"
            line = lines[item.start.line - 1]
            assert line[item.start.column - 1 : item.end.column - 1] == "teh"


@given(st.lists(st.sampled_from(["teh", "was was", "slow", "it", "disease,"]), min_size=1, max_size=8), st.data())
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_matches_on_masked_and_plain_text_agree(fake: Fake, words: list[str], data: st.DataObject) -> None:
    mask = st.sampled_from([" [3]", " (Ito et al., 2020)", "^4"])
    marks = [data.draw(st.one_of(st.just(""), mask)) if word.isalpha() else "" for word in words]
    plain = judge("Then " + " ".join(words) + " end.", suffix=".txt").findings["p0.txt"]
    joined = " ".join(word + mark for word, mark in zip(words, marks, strict=True))
    masked = judge("Then " + joined + " end.", suffix=".txt").findings["p0.txt"]
    assert [item.check for item in masked] == [item.check for item in plain]
    for one, other in zip(masked, plain, strict=True):
        assert Masked(one.text).text == other.text


def test_unchanged_text_sends_nothing(fake: Fake) -> None:
    first = judge(PAGE)
    sent = len(fake.texts)
    assert first.requests == sent > 0
    second = judge(PAGE)
    assert (len(fake.texts), second.requests) == (sent, 0)
    assert second.findings == first.findings
    assert second.judged == first.judged


def test_only_the_edited_paragraph_is_sent(fake: Fake) -> None:
    page = [f"Paragraph {number} says teh truth.\n" for number in range(30)]
    judge("\n".join(page))
    fake.texts.clear()
    page[7] = "Paragraph seven was was changed.\n"
    outcome = judge("\n".join(page))
    assert fake.texts == ["Paragraph seven was was changed."]
    assert len(outcome.findings["p0.md"]) == 30


def test_text_that_stands_in_several_pages_is_sent_once(fake: Fake) -> None:
    judge(
        "One of us.\n\nCall your doctor teh day.",
        "Call your doctor teh day.\n\nAnother page.",
        "Call your doctor teh day.",
    )
    assert sum(text.count("Call your doctor teh day.") for text in fake.texts) == 1


def test_a_sentence_that_stands_in_many_paragraphs_is_sent_once_a_run(fake: Fake) -> None:
    judge(*[f"Page {number} is teh one. Call your doctor (today). Then rest." for number in range(5)])
    assert sum(text.count("Call your doctor") for text in fake.texts) == 1
    assert sum(text.count("teh one") for text in fake.texts) == 5


def test_a_damaged_or_deleted_cache_costs_only_time(fake: Fake, own_cache: Path) -> None:
    first = judge(PAGE)
    for path in own_cache.rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes()[:-3] + b"xyz")
    assert judge(PAGE).findings == first.findings
    for path in own_cache.rglob("*"):
        if path.is_file():
            path.write_bytes(b"")
    assert judge(PAGE).findings == first.findings


def test_settings_and_vocabulary_are_part_of_the_key(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    judge(PAGE)
    sent = len(fake.texts)
    judge(PAGE, policy=LanguagePolicy(categories={"GRAMMAR": "ignore"}))
    assert len(fake.texts) == 2 * sent
    judge(PAGE, settings=LanguageToolSettings(picky=True))
    assert len(fake.texts) == 3 * sent
    assert fake.requests[-1]["level"] == "picky"


def test_every_request_goes_through_language_tool_python(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[str] = []
    original = language_tool_python.LanguageTool._query_server

    def counting(self, url, params=None, num_tries=2, method="get"):
        if method == "post":
            passed.append(params["text"])
        return original(self, url, params, num_tries, method)

    monkeypatch.setattr(language_tool_python.LanguageTool, "_query_server", counting)
    fake.unknown = {"dysfagiaa": ["dysphagia"]}
    judge(PAGE + "\nIt is dysfagiaa.\n")
    assert sorted(passed) == sorted(fake.texts)
    assert len(passed) >= 2


def test_where_language_tool_python_is_cut_off_nothing_is_clean(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise language_tool_python.exceptions.LanguageToolError("bypass me")

    monkeypatch.setattr(language_tool_python.LanguageTool, "_query_server", broken)
    outcome = judge(PAGE)
    assert fake.texts == []
    assert [item.what for item in outcome.not_checked] == ["grammar: p0.md"]
    assert outcome.judged == {}


FAULTS = {
    "503": "overloaded",
    "500": "refused",
    "timeout": "in time",
    "html": "no answer",
    "list": "none of LanguageTool's",
    "other json": "none of LanguageTool's",
    "bad offsets": "none of LanguageTool's",
    "cut": "cannot be reached",
}


@pytest.mark.parametrize(("fault", "reason"), FAULTS.items())
def test_a_fault_is_not_checked_and_never_kept(
    fake: Fake, fault: str, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client.time, "sleep", lambda _: None)
    fake.fault = fault
    outcome = judge(PAGE)
    (missed,) = outcome.not_checked
    assert reason in missed.reason
    assert missed.what == "grammar: p0.md"
    assert missed.fix
    assert outcome.judged == {}
    fake.fault = ""
    assert len(judge(PAGE).findings["p0.md"]) == 4


def test_an_overloaded_server_is_asked_again(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client.time, "sleep", lambda _: None)
    fake.fault, fake.faults_left = "503", 2
    outcome = judge("It is teh end.")
    assert outcome.not_checked == ()
    assert len(outcome.findings["p0.md"]) == 1


def test_an_incomplete_answer_counts_but_is_partial(fake: Fake) -> None:
    fake.fault = "incomplete"
    outcome = judge("It is teh end.")
    assert [item.check for item in outcome.findings["p0.md"]] == ["grammar.TEH"]
    assert "ran out of time" in outcome.not_checked[0].reason
    fake.fault = ""
    assert judge("It is teh end.").not_checked == ()


def test_a_server_that_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALSREVIEW_LANGUAGETOOL_SERVER", "http://127.0.0.1:9")
    outcome = judge(PAGE)
    assert "cannot be reached" in outcome.not_checked[0].reason
    assert outcome.judged == {}


def test_text_leaves_the_machine_only_when_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = judge(PAGE, settings=LanguageToolSettings(server="https://languagetool.example/"))
    assert "not on this machine" in outcome.not_checked[0].reason
    assert "allow_remote" in outcome.not_checked[0].fix


def test_a_proxy_is_not_asked_for_this_machine(fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    assert judge(PAGE).not_checked == ()


def test_a_page_in_another_language_is_not_judged(fake: Fake) -> None:
    outcome = judge(
        "---\nlang: es\n---\n\nLa enfermedad avanza r\u00e1pidamente en teh mayor\u00eda de los pacientes.\n"
    )
    assert "another language (es)" in outcome.not_checked[0].reason
    assert fake.texts == []


def test_spelling_asks_once_for_each_unknown_word(fake: Fake) -> None:
    fake.unknown = {"dysfagiaa": ["dysphagia"], "Xyzzyq": ["Xylem"]}
    outcome = judge(
        "Many have dysfagiaa here.\n\nStill dysfagiaa there, says Xyzzyq.\n\nTumour or tumor, Qalsody's riluzole.",
        "Also dysfagiaa.",
    )
    spelt = [item for items in outcome.findings.values() for item in items if item.check == "spelling"]
    assert [(item.path, item.start.line, item.text) for item in spelt] == [
        ("p0.md", 1, "dysfagiaa"),
        ("p0.md", 3, "dysfagiaa"),
        ("p1.md", 1, "dysfagiaa"),
    ]
    assert spelt[0].replacements == ("dysphagia",)
    questions = [text for text, asked in zip(fake.texts, fake.requests, strict=True) if asked.get("enabledOnly")]
    assert sum(text.count("dysfagiaa") for text in questions) == 1
    running_text = [asked for asked in fake.requests if not asked.get("enabledOnly")]
    assert all("MORFOLOGIK_RULE_EN_US" in asked["disabledRules"].split(",") for asked in running_text)


def test_an_accepted_phrase_is_not_reported(fake: Fake) -> None:
    accept = (AcceptModel(text="teh", rule="TEH", reason="the name of a study"),)
    outcome = judge(PAGE, policy=LanguagePolicy(categories=POLICY.categories, rules=POLICY.rules, accept=accept))
    assert [item.check for item in outcome.findings["p0.md"]] == ["grammar.ENGLISH_WORD_REPEAT_RULE"]


def test_references_are_no_prose(fake: Fake) -> None:
    judge("Text here.\n\n# References\n\n1. Ito A, teh paper. 2020.\n")
    assert not any("Ito" in text for text in fake.texts)
