"""Comments that set findings aside never break a page, and never cover what stands before them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alsreview.checks.baseline import BASELINE_CHECKS
from alsreview.checks.directives import DirectiveCheck, read_directives
from alsreview.checks.loader import load_checks
from alsreview.documents.read import read_text
from repository import ROOT

WORDS = st.sampled_from(
    ["alsreview:", "ignore", "ignore-begin", "ignore-end", "ignore-block", "undated", "until", "2027-01-31", "because",
     "why", "<!--", "-->", "\n", "\r\n", "\n\n", "A line.", "# Head", "- item", "😀", " ", ","]
)  # fmt: skip


@given(st.lists(WORDS, max_size=40), st.sampled_from([".md", ".html", ".mdx", ".txt"]))
def test_any_page_is_read(words: list[str], suffix: str) -> None:
    document = read_text(" ".join(words), f"page{suffix}")
    for directive in read_directives(document):
        assert directive.start <= directive.end
        if directive.trouble is None and directive.names:
            assert directive.reason
            assert directive.first.line >= directive.start.line or "block" in directive.action
            assert directive.first <= directive.last


def test_every_trouble_has_its_check() -> None:
    from typing import get_args

    from alsreview.checks.directives import Finds

    own = [check for check in load_checks([ROOT / "checks"]) if isinstance(check, DirectiveCheck)]
    checks = [*own, *BASELINE_CHECKS]
    assert sorted(check.finds for check in checks) == sorted(get_args(Finds))
