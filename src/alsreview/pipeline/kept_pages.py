"""What pages of a site came to last time, so that after a change only the changed ones are parsed and judged again.

One entry of the cache holds the pages of a site, under a digest of all that they depend on but their own bytes: the
program, the configuration, the packs, the claims and sign-offs, the commit and the day. It is read at once, and every
value in it is validated.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from alsreview import cache
from alsreview.checks.assertions import Assertion
from alsreview.checks.directives import Directive
from alsreview.findings import Finding, NotChecked
from alsreview.pipeline import remember
from alsreview.pipeline.judge import PageResult
from alsreview.pipeline.setup import Setup

KIND = "pages"
FEWEST = 20
"""Pages from which keeping them is worth what it costs to find out what they depend on."""
MOST_FINDINGS = 60_000
"""Findings beyond which a site is not kept: reading them again would take as long as finding them."""
PASSING = ("grammar", "spelling", "signatures", "self-review")
"""What may not have been checked for a passing reason; a page with one of these is judged again."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A page as it is kept: a `PageResult` but for the page itself, and the digest of the file that gave it."""

    digest: str
    path: str
    statements: int
    check_worthy: int
    sourced: int
    claimed: int
    signed: int
    judged: dict[str, int]
    findings: tuple[Finding, ...]
    summaries: dict[str, tuple[Assertion, ...]]
    not_checked: tuple[NotChecked, ...]
    notices: tuple[str, ...]
    directives: tuple[Directive, ...]

    def result(self) -> PageResult:
        """The result that was kept."""
        return PageResult(**{field.name: getattr(self, field.name) for field in fields(self) if field.name != "digest"})


_FORM = ConfigDict(ser_json_inf_nan="constants")


def _adapter() -> TypeAdapter[dict[str, _Entry]]:
    return TypeAdapter(dict[str, _Entry], config=_FORM)


class KeptPages:
    """The kept pages of one run: `known` ones are not judged again, `save` keeps what the run gave."""

    def __init__(self, key: str, files: Sequence[tuple[Path, str]]) -> None:
        self._key = key
        self._digests = {name: _digest(path) for path, name in files}
        self._old = _read(key)
        self.known: dict[str, PageResult] = {
            name: entry.result()
            for name, entry in self._old.items()
            if entry.path == name and entry.digest and entry.digest == self._digests.get(name)
        }
        """Results by the name of the document."""

    def save(self, results: Sequence[PageResult]) -> None:
        """Keeps the pages of this run, and those of earlier runs that it did not look at."""
        if all(result.path in self.known for result in results):
            return
        if sum(len(result.findings) for result in results) > MOST_FINDINGS:
            return
        entries = {name: entry for name, entry in self._old.items() if name not in self._digests}
        for result in results:
            if (entry := _entry(result, self._digests.get(result.path, ""))) is not None:
                entries[result.path] = entry
        data = _adapter().dump_json(entries)
        if len(data) <= remember.LONGEST_KEPT:
            cache.write(KIND, self._key, data)


def kept_pages(setup: Setup, files: Sequence[tuple[Path, str]]) -> KeptPages | None:
    """The kept pages for a run over `files`, or None where it is not worth it or not certain what they depend on."""
    request, signed = setup.request, setup.judge.signed
    if len(files) < FEWEST or request.gate or request.base is not None or setup.faults:
        return None  # a gate believes no cache, which others may have written (docs/trust.md)
    if signed is not None and signed.not_checked:
        return None
    options = {
        "as_of": request.as_of.isoformat(),
        "today": (request.today or datetime.now(UTC).date()).isoformat(),
        "only": sorted(request.only),
        "skip": sorted(request.skip),
        "stage": request.stage,
    }
    around = remember.surroundings(request.configuration.root)
    return None if around is None else KeptPages(cache.key_of(json.dumps(options), *around), files)


def _entry(result: PageResult, digest: str) -> _Entry | None:
    """The page as it is kept, None where it would not come again or is of a form that is not kept."""
    if not digest or any(item.what.startswith(PASSING) for item in result.not_checked):
        return None
    values: dict[str, Any] = {field.name: getattr(result, field.name) for field in fields(result)}
    del values["page"]
    if not all(_are_assertions(kept) for kept in result.summaries.values()):
        return None
    return _Entry(digest=digest, **values)


def _are_assertions(kept: object) -> bool:
    return isinstance(kept, tuple) and all(type(item) is Assertion for item in kept)


def _digest(path: Path) -> str:
    """sha256 of a file, "" where it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _read(key: str) -> Mapping[str, _Entry]:
    data = cache.read(KIND, key)
    if data is None:
        return {}
    try:
        return _adapter().validate_json(data)
    except ValidationError:
        return {}
