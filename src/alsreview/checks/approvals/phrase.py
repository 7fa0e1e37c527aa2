"""A treatment phrase, as far as it was read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Phrase:
    """A treatment noun with what stands before it. `start`, `head` are unit indexes; `last` the last unit used."""

    start: int
    head: int
    last: int
    only: bool = False
    none: bool = False
    number: int | None = None
    vague_number: bool = False
    """"A couple of": no exact number."""
    bound: str = ""
    """"least" or "most" where the number is only a bound."""
    other: bool = False
    first: bool = False
    ordinal: bool = False
    definite: bool = False
    new: bool = False
    plural: bool = False
    one_of: bool = False
    any: bool = False
    disease_modifying: bool = False
    opinion: bool = False
    approved: bool = False
    available: bool = False
    exists: bool = False
    slows: bool = False
    narrowed: str = ""
    """The word that makes it a narrower thing, or ""."""
    negated_status: bool = False
    drugs_inside: list[int] = field(default_factory=list)

    @property
    def told(self) -> bool:
        """Whether an approval, or that patients can have it, is told of it."""
        return self.approved or self.available
