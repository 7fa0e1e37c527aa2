"""Each format as the program that reads it sees it: parsed back, against its schema, and with hostile text."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as XML

import jsonschema
import openpyxl
import pyromark
import pytest

from alsreview.findings import RunResult
from alsreview.reports import BINARY, REPORTS
from alsreview.reports.outcome import failing
from alsreview.reports.safe import cell, markdown, visible
from alsreview.reports.table import COLUMNS
from alsreview.reports.view import View
from reports.results import ALL, HOSTILE, MANY, MISSED, ONE, WILD, finding, result

SCHEMA = json.loads((Path(__file__).parent / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
READ_BY_GITHUB = {
    "ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints", "suppressions",
}  # fmt: skip


def made(format_: str, of: RunResult, **view: object) -> str:
    return REPORTS[format_](of, View(**view))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(ALL))
def test_sarif_is_valid(name: str) -> None:
    jsonschema.Draft4Validator(SCHEMA).validate(json.loads(made("sarif", ALL[name])))


@pytest.mark.parametrize("name", ["one", "many", "wild"])
def test_sarif_has_what_github_requires_and_nothing_that_misleads_it(name: str) -> None:
    (run,) = json.loads(made("sarif", ALL[name]))["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    for rule in run["tool"]["driver"]["rules"]:
        for key in ("shortDescription", "fullDescription", "help"):
            assert rule[key]["text"].strip(), key
        assert len(rule["fullDescription"]["text"]) <= 1024
        assert "**Why.**" in rule["help"]["markdown"]
        assert "**What to do.**" in rule["help"]["markdown"]
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert "security-severity" not in rule["properties"]
    for item, found in zip(run["results"], [*ALL[name].findings], strict=False):
        assert set(item) <= READ_BY_GITHUB
        if "suppressions" not in item:
            assert item["partialFingerprints"] == {"primaryLocationLineHash": found.fingerprint}
        assert run["tool"]["driver"]["rules"][item["ruleIndex"]]["id"] == item["ruleId"]
        uri = item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)
    assert "NDA 209176" in json.dumps(run["tool"]["driver"]["rules"])


def test_sarif_marks_what_was_set_aside() -> None:
    (run,) = json.loads(made("sarif", WILD))["runs"]
    assert [bool(item.get("suppressions")) for item in run["results"]] == [False, True]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_github_shows_ten_and_says_so() -> None:
    found = [finding(line, severity="error", category="undated") for line in range(1, 37)]
    worst = finding(99, category="safety", message="Do not stop it.")
    lines = made("github", result(*found, worst)).splitlines()
    errors = [line for line in lines if line.startswith("::error ")]
    assert len(errors) == 10
    assert "line=99" in errors[0]
    assert "showing 10 of 37 errors" in "\n".join(lines)
    assert "col=12,endColumn=19" in errors[0]


@pytest.mark.parametrize("name", sorted(ALL))
def test_github_obeys_no_command_of_a_document(name: str) -> None:
    hostile = "fine\n::add-mask::a\n##[error]b"
    of = replace(ALL[name], findings=tuple(replace(item, message=hostile, text=hostile) for item in ALL[name].findings))
    lines = made("github", of).splitlines()
    stop = next(index for index, line in enumerate(lines) if line.startswith("::stop-commands::"))
    token = lines[stop].removeprefix("::stop-commands::")
    assert lines[-1] == f"::{token}::"
    assert not any(token in line for line in lines[stop + 1 : -1])
    commands = [line for line in lines[:stop] if line.startswith("::")]
    assert all(re.match(r"::(error|warning|notice)( [^:]*)?::", line) for line in commands)
    assert all("::" not in line or line in commands for line in lines[:stop])


def test_github_escapes_properties() -> None:
    (line,) = [line for line in made("github", WILD).splitlines() if line.startswith("::error file")]
    assert "file=content/a%2Cb%3Ac%25.md," in line
    assert "100%25 `code`" in line


def test_gitlab_keeps_every_finding_and_what_could_not_be_read() -> None:
    issues = json.loads(made("gitlab", MANY))
    assert len({issue["fingerprint"] for issue in issues}) == len(MANY.findings)
    assert {issue["severity"] for issue in issues} == {"major", "minor", "info"}
    (last,) = [issue for issue in json.loads(made("gitlab", MISSED)) if issue["check_name"] == "not-read"]
    assert (last["severity"], last["location"]["path"]) == ("blocker", "content/c.docx")
    assert json.loads(made("gitlab", result(finding(1, category="safety"))))[0]["severity"] == "critical"


@pytest.mark.parametrize("fail_on", ["error", "warning", "note", "never"])
@pytest.mark.parametrize("name", sorted(ALL))
def test_junit_fails_what_the_run_fails(name: str, fail_on: str) -> None:
    root = XML.fromstring(made("junit", ALL[name], fail_on=fail_on).encode("utf-8"))
    assert int(root.get("failures", "")) == len(root.findall(".//failure")) == failing(ALL[name], fail_on)
    assert int(root.get("errors", "")) == len(root.findall(".//error")) == len(ALL[name].faults)
    assert int(root.get("skipped", "")) == len(root.findall(".//skipped")) == len(ALL[name].not_checked)
    assert int(root.get("tests", "")) == len(root.findall(".//testcase"))


def test_markdown_stays_short() -> None:
    found = [finding(line, check=f"check-{line}", path=f"content/{line}.md") for line in range(1, 300)]
    text = made("markdown", result(*found))
    assert len(text.splitlines()) <= 60
    assert "showing 25 of 299" in text
    assert "and 284 more documents" in text
    assert text.startswith("<!-- alsreview -->\n")


def test_markdown_shows_hostile_text_as_it_is() -> None:
    page = pyromark.html(made("markdown", WILD), options=pyromark.Options.ENABLE_TABLES)
    shown = re.sub(r"<[^>]+>", "", page).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert "</script><b>=1+1\\u001b[31m red \\u202e reversed" in shown
    assert "<b>" not in page
    assert "<script" not in page
    assert page.count("<td") == 4, "a pipe in a path opens no cell"


def test_mentions_notify_nobody() -> None:
    assert "@everyone" not in markdown("ask @everyone")


class _Tags(HTMLParser):
    """Elements of a page, with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_needs_nothing_else_and_is_not_fooled() -> None:
    page = _Tags(made("html", WILD))
    names = [tag for tag, _ in page.tags]
    assert "script" not in names
    assert not [attrs for _, attrs in page.tags if {"src", "href"} & set(attrs)]
    assert names.count("b") == len(WILD.findings)
    assert "</script><b>=1+1\\u001b[31m red \\u202e reversed" in page.text
    assert "http" not in made("html", WILD).replace("http-equiv", "")


