"""Where LanguageTool's jars lie, and whether they are the ones that this version of alsreview was tested with."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from alsreview.config import LanguageToolSettings
from alsreview.grammar.errors import INSTALL, Unavailable

VERSION = "6.8"
"""The LanguageTool release that is provisioned; the house rules and the policy were tested with it."""

SERVER_JAR = "languagetool-server.jar"
_STAMP = "verified.json"


class Jar(NamedTuple):
    """One pinned jar: Maven coordinates, size in bytes, sha256 hex digest."""

    group: str
    artifact: str
    version: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """File name, with the version (two groups use the name jaxb-core)."""
        return f"{self.artifact}-{self.version}.jar"


class Home(NamedTuple):
    """A folder with LanguageTool in it. `identity` says which one it is; it is part of every cache key."""

    path: Path
    identity: str
    ours: bool
    """Provisioned by us, so its jars are pinned and verified."""


@cache
def pinned() -> tuple[Jar, ...]:
    """The manifest of jars that ships with the package, in its order."""
    text = (files("alsreview.grammar") / "data" / "jars.txt").read_text(encoding="utf-8")
    jars = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            digest, size, coordinates = line.split()
            group, artifact, version = coordinates.split(":")
            jars.append(Jar(group, artifact, version, int(size), digest))
    return tuple(jars)


@cache
def pinned_identity() -> str:
    """Identity of the provisioned LanguageTool: its version and a digest over the pinned jars."""
    digest = hashlib.sha256("".join(jar.sha256 for jar in pinned()).encode()).hexdigest()
    return f"{VERSION}+{digest[:16]}"


def root() -> Path:
    """Folder that LanguageTool is kept in: `ALSREVIEW_LANGUAGETOOL_HOME`, else in the user's data. Not created here."""
    if moved := os.environ.get("ALSREVIEW_LANGUAGETOOL_HOME"):
        return Path(moved).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path("alsreview") / "languagetool"


def default_path() -> Path:
    """Where the provisioned LanguageTool lies. language-tool-python looks for the same name."""
    return root() / f"LanguageTool-{VERSION}"


def locate(settings: LanguageToolSettings, base: Path) -> Home:
    """The LanguageTool to use; `base`: the configuration's folder. Raises Unavailable (home_missing, home_damaged)."""
    if settings.home is not None:
        path = (base / Path(settings.home).expanduser()).resolve()
        if not (path / SERVER_JAR).is_file():
            raise Unavailable(
                "home_missing", f"languagetool.home {settings.home} holds no {SERVER_JAR}", "correct the setting"
            )
        return _foreign(path)
    # The variable may also name the folder of an existing LanguageTool itself.
    if (root() / SERVER_JAR).is_file():
        return _foreign(root())
    path = default_path()
    if not (path / SERVER_JAR).is_file():
        raise Unavailable("home_missing", "LanguageTool is not installed", INSTALL)
    if (path / _STAMP).is_file():
        verify(path)
        return Home(path, pinned_identity(), True)
    return _foreign(path)


def expected_identity(settings: LanguageToolSettings, base: Path) -> str:
    """Identity of the LanguageTool that would be used, also where none is installed yet (then the pinned one)."""
    try:
        return locate(settings, base).identity
    except Unavailable:
        return pinned_identity()


def _foreign(path: Path) -> Home:
    jars = sorted([path / SERVER_JAR, *(path / "libs").glob("*.jar")])
    state = [(jar.name, (stat := jar.stat()).st_size, stat.st_mtime_ns) for jar in jars]
    return Home(path, "home+" + hashlib.sha256(json.dumps(state).encode()).hexdigest()[:16], False)


def verify(path: Path, *, deep: bool = False) -> None:
    """Holds a provisioned folder against the manifest. Raises Unavailable (home_damaged).

    Jars whose size and time of change are those of the last full verification are not read again unless `deep`.
    """
    stamp = {} if deep else _read_stamp(path)
    damaged = [jar.name for jar in pinned() if not _intact(path / "libs" / jar.name, jar, stamp.get(jar.name))]
    if damaged:
        shown = ", ".join(damaged[:3]) + (f" and {len(damaged) - 3} more" if len(damaged) > 3 else "")
        raise Unavailable("home_damaged", f"{shown} in {path / 'libs'} is missing or not the pinned file", INSTALL)


def seal(path: Path) -> None:
    """Verifies every jar of a provisioned folder by its sha256 and notes their sizes and times."""
    verify(path, deep=True)
    state = {jar.name: _state(path / "libs" / jar.name) for jar in pinned()}
    (path / _STAMP).write_text(json.dumps({"manifest": pinned_identity(), "jars": state}), encoding="utf-8")


def _read_stamp(path: Path) -> dict[str, list[int]]:
    try:
        data = json.loads((path / _STAMP).read_text(encoding="utf-8"))
        return dict(data["jars"]) if data["manifest"] == pinned_identity() else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _state(path: Path) -> list[int]:
    stat = path.stat()
    return [stat.st_size, stat.st_mtime_ns]


def _intact(path: Path, jar: Jar, known: list[int] | None) -> bool:
    try:
        state = _state(path)
    except OSError:
        return False
    if state == known:
        return True
    return state[0] == jar.size and sha256_of(path) == jar.sha256


def sha256_of(path: Path) -> str:
    """sha256 hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
