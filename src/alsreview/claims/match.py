"""The claims of one page held against its statements: what `check` and the reports see. Reads and writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from alsreview.claims.anchor import Anchor, How, Pair, exact_pairs, fuzzy_pairs
from alsreview.claims.changes import Change, changes
from alsreview.claims.digest import Digests
from alsreview.claims.model import Claim, SourceRecord
from alsreview.claims.normal import normal, normal_or_none
from alsreview.claims.standing import ClaimState, Standing
from alsreview.claims.store import ClaimTree, LoadedFile
from alsreview.documents.model import LineIndex
from alsreview.findings import Position
from alsreview.statements.model import Statement
from alsreview.strict_yaml import parse

_NEVER_REWORDED = frozenset(("heading", "caption"))


@dataclass(frozen=True, slots=True)
class ClaimMatch:
    """A claim and how it belongs to a statement. `how`: see `anchor.Pair`; only `exact` and `moved` keep a sign-off.

    `changes` are the words that differ from the claim's wording; empty where the text is the same.
    """

    claim: Claim
    how: How
    changes: tuple[Change, ...] = ()

    @property
    def edited(self) -> bool:
        """True where the statement no longer says exactly what the claim records, in the context it records."""
        return self.how not in ("exact", "moved")


@dataclass(frozen=True, slots=True)
class Orphan:
    """A live claim that no statement of the page belongs to, and where it stands in its claim file."""

    claim: Claim
    start: Position
    end: Position
    text: str
    """The claim file from start to end."""
    same_as: str | None = None
    """Id of the claim of the page that says the same in the same context, where there is one."""


@dataclass(frozen=True, slots=True)
class UnknownSource:
    """A claim that cites a source of which there is no record, and where it says so in its claim file."""

    claim: Claim
    start: Position
    end: Position
    text: str
    """The id that it cites."""


@dataclass(frozen=True, slots=True)
class PageClaims:
    """All that the claims say of one page."""

    path: str
    """POSIX path of the page's claim file, also where there is none yet."""
    matches: Mapping[int, ClaimMatch] = field(default_factory=dict)
    """By index of the statement."""
    orphans: tuple[Orphan, ...] = ()
    """In order of the claim file."""
    unknown_sources: tuple[UnknownSource, ...] = ()
    """In order of the claim file."""
    reopened: frozenset[str] = frozenset()
    """Ids of claims that were signed, and whose wording or sources no sign-off covers any more."""
    signed: frozenset[str] = frozenset()
    """Ids of the page's claims that anybody ever signed anything about."""
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    states: Mapping[str, ClaimState] = field(default_factory=dict)
    """Where each live claim of the page stands, by its id; empty where nobody asked for it."""
    standing: Standing | None = None
    """What the states were made from."""

    @property
    def verified(self) -> frozenset[str]:
        """Ids of the claims that enough people confirmed as they stand in the text, with no objection open."""
        standing = (match for match in self.matches.values() if not match.edited)
        return frozenset(
            match.claim.id
            for match in standing
            if (state := self.states.get(match.claim.id)) is not None and state.verified
        )


def page_claims(
    document: str,
    path: str,
    statements: Sequence[Statement],
    tree: ClaimTree,
    names: Collection[str] = frozenset(),
    standing: Standing | None = None,
) -> PageClaims | None:
    """The claims of a page, or None where no claims are kept at all.

    `path` is the page's claim file (`paths.claim_path`); `names` are names of drugs, genes and the like, lower case.
    """
    if not tree.kept:
        return None
    file = tree.files.get(document)
    claims = file.claims if file else ()
    pairs = match_claims(claims, statements, names)
    matches: dict[int, ClaimMatch] = {}
    matched: set[str] = set()
    for pair in pairs:
        claim, statement = claims[pair.old], statements[pair.new]
        same = pair.how in ("exact", "moved", "context")
        differing = () if same else changes(normal(claim.statement), normal(statement.text), names)
        matches[statement.index] = ClaimMatch(claim, pair.how, differing)
        matched.add(claim.id)
    signed = frozenset(claim.id for claim in claims if claim.id in tree.signed)
    digest = standing.digest if standing else Digests(tree.sources).of
    reopened = frozenset(
        claim.id
        for claim in claims
        if claim.id in signed and not claim.gone and digest(claim) not in tree.signed_digests
    )
    return PageClaims(
        path=path,
        matches=dict(sorted(matches.items())),
        orphans=_orphans(file, matched) if file else (),
        unknown_sources=_unknown_sources(file, tree.sources) if file else (),
        reopened=reopened,
        signed=signed,
        sources=tree.sources,
        states={claim.id: standing.state(claim) for claim in claims if not claim.gone} if standing else {},
        standing=standing,
    )


