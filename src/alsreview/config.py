"""Settings from `alsreview.toml`, or `[tool.alsreview]` in `pyproject.toml`, found upwards. Nothing needs them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from alsreview.errors import Fault, InputError
from alsreview.strict_yaml import validate


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True, defer_build=True)


class LanguageToolSettings(_Strict):
    """How LanguageTool is reached. Without any of these one is provisioned for this user and started when needed."""

    server: str | None = None
    """URL of a running server; beyond loopback only with `allow_remote`."""
    home: str | None = None
    """Folder of an existing LanguageTool."""
    allow_remote: bool = False
    """Unpublished text may leave this machine."""
    keep_warm: bool = False
    """Leave the server running after a check, with an idle limit."""
    idle_minutes: int = Field(default=10, ge=1, le=480)
    picky: bool = False


class ReadingSettings(_Strict):
    """How documents are read."""

    selector: str | None = None
    """CSS-like selector (tag, #id or .class) of the element of an HTML page that holds its prose."""
    ignore: list[str] = []
    """RE2 patterns of template syntax that is not prose."""


class Settings(_Strict):
    """The whole configuration. `root` is the folder that it was found in, else the working directory."""

    documents: list[str] = ["content/**"]
    claims: str = "claims"
    packs: list[str] = ["als"]
    """Names of packs that ship with the tool, or folders relative to the configuration."""
    language: str = "en"
    jurisdiction: str = "US"
    """Jurisdiction that a statement without one is read in."""
    reading: ReadingSettings = ReadingSettings()
    languagetool: LanguageToolSettings = LanguageToolSettings()
    baseline: str | None = None
    """File of findings that are accepted for now, relative to the configuration; `alsreview baseline create`."""
    stages: dict[Literal["draft", "review", "publish"], dict[str, Literal["error", "warning", "note", "off"]]] = {}
    """What counts how at a stage: severity (or off) by check id or category, beside the built-in table."""


class Configuration(BaseModel):
    """Settings with the place they came from."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    root: Path
    source: Path | None
    """The file read, or None where defaults serve."""
    settings: Settings


def find(start: Path) -> Configuration:
    """The configuration for a working directory. Raises InputError for a broken file."""
    start = start.resolve()
    for folder in (start, *start.parents):
        for name in ("alsreview.toml", "pyproject.toml"):
            path = folder / name
            if not path.is_file():
                continue
            data = _toml(path)
            if name == "pyproject.toml":
                data = data.get("tool", {}).get("alsreview")
                if data is None:
                    continue
            marks = _marks(path.read_text(encoding="utf-8"), data)
            return Configuration(root=folder, source=path, settings=validate(data, marks, Settings, str(path)))
    return Configuration(root=start, source=None, settings=Settings())


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]), int(place[2])) if place else (0, 0)
        what = re.sub(r" \(at .*\)$", "", str(error))
        raise InputError(Fault(str(path), line, column, f"not valid TOML: {what}", "mend the line")) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Fault(str(path), 0, 0, f"cannot be read: {error}", "check the file")) from None


def _marks(text: str, data: dict[str, Any]) -> dict[tuple[str | int, ...], tuple[int, int]]:
    """Places of keys, found by their names; good enough to point at the line of a wrong one."""
    marks: dict[tuple[str | int, ...], tuple[int, int]] = {}

    def visit(value: Any, route: tuple[str | int, ...]) -> None:
        if not isinstance(value, dict):
            return
        for key, inner in value.items():
            pattern = rf"^\s*\[?(?:[\w.\"-]*\.)?\"?{re.escape(str(key))}\"?(?:\s*=|\]|\.)"
            if found := re.search(pattern, text, re.MULTILINE):
                column = text.find(str(key), found.start()) - text.rfind("\n", 0, text.find(str(key), found.start()))
                marks[(*route, key)] = (text.count("\n", 0, text.find(str(key), found.start())) + 1, column)
            visit(inner, (*route, key))

    visit(data, ())
    return marks
