"""What `init` and `sync` read before they decide: the documents as statements, and the names a pack knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from alsreview.claims.store import ClaimTree
from alsreview.config import Configuration
from alsreview.documents.collect import collect, matching
from alsreview.documents.options import ReadOptions
from alsreview.documents.read import read_document
from alsreview.errors import Fault, InputError
from alsreview.knowledge.pack import load_knowledge
from alsreview.knowledge.packs import pack_folders
from alsreview.statements.model import Statement
from alsreview.statements.split import split


@dataclass(frozen=True, slots=True)
class Pages:
    """Statements by document, the documents that could not be read, and why; `asked`: None without a path."""

    statements: dict[str, tuple[Statement, ...]]
    unread: frozenset[str]
    faults: tuple[Fault, ...]
    asked: frozenset[str] | None


def read_pages(configuration: Configuration, paths: Sequence[str], tree: ClaimTree) -> Pages:
    """Reads the configured documents, those that have claims, and `paths`. Raises InputError for a wrong path."""
    root = configuration.root
    files = {name: path for path, name in matching(configuration.settings.documents, root)}
    asked: frozenset[str] | None = None
    if paths:
        found, faults = collect([path for path in paths if Path(path).exists()], root)
        gone = {name for path in paths if not Path(path).exists() and (name := _relative(path, root)) in tree.files}
        faults += [
            Fault(path, 0, 0, "there is no such file or folder", "check the path")
            for path in paths
            if not Path(path).exists() and _relative(path, root) not in gone
        ]
        faults += [
            Fault(name, 0, 0, "lies outside the folder of the configuration", "claims are kept inside it only")
            for _, name in found
            if name.startswith("../") or Path(name).is_absolute()
        ]
        if faults:
            raise InputError(faults)
        files |= {name: path for path, name in found}
        asked = frozenset(gone.union(name for _, name in found))
    for document in tree.files:
        if (root / document).exists():
            files.setdefault(document, root / document)
    statements, faults = _read(files, configuration)
    return Pages(statements, frozenset(files) - frozenset(statements), tuple(faults), asked)


def names_of(configuration: Configuration) -> frozenset[str]:
    """Lower-case names of the medicines and genes that the packs know. Raises InputError for a broken pack."""
    folders = pack_folders(configuration.settings.packs, configuration.root)
    lexicon = load_knowledge(folders, configuration.settings.jurisdiction).lexicon
    terms = lexicon.of_kind("substance", "product", "gene")
    return frozenset(form.lower() for term in terms for form in term.right_forms)


def show_faults(faults: Iterable[Fault]) -> str:
    """Faults as lines, with what that means for the claims."""
    lines = [str(fault) for fault in faults]
    return "\n".join([*lines, "The claims of what could not be read were left alone."])


def _read(files: dict[str, Path], configuration: Configuration) -> tuple[dict[str, tuple[Statement, ...]], list[Fault]]:
    options = ReadOptions.of(configuration.settings.reading)
    statements: dict[str, tuple[Statement, ...]] = {}
    faults: list[Fault] = []
    for name, path in sorted(files.items()):
        try:
            statements[name] = split(read_document(path, name, options, configuration.root))
        except InputError as error:
            faults.extend(error.faults)
    return statements, faults


def _relative(path: str, root: Path) -> str:
    absolute = Path(path).absolute()
    return absolute.relative_to(root).as_posix() if absolute.is_relative_to(root) else path
