"""Which files a run reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from alsreview.documents.collect import collect, matching


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.md", "a.MD", "sub/c.html", "sub/deep/d.txt", ".hidden/e.md", ".f.md", "node_modules/g.md", "h.png"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    return tmp_path


def names(found: list[tuple[Path, str]]) -> list[str]:
    return [name for _, name in found]


def test_a_folder_gives_its_readable_files_sorted_and_nothing_hidden(tree: Path) -> None:
    found, faults = collect([tree], tree)
    assert names(found) == ["a.MD", "b.md", "sub/c.html", "sub/deep/d.txt"]
    assert faults == []


def test_a_file_given_twice_is_read_once(tree: Path) -> None:
    found, _ = collect([tree / "b.md", tree / "sub" / ".." / "b.md", tree], tree)
    assert names(found).count("b.md") == 1


def test_names_outside_the_root_keep_their_way_there(tree: Path) -> None:
    found, _ = collect([tree / "b.md"], tree / "sub")
    assert names(found) == ["../b.md"]


def test_what_cannot_be_read_is_named_and_the_rest_is_still_collected(tree: Path) -> None:
    (tree / "empty").mkdir()
    found, faults = collect([tree / "gone.md", tree / "h.png", tree / "empty", tree / "b.md"], tree)
    assert names(found) == ["b.md"]
    assert [fault.path for fault in faults] == ["gone.md", "h.png", "empty"]
    assert all(fault.what and fault.mend for fault in faults)


def test_a_hidden_file_given_by_name_is_read(tree: Path) -> None:
    found, faults = collect([tree / ".f.md"], tree)
    assert names(found) == [".f.md"]
    assert faults == []


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("**", ["a.MD", "b.md", "sub/c.html", "sub/deep/d.txt"]),
        ("sub/**", ["sub/c.html", "sub/deep/d.txt"]),
        ("**/*.html", ["sub/c.html"]),
        ("*.md", ["b.md"]),
        ("content/**", []),
    ],
)
def test_globs_of_the_configuration(tree: Path, pattern: str, expected: list[str]) -> None:
    assert names(matching([pattern], tree)) == expected


def test_a_link_to_a_folder_is_not_followed_in_a_circle(tree: Path) -> None:
    (tree / "sub" / "loop").symlink_to(tree, target_is_directory=True)
    found, _ = collect([tree], tree)
    assert names(found) == ["a.MD", "b.md", "sub/c.html", "sub/deep/d.txt"]
