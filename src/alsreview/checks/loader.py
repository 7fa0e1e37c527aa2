"""Reads the check files of packs: every fault of every file in one error, each with its line, column and mend."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from alsreview.checks.definition import Definition, placeholders_in
from alsreview.checks.registry import ENGINES, Engine
from alsreview.errors import Fault, InputError
from alsreview.strict_yaml import Kept, Marks, parse, read_text, validate

NOT_CHECKS = frozenset({"facts", "language", "lexicon", "words"})
"""Folders of a pack that hold knowledge and no checks."""

MIN_FLAG, MIN_PASS = 2, 3


def load_checks(
    folders: Iterable[Path],
    engines: Mapping[str, Engine[Any]] | None = None,
    facts: Collection[str] | None = None,
    parsed: Kept | None = None,
) -> tuple[Definition, ...]:
    """All checks of the packs in `folders`, sorted by id; a later pack may replace checks of an earlier one.

    With `facts`, the ids of the ledger, a check that rests on a fact that is not there is a fault. `parsed` spares the
    parsing of files that it knows.

    Raises InputError with every fault of every file.
    """
    engines = ENGINES if engines is None else engines
    faults: list[Fault] = []
    kept: dict[str, tuple[Definition, str]] = {}
    for folder in folders:
        for path in check_files(folder):
            name = path.as_posix()
            try:
                definition, marks = load_check(path, folder, engines, parsed)
            except InputError as error:
                faults.extend(error.faults)
                continue
            definition.loaded_from(folder.as_posix())
            faults.extend(_settle(definition, name, marks, kept))
            if facts is not None:
                faults.extend(_fact_faults(definition, name, marks, facts))
    if faults:
        raise InputError(sorted(faults))
    return tuple(kept[id_][0] for id_ in sorted(kept))


def check_files(folder: Path) -> list[Path]:
    """Every check file of a pack, in the order of their paths: all YAML but `pack.yaml`, the facts and the lexicon."""
    found = [
        path
        for path in folder.rglob("*.y*ml")
        if path.suffix in (".yaml", ".yml")
        and path.name != "pack.yaml"
        and not NOT_CHECKS.intersection(path.relative_to(folder).parts[:-1])
    ]
    return sorted(found)


def load_check(
    path: Path, folder: Path, engines: Mapping[str, Engine[Any]], parsed: Kept | None = None
) -> tuple[Definition, Marks]:
    """One check file and the places of its keys. Raises InputError with every fault of the file."""
    name = path.as_posix()
    if path.is_symlink() and not path.resolve().is_relative_to(folder.resolve()):
        raise InputError(Fault(name, 0, 0, "a symbolic link that leads out of the pack", "copy the file into the pack"))
    data, marks = parse(read_text(path, name), name, parsed)
    if not isinstance(data, dict):
        raise InputError(Fault(name, 1, 1, "not a check: it must be keys and values", "start with `id:` and `kind:`"))
    kind = data.get("kind")
    if not isinstance(kind, str) or kind not in engines:
        raise InputError(_unknown_kind(kind, marks, name, engines))
    faults: list[Fault] = []
    definition: Definition | None = None
    try:
        definition = validate(data, marks, engines[kind].definition, name)
    except InputError as error:
        faults.extend(error.faults)
    faults.extend(_own_faults(data, marks, engines[kind].definition, path, name))
    if faults or definition is None:
        raise InputError(sorted(faults))
    return definition, marks


def _settle(
    definition: Definition, name: str, marks: Marks, kept: dict[str, tuple[Definition, str]]
) -> Iterator[Fault]:
    """Enters a check into `kept`, in the place of the one it replaces."""
    target = definition.replaces
    if target is not None:
        if target not in kept:
            line, column = marks.get(("replaces",), (1, 1))
            near = difflib.get_close_matches(target, sorted(kept), n=1)
            mend = f"did you mean `{near[0]}`?" if near else "remove `replaces`"
            yield Fault(name, line, column, f"`replaces` names `{target}`, and no earlier pack has such a check", mend)
            return
        del kept[target]
    if definition.id in kept:
        line, column = marks.get(("id",), (1, 1))
        mend = f"choose another id, or write `replaces: {definition.id}` to take its place"
        yield Fault(name, line, column, f"the id `{definition.id}` is taken by {kept[definition.id][1]}", mend)
        return
    kept[definition.id] = (definition, name)


def _fact_faults(definition: Definition, name: str, marks: Marks, facts: Collection[str]) -> Iterator[Fault]:
    """A fault for each fact that the check rests on and the ledger does not hold: its findings would prove nothing."""
    event = getattr(definition, "event", None)
    named: list[tuple[tuple[str | int, ...], str]] = [(("facts", at), id_) for at, id_ in enumerate(definition.facts)]
    if isinstance(event, str):
        named.append((("event",), event))
    for route, id_ in named:
        if id_ not in facts:
            line, column = marks.get(route, marks.get(route[:1], (1, 1)))
            near = difflib.get_close_matches(id_, sorted(facts), n=1)
            mend = f"did you mean `{near[0]}`?" if near else "add the fact, or leave it out"
            yield Fault(name, line, column, f"the ledger has no fact `{id_}`", mend)


def _unknown_kind(kind: Any, marks: Marks, name: str, engines: Mapping[str, Engine[Any]]) -> Fault:
    line, column = marks.get(("kind",), (1, 1))
    if kind is None:
        return Fault(name, line, column, "`kind` is missing", f"write one of {', '.join(sorted(engines))}")
    near = difflib.get_close_matches(str(kind), sorted(engines), n=1, cutoff=0.5)
    mend = f"did you mean `{near[0]}`?" if near else f"write one of {', '.join(sorted(engines))}"
    return Fault(name, line, column, f"there is no kind `{kind}`", mend)


def _own_faults(data: dict[str, Any], marks: Marks, model: type[Definition], path: Path, name: str) -> Iterator[Fault]:
    """What the types cannot say: the id is the file's name, the placeholders exist, the examples suffice."""
    line, column = marks.get(("id",), (1, 1))
    if isinstance(data.get("id"), str) and data["id"] != path.stem:
        yield Fault(name, line, column, f"the id `{data['id']}` is not the file's name", f"write `id: {path.stem}`")
    known = sorted(model.placeholders | {"text"})
    for key in ("message", "why", "remedy"):
        for used in placeholders_in(data[key]) if isinstance(data.get(key), str) else ():
            if used not in known:
                line, column = marks.get((key,), (1, 1))
                near = difflib.get_close_matches(used, known, n=1, cutoff=0.5)
                mend = f"did you mean `{{{near[0]}}}`?" if near else f"use one of {', '.join(known)}"
                yield Fault(name, line, column, f"`{key}` has the unknown placeholder `{{{used}}}`", mend)
    examples = data.get("examples")
    if isinstance(examples, dict):
        yield from _example_faults(examples, marks, name, data.get("kind"))


