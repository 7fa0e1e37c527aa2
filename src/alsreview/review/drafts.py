"""What a reviewer decided at the terminal and did not yet put on file; kept in the user's cache, safe to delete."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from alsreview import cache
from alsreview.claims.sessions import DECISIONS, Decision

KIND = "drafts"


@dataclass(frozen=True, slots=True)
class Draft:
    """One decision that is not on file yet. It lapses when the claim's digest is another one."""

    claim: str
    digest: str
    decision: Decision
    reason: str | None = None
    resolves: str | None = None


def keep(folder: Path, reviewer: str, drafts: Iterable[Draft]) -> None:
    """Keeps the decisions of a reviewer on the claims in `folder`."""
    text = json.dumps([asdict(draft) for draft in drafts])
    cache.write(KIND, _key(folder, reviewer), text.encode("ascii"))


def resume(folder: Path, reviewer: str) -> list[Draft]:
    """The decisions kept, oldest first; nothing where there are none or they cannot be read."""
    data = cache.read(KIND, _key(folder, reviewer))
    found: list[Draft] = []
    with contextlib.suppress(ValueError, TypeError, KeyError):
        for item in json.loads(data or b"[]"):
            draft = Draft(**item)
            if draft.decision in DECISIONS:
                found.append(draft)
    return found


def forget(folder: Path, reviewer: str) -> None:
    """Lets go of what was kept."""
    keep(folder, reviewer, ())


def _key(folder: Path, reviewer: str) -> str:
    return cache.key_of("drafts", str(folder.resolve()), reviewer)
