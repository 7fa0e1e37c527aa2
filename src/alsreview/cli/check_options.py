"""The options of `alsreview check` as one value. Light: a run that finds its answer in the cache imports no more."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from alsreview.errors import UsageError

STAGES = ("draft", "review", "publish")
"""Names of the stages; a test holds them against `pipeline.stages`."""

NEEDED_TO_PUBLISH = frozenset({"grammar", "signatures"})
"""What `--stage publish` requires; a test holds it against `pipeline.stages`."""

REQUIRABLE = ("approvals", "claims", "grammar", "knowledge", "self-review", "signatures", "spelling")
"""What a run may not have been able to check, by the first word of its entry in `not_checked`."""

FORMATS = (
    "checkstyle", "csv", "github", "gitlab", "html", "json", "junit", "markdown", "rdjson", "sarif", "text",
)  # fmt: skip
"""Names of the formats; a test holds them against `reports.REPORTS`."""

FILE_FORMATS = (*FORMATS, "xlsx")
"""Formats that `--output` writes; a test holds them against `reports.BINARY`."""


class Output(NamedTuple):
    """A report to be written to a file."""

    format: str
    path: Path


def outputs(given: Sequence[str]) -> tuple[Output, ...]:
    """The files of `--output FORMAT=FILE`. Raises UsageError."""
    asked = []
    for item in given:
        format_, equals, path = item.partition("=")
        if not equals or not path:
            raise UsageError(f"--output {item}: write it as FORMAT=FILE, such as sarif=alsreview.sarif")
        if format_ not in FILE_FORMATS:
            near = difflib.get_close_matches(format_, FILE_FORMATS, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(FILE_FORMATS)}"
            raise UsageError(f"--output {item}: there is no format {format_!r}; {hint}")
        asked.append(Output(format_, Path(path)))
    targets = [output.path.absolute() for output in asked]
    if twice := sorted({path.as_posix() for path in targets if targets.count(path) > 1}):
        raise UsageError(f"--output: two reports would be written to {', '.join(twice)}; give each its own file")
    return tuple(asked)


def required(given: frozenset[str], only: frozenset[str], skip: frozenset[str], stage: str | None) -> frozenset[str]:
    """The names of `--require`, and what the stage requires.

    Raises UsageError for a name that could never fail a run: misspelt, or left out of the run.
    """
    for name in sorted(given):
        if name not in REQUIRABLE:
            near = difflib.get_close_matches(name, REQUIRABLE, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(REQUIRABLE)}"
            raise UsageError(f"--require {name}: there is nothing of that name; {hint}")
        if name in skip or (only and name in ("grammar", "spelling") and name not in only):
            raise UsageError(f"--require {name}: this run leaves {name} out; take it out of --skip, or into --only")
    return given | NEEDED_TO_PUBLISH if stage == "publish" else given


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for. `width` is in terminal cells."""

    paths: tuple[Path, ...]
    format: str
    as_of: date
    only: frozenset[str]
    skip: frozenset[str]
    fail_on: str
    required: frozenset[str]
    stdin_name: str | None
    jobs: int
    width: int
    colour: bool
    outputs: tuple[Output, ...] = ()
    stage: str | None = None
    baseline: Path | None = None
    diff: str | None = None

    @property
    def gate(self) -> bool:
        """Whether the answer decides what may go in or out: then no earlier answer is taken from the cache."""
        return self.stage in ("review", "publish") or self.diff is not None or bool(self.required)

    def left_out(self) -> str:
        """What `--only` and `--skip` take out of the run, in words; "" where it is nothing."""
        said = [", ".join(sorted(self.skip))] if self.skip else []
        return "; ".join([*said, *([f"all but {', '.join(sorted(self.only))}"] if self.only else [])])

    def shaping(self) -> dict[str, object]:
        """All that shapes the output, as plain data; the number of jobs does not."""
        return {
            "paths": [path.as_posix() for path in self.paths],
            "format": self.format,
            "as_of": self.as_of.isoformat(),
            "only": sorted(self.only),
            "skip": sorted(self.skip),
            "fail_on": self.fail_on,
            "required": sorted(self.required),
            "stage": self.stage,
            "baseline": str(self.baseline.absolute()) if self.baseline else None,
            "width": self.width if self.format == "text" else 0,
            "colour": self.colour if self.format == "text" else False,
        }
