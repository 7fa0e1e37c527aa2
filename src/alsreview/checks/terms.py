"""Kind `terms`: slips in the names of the lexicon, words that no dictionary knows, and names to be put otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Literal, NamedTuple

from pydantic import model_validator

from alsreview.checks.definition import Definition, Many, Strict, Text, built_once
from alsreview.checks.engine import Hit, Outcome, Page
from alsreview.checks.slips import is_code
from alsreview.checks.vocabulary import TOKEN, Meant, Vocabulary
from alsreview.knowledge.lexicon import Term
from alsreview.statements.model import Statement

_ADDRESS = re.compile(r"://|@|\bwww\.|\.(?:com|org|net|gov|edu|info|html?|pdf|jpe?g|png|gif|svg|webp)\b", re.IGNORECASE)
_SPACE = re.compile(r"\s")
_DEFINED = re.compile(r"\(([^\W_][\w-]{1,11}?)s?\)")
_SHORTEST_STRANGE = 8
_FOREIGN_REACH, _FOREIGN_WORDS = 4, 3
"""Different unknown words within so many words on each side from which they are taken for another language."""
_TITLES = frozenset(
    {"dr", "frau", "herr", "lady", "lord", "madame", "miss", "mr", "mrs", "ms", "prof", "professor", "sir"}
)

_NEEDS = {"near-miss": "", "unknown-word": "endings", "swap": "swap", "mixed": "mixed", "brand-alone": ""}


class Swap(Strict):
    """Words to avoid, what to write instead, and the reason."""

    avoid: Many[Text]
    prefer: Text
    because: Text


class Mixed(Strict):
    """Two ways to write one thing, of which a page should use one."""

    one: Many[Text]
    other: Many[Text]


class Terms(Definition):
    """A check of kind `terms`. `right` is what to write, `meant` the same as part of its term, `because` the reason."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"right", "meant", "because"})

    kind: Literal["terms"]
    looks_for: Literal["near-miss", "unknown-word", "swap", "mixed", "brand-alone"]
    """`near-miss`: an unknown word one slip away from a term; `unknown-word`: an unknown word with the looks of a
    medical one; `swap`: words with a better one; `mixed`: two spellings of one thing on a page; `brand-alone`: a
    brand on a page that never gives the substance."""
    known: Many[Text] = ()
    """Right words that no dictionary has, so that they are never taken for a slip."""
    beginnings: Many[Text] = ()
    endings: Many[Text] = ()
    """For `unknown-word`: how such a word begins and ends; both must fit."""
    swap: Many[Swap] = ()
    mixed: Many[Mixed] = ()

    @model_validator(mode="after")
    def _has_what_it_needs(self) -> Terms:
        needed = _NEEDS[self.looks_for]
        if needed and not getattr(self, needed):
            raise ValueError(f"a check that looks for `{self.looks_for}` needs `{needed}`")
        return self

    @property
    def words(self) -> tuple[str, ...]:
        """Every word that its swaps and its pairs of spellings list."""
        avoided = (word for swap in self.swap for word in swap.avoid)
        return (*avoided, *(word for mixed in self.mixed for word in (*mixed.one, *mixed.other)))


class _Tables(NamedTuple):
    vocabulary: Vocabulary
    swaps: dict[str, list[tuple[Terms, Swap]]]
    brands: dict[str, tuple[Term, tuple[str, ...]]]
    """Brand in lower case -> its term, and the literals of its substances."""


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def literals(definitions: Sequence[Terms], knowledge: Any) -> Iterable[str]:
    """Words to swap, spellings to compare, and the names of brands and their substances."""
    for check in definitions:
        yield from check.words
    if any(check.looks_for == "brand-alone" for check in definitions):
        for brand, (_, substances) in _tables(definitions, knowledge).brands.items():
            yield from (brand, *substances)


