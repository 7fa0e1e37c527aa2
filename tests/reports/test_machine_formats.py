"""What other programs read: each against the schema of the program that reads it, with the paths that it looks for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from alsreview.findings import Finding, NotChecked, Position, RunResult
from alsreview.reports import REPORTS
from alsreview.reports.view import View
from reports.results import ALL, HOSTILE, WILD, finding, result

SCHEMAS = Path(__file__).parent / "schemas"
SUB = View(from_top="site/docs", from_here="docs")
UNREAD = result(finding(3), faults=("claims/content/a.md.yaml:7:3: unknown key `x`; did you mean `y`?", "no place"))


def made(format_: str, of: RunResult, view: View = View()) -> str:  # noqa: B008  (frozen)
    return REPORTS[format_](of, view)


@pytest.mark.parametrize("name", sorted(ALL))
@pytest.mark.parametrize("format_", ["gitlab", "rdjson"])
def test_json_keeps_to_the_schema_of_its_reader(format_: str, name: str) -> None:
    file = {"gitlab": "gitlab-code-quality.json", "rdjson": "rdjson.json"}[format_]
    schema = json.loads((SCHEMAS / file).read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator(schema)
    for of in (ALL[name], UNREAD):
        checker.validate(json.loads(made(format_, of)))


@pytest.mark.parametrize("name", sorted(ALL))
@pytest.mark.parametrize("format_", ["junit", "checkstyle"])
def test_xml_keeps_to_the_schema_of_its_reader(format_: str, name: str) -> None:
    schema = etree.XMLSchema(etree.parse(SCHEMAS / f"{format_}.xsd"))
    for of in (ALL[name], UNREAD):
        schema.assertValid(etree.fromstring(made(format_, of).encode("utf-8")))


@pytest.mark.parametrize(
    ("file", "wrong"),
    [
        (
            "gitlab-code-quality.json",
            [{"description": "x", "check_name": "a", "fingerprint": "f", "severity": "error"}],
        ),
        ("rdjson.json", {"diagnostics": [{"message": "x"}]}),
        ("junit.xsd", '<testsuites tests="1" failures="0" errors="0" skipped="0"><testcase name="x"/></testsuites>'),
        ("checkstyle.xsd", '<checkstyle version="1"><file name="a"><error line="0"/></file></checkstyle>'),
    ],
)
def test_the_schemas_refuse_what_is_wrong(file: str, wrong: object) -> None:
    if file.endswith(".xsd"):
        assert not etree.XMLSchema(etree.parse(SCHEMAS / file)).validate(etree.fromstring(str(wrong)))
    else:
        schema = json.loads((SCHEMAS / file).read_text(encoding="utf-8"))
        assert not jsonschema.Draft202012Validator(schema).is_valid(wrong)


def test_fingerprints_of_gitlab_are_never_two_of_one() -> None:
    """GitLab drops the second of two equal ones without a word."""
    issues = json.loads(made("gitlab", ALL["many"]))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


@pytest.mark.parametrize(
    ("format_", "expected"),
    [
        ("github", "file=site/docs/content/a.md,"),
        ("gitlab", '"path": "site/docs/content/a.md"'),
        ("sarif", '"uri": "site/docs/content/a.md"'),
        ("junit", 'file="site/docs/content/a.md"'),
        ("rdjson", '"path": "docs/content/a.md"'),
        ("checkstyle", '<file name="docs/content/a.md">'),
        ("json", '"path": "content/a.md"'),
    ],
)
def test_a_configuration_in_a_subfolder_moves_the_paths_to_where_the_reader_looks(format_: str, expected: str) -> None:
    assert expected in made(format_, ALL["one"], SUB)


def test_a_path_that_leads_out_of_the_configurations_folder_is_made_plain() -> None:
    outside = result(finding(1, path="../other/b.md"), finding(1, path="/srv/c.md"))
    paths = [item["location"]["path"] for item in json.loads(made("gitlab", outside, SUB))]
    assert paths == ["site/other/b.md", "/srv/c.md"]


def test_what_could_not_be_read_has_its_place() -> None:
    first, second = json.loads(made("rdjson", UNREAD, SUB))["diagnostics"][1:]
    assert first["location"] == {"path": "docs/claims/content/a.md.yaml", "range": {"start": {"line": 7}}}
    assert first["message"].startswith("not read: unknown key `x`")
    assert second["location"]["path"] == "docs/alsreview.toml"
    assert '<error line="7" column="3" severity="error" message="not read: unknown key' in made("checkstyle", UNREAD)


def test_what_was_not_judged_stands_before_the_ten_that_github_shows() -> None:
    found = [finding(line) for line in range(1, 15)]
    warnings = [finding(line, severity="warning", check="undated") for line in range(1, 15)]
    missed = (NotChecked("grammar", "no Java was found", "install it"),)
    lines = made("github", result(*found, *warnings, faults=("a.docx: is no DOCX",), missed=missed)).splitlines()
    errors = [line for line in lines if line.startswith("::error ")]
    told = [line for line in lines if line.startswith("::warning ")]
    assert (len(errors), "a.docx" in errors[0]) == (10, True)
    assert (len(told), "NOT CHECKED" in told[0]) == (10, True)
    assert "showing 9 of 14 errors" in "\n".join(lines)


PAGE = "\ufeffÄrzte 👩‍⚕️ say teh word.\r\nA first line, and teh end.\r\n"


def _at(line: int, column: int, text: str, statement: str, **more: object) -> Finding:
    place = {"start": Position(line, column), "end": Position(line, column + len(text))}
    return finding(line, text=text, statement=statement, **{**place, **more})


def test_reviewdog_counts_bytes_and_gets_suggestions() -> None:
    source = PAGE.removeprefix("\ufeff")
    first = _at(1, source.index("teh") + 1, "teh", "Ärzte 👩‍⚕️ say teh word.", replacements=("the",))
    second = _at(2, 19, "teh", "A first line, and teh end.", replacements=("the", "ten"))
    view = View(source=lambda path: PAGE if path == "content/a.md" else None)
    one, two = json.loads(made("rdjson", result(first, second), view))["diagnostics"]
    place = one["location"]["range"]
    of_first_line = PAGE.split("\r\n")[0].encode("utf-8")
    assert of_first_line[place["start"]["column"] - 1 : place["end"]["column"] - 1] == b"teh"
    assert one["suggestions"] == [{"range": place, "text": "the"}]
    assert (two["location"]["range"]["start"], len(two["suggestions"])) == ({"line": 2, "column": 19}, 2)


@pytest.mark.parametrize("source", [None, "", "Something else altogether.\n"])
def test_no_column_is_guessed_and_no_line_is_replaced(source: str | None) -> None:
    """Without the very text, a suggestion would take the place of a whole line."""
    view = View(source=lambda _: source)
    (one,) = json.loads(made("rdjson", result(finding(1, replacements=("x",))), view))["diagnostics"]
    assert one["location"]["range"] == {"start": {"line": 1}, "end": {"line": 1}}
    assert "suggestions" not in one


def test_no_suggestion_through_markup() -> None:
    one = _at(1, 5, "*teh* word", "Not teh word.", replacements=("the word",))
    view = View(source=lambda _: "Not *teh* word.\n")
    (said,) = json.loads(made("rdjson", result(one), view))["diagnostics"]
    assert said["location"]["range"]["start"]["column"] == 5
    assert "suggestions" not in said


EVERYWHERE = (
    HOSTILE
    + "\n::add-mask::x\n##[error]y\n%0A::error::z\t=cmd|' /C calc'!A0\x85\u2028\u2066\x00\ufffe]]>&lt;!--{{ 1 }}"
)


@pytest.mark.parametrize("format_", sorted(REPORTS))
def test_hostile_text_in_every_field_leaves_every_report_well_formed(format_: str) -> None:
    evil = finding(2)
    # ids of checks and dates of facts are no free text: their files are refused with anything else in them
    fields = dict.fromkeys(("text", "statement", "message", "why", "remedy", "path"), EVERYWHERE)
    facts = tuple(replace(item, statement=EVERYWHERE, source=EVERYWHERE) for item in evil.evidence)
    evil = replace(evil, **fields, evidence=facts, replacements=(EVERYWHERE,), claim=EVERYWHERE)  # type: ignore[arg-type]
    of = replace(
        WILD, findings=(evil,), notices=(EVERYWHERE,), faults=(EVERYWHERE, f"{EVERYWHERE}: x"),
        documents=(replace(WILD.documents[0], path=EVERYWHERE),), impact=(evil,),
    )  # fmt: skip
    text = made(format_, of, View(source=lambda _: EVERYWHERE))
    if format_ in ("json", "rdjson", "gitlab", "sarif"):
        json.loads(text)
    if format_ in ("junit", "checkstyle"):
        etree.XMLSchema(etree.parse(SCHEMAS / f"{format_}.xsd")).assertValid(etree.fromstring(text.encode("utf-8")))
    if format_ not in ("json", "csv"):  # json carries texts as they are, csv is read back in its own test
        for char in "\x1b\u202e\x00\x85\u2028\u2066":
            assert char not in text, hex(ord(char))
    if format_ == "github":
        inside = text.split("::stop-commands::")[0].splitlines()
        assert all(line.startswith(("::error ", "::warning ", "::notice ", "showing ")) for line in inside), inside
    if format_ in ("markdown", "html"):
        assert "<b>=1" not in text
        assert "</script>" not in text
    if format_ == "csv":
        assert "\x1b" not in text


def test_what_only_the_pack_causes_is_listed_for_people() -> None:
    of = replace(result(), impact=tuple(finding(line, path="content/old.md") for line in range(1, 61)))
    text = made("text", of)
    assert "impact      content/old.md:1:12 sole-approved-treatment (error): Rilutek is no longer" in text
    assert "and 10 more" in text
    short = made("markdown", of)
    assert short.count("impact of the pack:") == 6
    assert "and 55 more" in short
