"""Normal forms of identifiers of sources, and which identifier a web address carries."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_NCT = re.compile(r"NCT\d{8}", re.IGNORECASE)
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|ref_src", re.IGNORECASE)


class Identifier(NamedTuple):
    """What a source is known by: `scheme` is a field of the source record (DOI, PMID, PMCID, NCT, URL)."""

    scheme: str
    value: str

    def __str__(self) -> str:
        """The form in digests and citations: `doi:10.1000/x`, `pmid:123`; a web address is its own form."""
        return self.value if self.scheme == "URL" else f"{self.scheme.lower()}:{self.value}"


def normal_doi(value: str) -> str:
    """A DOI without resolver or label, lower case (DOIs do not differ by case), closing punctuation dropped."""
    found = _DOI.search(unquote(value))
    if not found:
        return value.strip()
    doi = found[0].lower().rstrip(".,;:'\"”’")
    while doi.endswith((")", "]")) and doi.count(doi[-1]) > doi.count({")": "(", "]": "["}[doi[-1]]):
        doi = doi[:-1].rstrip(".,;:")
    return doi


def normal_number(value: str) -> str:
    """A PMID or the like: its digits, without label and leading zeros; as given where it holds no digit."""
    found = re.search(r"\d+", value)
    return str(int(found[0])) if found else value.strip()


def normal_pmcid(value: str) -> str:
    """A PMCID as `PMC123`."""
    found = re.search(r"\d+", value)
    return f"PMC{int(found[0])}" if found else value.strip()


def normal_nct(value: str) -> str:
    """A ClinicalTrials.gov number as `NCT01234567`."""
    found = _NCT.search(value)
    return found[0].upper() if found else value.strip()


def normal_url(value: str) -> str:
    """A web address with scheme and host in lower case, without tracking parameters and closing slash."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return value.strip()
    if not parts.netloc:
        return value.strip()
    query = urlencode([(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(k)])
    scheme = parts.scheme.lower()
    host = parts.netloc.lower().removesuffix(":443" if scheme == "https" else ":80")
    return urlunsplit((scheme, host, parts.path.rstrip("/"), query, parts.fragment))


def identify(target: str) -> Identifier:
    """The identifier behind what a citation points to: `doi:...`, `pmid:...`, `nct:...` or a web address.

    Addresses of doi.org, PubMed, PubMed Central and ClinicalTrials.gov give the identifier that they carry.
    """
    label, _, rest = target.strip().partition(":")
    by_label = {"doi": ("DOI", normal_doi), "pmid": ("PMID", normal_number), "nct": ("NCT", normal_nct)}
    by_label["pmcid"] = by_label["pmc"] = ("PMCID", normal_pmcid)
    if label.lower() in by_label and rest and not rest.startswith("//"):
        scheme, normalise = by_label[label.lower()]
        return Identifier(scheme, normalise(rest))
    return _of_address(normal_url(target))


def _of_address(url: str) -> Identifier:
    try:
        parts = urlsplit(url)
    except ValueError:
        return Identifier("URL", url)
    host, path = parts.netloc.removeprefix("www."), parts.path
    if host in ("doi.org", "dx.doi.org") and _DOI.search(unquote(path)):
        return Identifier("DOI", normal_doi(path))
    if host == "pubmed.ncbi.nlm.nih.gov" and (found := re.match(r"/(\d+)", path)):
        return Identifier("PMID", normal_number(found[1]))
    if host in ("ncbi.nlm.nih.gov", "pmc.ncbi.nlm.nih.gov"):
        if found := re.search(r"/(PMC\d+)", path, re.IGNORECASE):
            return Identifier("PMCID", normal_pmcid(found[1]))
        if found := re.match(r"/pubmed/(\d+)", path):
            return Identifier("PMID", normal_number(found[1]))
    if host.endswith("clinicaltrials.gov") and (found := _NCT.search(path)):
        return Identifier("NCT", normal_nct(found[0]))
    return Identifier("URL", url)