def match_claims(claims: Sequence[Claim], statements: Sequence[Statement], names: Collection[str]) -> list[Pair]:
    """Pairs of indexes in `claims` and `statements`: live claims first, then retired ones, those only exactly."""
    new = statement_anchors(statements)
    live = [index for index, claim in enumerate(claims) if not claim.gone]
    gone = [index for index, claim in enumerate(claims) if claim.gone]
    anchors = claim_anchors(claims)
    pairs = _numbered(exact_pairs([anchors[index] for index in live], new), live)
    taken = {pair.new for pair in pairs}
    free = [index for index in range(len(new)) if index not in taken]
    for pair in exact_pairs([anchors[index] for index in gone], [new[index] for index in free]):
        pairs.append(pair._replace(old=gone[pair.old], new=free[pair.new]))
    pairs += fuzzy_pairs(anchors, new, pairs, names)
    return sorted(pairs)


def statement_anchors(statements: Sequence[Statement]) -> list[Anchor]:
    """Statements as the anchoring sees them; a claim is never reworded into a heading or a caption."""
    return [
        Anchor(
            normal(statement.text),
            normal_or_none(statement.context),
            statement.check_worthy or statement.block not in _NEVER_REWORDED,
        )
        for statement in statements
    ]


def claim_anchors(claims: Sequence[Claim]) -> list[Anchor]:
    """Claims as the anchoring sees them; what is retired or superseded matches nothing but its own words."""
    return [Anchor(normal(claim.statement), normal_or_none(claim.context), not claim.gone) for claim in claims]


def _numbered(pairs: Sequence[Pair], old: Sequence[int]) -> list[Pair]:
    return [pair._replace(old=old[pair.old]) for pair in pairs]


def _orphans(file: LoadedFile, matched: Collection[str]) -> tuple[Orphan, ...]:
    """Live claims without a statement."""
    lost = [(index, claim) for index, claim in enumerate(file.claims) if not claim.gone and claim.id not in matched]
    if not lost:
        return ()
    said = {
        (normal(claim.statement), normal_or_none(claim.context)): claim.id
        for claim in file.claims
        if claim.id in matched
    }
    places = _Places(file)
    found: list[Orphan] = []
    for index, claim in lost:
        start, end = places.of(("claims", index, "id"), claim.id)
        same = said.get((normal(claim.statement), normal_or_none(claim.context)))
        found.append(Orphan(claim, start, end, claim.id, same))
    return tuple(found)


def _unknown_sources(file: LoadedFile, sources: Mapping[str, SourceRecord]) -> tuple[UnknownSource, ...]:
    lost = [
        (claim, cited.ref, ("claims", index, "sources", number, "ref"))
        for index, claim in enumerate(file.claims)
        for number, cited in enumerate(claim.sources)
        if cited.ref not in sources
    ]
    if not lost:
        return ()
    places = _Places(file)
    return tuple(UnknownSource(claim, *places.of(route, ref), ref) for claim, ref, route in lost)


class _Places:
    """Places of values in a claim file. It is composed again for them, so only where something is wrong."""

    def __init__(self, file: LoadedFile) -> None:
        self._text = file.text
        self._lines = LineIndex(file.text)
        self._marks = parse(file.text, file.path)[1]

    def of(self, route: tuple[str | int, ...], value: str) -> tuple[Position, Position]:
        """Start and end of `value`, which stands behind the key at `route`."""
        key = self._lines.offset(Position(*self._marks[route]))
        start = self._text.index(value, key + len(str(route[-1])))
        return self._lines.position(start), self._lines.position(start + len(value))
