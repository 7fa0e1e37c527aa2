"""With libyaml and without it, the same files are good and say the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from alsreview import strict_yaml, yaml_loader
from alsreview.claims.store import ClaimStore
from alsreview.errors import InputError
from alsreview.yaml_loader import PurePythonLoader

# Tags are left out: nothing here is written with one, and the two loaders part over a bare `!`.
PIECES = [
    "a", "b c", ": ", ":", "?", "? ", ", ", ",", "{", "}", "[", "]", "- ", "-", "\n", "\n  ", " ", "\t", "#", " # c",
    '"x"', "'y'", "|\n", ">\n", "é", "😀", "1", "null", "...", "---", "\r\n", "\x85", "%", "key: v", "key: ", "- x\n",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=9).map("".join)


def composed(text: str, loader: Any) -> Any:
    """All of a text with the places of everything but empty values, or None where it is refused."""
    reader = loader(text)
    try:
        node = reader.get_single_node()
    except yaml.YAMLError:
        return "refused"
    finally:
        reader.dispose()
    return seen(node) if node is not None else None


def seen(node: Any) -> Any:
    if isinstance(node, tuple):
        return tuple(seen(part) for part in node)
    place = (node.start_mark.line, node.start_mark.column) if node.value != "" else None
    value = node.value if isinstance(node.value, str) else [seen(part) for part in node.value]
    return node.tag, place, value


@pytest.mark.skipif(not hasattr(yaml, "CSafeLoader"), reason="PyYAML was built without libyaml here")
@given(TEXTS, st.booleans())
@example("{quote: Does it help? It does.}", False)
@example("{ref: a?b, url: https://example.org/?q=1}", False)
@example("[a:]", False)
@example("key:\tvalue\twith tabs\n", False)
@settings(max_examples=500)
def test_both_loaders_read_the_same(text: str, in_brackets: bool) -> None:
    text = f"{{key: {text}}}" if in_brackets else text
    assert composed(text, PurePythonLoader) == composed(text, yaml.CSafeLoader)


LOADERS = [pytest.param(loader, id=loader.__name__) for loader in dict.fromkeys((yaml_loader.LOADER, PurePythonLoader))]


@pytest.mark.parametrize("loader", LOADERS)
def test_a_question_in_brackets_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loader: Any) -> None:
    monkeypatch.setattr(yaml_loader, "LOADER", loader)
    folder = tmp_path / "claims/content"
    folder.mkdir(parents=True)
    (folder / "a.md.yaml").write_text(
        "document: content/a.md\n"
        "claims: # by hand\n"
        "- {id: c-aaaaaaaa, statement: Does riluzole help? It does., status: draft}\n"
        "- id: c-bbbbbbbb\n"
        "  statement: Is it a tablet? Yes.\n"
        "  status: draft\n"
        "  sources: [{ref: label, quote: why? because}]\n",
        encoding="utf-8",
    )
    claims = [claim for _, claim in ClaimStore(tmp_path).read().claims()]
    assert [claim.statement for claim in claims] == ["Does riluzole help? It does.", "Is it a tablet? Yes."]
    assert claims[1].sources[0].quote == "why? because"


@pytest.mark.parametrize("loader", LOADERS)
def test_faults_have_the_same_place(monkeypatch: pytest.MonkeyPatch, loader: Any) -> None:
    monkeypatch.setattr(yaml_loader, "LOADER", loader)
    with pytest.raises(InputError) as caught:
        strict_yaml.parse("a: {b: what? it is, b: 2, 3: x}\nc: &x 1\n", "f")
    assert (
        str(caught.value)
        == "f:2:4: YAML anchors and aliases are not read here; write the value out, or put it in quotes"
    )
    with pytest.raises(InputError) as caught:
        strict_yaml.parse("a: {b: what? it is, b: 2, 3: x}\nc: 2026-02-31\n", "f")
    assert [(fault.line, fault.column) for fault in caught.value.faults] == [(2, 4), (1, 21), (1, 27)]
