"""Citations that stand in the text, and the same page written in three ways."""

from __future__ import annotations

import pytest

from alsreview.documents.read import read_text
from alsreview.statements.identifiers import find_all, target_of_url
from alsreview.statements.model import Citation
from alsreview.statements.split import split

LABEL = "https://www.accessdata.fda.gov/label/020599.pdf"
TRIAL = "https://doi.org/10.1056/NEJM199403033300901"

INLINE = f"""# Riluzole

Riluzole was approved in 1995 ([label]({LABEL})). Nobody knows the exact mechanism.

It prolongs life by two to three months ([trial]({TRIAL})).

Ventilation helps too. Patients sleep better with it ([trial]({TRIAL})).
"""

FOOTNOTES = f"""# Riluzole

Riluzole was approved in 1995.[^a] Nobody knows the exact mechanism.

It prolongs life by two to three months.[^b]

Ventilation helps too. Patients sleep better with it.[^b]

[^a]: FDA, label of riluzole, 2020. {LABEL}
[^b]: Example J. A trial. N Engl J Med 1994;330:585. {TRIAL}
"""

NUMBERED = f"""# Riluzole

Riluzole was approved in 1995 [1]. Nobody knows the exact mechanism.

It prolongs life by two to three months.^2^

Ventilation helps too. Patients sleep better with it.[2]

## References

1. FDA, label of riluzole, 2020. <{LABEL}>
2. Example J. A trial. N Engl J Med 1994;330:585. doi:10.1056/NEJM199403033300901
"""

HTML_INLINE = f"""<main><h1>Riluzole</h1>
<p>Riluzole was approved in 1995 (<a href="{LABEL}">label</a>). Nobody knows the exact mechanism.</p>
<p>It prolongs life by two to three months (<a href="{TRIAL}">trial</a>).</p>
<p>Ventilation helps too. Patients sleep better with it (<a href="{TRIAL}">trial</a>).</p></main>
"""

HTML_NUMBERED = f"""<main><h1>Riluzole</h1>
<p>Riluzole was approved in 1995.<sup><a href="#r1">1</a></sup> Nobody knows the exact mechanism.</p>
<p>It prolongs life by two to three months.<sup>2</sup></p>
<p>Ventilation helps too. Patients sleep better with it.<sup>[2]</sup></p>
<h2>References</h2><ol><li id="r1">FDA, label of riluzole, 2020. <a href="{LABEL}">Label</a></li>
<li>Example J. A trial. N Engl J Med 1994;330:585. <a href="{TRIAL}">doi</a></li></ol></main>
"""

TEXT_GLUED = f"""Riluzole

Riluzole was approved in 1995.1 Nobody knows the exact mechanism.

It prolongs life by two to three months.2

Ventilation helps too. Patients sleep better with it.2

References

1. FDA, label of riluzole, 2020. {LABEL}
2. Example J. A trial. N Engl J Med 1994;330:585. doi:10.1056/NEJM199403033300901
"""


def sourced(source: str, name: str) -> dict[str, set[str]]:
    """First words of each sourced statement -> its targets."""
    found = split(read_text(source, name))
    return {" ".join(one.text.split()[:2]): {c.target for c in one.citations} for one in found if one.citations}


@pytest.mark.parametrize(
    ("source", "name"),
    [
        (INLINE, "a.md"),
        (FOOTNOTES, "a.md"),
        (NUMBERED, "a.md"),
        (HTML_INLINE, "a.html"),
        (HTML_NUMBERED, "a.html"),
        (TEXT_GLUED, "a.txt"),
    ],
    ids=["links", "footnotes", "numbers", "html links", "html numbers", "glued marks in plain text"],
)
def test_the_same_page_gives_the_same_sourced_set(source: str, name: str) -> None:
    trial = "doi:10.1056/nejm199403033300901"
    assert sourced(source, name) == {
        "Riluzole was": {LABEL},
        "It prolongs": {trial},
        "Ventilation helps": {trial},
        "Patients sleep": {trial},
    }


def of(source: str, name: str = "a.md") -> list[tuple[str, tuple[Citation, ...]]]:
    return [(one.text, one.citations) for one in split(read_text(source, name))]


def test_a_citation_that_closes_a_paragraph_counts_for_it_and_says_so() -> None:
    found = of(f"Riluzole is a pill. It slows ALS ([trial]({TRIAL})).\n")
    assert all(citation.closes_paragraph for _, citations in found for citation in citations)
    assert [len(citations) for _, citations in found] == [1, 1]


def test_one_in_the_middle_does_not() -> None:
    found = of(f"Riluzole is a pill. The [trial]({TRIAL}) had 155 patients. Nobody knows more.\n")
    assert [len(citations) for _, citations in found] == [0, 1, 0]
    assert not found[1][1][0].closes_paragraph


def test_a_link_to_read_on_is_no_source_of_its_paragraph() -> None:
    found = of("ALS kills two in 100,000 a year. For more information, visit [the NIH](https://www.nih.gov/als).\n")
    assert found[0][1] == ()


