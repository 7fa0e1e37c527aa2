"""The baseline: findings accepted for now, each with an owner, a reason and a last day. Its format is in docs/ci.md."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from alsreview.documents.collect import name_of
from alsreview.errors import Fault, InputError
from alsreview.findings import Finding, Position
from alsreview.pipeline.request import CheckRequest
from alsreview.strict_yaml import validate

FILE = "alsreview-baseline.json"
MOST_BYTES = 50_000_000


def _day(value: object) -> object:
    return date.fromisoformat(value) if isinstance(value, str) else value


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class Entry(_Strict):
    """One accepted finding. `check`, `path` and `message` are there to be read; `fingerprint` is what counts."""

    fingerprint: Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
    check: str
    path: str
    message: str
    owner: Annotated[str, Field(pattern=r"\S")]
    reason: Annotated[str, Field(pattern=r"\S")]
    until: Annotated[date | None, BeforeValidator(_day)] = None
    """Its last day."""

    def in_force(self, day: date) -> bool:
        """Whether it still accepts anything on a day."""
        return self.until is None or day <= self.until


class _File(_Strict):
    schema_version: Literal[1]
    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline as read. `name` is how reports call the file; `lines` are 1-based, one for each entry."""

    name: str
    entries: tuple[Entry, ...]
    lines: tuple[int, ...]

    def place(self, at: int) -> tuple[Position, Position]:
        """Where an entry stands."""
        return Position(self.lines[at], 1), Position(self.lines[at], 2)


def baseline_of(request: CheckRequest) -> Baseline | None:
    """The baseline that the request or the configuration names. Raises InputError where it is missing or broken."""
    path = baseline_path(request)
    return read_baseline(path, request.configuration.root) if path is not None else None


def baseline_path(request: CheckRequest) -> Path | None:
    """Its path, or None where none is named."""
    if request.ignore_baseline:
        return None
    named = request.configuration.settings.baseline
    return request.baseline or (request.configuration.root / named if named else None)


def read_baseline(path: Path, root: Path) -> Baseline:
    """Reads a baseline file. Raises InputError with every fault."""
    name = name_of(path, root)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise InputError(Fault(name, 0, 0, "is too large for a baseline", "make it anew"))
        text = path.read_text(encoding="utf-8")
        data = json.loads(text)
    except FileNotFoundError:
        mend = "`alsreview baseline create` makes it, or take `baseline` out of the configuration"
        raise InputError(Fault(name, 0, 0, "there is no such baseline", mend)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(Fault(name, 0, 0, f"cannot be read: {error}", "check the file")) from None
    except RecursionError:
        raise InputError(Fault(name, 0, 0, "is nested too deeply", "make it anew")) from None
    except json.JSONDecodeError as error:
        mend = "mend the line; conflict markers go, then `alsreview baseline prune`"
        raise InputError(Fault(name, error.lineno, error.colno, f"not valid JSON: {error.msg}", mend)) from None
    entries = data.get("entries") if isinstance(data, dict) else None
    lines = _lines(text, len(entries) if isinstance(entries, list) else 0)
    marks: dict[tuple[str | int, ...], tuple[int, int]] = {("entries", at): (line, 1) for at, line in enumerate(lines)}
    read = validate(data, marks, _File, name)
    return Baseline(name, tuple(read.entries), lines)


def render(entries: Iterable[Entry]) -> str:
    """The file: one entry a line, in the order of path, check and fingerprint, so that branches merge."""
    ordered = sorted(entries, key=lambda entry: (entry.path, entry.check, entry.fingerprint))
    rows = [json.dumps(entry.model_dump(mode="json"), ensure_ascii=False) for entry in ordered]
    body = ",\n".join(f"  {row}" for row in rows)
    return '{"schema_version": 1, "entries": [\n' + body + ("\n" if rows else "") + "]}\n"


def entry_of(finding: Finding, owner: str, reason: str, until: date | None) -> Entry:
    """The entry that accepts a finding."""
    return Entry(
        fingerprint=finding.fingerprint, check=finding.check, path=finding.path, message=finding.message,
        owner=owner, reason=reason, until=until,
    )  # fmt: skip


def _lines(text: str, count: int) -> tuple[int, ...]:
    """The line of each entry, by its fingerprint; line 1 where the file was laid out another way."""
    found = [number for number, line in enumerate(text.splitlines(), 1) if '"fingerprint"' in line]
    return tuple(found) if len(found) == count else (1,) * count
