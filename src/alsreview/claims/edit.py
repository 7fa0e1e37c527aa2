"""Edits of a YAML file of records that change only the bytes they must.

Comments, order, quoting and line ends elsewhere survive. The places come from the marks of PyYAML's nodes. What is
laid out in a way that cannot be edited in place (records inside brackets) is written anew; the writer proves every
result by reading it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from alsreview import yaml_loader
from alsreview.claims.render import field, flow, render_record, scalar

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """One item of the sequence. Offsets are code points of the text; `lead` is where the comments above it begin,
    `start` its own first line, `end` the start of the line after its last."""

    node: yaml.MappingNode
    lead: int
    start: int
    end: int
    column: int
    """Of the dash."""
    step: int
    """From the dash to the keys."""


class NotInPlace(Exception):
    """The file is laid out in a way that cannot be edited in place."""


def edit_records(text: str, key: str, before: Sequence[Data], after: Sequence[Data], donors: Mapping[str, str]) -> str:
    """`text` with the records under `key` made those of `after`, in that order.

    `before` are the records as they stand, in the order of the file; records are told apart by `id`. `donors` holds
    texts of records that come from other files, by id, as `record_texts` gives them.

    Raises NotInPlace.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    records = layout(text, key)
    if len(records) != len(before):
        raise NotInPlace
    here = {data["id"]: (record, data) for record, data in zip(records, before, strict=True)}
    column, step = (records[0].column, records[0].step) if records else (0, 2)
    wanted = {data["id"] for data in after}
    out: list[str] = []
    follows = _comments_of_dropped(text, records, before, wanted)
    for data in after:
        out.append(follows.pop(str(data["id"]), ""))
        if data["id"] in here:
            record, old = here[data["id"]]
            out.append(text[record.lead : record.start] + _edit_record(text, record, old, data))
        elif data["id"] in donors:
            out.append(donors[data["id"]])
        else:
            out.append(render_record(data, column, step, newline))
    kept_comment = "".join(follows.values())
    head, tail = _around(text, key, records, newline, bool(after))
    body = "".join(_closed(part, newline) for part in out) + kept_comment
    return head + body + tail


def record_texts(text: str, key: str, before: Sequence[Data], after: Mapping[str, Data]) -> dict[str, str]:
    """Texts of the records whose ids are in `after`, edited to it, for insertion into another file."""
    found: dict[str, str] = {}
    for record, old in zip(layout(text, key), before, strict=True):
        if (new := after.get(old["id"])) is not None:
            found[old["id"]] = text[record.lead : record.start] + _edit_record(text, record, old, new)
    return found


def set_field(text: str, key: str, old: str, new: str) -> str:
    """`text` with the scalar of a top-level key replaced. Raises NotInPlace."""
    if old == new:
        return text
    for key_node, node in _root(text).value:
        if key_node.value == key and isinstance(node, yaml.ScalarNode):
            return text[: node.start_mark.index] + scalar(new) + text[node.end_mark.index :]
    raise NotInPlace


def layout(text: str, key: str) -> list[Record]:
    """The records of a block sequence under the top-level `key`, in order. Raises NotInPlace for another layout."""
    sequence = next((node for name, node in _root(text).value if name.value == key), None)
    if sequence is None or (isinstance(sequence, yaml.ScalarNode) and sequence.value in ("", "null", "~")):
        return []
    if not isinstance(sequence, yaml.SequenceNode):
        raise NotInPlace
    if not sequence.value:
        return []
    if sequence.flow_style:
        raise NotInPlace
    records: list[Record] = []
    above = _line_start(text, sequence.start_mark.index)
    for node in sequence.value:
        dash = _dash(text, node.start_mark.index)
        start = _line_start(text, dash)
        if not isinstance(node, yaml.MappingNode) or not node.value or text[start:dash].strip(" "):
            raise NotInPlace
        step = node.start_mark.index - dash if "\n" not in text[dash : node.start_mark.index] else 2
        column = dash - start
        lead = _lead(text, above, start, column) if records else start
        if records:
            last = records[-1]
            records[-1] = Record(last.node, last.lead, last.start, lead, last.column, last.step)
        end = _line_end(text, _content_end(text, node))
        records.append(Record(node, lead, start, end, column, step))
        above = end
    return records


def _root(text: str) -> yaml.MappingNode:
    loader = yaml_loader.LOADER(text)
    try:
        root = loader.get_single_node()
    finally:
        loader.dispose()
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise NotInPlace
    return root


def _around(text: str, key: str, records: Sequence[Record], newline: str, filled: bool) -> tuple[str, str]:
    """The text before the first record and after the last, with the key's own line made to fit."""
    if records:
        head, tail = text[: records[0].lead], text[records[-1].end :]
        if filled:
            return _closed(head, newline), tail
        at = head.rindex(f"{key}:") + len(key) + 1
        return head[:at] + " []" + (head[at:] or newline), tail
    for key_node, node in _root(text).value:
        if key_node.value == key:
            if not filled:
                return text, ""
            start = text.index(":", key_node.end_mark.index) + 1
            end = node.end_mark.index if node.value or isinstance(node, yaml.SequenceNode) else start
            line = _line_end(text, end)
            return _closed(text[:start] + text[end:line], newline), text[line:]
    return _closed(text, newline) + (f"{key}:{newline}" if filled else f"{key}: []{newline}"), ""