@built_once
def _tables(definitions: Sequence[Terms], knowledge: Any) -> _Tables:
    known = [word for check in definitions for word in check.known]
    swaps: dict[str, list[tuple[Terms, Swap]]] = {}
    for check in definitions:
        for swap in check.swap:
            for word in swap.avoid:
                swaps.setdefault(word.lower(), []).append((check, swap))
    return _Tables(Vocabulary(knowledge.lexicon, known), swaps, _brands(knowledge))


def _brands(knowledge: Any) -> dict[str, tuple[Term, tuple[str, ...]]]:
    brands: dict[str, tuple[Term, tuple[str, ...]]] = {}
    lexicon = knowledge.lexicon
    for term in lexicon.of_kind("product"):
        substances = [lexicon[id_] for id_ in term.of if id_ in lexicon and lexicon[id_].kind == "substance"]
        names = tuple(form.lower() for substance in substances for form in substance.right_forms)
        for form in term.right_forms:
            if names and form.lower() not in names:
                brands.setdefault(form.lower(), (term, names))
    return brands


def run(definitions: Sequence[Terms], page: Page, knowledge: Any) -> Outcome:
    """Everything about names on one page, a word told of once."""
    tables = _tables(definitions, knowledge)
    by_search: dict[str, list[Terms]] = {}
    for check in definitions:
        by_search.setdefault(check.looks_for, []).append(check)
    hits = list(_unknown(by_search, page, tables.vocabulary))
    hits.extend(_swaps(tables, page))
    for check in by_search.get("mixed", ()):
        hits.extend(_mixed(check, page))
    for check in by_search.get("brand-alone", ()):
        hits.extend(_brand_alone(check, page, tables))
    return Outcome(hits=tuple(hits))


def _unknown(by_search: dict[str, list[Terms]], page: Page, vocabulary: Vocabulary) -> Iterator[Hit]:
    """Unknown words: near misses first; of the others, those with medical looks."""
    near, strange = by_search.get("near-miss", []), by_search.get("unknown-word", [])
    if not near and not strange:
        return
    joined = _without_addresses("\n".join(statement.text for statement in page.statements))
    tokens = set(TOKEN.findall(joined))
    unknown = {word for word in tokens if not word.isdigit() and not vocabulary.is_known(word)}
    suspects = {word for word in tokens if vocabulary.suspect(word)}
    suspects |= {word for word in unknown if any(_strange(check, word) for check in strange)}
    if not suspects:
        return
    suspects -= _defined(joined)
    at = 0
    for statement in page.statements:
        text = joined[at : at + len(statement.text)]
        at += len(statement.text) + 1
        texts = TOKEN.findall(text)
        if suspects.isdisjoint(texts):
            continue
        words = [_Word(found[0], found.start(), found.end()) for found in TOKEN.finditer(text)]
        for index, word in enumerate(words):
            if word.text not in suspects or _foreign(index, texts, unknown) or _titled(index, texts):
                continue
            meant = vocabulary.meant_in(texts, index)
            if word.text in unknown:
                meant = meant or vocabulary.meant(word.text, opens=_opens(text, word.start))
                yield from _judge(near, strange, statement, word, meant)
            elif meant is not None:
                yield from _judge(near, (), statement, word, meant)


def _judge(
    near: Sequence[Terms], strange: Sequence[Terms], statement: Statement, word: _Word, meant: Meant | None
) -> Iterator[Hit]:
    if meant is not None:
        part = meant.shown.lower() not in (form.lower() for form in meant.term.right_forms)
        of = f' of "{meant.term.name}"' if part else ""
        values = {"right": meant.shown, "meant": f'"{meant.shown}"{of}'}
        for check in near:
            yield Hit(check.id, statement.index, word.start, word.end, values, replacements=(meant.shown,))
        return
    for check in strange:
        if _strange(check, word.text):
            yield Hit(check.id, statement.index, word.start, word.end)


def _strange(check: Terms, word: str) -> bool:
    """Whether an unknown word has the looks of a medical one."""
    fits = word.startswith(check.beginnings) and word.endswith(check.endings)
    return fits and word.islower() and len(word) >= _SHORTEST_STRANGE


