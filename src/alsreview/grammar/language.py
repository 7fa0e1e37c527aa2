"""What packs say about language: severities, vocabulary, accepted phrases, house rules. Data in `language/*.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from alsreview.errors import Fault, InputError
from alsreview.findings import Severity
from alsreview.grammar.client import SPELLER, parameters
from alsreview.grammar.overlay import Overlay, Word, build
from alsreview.knowledge.words import general_word, known_word
from alsreview.strict_yaml import parse, read_text, validate

ACROSS = (
    "ENGLISH_WORD_REPEAT_BEGINNING_RULE",
    "EN_REPEATEDWORDS",
    "EN_WORD_COHERENCY",
    "REP_PASSIVE_VOICE",
    "REP_THANK_YOU_FOR",
)
"""Rules that compare paragraphs with each other, as LanguageTool 6.8 has them; never asked for, see `asker`."""

Level = Literal["error", "warning", "note", "ignore"]

_WORD = re.compile(r"[^\W_][\w'’]*", re.UNICODE)
_NAMES = frozenset({"product", "organisation", "trial", "gene", "protein", "scale", "authority", "place"})


class TermLike(Protocol):
    """What is needed of a lexicon's term."""

    @property
    def kind(self) -> str:
        """Its kind, such as "substance"."""

    @property
    def right_forms(self) -> tuple[str, ...]:
        """Every right way to write it."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


class WordModel(_Strict):
    """A word of the vocabulary that no lexicon has. `tag` is a part-of-speech tag of LanguageTool."""

    word: str = Field(min_length=1)
    tag: str = ""
    kind: Literal["drug", "brand", "gene", "scale", "abbreviation", "anatomy", "disease", "name", "other"] = "other"
    forms: list[str] = []
    """Other forms that are right as well, such as the plural."""


class AcceptModel(_Strict):
    """Words that a rule flags and that are right. The rule may be a prefix; without one every rule is meant."""

    text: str = Field(min_length=1)
    reason: str = Field(min_length=1)
    rule: str = ""


class LanguageFile(_Strict):
    """One file of `checks/language/`. The values of several files are joined; a later pack overrides an earlier one."""

    picky: bool | None = None
    categories: dict[str, Level] = {}
    rules: dict[str, Level] = {}
    fragments: dict[str, Level] = {}
    """Rules in headings, list items, captions and table cells, which need not be sentences."""
    fix: list[str] = []
    """Rules whose single replacement may be applied without a person looking at it."""
    skip_headings: list[str] = []
    """Headings, in lower case, below which no prose stands (lists of references)."""
    endings: list[str] = Field(default=[])
    """Endings of names that no list can hold whole, such as the stems of medicines (-mab, -tinib, -siran)."""
    vocabulary: list[WordModel] = []
    accept: list[AcceptModel] = []


@dataclass(frozen=True)
class LanguagePolicy:
    """All of it, joined."""

    picky: bool = False
    categories: Mapping[str, Level] = field(default_factory=dict)
    rules: Mapping[str, Level] = field(default_factory=dict)
    fragments: Mapping[str, Level] = field(default_factory=dict)
    fix: frozenset[str] = frozenset()
    skip_headings: frozenset[str] = frozenset()
    endings: tuple[str, ...] = ()
    accept: tuple[AcceptModel, ...] = ()
    words: tuple[Word, ...] = ()
    house_rules: tuple[Path, ...] = ()

    @cached_property
    def overlay(self) -> Overlay:
        """What goes before LanguageTool's jars."""
        return build(self.house_rules, self.words)

    @cached_property
    def extra(self) -> frozenset[str]:
        """The vocabulary in lower case, with the parts of its phrases, for the spelling lists."""
        found = {word.text.lower() for word in self.words}
        for word in self.words:
            found.update(part.lower() for part in _WORD.findall(word.text))
        return frozenset(found)

    def severity(self, rule: str, category: str, *, fragment: bool = False) -> Severity | None:
        """The severity of a match, or None where it is not reported. A rule's own entry goes before its category's."""
        level: Level | None = None
        if fragment:
            level = _by_prefix(self.fragments, rule)
        if level is None:
            level = _by_prefix(self.rules, rule)
        if level is None:
            level = self.categories.get(category, "note")
        return None if level == "ignore" else level

    @cached_property
    def disabled_categories(self) -> tuple[str, ...]:
        """Categories not asked for at all, sorted: none of their rules has an entry of its own to the contrary."""
        return tuple(sorted(name for name, level in self.categories.items() if level == "ignore"))

    @cached_property
    def disabled_rules(self) -> tuple[str, ...]:
        """Rules not asked for at all, sorted."""
        return tuple(sorted(name for name, level in self.rules.items() if level == "ignore"))

    def request_parameters(self, picky: bool = False) -> dict[str, str]:
        """Parameters of a request for all but spelling. A server keeps its rules ready for each set of them."""
        return parameters(
            disabled_rules=(SPELLER, *ACROSS, *self.disabled_rules),
            disabled_categories=self.disabled_categories,
            picky=self.picky or picky,
        )

    def accepts(self, rule: str, flagged: str) -> bool:
        """Whether the pack says that these words are right."""
        return any(rule.startswith(item.rule) and item.text.lower() == flagged.lower() for item in self.accept)


