"""Where packs are: those that ship with the tool, by name, and folders of the user's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from alsreview.errors import Fault, InputError

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_pack(name: str) -> Path | None:
    """The folder of a pack that ships with the tool, or None.

    In a wheel it lies inside the package (`packs/NAME`); in a source checkout the ALS pack is `checks/` at the top.
    """
    inside = _PACKAGE / "packs" / name
    if (inside / "pack.yaml").is_file():
        return inside
    checkout = _PACKAGE.parents[1]
    if name == "als" and (checkout / "pyproject.toml").is_file() and (checkout / "checks" / "pack.yaml").is_file():
        return checkout / "checks"
    return None


def pack_folders(names: Iterable[str], root: Path) -> tuple[Path, ...]:
    """The folders of packs as the configuration names them: shipped names, or folders relative to `root`.

    Raises InputError for each name that is neither.
    """
    folders: list[Path] = []
    faults: list[Fault] = []
    for name in names:
        own = root / name
        folder = own if (own / "pack.yaml").is_file() else shipped_pack(name)
        if folder is None:
            mend = "name a shipped pack (als) or a folder that holds a pack.yaml"
            faults.append(Fault(name, 0, 0, "no such pack", mend))
        else:
            folders.append(folder)
    if faults:
        raise InputError(faults)
    return tuple(folders)


GENERAL = ("claims", "config", "outdated", "review", "sources", "terms", "text", "undated")
"""Groups of checks that know nothing of a topic. They lie in the ALS pack and serve every other pack as well."""

_PACK_ID = re.compile(r"^id:\s*[\"']?([\w-]+)", re.MULTILINE)
_CHECK_FILE = re.compile(r"^kind:\s*\S", re.MULTILINE)


def packs_in_use(names: Iterable[str], root: Path) -> tuple[Path, ...]:
    """The folders of the packs that the configuration names, and the site's own `checks/` where that is a pack.

    Raises InputError for a name that is no pack.
    """
    folders = pack_folders(names, root)
    own = root / "checks"
    if (own / "pack.yaml").is_file() and own.resolve() not in {folder.resolve() for folder in folders}:
        folders = (*folders, own)
    return folders


def check_folders(names: Iterable[str], root: Path) -> tuple[Path, ...]:
    """The folders that checks are loaded from: the general ones, the packs in use, and the site's own `checks/`.

    A site that only adds checks needs no `pack.yaml`; a folder of that name that holds none of ours is left alone.
    Raises InputError for a name that is no pack.
    """
    folders = packs_in_use(names, root)
    own = root / "checks"
    folders = (*general_folders(folders), *folders)
    taken = own.resolve() in {folder.resolve() for folder in folders}
    if not taken and own.is_dir() and any(_is_check(path) for path in sorted(own.rglob("*.yaml"))):
        folders = (*folders, own)
    return folders


def general_folders(folders: Iterable[Path]) -> tuple[Path, ...]:
    """The folders of the general checks, where none of `folders` is the pack that holds them, or a version of it."""
    home = shipped_pack("als")
    if home is None or any(folder.resolve() == home.resolve() or _id_of(folder) == "als" for folder in folders):
        return ()
    return tuple(home / group for group in GENERAL if (home / group).is_dir())


def _id_of(folder: Path) -> str | None:
    """The id that a pack gives itself; None where its file cannot be read, which loading it says properly."""
    try:
        found = _PACK_ID.search((folder / "pack.yaml").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
    return found[1] if found else None


def _is_check(path: Path) -> bool:
    try:
        return path.is_file() and _CHECK_FILE.search(path.read_text(encoding="utf-8")) is not None
    except (OSError, UnicodeDecodeError):
        return False