def test_html_tells_all_of_a_finding() -> None:
    page = _Tags(made("html", ONE)).text
    for part in ("2017-05-05", "NDA 209176", "Name the approved drugs", "A reader may not learn", "line 3, column 12"):
        assert part in page


def test_csv_opens_as_what_it_is() -> None:
    text = made("csv", WILD)
    assert text.startswith("\ufeff")
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    assert head == list(COLUMNS)
    assert all(len(row) == len(COLUMNS) for row in rows)
    assert not any(value.lstrip().startswith(("=", "+", "-", "@", "\t")) for row in rows for value in row)
    assert sum(row[3] == "NOT CHECKED" for row in rows) == 1
    assert rows[1][-1].startswith("comment: ")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert cell(text).startswith("'")


def test_xlsx_holds_texts_only_and_is_the_same_every_time() -> None:
    data = BINARY["xlsx"](WILD, View())
    assert data == BINARY["xlsx"](WILD, View())
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert [item.value for item in sheet[1]] == list(COLUMNS)
    assert {item.data_type for row in sheet.iter_rows() for item in row} <= {"s", "n"}
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("format_", sorted(set(REPORTS) - {"json", "csv"}))
def test_hostile_text_reaches_no_report_as_it_is(format_: str) -> None:
    text = made(format_, WILD)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "\r" not in text


@pytest.mark.parametrize("format_", sorted(REPORTS))
def test_lone_surrogates_can_be_written(format_: str) -> None:
    wild = result(finding(2, text="a\ud800b", message="\ud800"))
    made(format_, wild).encode("utf-8", "replace")


def test_what_is_harmless_stays() -> None:
    assert visible("naïve “café” 中文 👩‍⚕️") == "naïve “café” 中文 👩‍⚕️"
    assert HOSTILE.count("|") == 1
