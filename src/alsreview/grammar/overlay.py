"""The folder that stands before LanguageTool's jars on the class path: house rules and vocabulary of the packs."""

from __future__ import annotations

import contextlib
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from alsreview import cache
from alsreview.errors import Fault, InputError

HOUSE_RULES = "org/languagetool/rules/en/grammar_custom.xml"
_SPELLING = "org/languagetool/resource/en/hunspell/spelling_custom.txt"
_TAGS = "org/languagetool/resource/en/added_custom.txt"


class Word(NamedTuple):
    """A word that LanguageTool's dictionary lacks. `tag`: its part-of-speech tag ("NN:U", "NNP"), or "" for none.

    With a tag the grammar rules see a noun where they would see nothing, and neither misfire nor fall silent.
    """

    text: str
    tag: str = ""


@dataclass(frozen=True)
class Overlay:
    """The files, by their paths below the folder. `digest` is part of every cache key and of a server's identity."""

    files: Mapping[str, bytes]

    @cached_property
    def digest(self) -> str:
        """sha256 hex digest over names and contents."""
        parts: list[str | bytes] = []
        for name in sorted(self.files):
            parts += [name, self.files[name]]
        return cache.key_of(*parts)

    def write(self) -> Path:
        """The folder, written where it is not there or was changed. Lies in the user's cache."""
        folder = cache.cache_dir() / "languagetool" / f"overlay-{self.digest[:24]}"
        for name, data in self.files.items():
            path = folder / name
            with contextlib.suppress(OSError):
                if path.read_bytes() == data:
                    continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
                file.write(data)
            Path(file.name).replace(path)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


def build(house_rules: Sequence[Path], words: Iterable[Word]) -> Overlay:
    """The overlay of some files of house rules (LanguageTool's own rule language) and a vocabulary.

    Raises InputError for a file of rules that is not well-formed XML with the root `rules`.
    """
    files: dict[str, bytes] = {}
    if house_rules:
        files[HOUSE_RULES] = _merge(house_rules)
    known = sorted(set(words))
    if known:
        files[_SPELLING] = _lines(word.text for word in known)
        files[_TAGS] = _lines(
            f"{word.text}\t{word.text}\t{word.tag}" for word in known if word.tag and " " not in word.text
        )
    return Overlay(files)


def _lines(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in dict.fromkeys(lines)).encode()


def _merge(paths: Sequence[Path]) -> bytes:
    """One file as it stands; several with their categories one after the other."""
    texts, faults = [], []
    for path in paths:
        data = path.read_bytes()
        try:
            root = ET.fromstring(data)
        except ET.ParseError as error:
            line, column = error.position
            faults.append(Fault(str(path), line, column + 1, f"not well-formed XML: {error}", "mend the rule"))
            continue
        if root.tag != "rules":
            faults.append(Fault(str(path), 1, 1, f"the root is `{root.tag}`", 'start with `<rules lang="en">`'))
        texts.append((data, root))
    if faults:
        raise InputError(faults)
    if len(texts) == 1:
        return texts[0][0]
    merged = ET.Element("rules", {"lang": "en"})
    for _, root in texts:
        merged.extend(root)
    return bytes(ET.tostring(merged, encoding="utf-8", xml_declaration=True))
