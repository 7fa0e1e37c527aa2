"""What cannot be read gives one clear line that names the file, the cause and the mend."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from alsreview.documents.read import read_document, read_text
from alsreview.errors import InputError


def refused(path: Path, name: str, root: Path | None = None) -> str:
    with pytest.raises(InputError) as caught:
        read_document(path, name, root=root)
    (fault,) = caught.value.faults
    assert fault.path == name
    assert fault.mend
    assert "\n" not in str(fault)
    return str(fault)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"abc\x00def", "is not text: it has a NUL byte (byte 3)"),
        (b"%PDF-1.7 ...", "is not text but a PDF file"),
        (b"PK\x03\x04...", "is not text but a zip archive"),
        (b"\x89PNG\r\n", "is not text but a picture"),
        (b"\xd0\xcf\x11\xe0", "is not text but an old Word file or a file protected by a password"),
        (b"\xff\xfe\x00", "is not UTF-16"),
    ],
)
def test_what_is_not_text(tmp_path: Path, data: bytes, cause: str) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(data)
    assert cause in refused(path, "content/a.md")


def test_the_byte_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes("Ä\r\nnaïve caf".encode() + b"\xe9 au lait")
    line = refused(path, "a.md")
    assert line.startswith("a.md:2:10: is not UTF-8: byte 0xe9 at offset 14")
    assert line.endswith("save the file as UTF-8")


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    with path.open("wb") as file:
        file.truncate(100_000_000)  # sparse
    assert "has 100,000,000 bytes, more than the 20,000,000" in refused(path, "a.md")


def test_folder_missing_and_broken_link(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()
    assert "is a folder" in refused(tmp_path / "a.md", "a.md")
    assert "does not exist" in refused(tmp_path / "b.md", "b.md")
    (tmp_path / "c.md").symlink_to("nowhere.md")
    assert "a symbolic link to nothing" in refused(tmp_path / "c.md", "c.md")
    (tmp_path / "d.md").symlink_to("d.md")
    assert "symbolic link" in refused(tmp_path / "d.md", "d.md")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("x")
    path.chmod(0)
    assert "no permission" in refused(path, "a.md")


def test_a_link_out_of_the_project(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    (tmp_path / "secret.md").write_text("x")
    (root / "a.md").symlink_to(tmp_path / "secret.md")
    assert "outside the project" in refused(root / "a.md", "a.md", root)
    (root / "b.md").write_text("Text.")
    (root / "c.md").symlink_to(root / "b.md")
    assert read_document(root / "c.md", "c.md", root=root).blocks[0].text == "Text."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a.rst", "files of the kind `.rst` are not read"),
        ("a.mdd", "did you mean `.md`?"),
        ("README", "has no suffix that tells its format"),
    ],
)
def test_other_suffixes(name: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text("x", name)
    assert said in str(caught.value)


def test_standard_input_takes_its_format_from_the_suffix() -> None:
    assert read_text("<p>a</p>", "<stdin>", suffix=".html").format == "html"
    assert read_text(b"\xef\xbb\xbf# a", "b.MD").blocks[0].kind == "heading"
    assert read_text("# ä".encode("utf-16"), "b.md").blocks[0].text == "ä"


@pytest.mark.parametrize(
    ("front", "place", "said"),
    [
        ("---\ntitle: [a\n---\nText.\n", (3, 1), "not valid YAML"),
        ("---\ntitle: a\ntitle: b\n---\nText.\n", (3, 1), "key `title` stands twice"),
        ("+++\ntitle = \n+++\nText.\n", (2, 9), "not valid TOML"),
    ],
)
def test_broken_front_matter_is_placed(front: str, place: tuple[int, int], said: str) -> None:
    with pytest.raises(InputError) as caught:
        read_text(front, "a.md")
    (fault,) = caught.value.faults
    assert said in fault.what
    assert (fault.line, fault.column) == place


def test_a_rule_over_prose_is_no_front_matter() -> None:
    document = read_text("---\n\nIt says: a thing.\n\n---\n\nMore.\n", "a.md")
    assert [block.text for block in document.blocks] == ["It says: a thing.", "More."]


def test_a_later_rule_ends_nothing() -> None:
    document = read_text("+++\ntitle = 'x'\n+++\nOne.\n\n---\n\nTwo.\n\n---\n\nThree.\n", "a.md")
    assert document.meta == {"title": "x"}
    assert [block.text for block in document.blocks] == ["One.", "Two.", "Three."]


NASTY = (
    "`",
    "[",
    "*",
    "**a ",
    "<",
    "<a ",
    '<a b="',
    "</",
    "<!--",
    "<div><p>",
    "|",
    "| a ",
    "> ",
    "  - ",
    "{{ a\n",
    "&",
)


@pytest.mark.parametrize("suffix", [".md", ".mdx", ".txt", ".html"])
@pytest.mark.parametrize("piece", NASTY)
def test_nasty_input_of_a_megabyte_ends(piece: str, suffix: str) -> None:
    """Quadratic reading of this would take hours, so that ending at all is the test."""
    read_text(piece * (1_000_000 // len(piece)), "a" + suffix)
