"""Strict YAML: every fault of a file at once, each with line, column, cause and mend.

Used for claims, sources, packs and checks. Unknown keys, duplicate keys, anchors and aliases, over-deep nesting,
over-large files, other encodings than UTF-8 and merge-conflict markers are refused.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

import yaml
from pydantic import BaseModel, ValidationError

from alsreview import yaml_loader
from alsreview.errors import Fault, InputError

MAX_BYTES = 20_000_000
MAX_DEPTH = 30
MAX_NODES = 3_000_000

Model = TypeVar("Model", bound=BaseModel)
Marks = dict[tuple[str | int, ...], tuple[int, int]]
"""From the route of keys and indexes of a value to its 1-based line and column."""

Parsed = tuple[Any, Marks]
"""Plain data and the places of its keys and items."""


class Kept(Protocol):
    """What texts gave that were parsed before."""

    def get(self, text: str) -> Parsed | None:
        """Data and the places of some of its keys, or None where the text is not known."""

    def add(self, text: str, data: Any, marks: Marks) -> None:
        """Keeps what a text without a fault gave."""


UNREAD: Any = object()
"""Stands in parsed data for a value that could not be read."""

_CONFLICT = re.compile(r"^(<{7} |={7}$|>{7} |\|{7} )", re.MULTILINE)


def read_text(path: Path, name: str) -> str:
    """The text of a YAML file, its size and encoding checked. `name` is how faults call the file.

    Raises InputError.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(Fault(name, 0, 0, f"file of {size:,} bytes is too large to be one of ours", "split it"))
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(Fault(name, 0, 0, f"not UTF-8 (byte {error.start})", "save it as UTF-8")) from None
    except OSError as error:
        raise InputError(Fault(name, 0, 0, f"cannot be read: {error.strerror or error}", "check the path")) from None


def parse(text: str, name: str, kept: Kept | None = None) -> tuple[Any, Marks]:
    """The plain data of one YAML document and the place of every key and item in it.

    Raises InputError with every fault found.
    """
    data, marks, faults = _parse_once(text, name, kept)
    if faults:
        raise InputError(faults)
    return data, marks


class _LaterMarks(dict[tuple[str | int, ...], tuple[int, int]]):
    """Places of which some are known; the text is parsed when another one is asked for."""

    def __init__(self, known: Marks, text: str, name: str) -> None:
        super().__init__(known)
        self._text: str | None = text
        self._name = name

    def _look(self, route: object) -> None:
        if self._text is not None and not super().__contains__(route):
            text, self._text = self._text, None
            self.update(_parse(text, self._name)[1])

    def __contains__(self, route: object) -> bool:
        self._look(route)
        return super().__contains__(route)

    def __getitem__(self, route: tuple[str | int, ...]) -> tuple[int, int]:
        self._look(route)
        return super().__getitem__(route)

    def get(self, route: tuple[str | int, ...], default: Any = None) -> Any:
        self._look(route)
        return super().get(route, default)


def _parse_once(text: str, name: str, kept: Kept | None) -> tuple[Any, Marks, list[Fault]]:
    """As `_parse`, or what is kept of the same text."""
    known = kept.get(text) if kept is not None else None
    if known is not None:
        return known[0], _LaterMarks(known[1], text, name), []
    data, marks, faults = _parse(text, name)
    if kept is not None and not faults:
        kept.add(text, data, marks)
    return data, marks, faults


def _parse(text: str, name: str) -> tuple[Any, Marks, list[Fault]]:
    """What can be read, `UNREAD` in place of what cannot, and the faults. Raises InputError where nothing can be."""
    if conflict := _CONFLICT.search(text):
        line = text.count("\n", 0, conflict.start()) + 1
        raise InputError(
            Fault(name, line, 1, "a merge conflict stands here", "take either side, then `alsreview sync`")
        )
    faults: list[Fault] = []
    try:
        loader = yaml_loader.LOADER(text)
        try:
            _refuse_aliases(text, name)
            node = loader.get_single_node()
            marks: Marks = {}
            data = _build(loader, node, name, marks, faults) if node is not None else None
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
        what = " ".join(part for part in (error.context, error.problem) if part)
        raise InputError(
            Fault(name, line, column, f"not valid YAML: {what}", "mend the indentation or quotes")
        ) from None
    except yaml.YAMLError as error:
        raise InputError(Fault(name, 0, 0, f"not valid YAML: {error}", "remove the character")) from None
    return data, marks, faults


def parse_model(text: str, model: type[Model], name: str, kept: Kept | None = None) -> tuple[Model, Marks]:
    """A YAML text as a strict model, with the places of its keys.

    Raises InputError with every fault: one unreadable value (the 31st of February) does not hide what else is wrong.
    """
    data, marks, faults = _parse_once(text, name, kept)
    try:
        valid = validate(data, marks, model, name)
    except InputError as error:
        # What could not be read stands as `UNREAD`, and is not to be told a second time as a wrong type.
        unread = {marks[route] for route, value in _leaves(data) if value is UNREAD}
        faults += [fault for fault in error.faults if (fault.line, fault.column) not in unread]
    if faults:
        raise InputError(sorted(set(faults)))
    return valid, marks


def load(path: Path, model: type[Model], name: str) -> Model:
    """Reads `path` into `model`. Raises InputError with every fault of the file."""
    return parse_model(read_text(path, name), model, name)[0]


def validate(data: Any, marks: Marks, model: type[Model], name: str, prefix: tuple[str | int, ...] = ()) -> Model:
    """Validates plain data against a strict model; `prefix` is the route of `data` inside the file.

    Raises InputError with every fault, placed by `marks`.
    """
    if data is None:
        data = {}
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise InputError(sorted(_faults(error, data, marks, model, name, prefix))) from None