def _by_prefix(table: Mapping[str, Level], rule: str) -> Level | None:
    """The entry for a rule: its id, else the longest entry that ends with `*` and matches its beginning."""
    if rule in table:
        return table[rule]
    best = max((key for key in table if key.endswith("*") and rule.startswith(key[:-1])), key=len, default=None)
    return table[best] if best is not None else None


def load(folders: Sequence[Path], terms: Iterable[TermLike] = ()) -> LanguagePolicy:
    """The policy of some packs. The vocabulary is that of their files and of the lexicon's right forms.

    Raises InputError with every fault of every file.
    """
    faults: list[Fault] = []
    files: list[LanguageFile] = []
    house: list[Path] = []
    for folder in folders:
        for path in sorted((folder / "language").glob("*.y*ml")):
            name = path.as_posix()
            try:
                data, marks = parse(read_text(path, name), name)
                files.append(validate(data, marks, LanguageFile, name))
            except InputError as error:
                faults.extend(error.faults)
        house.extend(sorted((folder / "language").glob("grammar_*.xml")))
    if faults:
        raise InputError(sorted(faults))
    picky = [file.picky for file in files if file.picky is not None]
    return LanguagePolicy(
        picky=picky[-1] if picky else False,
        categories={key: level for file in files for key, level in file.categories.items()},
        rules={key: level for file in files for key, level in file.rules.items()},
        fragments={key: level for file in files for key, level in file.fragments.items()},
        fix=frozenset(rule for file in files for rule in file.fix),
        skip_headings=frozenset(heading.lower() for file in files for heading in file.skip_headings),
        endings=tuple(sorted({ending.lower() for file in files for ending in file.endings})),
        accept=tuple(item for file in files for item in file.accept),
        words=_vocabulary(files, terms),
        house_rules=tuple(house),
    )


def _vocabulary(files: Iterable[LanguageFile], terms: Iterable[TermLike]) -> tuple[Word, ...]:
    words: dict[str, str] = {}
    for file in files:
        for model in file.vocabulary:
            for form in (model.word, *model.forms):
                words[form] = model.tag
    for term in terms:
        for form in term.right_forms:
            for part in _WORD.findall(form):
                words.setdefault(part, _tag(term.kind, part))
    # Words that everybody knows need no help, and a second tag would only confuse.
    kept = {text: tag for text, tag in words.items() if not general_word(text.lower())}
    return tuple(Word(text, "" if text.isdigit() else tag) for text, tag in sorted(kept.items()) if len(text) > 1)


def _tag(kind: str, word: str) -> str:
    """The part of speech of a word of the lexicon that LanguageTool cannot know."""
    if kind == "substance" and word.islower():
        return "NN:U"
    if kind in _NAMES or word[0].isupper():
        return "NNP"
    if kind == "indication" and word.islower() and not known_word(word):
        return "NN:UN"
    return ""
