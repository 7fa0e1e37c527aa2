"""Sources from the citations that stand in the text. Nothing is invented: what is not known is left out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from alsreview.claims.identifiers import Identifier, identify
from alsreview.claims.model import ClaimSource, SourceClass, SourceRecord
from alsreview.statements.model import Citation, Statement

_ID_LENGTH = 60
_LABELS = ("dailymed.nlm.nih.gov", "accessdata.fda.gov", "medicines.org.uk")
_REGULATORS = (
    "fda.gov",
    "ema.europa.eu",
    "pmda.go.jp",
    "tga.gov.au",
    "canada.ca",
    "hpfb-dgpsa.ca",
    "swissmedic.ch",
    "mhra.gov.uk",
    "nmpa.gov.cn",
    "mfds.go.kr",
)
_GUIDELINES = ("nice.org.uk", "sign.ac.uk", "aan.com", "ean.org")


class Harvest:
    """Turns citations into source records and references to them; a source cited twice is one record."""

    def __init__(self, sources: Mapping[str, SourceRecord]) -> None:
        """`sources` are the records that exist already, by id."""
        self._ids: dict[str, str] = {}
        self._taken = set(sources)
        for record in sources.values():
            for identifier in record.identifiers:
                self._ids.setdefault(str(identifier), record.id)
        self.new: dict[str, SourceRecord] = {}
        """Records made, by id."""

    def of(self, statement: Statement) -> tuple[ClaimSource, ...]:
        """The sources that the statement's own citations name, in their order."""
        refs: dict[str, ClaimSource] = {}
        for citation in statement.citations:
            ref = self._source(citation)
            refs.setdefault(ref, ClaimSource(ref=ref, harvested=True))
        return tuple(refs.values())

    def _source(self, citation: Citation) -> str:
        words = citation.target.removeprefix("text:")
        if words != citation.target:
            return self._of_words(words)
        identifier = identify(citation.target)
        key = str(identifier)
        if key not in self._ids:
            record = _record(_free(_readable_id(identifier), key, self._taken), identifier)
            self._ids[key] = record.id
            self._taken.add(record.id)
            self.new[record.id] = record
        return self._ids[key]

    def _of_words(self, words: str) -> str:
        """A reference without any identifier is known by its own words."""
        ref = f"ref-{_hash(words)}"
        if ref not in self._taken:
            self._taken.add(ref)
            self.new[ref] = SourceRecord(id=ref, note=f"as cited in the text: {words}", harvested=True)
        return ref


def source_class(identifier: Identifier) -> SourceClass | None:
    """The class that an identifier or host makes certain enough to propose; None where it does not."""
    if identifier.scheme == "NCT":
        return "trial"
    if identifier.scheme == "DOI":
        return "systematic-review" if identifier.value.startswith("10.1002/14651858") else None
    if identifier.scheme != "URL":
        return None
    host = urlsplit(identifier.value).netloc
    if _of(host, _LABELS):
        return "label"
    if _of(host, _REGULATORS):
        return "regulator"
    if _of(host, _GUIDELINES) and "guid" in identifier.value:
        return "guideline"
    return None


def _of(host: str, hosts: Iterable[str]) -> bool:
    return any(host == known or host.endswith(f".{known}") for known in hosts)


def _record(ref: str, identifier: Identifier) -> SourceRecord:
    kinds = {"URL": "webpage", "PMID": "article-journal", "PMCID": "article-journal"}
    data = {
        "id": ref,
        "type": kinds.get(identifier.scheme),
        identifier.scheme: identifier.value,
        "class": source_class(identifier),
        "harvested": True,
    }
    return SourceRecord.model_validate(data)


def _readable_id(identifier: Identifier) -> str:
    """An id that follows from the identifier alone, so that two branches give one source one id."""
    if identifier.scheme == "URL":
        parts = urlsplit(identifier.value)
        words = f"{parts.netloc.removeprefix('www.')} {parts.path} {parts.query}"
    else:
        words = str(identifier)
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "source"
    if len(slug) > _ID_LENGTH:
        slug = f"{slug[: _ID_LENGTH - 9].rstrip('-')}-{_hash(str(identifier))}"
    return slug


def _free(slug: str, key: str, taken: set[str]) -> str:
    """The id itself, or with a hash where another source has it ("a/b" and "a-b" give one slug)."""
    return slug if slug not in taken else f"{slug}-{_hash(key)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