def _faults(
    error: ValidationError, data: Any, marks: Marks, model: type[BaseModel], name: str, prefix: tuple[str | int, ...]
) -> Iterator[Fault]:
    for item in error.errors(include_url=False):
        route = tuple(
            part for part in item["loc"] if isinstance(part, int) or part in _keys_on_route(data, item["loc"])
        )
        place = prefix + route
        while place and place not in marks:
            place = place[:-1]
        line, column = marks.get(place, (1, 1))
        what, mend = _explain(cast("dict[str, Any]", item), model)
        yield Fault(name, line, column, what, mend)


def _leaves(data: Any, route: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every plain value of the data with its route."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, (*route, key))
    elif isinstance(data, list):
        for at, value in enumerate(data):
            yield from _leaves(value, (*route, at))
    else:
        yield route, data


def _keys_on_route(data: Any, loc: tuple[int | str, ...]) -> set[str]:
    """The parts of a pydantic location that are keys of the data (it also names union members)."""
    found: set[str] = set()
    at = data
    for part in loc:
        if isinstance(at, dict) and part in at:
            found.add(str(part))
            at = at[part]
        elif isinstance(at, list) and isinstance(part, int) and part < len(at):
            at = at[part]
    return found


def _explain(item: dict[str, Any], model: type[BaseModel]) -> tuple[str, str]:
    where = ".".join(str(part) for part in item["loc"])
    if item["type"] == "extra_forbidden":
        key = str(item["loc"][-1])
        known = sorted(_field_names(model))
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.6)
        return f"unknown key `{key}`", f"did you mean `{near[0]}`?" if near else "remove it"
    if item["type"] == "missing":
        return f"`{where}` is missing", "add it"
    if item["type"] in ("literal_error", "enum"):
        given, expected = item["input"], item["ctx"]["expected"]
        options = re.findall(r"'([^']*)'", expected)
        near = difflib.get_close_matches(str(given), options, n=1, cutoff=0.6)
        hint = f"did you mean `{near[0]}`?" if near else f"write one of {', '.join(options)}"
        return f"`{where}` cannot be {given!r}", hint
    message = str(item["msg"]).removeprefix("Value error, ")
    return f"`{where}`: {message}" if where else message, ""


def _field_names(model: type[BaseModel], seen: set[type[BaseModel]] | None = None) -> set[str]:
    """Names of all fields of a model and of the models inside it, for a did-you-mean."""
    seen = set() if seen is None else seen
    if model in seen:
        return set()
    seen.add(model)
    names: set[str] = set()
    for key, info in model.model_fields.items():
        names.add(info.alias or key)
        for inner in _models_in(info.annotation):
            names |= _field_names(inner, seen)
    return names


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)


def _refuse_aliases(text: str, name: str) -> None:
    """Aliases make small files huge, and nobody needs them here; tokens are only read where `&` or `*` stands."""
    if "&" not in text and "*" not in text:
        return
    for token in yaml.scan(text, Loader=yaml_loader.LOADER):
        if isinstance(token, (yaml.AnchorToken, yaml.AliasToken)):
            mark = token.start_mark
            raise InputError(
                Fault(
                    name,
                    mark.line + 1,
                    mark.column + 1,
                    "YAML anchors and aliases are not read here",
                    "write the value out, or put it in quotes",
                )
            )


def _build(loader: Any, root: yaml.Node, name: str, marks: Marks, faults: list[Fault]) -> Any:
    """Plain data from the node tree, without recursion, so that depth cannot exhaust the stack."""
    out: list[Any] = [None]
    stack: list[tuple[yaml.Node, tuple[str | int, ...], Any, Any]] = [(root, (), out, 0)]
    count = 0
    while stack:
        node, route, holder, slot = stack.pop()
        count += 1
        mark = node.start_mark
        marks.setdefault(route, (mark.line + 1, mark.column + 1))
        if len(route) > MAX_DEPTH or count > MAX_NODES:
            faults.append(Fault(name, mark.line + 1, mark.column + 1, "nested too deeply", "flatten it"))
            break
        if isinstance(node, yaml.MappingNode):
            value: Any = {}
            for key_node, value_node in node.value:
                key = _key(loader, key_node, value, name, faults)
                if key is not None:
                    value[key] = None
                    inner = (*route, key)
                    marks[inner] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
                    stack.append((value_node, inner, value, key))
        elif isinstance(node, yaml.SequenceNode):
            value = [None] * len(node.value)
            for index, item in enumerate(node.value):
                stack.append((item, (*route, index), value, index))
        else:
            value = _scalar(loader, node, name, faults)
        holder[slot] = value
    return out[0]


def _key(loader: Any, node: yaml.Node, taken: dict[str, Any], name: str, faults: list[Fault]) -> str | None:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if not isinstance(node, yaml.ScalarNode):
        faults.append(Fault(name, line, column, "a key must be a word", "remove the brackets"))
        return None
    value = _scalar(loader, node, name, faults)
    if value is UNREAD:
        return None
    if not isinstance(value, str):
        faults.append(Fault(name, line, column, f"key `{node.value}` is read as {value!r}", "put it in quotes"))
        return None
    if value in taken:
        faults.append(Fault(name, line, column, f"key `{value}` stands twice", "keep one of them"))
        return None
    return value


def _scalar(loader: Any, node: yaml.Node, name: str, faults: list[Fault]) -> Any:
    try:
        return loader.construct_object(node)
    except (yaml.YAMLError, ValueError) as error:
        problem = getattr(error, "problem", None) or error
        mark = node.start_mark
        faults.append(
            Fault(
                name,
                mark.line + 1,
                mark.column + 1,
                f"not a readable value: {problem}",
                "write a value that exists, or quote it",
            )
        )
        return UNREAD
