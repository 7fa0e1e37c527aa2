"""Front matter (YAML between `---`, TOML between `+++`) at the head of a Markdown file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from typing import Any

from alsreview import strict_yaml
from alsreview.errors import Fault, InputError

_YAML = re.compile(r"---[ \t]*(?:\r\n|\r|\n)(.*?)(?:^|(?<=[\r\n]))(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)", re.DOTALL)
_TOML = re.compile(r"\+\+\+[ \t]*(?:\r\n|\r|\n)(.*?)(?:^|(?<=[\r\n]))\+\+\+[ \t]*(?=[\r\n]|\Z)", re.DOTALL)
_STARTS_WITH_KEY = re.compile(r"(?:[ \t]*#[^\r\n]*(?:\r\n|\r|\n))*[ \t]*[\w\"'.-]+[ \t]*:(?:\s|\Z)")


def take_off(source: str, name: str) -> tuple[Mapping[str, Any], int]:
    """The front matter as data and the offset where the text after it begins (0 where there is none).

    A rule (`---`) over prose is not front matter: its first line has to be a key. Raises InputError, placed in
    `name`, for front matter that cannot be read.
    """
    if source.startswith("---") and (found := _YAML.match(source)):
        body = found[1]
        if not body.strip():
            return {}, found.end()
        if not _STARTS_WITH_KEY.match(body):
            return {}, 0
        data, _ = strict_yaml.parse("\n" + body, name)  # the added line stands for the fence, so places are right
        return (data, found.end()) if isinstance(data, dict) else ({}, 0)
    if source.startswith("+++") and (found := _TOML.match(source)):
        return _toml(found[1], name), found.end()
    return {}, 0


def _toml(body: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(body.replace("\r\n", "\n").replace("\r", "\n"))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(place[1]) + 1, int(place[2])) if place else (1, 1)
        what = re.sub(r" \(at .*\)$", "", str(error))
        raise InputError(Fault(name, line, column, f"not valid TOML: {what}", "mend the front matter")) from None
