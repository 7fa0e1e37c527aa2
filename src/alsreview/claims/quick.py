"""YAML to plain data from parser events: the same result as `strict_yaml.parse`, several times faster, without places.

Whatever is out of the ordinary (an error, an alias, a tag, a key that stands twice, a conflict marker) raises
NotQuick; the caller then reads strictly, which finds every fault and its place. Nothing wrong passes here.
"""

from __future__ import annotations

from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from alsreview import strict_yaml, yaml_loader
from alsreview.claims import own_form

_MAX_DEPTH = 20  # below strict_yaml.MAX_DEPTH, so that what passes here passes there
_CONFLICTS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_RESOLVERS: dict[str | None, list[tuple[str, Any]]] = yaml.SafeLoader.yaml_implicit_resolvers
_STRING = "tag:yaml.org,2002:str"

Model = TypeVar("Model", bound=BaseModel)


class NotQuick(Exception):
    """The text has to be read strictly."""


def load(text: str, model: type[Model], name: str) -> Model:
    """The model of one YAML file's text. Raises InputError with every fault of the file."""
    try:
        data = own_form.read(text) or parse(text)
        return model.model_validate({} if data is None else data)
    except (NotQuick, ValidationError):
        strict, marks = strict_yaml.parse(text, name)
        return strict_yaml.validate(strict, marks, model, name)


def parse(text: str) -> Any:
    """Plain data of one YAML document. Raises NotQuick."""
    if any(marker in text for marker in _CONFLICTS):
        raise NotQuick
    loader = yaml_loader.LOADER(text)
    try:
        return _Builder(loader).build()
    except (yaml.YAMLError, ValueError, RecursionError):
        raise NotQuick from None
    finally:
        loader.dispose()


class _Builder:
    """Builds data from the events of one loader. Plain words met before are looked up, not resolved again."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader
        self._known: dict[str, Any] = {}

    def build(self) -> Any:
        root: list[Any] = []
        stack: list[tuple[Any, str | None]] = []
        holder: Any = root
        key: str | None = None
        get_event = self._loader.get_event
        while not isinstance(event := get_event(), yaml.StreamEndEvent):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                value = self._scalar(event)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                if event.anchor or event.tag or len(stack) >= _MAX_DEPTH:
                    raise NotQuick
                value = {} if kind is yaml.MappingStartEvent else []
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                holder, key = stack.pop()
                continue
            elif kind is yaml.AliasEvent:
                raise NotQuick
            else:
                continue
            if isinstance(holder, list):
                holder.append(value)
            elif key is None:
                if not isinstance(value, str) or value in holder or value == "<<":
                    raise NotQuick
                key = value
                continue
            else:
                holder[key] = value
                key = None
            if kind is not yaml.ScalarEvent:
                stack.append((holder, key))
                holder, key = value, None
        if len(root) > 1:
            raise NotQuick
        return root[0] if root else None

    def _scalar(self, event: Any) -> Any:
        if event.anchor or event.tag:
            raise NotQuick
        word: str = event.value
        if not event.implicit[0]:
            return word
        if word in self._known:
            return self._known[word]
        value: Any = word
        for tag, pattern in _RESOLVERS.get(word[:1], []) + _RESOLVERS.get(None, []):
            if pattern.match(word):
                value = self._loader.construct_object(yaml.ScalarNode(tag, word)) if tag != _STRING else word
                break
        self._known[word] = value
        return value
