"""Each report on each shared result, byte for byte. `ALSREVIEW_ACCEPT=1 pytest tests/reports` accepts a change."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest

from alsreview.findings import CATEGORIES
from alsreview.reports import BINARY, REPORTS
from alsreview.reports.view import View
from reports.results import ALL
from repository import ROOT

GOLDEN = Path(__file__).parents[1] / "golden" / "reports"
SUFFIX = {
    "text": "txt", "json": "json", "sarif": "sarif", "github": "github.txt", "gitlab": "gitlab.json",
    "junit": "xml", "markdown": "md", "html": "html", "csv": "csv", "rdjson": "rdjson.json",
    "checkstyle": "checkstyle.xml",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(ALL))
@pytest.mark.parametrize("format_", sorted(SUFFIX))
def test_golden(name: str, format_: str) -> None:
    made = REPORTS[format_](ALL[name], View())
    golden = GOLDEN / f"{name}.{SUFFIX[format_]}"
    if os.environ.get("ALSREVIEW_ACCEPT"):
        golden.write_text(made, encoding="utf-8", newline="")
    assert made == golden.read_bytes().decode("utf-8")


@pytest.mark.parametrize("name", sorted(ALL))
def test_the_json_keeps_to_its_published_schema(name: str) -> None:
    schema = json.loads((ROOT / "docs" / "check.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(json.loads(REPORTS["json"](ALL[name], View())))
    assert schema["$defs"]["finding"]["properties"]["category"]["enum"] == list(CATEGORIES)


def test_json_survives_hostile_text() -> None:
    (finding,) = json.loads(REPORTS["json"](ALL["wild"], View()))["findings"]
    assert finding["message"] == ALL["wild"].findings[0].message


def test_the_command_offers_every_format() -> None:
    from alsreview.cli.check_options import FILE_FORMATS, FORMATS

    assert sorted(REPORTS) == sorted(FORMATS)
    assert sorted((*REPORTS, *BINARY)) == sorted(FILE_FORMATS)
    assert sorted(REPORTS) == sorted(SUFFIX), "every format has golden files"