def test_a_line_that_names_the_source_closes_its_paragraph() -> None:
    found = of("ALS kills two in 100,000 a year. Source: [NIH](https://www.nih.gov/als).\n")
    assert [citation.target for citation in found[0][1]] == ["https://www.nih.gov/als"]


@pytest.mark.parametrize(
    "target",
    ["/about", "#top", "../x.md", "mailto:a@b.org", "tel:123", "https://www.facebook.com/sharer?u=x", "http://[x"],
)
def test_links_into_the_site_and_to_share_it_are_no_sources(target: str) -> None:
    assert target_of_url(target) is None


def test_a_link_to_the_pages_own_host_is_none() -> None:
    page = '<html><head><link rel="canonical" href="https://www.example.org/als"></head><body><main>'
    found = of(page + '<p>ALS is <a href="https://example.org/fatal">fatal</a>.</p></main></body></html>', "a.html")
    assert found[0][1] == ()


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://doi.org/10.1000/ABC/", "doi:10.1000/abc"),
        ("http://dx.doi.org/10.1000/abc", "doi:10.1000/abc"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/", "pmid:12345678"),
        ("https://www.ncbi.nlm.nih.gov/pubmed/12345678", "pmid:12345678"),
        ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC1234567/", "pmcid:PMC1234567"),
        ("https://clinicaltrials.gov/study/NCT01234567?tab=x", "nct:NCT01234567"),
        ("HTTPS://WWW.Example.org/A/", "https://www.example.org/A"),
        ("//example.org/a", "https://example.org/a"),
    ],
)
def test_normal_forms_of_addresses(url: str, target: str) -> None:
    assert target_of_url(url) == target


def test_identifiers_in_running_text() -> None:
    text = "See doi:10.1000/x.1, PMID: 123 and PMC4567890 (NCT01234567), at https://example.org/a_(b)."
    assert [(one.kind, one.target) for one in find_all(text)] == [
        ("doi", "doi:10.1000/x.1"),
        ("pmid", "pmid:123"),
        ("pmcid", "pmcid:PMC4567890"),
        ("nct", "nct:NCT01234567"),
        ("link", "https://example.org/a_(b)"),
    ]
    for one in find_all(text):
        assert text[one.start : one.end] in text


REFERENCES = "\n\n## Sources\n\n" + "\n".join(
    f"{n}. Source number {n}, 2019. https://example.org/{n}" for n in range(1, 12)
)


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("ALS is fatal [1].", [1]),
        ("ALS is fatal [2,3].", [2, 3]),
        ("ALS is fatal [1-3].", [1, 2, 3]),
        ("ALS is fatal [1, 4–6].", [1, 4, 5, 6]),
        ("ALS is fatal.2,3", [2, 3]),
        ("ALS is fatal (4).", [4]),
        ("ALS is fatal.¹", [1]),
        ("ALS is fatal.¹¹", [11]),
        ("ALS [1] is fatal [2].", [1, 2]),
        ("ALS is fatal [99].", []),
        ("The area was 5 m^2 wide.", []),
        ("It struck 11 of 10 patients.", []),
        ("The ratio was 1.3 in men.", []),
        ("It killed patients (3) and carers.", []),
        ("It ended in 1995.", []),
    ],
)
def test_numbers_that_the_list_resolves(sentence: str, numbers: list[int]) -> None:
    found = split(read_text(sentence.replace("[", "\\[") + REFERENCES, "a.md"))
    assert [citation.target for citation in found[0].citations] == [f"https://example.org/{n}" for n in numbers]


def test_entries_of_the_list_are_statements_but_not_check_worthy_and_cite_nothing() -> None:
    found = [one for one in split(read_text("ALS is fatal.1" + REFERENCES, "a.md")) if "Source number" in one.text]
    assert len(found) == 11
    assert {(one.check_worthy, one.reason) for one in found} == {(False, "entry of the reference list")}
    assert not any(one.citations for one in found)


def test_without_a_list_a_number_cites_nothing() -> None:
    assert of("ALS is fatal \\[1\\].\n")[0][1] == ()


def test_a_footnote_that_explains_is_a_statement_and_no_source() -> None:
    found = of("Riluzole costs little.[^1]\n\n[^1]: Prices differ between pharmacies.\n")
    assert found[0][1] == ()
    assert "Prices differ between pharmacies." in [text for text, _ in found]


def test_a_footnote_that_is_a_reference_is_a_source_and_no_statement() -> None:
    found = of("Riluzole costs little.[^1]\n\n[^1]: Example J, et al. Prices of drugs. Lancet 2019;1:2.\n")
    assert [text for text, _ in found] == ["Riluzole costs little."]
    assert found[0][1][0].target == "text:Example J, et al. Prices of drugs. Lancet 2019;1:2."
    assert found[0][1][0].kind == "footnote"


def test_markdown_reference_definitions() -> None:
    found = of("ALS is fatal [1].\n\n[1]: https://example.org/a\n")
    assert [citation.target for citation in found[0][1]] == ["https://example.org/a"]


def test_plain_text_reference_definitions() -> None:
    found = of("ALS is fatal [1].\n\n[1]: https://example.org/a\n", "a.txt")
    assert [citation.target for citation in found[0][1]] == ["https://example.org/a"]
