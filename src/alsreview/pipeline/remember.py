"""A no-change run does no work twice: the answer of the last run, kept under a digest of all that it depends on.

Imports nothing heavy: finding out that nothing changed must cost less than any part of a run.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from alsreview import __version__, cache
from alsreview.documents.collect import collect, matching
from alsreview.errors import InputError
from alsreview.knowledge.packs import check_folders

KIND = "runs"
LONGEST_KEPT = 50_000_000
"""Characters of the longest answer that is kept: beyond it, keeping costs more memory and disk than it saves."""
DEFAULT_DOCUMENTS = ("content/**",)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run printed on standard output, and its exit code."""

    code: int
    text: str


def key(working_directory: Path, paths: Iterable[Path], options: Mapping[str, Any]) -> str | None:
    """The digest that an answer is kept under, or None where it cannot be told beforehand what a run depends on.

    `options` is everything else that shapes the output: the as-of date, filters, format, width, colour.
    """
    paths = list(paths)
    if Path("-") in paths:
        return None
    try:
        root, _, settings = _settings(working_directory)
        if settings.get("languagetool", {}).get("server") or os.environ.get("ALSREVIEW_LANGUAGETOOL_SERVER"):
            return None  # another's server may change its version without a word
        globs = settings.get("documents", DEFAULT_DOCUMENTS)
        files, faults = collect(paths, root) if paths else (matching(globs, root), [])
        parts: list[str | bytes] = [str(working_directory), json.dumps(options, sort_keys=True)]
        parts.extend(_surroundings(working_directory))
        parts.extend(str(fault) for fault in faults)
        for baseline in (options.get("baseline"), settings.get("baseline")):
            path = root / baseline if baseline else None
            parts.append(path.read_bytes() if path is not None else b"")
        for path, name in files:
            parts += [name, path.read_bytes()]
        parts += [str(top) for top in (root, *root.parents) if (top / ".git").exists()]  # some reports name files by it
        if options.get("stage") == "draft":
            parts.append(_language_answers())
    except (OSError, InputError, ValueError, TypeError, AttributeError):
        return None  # whatever is wrong with the input, the run itself says it properly
    return cache.key_of(*parts)


def surroundings(working_directory: Path) -> list[str | bytes] | None:
    """All that the judging of a document depends on but the document and the options of the run: program,
    configuration, packs, claims, commit. None where it cannot be told."""
    try:
        return _surroundings(working_directory)
    except (OSError, InputError, ValueError, TypeError, AttributeError):
        return None


def _surroundings(working_directory: Path) -> list[str | bytes]:
    root, source, settings = _settings(working_directory)
    claims = root / settings.get("claims", "claims")
    folders = [*check_folders(settings.get("packs", ("als",)), root), root / "checks", claims]
    parts: list[str | bytes] = [_program(), str(root), source.read_bytes() if source is not None else b""]
    parts.append(_history(root, claims))
    for path in sorted(set(_inside(folders))):
        parts += [path.as_posix(), path.read_bytes()]
    return parts


def recall(key: str) -> Answer | None:
    """The answer kept under a key, if there is one and it is whole."""
    data = cache.read(KIND, key)
    if data is None:
        return None
    try:
        kept = json.loads(data)
        return Answer(int(kept["code"]), str(kept["text"]))
    except (ValueError, KeyError, TypeError):
        return None


def keep(key: str, answer: Answer) -> None:
    """Keeps an answer. Only answers that would come again belong here: nothing that failed for a passing reason."""
    if len(answer.text) > LONGEST_KEPT:
        return
    text = json.dumps({"code": answer.code, "text": answer.text}, ensure_ascii=True)
    cache.write(KIND, key, text.encode("ascii"))


class Told:
    """What a run tells, gathered while it is told; kept where it is not too long."""

    def __init__(self, key: str | None, code: int) -> None:
        """`key` is None where nothing is to be kept."""
        self._key = key
        self._code = code
        self._pieces: list[str] = []
        self._length = 0

    def add(self, piece: str) -> None:
        """Notes a piece of the text."""
        self._length += len(piece)
        if self._length > LONGEST_KEPT:
            self._key = None
            self._pieces.clear()
        if self._key is not None:
            self._pieces.append(piece)

    def keep(self) -> None:
        """Keeps the whole."""
        if self._key is not None:
            keep(self._key, Answer(self._code, "".join(self._pieces)))


def _settings(start: Path) -> tuple[Path, Path | None, dict[str, Any]]:
    """Root, file and raw settings, found as `config.find` finds them."""
    start = start.resolve()
    for folder in (start, *start.parents):
        for name in ("alsreview.toml", "pyproject.toml"):
            path = folder / name
            if not path.is_file():
                continue
            data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
            if name == "pyproject.toml":
                data = data.get("tool", {}).get("alsreview")
                if data is None:
                    continue
            return folder, path, data
    return start, None, {}


def _program() -> str:
    """Version and files of this program: an editable install changes without a new version."""
    home = Path(__file__).resolve().parents[1]
    seen = [
        f"{path.stat().st_mtime_ns}:{path.stat().st_size}:{path}"
        for path in sorted(path for kind in ("py", "j2", "css", "js") for path in home.rglob(f"*.{kind}"))
    ]
    return __version__ + cache.key_of(*seen)


def _history(root: Path, claims: Path) -> str:
    """The commit checked out and the day, where sign-offs are kept: who wrote what, which records changed, and which
    are dated beyond today hang on them."""
    if not (claims / "reviews").is_dir():
        return ""
    try:
        done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return f"{done.stdout} {datetime.now(UTC).date()}"


def _language_answers() -> str:
    """What a draft may take its grammar from: running servers of this user, and answers in the cache.

    A draft starts no server, so where none of this changes it will be told the same, "not checked" too.
    """
    home = cache.cache_dir()
    seen: list[str] = []
    for place in ("grammar", "grammar-page", "spelling", "languagetool/servers"):
        with contextlib.suppress(OSError), os.scandir(home / place) as entries:
            seen += sorted(f"{place}/{entry.name}:{entry.stat().st_mtime_ns}" for entry in entries if _told(entry.name))
    return cache.key_of(*seen)


def _told(name: str) -> bool:
    return not name.endswith((".use", ".lock"))  # touched by looking at them


def _inside(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        for top, inner, files in os.walk(folder):
            inner[:] = sorted(name for name in inner if not name.startswith("."))
            yield from (Path(top, name) for name in files)
