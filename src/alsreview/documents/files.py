"""Bytes from disk and text from bytes, or one clear line that names the file, the cause and the mend."""

from __future__ import annotations

import codecs
import stat
from pathlib import Path

from alsreview.errors import Fault, InputError

MOST_BYTES = 20_000_000
"""No page of prose is larger; a file that is would stall the gate."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (a Word, OpenDocument or EPUB file?)"),
    (b"\xd0\xcf\x11\xe0", "an old Word file or a file protected by a password"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"{\\rtf", "an RTF file"),
    (b"\x7fELF", "a program"),
    (b"version https://git-lfs", "a Git LFS pointer, the file itself was not fetched"),
)


def read_bytes(path: Path, name: str, root: Path | None = None) -> bytes:
    """The bytes of a file of prose. `root`, where given, is the folder that a symbolic link must not leave.

    Raises InputError.
    """
    try:
        if root is not None and not path.resolve(strict=True).is_relative_to(root.resolve()):
            raise _fault(name, "is a symbolic link to a place outside the project", "put the file itself there")
        info = path.stat()
        if stat.S_ISDIR(info.st_mode):
            raise _fault(name, "is a folder, not a document", "name a file, or a folder where folders are taken")
        if not stat.S_ISREG(info.st_mode):
            raise _fault(name, "is not a regular file", "name a file")
        if info.st_size > MOST_BYTES:
            raise _too_large(name, info.st_size)
        return path.read_bytes()
    except FileNotFoundError:
        target = " (a symbolic link to nothing)" if path.is_symlink() else ""
        raise _fault(name, f"does not exist{target}", "check the path") from None
    except PermissionError:
        raise _fault(name, "cannot be read: no permission", "make it readable for this user") from None
    except RuntimeError:
        raise _fault(name, "is a symbolic link that leads to itself", "put the file itself there") from None
    except OSError as error:
        raise _fault(name, f"cannot be read: {error.strerror or error}", "check the path") from None


def decode(data: bytes, name: str) -> str:
    """The text of UTF-8 (or UTF-16 with its mark) bytes, without the byte-order mark. Raises InputError."""
    if len(data) > MOST_BYTES:
        raise _too_large(name, len(data))
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise _fault(name, f"is not text but {what}", "give the page as Markdown, text, HTML or DOCX")
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, name, error, encoding) from None
    if "\x00" in text:
        raise _fault(name, f"is not text: it has a NUL byte (byte {data.find(0)})", "give a text file")
    return text


def _not_utf8(data: bytes, name: str, error: UnicodeDecodeError, encoding: str) -> InputError:
    if b"\x00" in data[:8192] and encoding == "utf-8":
        return _fault(name, f"is not text: it has a NUL byte (byte {data.find(0)})", "give a text file")
    before = data[: error.start].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    line = before.count(b"\n") + 1
    column = len(before[before.rfind(b"\n") + 1 :].decode(encoding, "replace")) + 1
    byte = data[error.start]
    guess = " (Windows-1252 or Latin-1?)" if encoding == "utf-8" else ""
    what = f"is not {encoding.upper()}: byte 0x{byte:02x} at offset {error.start}{guess}"
    return InputError(Fault(name, line, column, what, "save the file as UTF-8"))


def _too_large(name: str, size: int) -> InputError:
    what = f"has {size:,} bytes, more than the {MOST_BYTES:,} that a page of prose may have"
    return _fault(name, what, "split it, or leave it out of `documents`")


def _fault(name: str, what: str, mend: str) -> InputError:
    return InputError(Fault(name, 0, 0, what, mend))
