"""What is kept of parsed pack files gives the same knowledge, whatever state the cache is in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from alsreview import strict_yaml
from alsreview.checks.loader import load_checks
from alsreview.errors import InputError
from alsreview.knowledge.kept import KeptYaml
from alsreview.knowledge.pack import load_knowledge

PACK = Path(__file__).parents[2] / "checks"


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ALSREVIEW_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


def loaded() -> tuple[object, ...]:
    kept = KeptYaml([PACK])
    knowledge = load_knowledge([PACK], parsed=kept)
    checks = load_checks([PACK], facts=knowledge.ledger.facts, parsed=kept)
    kept.save()
    return knowledge.packs, dict(knowledge.ledger.facts), dict(knowledge.lexicon.terms), knowledge.words, checks


def no_parsing(text: str, name: str) -> object:
    raise AssertionError(f"{name} was parsed")


def test_the_second_load_parses_nothing_and_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    first = loaded()
    monkeypatch.setattr(strict_yaml, "_parse", no_parsing)
    assert loaded() == first


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: {digest: [1, 2, 3] for digest in data},
        lambda data: {digest: [entry[0], [["x"]]] for digest, entry in data.items()},
        lambda data: {digest: [{"\0date": "soon"}, []] for digest in data},
        lambda data: ["no", "object"],
    ],
)
def test_an_entry_of_another_form_is_not_used(cache_folder: Path, spoil: Callable[[object], object]) -> None:
    first = loaded()
    for path in [path for path in cache_folder.rglob("*") if path.is_file()]:
        data = json.dumps(spoil(json.loads(path.read_bytes()[32:]))).encode()
        path.write_bytes(hashlib.sha256(data).digest() + data)
    assert loaded() == first


def test_kept_data_are_validated_anew(cache_folder: Path) -> None:
    loaded()
    for path in [path for path in cache_folder.rglob("*") if path.is_file()]:
        data = path.read_bytes()[32:].replace(b'"severity": "error"', b'"severity": "dreadful"')
        path.write_bytes(hashlib.sha256(data).digest() + data)
    with pytest.raises(InputError, match="severity"):
        loaded()


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("id: one\nwhen: 2017-05-04\n", "utf-8")
    for text in ("id: one\nwhen: 2017-05-04\n", "id: two\nwhen: 2017-05-05\n"):
        kept = KeptYaml([tmp_path])
        assert strict_yaml.parse(text, "one.yaml", kept) == strict_yaml.parse(text, "one.yaml")
        kept.save()
    again = KeptYaml([tmp_path])
    assert again.get("id: one\nwhen: 2017-05-04\n") is None
    known = again.get("id: two\nwhen: 2017-05-05\n")
    assert known is not None
    assert known[0] == strict_yaml.parse("id: two\nwhen: 2017-05-05\n", "one.yaml")[0]


def test_a_place_that_is_not_kept_is_found_by_parsing(tmp_path: Path) -> None:
    text = "a:\n  b:\n    c: 1\n"
    kept = KeptYaml([tmp_path])
    strict_yaml.parse(text, "f.yaml", kept)
    _, marks = strict_yaml.parse(text, "f.yaml", kept)
    assert marks.get(("a", "b", "c")) == (3, 5)
