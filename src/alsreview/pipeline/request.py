"""What one run is asked to do: a plain value, the same for every command and every worker process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from alsreview.config import Configuration


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """One run of `check`."""

    configuration: Configuration
    paths: tuple[Path, ...]
    as_of: date
    only: frozenset[str] = frozenset()
    """Check ids and categories; empty means all."""
    skip: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    """What must have been checked, such as grammar; else the run counts as not checked."""
    jobs: int = 0
    """Worker processes; 0 chooses by the size of the input."""
    base: str | None = None
    """A git branch or commit: people, keys and review policy are those of the merge base with it."""
    today: date | None = None
    """The day it is; that of the clock unless given. Only sign-offs dated beyond it are judged by it."""
    stage: str | None = None
    """draft, review or publish: what counts how, and whether LanguageTool may be started (DESIGN section 10)."""
    baseline: Path | None = None
    """File of accepted findings; that of the configuration where none is given."""
    ignore_baseline: bool = False
    stdin: str | bytes | None = None
    """The document on standard input, judged under `stdin_name`."""
    stdin_name: str = "-"

    @property
    def gate(self) -> bool:
        """Whether the answer decides what may go in or out: then no proof is taken from the cache."""
        return self.stage in ("review", "publish") or self.base is not None or bool(self.required)

    def wants(self, check: str, category: str) -> bool:
        """Whether findings of a check are asked for; `--skip` wins over `--only`."""
        names = {check, category, check.split(".")[0]}
        return not names & self.skip and (not self.only or bool(names & self.only))

    def wants_category(self, category: str) -> bool:
        """Whether any finding of a category may be asked for; used to leave out whole engines (no JVM is started)."""
        families = {name.split(".")[0] for name in self.only}
        return category not in self.skip and (not self.only or category in families)
