"""Where the claims of a document lie, and which files of `claims/` are what."""

from __future__ import annotations

from pathlib import PurePosixPath

from alsreview.documents.suffixes import READABLE_SUFFIXES

SOURCES = "sources.yaml"
REVIEWS = "reviews"
REVIEWERS = "reviewers.yaml"
POLICY = "policy.yaml"
ASSIGNMENTS = "assignments.yaml"
NOT_CLAIMS = frozenset((SOURCES, REVIEWERS, POLICY, ASSIGNMENTS))
"""Files at the top of `claims/` that hold something else than claims."""

_SUFFIXES = tuple(f"{suffix}.yaml" for suffix in READABLE_SUFFIXES)


def claim_path(document: str, folder: str = "claims") -> str:
    """`claims/content/a/b.md.yaml` for `content/a/b.md`; both POSIX, relative to the configuration's folder.

    Raises ValueError for a document outside that folder, which can have no claims.
    """
    path = PurePosixPath(document)
    if path.is_absolute() or ".." in path.parts or not path.name:
        raise ValueError(f"{document} lies outside the folder of the configuration")
    return f"{PurePosixPath(folder) / path}.yaml"


def document_of(relative: str) -> str | None:
    """The document whose claims lie in `relative` (POSIX, below the claims folder), or None for another file."""
    if not relative.lower().endswith(_SUFFIXES):
        return None
    return relative.removesuffix(".yaml")


def is_stray(relative: str) -> bool:
    """True for a YAML file below the claims folder that is read as nothing, which its writer would not expect."""
    path = PurePosixPath(relative)
    if path.suffix.lower() not in (".yaml", ".yml") or path.name.startswith(".") or document_of(relative):
        return False
    return relative not in NOT_CLAIMS and path.parts[0] != REVIEWS