def _foreign(index: int, words: Sequence[str], unknown: set[str]) -> bool:
    """Whether too many words around one are unknown for it to be a slip in English."""
    around = words[max(0, index - _FOREIGN_REACH) : index + _FOREIGN_REACH + 1]
    return len({word for word in around if word in unknown and not is_code(word)}) >= _FOREIGN_WORDS


def _titled(index: int, words: Sequence[str]) -> bool:
    """Whether a title stands before: then it is somebody's name."""
    return index > 0 and words[index - 1].lower() in _TITLES and words[index][0].isupper()


def _opens(text: str, start: int) -> bool:
    """Whether a word stands where any word has a capital: at the start, or after a colon, bullet or quote."""
    before = text[max(0, start - 8) : start].rstrip(" \"'“‘(*•-–—")
    return not before or before[-1] in ".!?:"


def _defined(text: str) -> set[str]:
    """Acronyms that the page itself explains: "slow vital capacity (SVC)", by the initials of the words before."""
    found: set[str] = set()
    for match in _DEFINED.finditer(text):
        acronym = match[1]
        if not is_code(acronym):
            continue
        before = [word[0].lower() for word in TOKEN.findall(text[max(0, match.start() - 120) : match.start()])]
        letters = [char.lower() for char in acronym if char.isupper()]
        initials = before[-(len(letters) + 3) :]
        if letters and _in_order(letters, initials):
            found.add(acronym)
    return found


def _in_order(letters: Sequence[str], initials: Sequence[str]) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters)


def _without_addresses(text: str) -> str:
    """The text with blanks in the place of addresses and file names, so that no offset moves."""
    kept: list[str] = []
    done = 0
    for mark in _ADDRESS.finditer(text):
        if mark.start() < done:
            continue
        start = max(text.rfind(" ", done, mark.start()), text.rfind("\n", done, mark.start()), done - 1) + 1
        space = _SPACE.search(text, mark.end())
        end = space.start() if space else len(text)
        kept += [text[done:start], " " * (end - start)]
        done = end
    return "".join((*kept, text[done:]))


def _swaps(tables: _Tables, page: Page) -> Iterator[Hit]:
    for index, found in page.literals.items():
        at = 0
        for literal in sorted(found, key=lambda hit: (hit.start, -hit.end)):
            if literal.start < at:
                continue
            for check, swap in tables.swaps.get(literal.literal, ()):
                values = {"right": swap.prefer, "because": swap.because}
                yield Hit(check.id, index, literal.start, literal.end, values)
                at = literal.end


def _mixed(check: Terms, page: Page) -> Iterator[Hit]:
    """The first place of the rarer spelling; of two equally common ones, the one that comes second."""
    for mixed in check.mixed:
        places: dict[bool, list[tuple[int, int, int]]] = {True: [], False: []}
        sides = {**{word.lower(): False for word in mixed.other}, **{word.lower(): True for word in mixed.one}}
        for index in sorted(page.literals):
            for literal in page.literals[index]:
                if literal.literal in sides:
                    places[sides[literal.literal]].append((index, literal.start, literal.end))
        if not places[True] or not places[False]:
            continue
        ones, others = places[True], places[False]
        rarer = len(ones) < len(others) or (len(ones) == len(others) and ones[0] > others[0])
        index, start, end = places[rarer][0]
        first = places[not rarer][0]
        right = page.statements[first[0]].text[first[1] : first[2]]
        yield Hit(check.id, index, start, end, {"right": right})


def _brand_alone(check: Terms, page: Page, tables: _Tables) -> Iterator[Hit]:
    present = {literal.literal for found in page.literals.values() for literal in found}
    told: set[str] = set()
    for index in sorted(page.literals):
        for literal in page.literals[index]:
            brand = tables.brands.get(literal.literal)
            if brand is None or brand[0].id in told or any(name in present for name in brand[1]):
                continue
            told.add(brand[0].id)
            yield Hit(check.id, index, literal.start, literal.end, {"right": brand[1][0]})
