"""Check files: what is refused, with which words, and what replaces what."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from alsreview.checks.loader import load_checks
from alsreview.checks.registry import ENGINES
from alsreview.errors import InputError
from alsreview.findings import CATEGORIES, Category
from alsreview.knowledge.pack import load_knowledge
from repository import ROOT

HERE = Path(__file__).parent


def test_the_categories_of_check_files_are_those_of_findings() -> None:
    assert set(get_args(Category)) == set(CATEGORIES)


@pytest.mark.parametrize("path", sorted((HERE / "invalid").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_bad_check_file_is_refused_with_every_fault(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    with pytest.raises(InputError) as caught:
        load_checks([tmp_path], {"duplicates": ENGINES["duplicates"]})
    told = "".join(str(fault).replace(copy.as_posix(), path.name) + "\n" for fault in caught.value.faults)
    assert told == path.with_suffix(".expected").read_text(encoding="utf-8")


def test_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    for name in ("misspelt-key", "unknown-kind"):
        (tmp_path / f"{name}.yaml").write_bytes((HERE / "invalid" / f"{name}.yaml").read_bytes())
    with pytest.raises(InputError) as caught:
        load_checks([tmp_path])
    assert {Path(fault.path).stem for fault in caught.value.faults} == {"misspelt-key", "unknown-kind"}


def valid(name: str, **change: str) -> str:
    lines = (HERE / "valid" / "twice-said.yaml").read_text(encoding="utf-8").replace("twice-said", name)
    return lines + "".join(f"{key}: {value}\n" for key, value in change.items())


def test_equal_ids_are_refused_unless_one_says_replaces(tmp_path: Path) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        folder.mkdir()
        (folder / "one.yaml").write_text(valid("one"), encoding="utf-8")
    with pytest.raises(InputError, match=r"the id `one` is taken by .*ours/one.yaml; .*replaces: one"):
        load_checks([ours, theirs])
    (theirs / "one.yaml").write_text(valid("one", replaces="one").replace("warning", "note"), encoding="utf-8")
    assert [check.severity for check in load_checks([ours, theirs])] == ["note"]


def test_replaces_must_name_an_earlier_check(tmp_path: Path) -> None:
    (tmp_path / "one.yaml").write_text(valid("one"), encoding="utf-8")
    (tmp_path / "two.yaml").write_text(valid("two", replaces="onne"), encoding="utf-8")
    with pytest.raises(InputError, match=r"two\.yaml:\d+:1: `replaces` names `onne`.*did you mean `one`"):
        load_checks([tmp_path])


def test_facts_lexicon_and_pack_files_are_no_checks(tmp_path: Path) -> None:
    for place in ("facts/a.yaml", "lexicon/b.yaml", "pack.yaml"):
        path = tmp_path / place
        path.parent.mkdir(exist_ok=True)
        path.write_text("nonsense: true\n", encoding="utf-8")
    assert load_checks([tmp_path]) == ()


def test_a_link_out_of_the_pack_is_refused(tmp_path: Path) -> None:
    outside = tmp_path / "one.yaml"
    outside.write_text(valid("one"), encoding="utf-8")
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "one.yaml").symlink_to(outside)
    with pytest.raises(InputError, match="symbolic link"):
        load_checks([pack])


def test_a_check_may_only_rest_on_facts_that_the_ledger_holds() -> None:
    facts = load_knowledge([ROOT / "checks"]).ledger.facts
    assert load_checks([ROOT / "checks"], facts=facts)
    with pytest.raises(InputError) as caught:
        load_checks([ROOT / "checks"], facts={id_ for id_ in facts if id_ != "care-oxygen"})
    places = [fault for fault in caught.value.faults if "`care-oxygen`" in fault.what]
    assert places
    assert all(fault.line > 1 and fault.path.endswith(".yaml") for fault in places)
