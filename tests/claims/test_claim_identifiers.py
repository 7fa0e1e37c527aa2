"""Identifiers of sources: one source, one form."""

from __future__ import annotations

import pytest

from alsreview.claims.harvest import Harvest, source_class
from alsreview.claims.identifiers import Identifier, identify, normal_url
from alsreview.claims.model import CLAIM_ID, SOURCE_ID, SourceRecord, new_claim_id
from alsreview.statements.model import Citation, Statement


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("https://doi.org/10.1056/NEJMoa2204705", "doi:10.1056/nejmoa2204705"),
        ("http://dx.doi.org/10.1002/14651858.CD001447.pub3.", "doi:10.1002/14651858.cd001447.pub3"),
        ("doi:10.1016/S0140-6736(19)30001-X)", "doi:10.1016/s0140-6736(19)30001-x"),
        ("https://pubmed.ncbi.nlm.nih.gov/022419278/?x=1", "pmid:22419278"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/22419278", "pmid:22419278"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", "pmcid:PMC1234567"),
        ("https://clinicaltrials.gov/study/nct02623699?tab=results", "nct:NCT02623699"),
        ("NCT:nct02623699", "nct:NCT02623699"),
        ("HTTPS://Example.ORG:443/a/?utm_source=x&b=1", "https://example.org/a?b=1"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_what_a_target_carries(target: str, wanted: str) -> None:
    assert str(identify(target)) == wanted


def test_normal_forms_are_stable() -> None:
    once = normal_url("https://Example.org/A?q=a%20b&utm_medium=y")
    assert normal_url(once) == once


@pytest.mark.parametrize(
    ("identifier", "wanted"),
    [
        (Identifier("NCT", "NCT02623699"), "trial"),
        (Identifier("DOI", "10.1002/14651858.cd001447"), "systematic-review"),
        (Identifier("DOI", "10.1056/nejm1"), None),
        (Identifier("URL", "https://www.accessdata.fda.gov/label.pdf"), "label"),
        (Identifier("URL", "https://www.fda.gov/news"), "regulator"),
        (Identifier("URL", "https://notfda.gov.example/news"), None),
        (Identifier("URL", "https://www.nice.org.uk/guidance/ng42"), "guideline"),
        (Identifier("URL", "https://example.org/blog"), None),
    ],
)
def test_a_class_is_guessed_where_it_is_certain(identifier: Identifier, wanted: str | None) -> None:
    assert source_class(identifier) == wanted


def statement(*targets: str) -> Statement:
    cited = tuple(Citation("link", target, "x") for target in targets)
    return Statement(0, "Text.", 0, 5, "paragraph", 0, 0, 5, (), None, True, "", cited)


def test_a_source_that_is_recorded_is_used_and_not_doubled() -> None:
    harvest = Harvest({"brown": SourceRecord(id="brown", DOI="10.1000/b", PMID="7", source_class="trial")})
    assert [cited.ref for cited in harvest.of(statement("https://doi.org/10.1000/B", "pmid:7", "doi:10.1000/b"))] == [
        "brown"
    ]
    assert not harvest.new


def test_addresses_that_give_one_readable_id_stay_two_sources() -> None:
    harvest = Harvest({})
    refs = [cited.ref for cited in harvest.of(statement("https://e.org/a-b", "https://e.org/a/b", "https://e.org/a-b"))]
    assert len(refs) == 2
    assert refs[0] == "e-org-a-b"
    assert all(SOURCE_ID.fullmatch(ref) and len(ref) < 70 for ref in refs)


def test_a_reference_without_an_identifier_is_known_by_its_words() -> None:
    harvest = Harvest({})
    (cited,) = harvest.of(statement("text:Brown A. A book on care. 2012.", "text:Brown A. A book on care. 2012."))
    assert harvest.new[cited.ref].note == "as cited in the text: Brown A. A book on care. 2012."
    assert harvest.new[cited.ref].identifier is None


def test_ids_of_claims_are_random_and_never_taken() -> None:
    ids: set[str] = set()
    for _ in range(500):
        new = new_claim_id(ids)
        assert CLAIM_ID.fullmatch(new)
        assert new not in ids
        ids.add(new)
