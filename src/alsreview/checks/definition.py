"""What every check file says, whatever its kind. Each engine adds the keys of its own kind in its own module."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PrivateAttr

from alsreview.findings import Category, Confidence, Severity

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Item = TypeVar("Item")
Many = Annotated[tuple[Item, ...], Field(strict=False)]
"""A list in YAML, a tuple here, so that a definition can be shared, hashed and pickled."""

Text = Annotated[str, Field(min_length=1)]


def _iso_date(value: Any) -> Any:
    """YAML reads a bare 2017-05-04 as a date and a quoted one as text; both are meant."""
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value!r} is no date; write it as 2017-05-04") from None
    return value


AsOf = Annotated[date, BeforeValidator(_iso_date)]


class Strict(BaseModel):
    """Base of everything that a check file holds: frozen, exact types, unknown keys refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, populate_by_name=True, defer_build=True)


class Example(Strict):
    """A text that is judged as a page of its own. Blank lines part blocks; `- ` opens a list item (Markdown)."""

    text: Text
    as_of: AsOf | None = None
    """Date on which the text is judged; without it the engine's check must not depend on the date."""
    context: str | None = None
    """Context of the last statement: lead-in of its list, header of its cell, the sentence before."""
    heading: str | None = None
    """Heading that the text stands under."""


class FlagExample(Example):
    """A text that the check must flag, on exactly the words of `span`."""

    span: Text


class PassExample(Example):
    """A text that the check must not flag, and the one thing that makes it right."""

    because: Text


class Examples(Strict):
    """The check's own proof: at least two texts to flag and three to pass."""

    flag: Many[FlagExample]
    pass_: Many[PassExample] = Field(alias="pass")


class Definition(Strict):
    """One check file. `message`, `why` and `remedy` may hold `{placeholders}` that the engine fills."""

    placeholders: ClassVar[frozenset[str]] = frozenset()
    """Names that the engine of this kind always fills; `{text}` (the flagged words) is filled for every kind."""

    id: Annotated[str, Field(pattern=ID_PATTERN, max_length=60)]
    kind: str
    category: Category
    severity: Severity
    confidence: Confidence
    title: Text
    message: Text
    """What is wrong."""
    why: Text
    """Why it matters to a reader."""
    remedy: Text
    """What to write instead."""
    sources: Many[Text] = ()
    """Readable citations with their identifiers, for what the check itself asserts."""
    facts: Many[Text] = ()
    """Ids of ledger facts that it rests on."""
    since: AsOf | None = None
    """Date from which what it says is true; earlier pages are not judged by it."""
    replaces: str | None = None
    """Id of a check of an earlier pack that this one takes the place of; the only way to use an id twice."""
    always_counts: bool = False
    """Neither a comment nor a baseline may set its findings aside; true of the category `safety` in any case."""
    examples: Examples
    _folder: str = PrivateAttr(default="")

    @property
    def folder(self) -> str:
        """POSIX path of the folder that it was loaded with (a pack's, as in `Pack.folder`), or "" where from none."""
        return self._folder

    def loaded_from(self, folder: str) -> None:
        """Notes where it comes from; the loader's business alone."""
        self._folder = folder

    def own_words(self) -> Iterator[str]:
        """Literals that this check file itself lists and that a text may hold; nothing where the kind has none.

        At least one flag example must do without all of them (see `examples.py`).
        """
        return iter(())


_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def placeholders_in(template: str) -> tuple[str, ...]:
    """Names between braces, in order."""
    return tuple(_PLACEHOLDER.findall(template))


def fill(template: str, values: Mapping[str, str], text: str) -> str:
    """`template` with its placeholders replaced; `text` is the flagged words. An unfilled one becomes nothing."""
    return _PLACEHOLDER.sub(lambda found: text if found[1] == "text" else values.get(found[1], ""), template)


Given = TypeVar("Given")
Known = TypeVar("Known")
Built = TypeVar("Built")


def built_once(build: Callable[[Given, Known], Built]) -> Callable[[Given, Known], Built]:
    """Keeps what an engine builds from (definitions, knowledge) as long as the very same two objects come again.

    Engines are called once a page with the same definitions and knowledge; tables made from them are made once.
    """
    last: list[tuple[Given, Known, Built]] = []

    def cached(definitions: Given, knowledge: Known) -> Built:
        if last and last[0][0] is definitions and last[0][1] is knowledge:
            return last[0][2]
        built = build(definitions, knowledge)
        last[:] = [(definitions, knowledge, built)]
        return built

    return cached