_SESSION = re.compile(r"\d{8}T\d{6}Z-[a-z0-9-]+")
"""Id of a session in an example of kind `review`."""


def _example_faults(examples: dict[str, Any], marks: Marks, name: str, kind: object) -> Iterator[Fault]:
    seen: set[tuple[str, ...]] = set()
    for key, least in (("flag", MIN_FLAG), ("pass", MIN_PASS)):
        cases = examples.get(key)
        if not isinstance(cases, list):
            continue
        if len(cases) < least:
            line, column = marks.get(("examples", key), (1, 1))
            yield Fault(name, line, column, f"{len(cases)} {key} example(s), {least} are needed", "add some")
        for index, case in enumerate(cases):
            if not isinstance(case, dict):
                continue
            line, column = marks.get(("examples", key, index), (1, 1))
            same = _identity(case)
            if same in seen:
                yield Fault(name, line, column, "the same example stands twice", "change what makes it different")
            seen.add(same)
            span, text = case.get("span"), case.get("text")
            # What claims are flagged for may stand in the claim file, not in the text; a session is named by its id.
            inside = isinstance(span, str) and (span in str(text) or span in str(case.get("claims", "")))
            inside = inside or (kind == "review" and isinstance(span, str) and bool(_SESSION.fullmatch(span)))
            if isinstance(span, str) and isinstance(text, str) and not inside:
                place = marks.get(("examples", key, index, "span"), (line, column))
                yield Fault(name, *place, f"the span {span!r} does not stand in the text", "copy it from the text")


def _identity(case: dict[str, Any]) -> tuple[str, ...]:
    return tuple(f"{key}: {value}" for key, value in sorted(case.items()) if key not in ("span", "because"))


def by_kind(definitions: Sequence[Definition]) -> dict[str, tuple[Definition, ...]]:
    """The definitions of each kind, kinds in alphabetical order."""
    grouped: dict[str, list[Definition]] = {}
    for definition in definitions:
        grouped.setdefault(definition.kind, []).append(definition)
    return {kind: tuple(grouped[kind]) for kind in sorted(grouped)}