def _comments_of_dropped(
    text: str, records: Sequence[Record], before: Sequence[Data], wanted: set[Any]
) -> dict[str, str]:
    """Comments above records that go, by the id of the next record that stays (or "" at the end)."""
    found: dict[str, str] = {}
    waiting = ""
    for record, data in zip(records, before, strict=True):
        if data["id"] not in wanted:
            comment = text[record.lead : record.start]
            waiting += comment if "#" in comment else ""
        elif waiting:
            found[data["id"]] = waiting
            waiting = ""
    return {**found, "": waiting} if waiting else found


def _edit_record(text: str, record: Record, old: Data, new: Data) -> str:
    """The record's own lines with the fields that differ rewritten, added after the field that goes before them."""
    newline = "\r\n" if "\r\n" in text else "\n"
    nodes = {key.value: (key, value) for key, value in record.node.value}
    edits: list[tuple[int, int, str]] = []
    last = next(iter(nodes))
    for key in [*new, *(key for key in old if key not in new)]:
        if key in nodes:
            if old.get(key) != new.get(key):
                edits.append(_replacement(text, record, *nodes[key], new.get(key), newline))
            last = key
        elif old.get(key) != new.get(key):
            edits.append(_insertion(text, record, nodes[last][1], key, new[key], newline))
    out, at = [], record.start
    for start, end, replacement in sorted(edits, key=lambda edit: edit[:2]):
        out += [text[at:start], replacement]
        at = end
    return "".join([*out, text[at : record.end]])


def _replacement(
    text: str, record: Record, key: yaml.Node, value: yaml.Node, new: Any, newline: str
) -> tuple[int, int, str]:
    end = _content_end(text, value)
    if record.node.flow_style:
        return value.start_mark.index, end, flow(new)
    start = key.start_mark.index
    return start, max(end, key.end_mark.index + 1), newline.join(field(key.value, new, record.column + record.step))


def _insertion(text: str, record: Record, after: yaml.Node, key: str, value: Any, newline: str) -> tuple[int, int, str]:
    end = _content_end(text, after)
    if record.node.flow_style:
        return end, end, f", {key}: {flow(value)}"
    column = record.column + record.step
    lines = newline.join(field(key, value, column))
    at = _line_end(text, end)
    before = "" if at and text[at - 1] == "\n" else newline
    return at, at, f"{before}{' ' * column}{lines}{newline if not before else ''}"


def _content_end(text: str, node: Any) -> int:
    """Where the last character of a node stands, comments and blank lines after it left out.

    The end marks of block collections and block scalars lie at whatever comes next, so the last leaf decides.
    """
    while not isinstance(node, yaml.ScalarNode) and not node.flow_style and node.value:
        last = node.value[-1]
        key, node = last if isinstance(last, tuple) else (last, last)
        if isinstance(node, yaml.ScalarNode) and node.end_mark.index <= key.end_mark.index and key is not node:
            return int(key.end_mark.index) + 1
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return _block_scalar_end(text, node)
    return int(node.end_mark.index)


def _block_scalar_end(text: str, node: yaml.ScalarNode) -> int:
    """The end of the last line of a block scalar: its mark may lie behind blank lines and comments."""
    end = node.start_mark.index + len(text[node.start_mark.index : node.end_mark.index].rstrip())
    lines = text[node.start_mark.index : end].split("\n")
    inner = [line for line in lines[1:] if line.strip()]
    indent = min((len(line) - len(line.lstrip(" ")) for line in inner[:1]), default=0)
    while len(lines) > 1 and (not lines[-1].strip() or len(lines[-1]) - len(lines[-1].lstrip(" ")) < indent):
        lines.pop()
    return int(node.start_mark.index) + len("\n".join(lines).rstrip())


def _dash(text: str, start: int) -> int:
    """Where the dash of the item stands whose content begins at `start`."""
    at = start - 1
    while at >= 0:
        line = text.rfind("\n", 0, at + 1) + 1
        before = text[line : at + 1].split("#", 1)[0].rstrip()
        if before.endswith("-"):
            return line + len(before) - 1
        if before:
            break
        at = line - 2
    raise NotInPlace


def _lead(text: str, end: int, start: int, column: int) -> int:
    """Where the comments above an item begin; lines indented beyond its dash belong to the item before."""
    at = end
    for line in _lines(text[end:start]):
        if line.strip() and len(line) - len(line.lstrip(" ")) <= column:
            break
        at += len(line)
    return min(at, start)


def _lines(text: str) -> Iterator[str]:
    return iter(text.splitlines(keepends=True))


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end + 1


def _closed(text: str, newline: str) -> str:
    return text if not text or text.endswith("\n") else text + newline
