"""The door of this room: a file, or text from standard input, becomes a `Document`."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from alsreview.documents.files import decode, read_bytes
from alsreview.documents.html_page import read_html
from alsreview.documents.markdown import read_markdown
from alsreview.documents.model import Document
from alsreview.documents.options import ReadOptions
from alsreview.documents.plain_text import read_plain_text
from alsreview.documents.word import read_word
from alsreview.errors import Fault, InputError

__all__ = ["SUFFIXES", "ReadOptions", "read_document", "read_text"]

_DEFAULTS = ReadOptions()

_TextReader = Callable[[str, str, ReadOptions, str], Document]
"""Takes the source, the name, the options and the suffix."""

_READERS: dict[str, _TextReader] = {
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".mdx": read_markdown,
    ".txt": read_plain_text,
    ".text": read_plain_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
}

WORD = ".docx"

SUFFIXES: frozenset[str] = frozenset([*_READERS, WORD])
"""Suffixes, in lower case, of the files that can be read."""


def read_document(path: Path, name: str, options: ReadOptions = _DEFAULTS, root: Path | None = None) -> Document:
    """Reads a file. `name` is what the document and its faults are called; a link may not lead out of `root`.

    Raises InputError with one line that names the file, the cause and the mend.
    """
    suffix = _suffix(name if PurePosixPath(name).suffix else path.name, name)
    return _read(read_bytes(path, name, root), name, suffix, options)


def read_text(data: str | bytes, name: str, options: ReadOptions = _DEFAULTS, suffix: str | None = None) -> Document:
    """Reads what came another way, such as standard input. The format follows from `suffix`, else from `name`.

    Raises InputError.
    """
    return _read(data, name, _suffix(f"x{suffix}" if suffix else name, name), options)


def _read(data: str | bytes, name: str, suffix: str, options: ReadOptions) -> Document:
    if suffix == WORD:
        return read_word(data.encode("utf-8", "surrogateescape") if isinstance(data, str) else data, name, options)
    source = decode(data, name) if isinstance(data, bytes) else data.removeprefix("\ufeff")
    return _READERS[suffix](source, name, options, suffix)


def _suffix(file_name: str, name: str) -> str:
    suffix = PurePosixPath(file_name).suffix.lower()
    if suffix in SUFFIXES:
        return suffix
    near = difflib.get_close_matches(suffix, sorted(SUFFIXES), n=1) if suffix else []
    hint = f"did you mean `{near[0]}`?" if near else f"give one of {', '.join(sorted(SUFFIXES))}"
    what = f"files of the kind `{suffix}` are not read" if suffix else "has no suffix that tells its format"
    raise InputError(Fault(name, 0, 0, what, hint))
