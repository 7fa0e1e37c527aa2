"""`docs/write-a-pack.md`, followed word by word: its files are written, its commands run, its YAML loaded."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from alsreview.checks.registry import ENGINES
from alsreview.checks.starter import WITHOUT, kinds
from alsreview.knowledge.models import FactModel, PackFile, TermModel
from packs.project import ROOT, run

PAGE = (ROOT / "docs" / "write-a-pack.md").read_text(encoding="utf-8")


FLAGGED = "alsreview check page.md --as-of 2025-07-01 --skip grammar,spelling"
"""The one command that ends with 1: its page has an error."""


class Block(NamedTuple):
    """A fenced block of the page."""

    language: str
    text: str


BLOCKS = [Block(*found) for found in re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)]


def write(folder: Path, block: Block) -> Path:
    """The file that a block holds; its first line, a comment, names it."""
    name = re.match(r"(?:#|<!--) (\S+)", block.text)
    assert name, f"no file name in: {block.text[:60]}"
    path = folder / name[1]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text.partition("\n")[2], encoding="utf-8")
    return path


def follow(folder: Path) -> dict[str, str]:
    """Output of every command of the page, in its order."""
    said: dict[str, str] = {}
    for block in BLOCKS:
        if block.language in ("yaml", "toml", "markdown"):
            write(folder, block)
        for line in block.text.splitlines() if block.language == "console" else ():
            words = shlex.split(line.removeprefix("$ "))
            if words[0] == "rm":
                (folder / words[1]).unlink()
                continue
            assert words[0] == "alsreview", line
            code, out, err = run(folder, *words[1:])
            assert code == (1 if FLAGGED in line else 0), f"{line}\n{out}\n{err}"
            said.setdefault(line.removeprefix("$ alsreview "), out)
            said["last " + line.removeprefix("$ alsreview ")] = out
    return said


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("newcomer") / "site"
    folder.mkdir()
    return follow(folder)


def test_the_new_pack_and_every_new_check_pass(said: dict[str, str]) -> None:
    assert said["checks test --pack gout"].splitlines()[-1] == "1 checks, 5 examples, none failed"
    assert "none failed" in said["last checks test --pack gout"]
    assert said["checks test gout-only-from-wine"].splitlines()[-1] == "1 checks, 5 examples, none failed"
    assert said["checks test"].splitlines()[-1] == "10 checks, 50 examples, none failed"


def test_facts_alone_flag_what_the_page_says_they_flag(said: dict[str, str]) -> None:
    first = said["check page.md --as-of 2025-07-01 --skip grammar,spelling"]
    assert "sole-approved-treatment" in first
    assert "withdrawn-still-offered" in first
    assert "2009-02-13" in first
    assert "sole-approved-treatment" not in said["check page.md --as-of 2009-02-12 --skip grammar,spelling"]
    assert "Allopurinol is the only FDA-approved drug" in said["facts impact us-uloric page.md --as-of 2009-03-01"]
    assert "sole" in said['explain --sentence "Allopurinol is the only FDA-approved drug for gout."']


def test_every_yaml_block_is_yaml(said: dict[str, str]) -> None:
    blocks = [yaml.safe_load(block.text) for block in BLOCKS if block.language == "yaml"]
    assert len(blocks) == 6
    assert all(isinstance(block, dict) for block in blocks)


def test_every_field_and_every_kind_is_told() -> None:
    told = set(re.findall(r"`([a-z_]+(?:-[a-z]+)*)[`:]", PAGE))
    assert set(FactModel.model_fields) <= told
    assert set(TermModel.model_fields) <= told
    assert set(PackFile.model_fields) - {"id", "title", "language"} <= told
    assert {*ENGINES, *kinds(), *WITHOUT} <= told
    for kind in set(kinds()) - {"duplicates"}:
        assert f"checks new {kind} " in PAGE, kind


def test_the_fault_it_shows_is_the_fault_that_is_told(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for block in BLOCKS:
        if block.language in ("yaml", "toml"):
            write(site, block)
    facts = site / "gout" / "facts" / "us.yaml"
    facts.write_text(facts.read_text("utf-8").replace("product: zyloprim", "product: zyloprin"), encoding="utf-8")
    code, out, err = run(site, "facts", "list")
    assert code == 2
    shown = next(block.text for block in BLOCKS if block.language == "")
    place, _, what = shown.strip().partition(" ")
    assert what in out + err
    assert place.rstrip(":").split(":")[0] in out + err
