"""Identifiers and addresses of sources in text, and their normal forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from alsreview.statements.model import CitationKind
from alsreview.statements.wordlists import word_set

SOCIAL = word_set(
    """
    facebook.com twitter.com x.com instagram.com youtube.com youtu.be linkedin.com pinterest.com tiktok.com
    reddit.com whatsapp.com wa.me t.me threads.net bsky.app addtoany.com sharethis.com
    """
)
"""Sites whose links share or follow; a link to them is no source."""

_IDENTIFIER = re.compile(
    r"(?P<doi>\b10\.\d{4,9}/[^\s\"'<>\[\]{}|\\^`“”]{1,300})"
    r"|\bPMID\s?:?\s?(?P<pmid>\d{1,8})\b"
    r"|\b(?P<pmcid>PMC\d{4,9})\b"
    r"|\b(?P<nct>NCT\d{8})\b"
    r"|(?P<url>\bhttps?://[^\s\"'<>\[\]{}|\\^`“”]{3,500})",
    re.IGNORECASE,
)
_NUMBER_IN_PATH = re.compile(r"/(?:pubmed/)?(\d{4,9})(?:/|\Z)")
_TRACKING = re.compile(r"[?&](?:utm_\w+|fbclid|gclid)=[^&]*")


class Found(NamedTuple):
    """An identifier or bare address in a text; `start` and `end` are offsets in it."""

    start: int
    end: int
    kind: CitationKind
    target: str


def find_all(text: str, own_host: str | None = None) -> Iterator[Found]:
    """Every DOI, PMID, PMCID, NCT number and bare web address in a text, in order. An address of a register gives its
    identifier ("https://doi.org/10.1000/x" -> "doi:10.1000/x")."""
    for match in _IDENTIFIER.finditer(text):
        kind = match.lastgroup or "url"
        raw = _trim(match[kind])
        if kind == "url":
            if target := target_of_url(raw, own_host):
                yield Found(match.start(), match.start() + len(raw), "link", target)
        elif kind == "doi":
            yield Found(match.start(), match.start() + len(raw), "doi", f"doi:{raw.lower()}")
        elif kind == "pmid":
            yield Found(match.start(), match.end(), "pmid", f"pmid:{raw}")
        elif kind == "pmcid":
            yield Found(match.start(), match.end(), "pmcid", f"pmcid:{raw.upper()}")
        else:
            yield Found(match.start(), match.end(), "nct", f"nct:{raw.upper()}")


def target_of_url(url: str, own_host: str | None = None) -> str | None:
    """The normal form of a link's target, or None where it points into the site (relative, anchor, `own_host`), is no
    web address (mailto, tel) or shares the page on a social network."""
    url = "https:" + url if url.startswith("//") else url
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or "." not in host or host == own_host:
        return None
    if host in SOCIAL or host.removeprefix("m.") in SOCIAL:
        return None
    path = unquote(parts.path)
    if identifier := _of_register(host, path):
        return identifier
    query = f"?{parts.query}" if parts.query else ""
    query = _TRACKING.sub("", query)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}{parts.path.rstrip('/')}{query}"


def _of_register(host: str, path: str) -> str | None:
    if host in ("doi.org", "dx.doi.org") and path.startswith("/10."):
        return f"doi:{path[1:].rstrip('/').lower()}"
    if host == "pubmed.ncbi.nlm.nih.gov" or (host == "ncbi.nlm.nih.gov" and path.startswith("/pubmed/")):
        number = _NUMBER_IN_PATH.search(path)
        return f"pmid:{int(number[1])}" if number else None
    if "nlm.nih.gov" in host and (number := re.search(r"/(PMC\d{4,9})\b", path, re.IGNORECASE)):
        return f"pmcid:{number[1].upper()}"
    if host.endswith("clinicaltrials.gov") and (number := re.search(r"NCT\d{8}", path, re.IGNORECASE)):
        return f"nct:{number[0].upper()}"
    return None


def _trim(raw: str) -> str:
    """Without the stop or bracket that closes the sentence around it."""
    raw = raw.rstrip(".,;:!?'\"”’")
    while raw.endswith(")") and raw.count("(") < raw.count(")"):
        raw = raw[:-1].rstrip(".,;:")
    return raw
