"""The HTML reader: what a reader sees of the page's content, and where it stands."""

from __future__ import annotations

import datetime

import pytest

from alsreview.documents.model import Block, Document
from alsreview.documents.read import ReadOptions, read_text
from alsreview.errors import InputError


def read(text: str, selector: str | None = None) -> Document:
    return read_text(text, "page.html", ReadOptions(selector=selector))


def texts(text: str, selector: str | None = None) -> list[str]:
    return [block.text for block in read(text, selector).blocks]


def source_of(document: Document, block: Block, words: str) -> str:
    start = block.text.index(words)
    begin, end = block.map.to_source(start, start + len(words))
    return document.source[begin:end]


def test_only_the_content_is_read() -> None:
    page = """<body><header>Site</header><nav><ul><li><a href=/>Home</a></ul></nav>
    <main><h1>Care</h1><p>Text.</p><aside>Ad</aside><script>if (a<b) x("<p>no</p>")</script><style>p{}</style>
    <form><label>Mail</label><button>Go</button></form><p hidden>no</p><p aria-hidden=true>no</p>
    <div role=navigation>no</div><div style="display: none">no</div><template><p>no</p></template></main>
    <footer>Foot</footer></body>"""
    assert texts(page) == ["Care", "Text."]


def test_a_page_without_main_is_read_without_its_menus() -> None:
    page = """<div class="navbar"><ul><li>Home</li></ul></div><header><h1>Org</h1></header>
    <h2>Care</h2><p>Text.</p><div id="menu" class="sidebar">no</div><footer>no</footer>"""
    assert texts(page) == ["Care", "Text."]


def test_the_header_of_an_article_holds_its_title() -> None:
    assert texts("<article><header><h1>Care</h1></header><p>Text.</p></article>") == ["Care", "Text."]


@pytest.mark.parametrize("selector", ["#page", ".page", "div.page", "section, .page"])
def test_a_selector_chooses_the_content(selector: str) -> None:
    assert texts("<p>no</p><div id=page class='wide page'><p>Yes.</p></div>", selector) == ["Yes."]


def test_a_selector_that_fits_nothing_is_an_error() -> None:
    with pytest.raises(InputError, match=r"page\.html: no element of this page fits the selector `#x`"):
        read("<p>Text</p>", "#x")


def test_entities_keep_their_place() -> None:
    document = read("<p>a &lt; b&nbsp;c &eacute &ampd &#8805; 5 AT&T &unknown; x</p>")
    (block,) = document.blocks
    assert block.text == "a < b c é &d ≥ 5 AT&T &unknown; x"
    assert source_of(document, block, "≥ 5") == "&#8805; 5"
    assert source_of(document, block, "é") == "&eacute"


def test_scripts_strikes_breaks_and_quotes() -> None:
    text = "<p>10<sup>5</sup> CO<sub>2</sub> <s>not</s> safe<br>at <q>home</q> 1<sup>st</sup></p>"
    assert texts(text) == ["10^5 CO_2 safe at “home” 1st"]


def test_two_breaks_part_paragraphs() -> None:
    assert texts("One.<br>\n<br>Two.") == ["One.", "Two."]


def test_lists_without_end_tags() -> None:
    blocks = read("<p>Avoid:<ul><li>food<ol start=3><li>thin<li>thick</ol><li>smoke</ul><p>End.").blocks
    assert [(b.text, b.level, b.lead_in, b.label) for b in blocks[1:]] == [
        ("food", 1, "Avoid:", None),
        ("thin", 2, "Avoid: food", "3"),
        ("thick", 2, "Avoid: food", "4"),
        ("smoke", 1, "Avoid:", None),
        ("End.", 0, None, None),
    ]


def test_a_definition_follows_its_term() -> None:
    blocks = read("<dl><dt>ALS<dd>a disease<dt>MND<dd>the same</dl>").blocks
    assert [(b.text, b.lead_in) for b in blocks] == [
        ("ALS", None),
        ("a disease", "ALS"),
        ("MND", None),
        ("the same", "MND"),
    ]


def test_cells_under_headers_with_spans() -> None:
    page = """<table><caption>Doses</caption><thead><tr><th>drug<th colspan=2>dose</tr>
    <tr><th><th>adult<th>child</thead><tr><th rowspan=2>riluzole<td>50<td>-<tr><td>100<td>none</table>"""
    cells = [(b.text, b.row_header, b.column_header) for b in read(page).blocks if b.text in {"50", "100", "none"}]
    assert cells == [
        ("50", "riluzole", "dose adult"),
        ("100", "riluzole", "dose adult"),
        ("none", "riluzole", "dose child"),
    ]
    assert read(page).blocks[0].kind == "caption"


def test_a_table_with_headers_at_its_left() -> None:
    blocks = read("<table><tr><th>Dose<td>50 mg<tr><th>Form<td>tablet</table>").blocks
    assert [(b.text, b.row_header, b.column_header) for b in blocks] == [
        ("Dose", None, None),
        ("50 mg", "Dose", None),
        ("Form", None, None),
        ("tablet", "Form", None),
    ]


def test_footnotes() -> None:
    page = '<p>It helps.<sup><a href="#n1">1</a></sup> Yes.</p><ol><li id=n1>A trial. <a href="#r1">↩</a></ol>'
    mark, note = read(page).blocks
    assert mark.text == "It helps. Yes."
    assert [(link.kind, link.target, link.start) for link in mark.links] == [("footnote", "n1", 9)]
    assert (note.kind, note.label, note.text) == ("footnote", "n1", "A trial.")


def test_a_raised_mark_after_a_space() -> None:
    page = '<p>It helps <sup><a href="#n1">1</a></sup> <sup> </sup>a lot.</p><p id=n1>A trial.</p>'
    mark, _ = read(page).blocks
    assert (mark.text, [(x.start, x.end) for x in mark.links]) == ("It helps a lot.", [(9, 9)])


def test_links_quotes_captions_and_pictures() -> None:
    page = """<main><p>See <a href="https://x.org/?a=1&amp;b=2">this <b>trial</b></a>.</p>
    <blockquote><p>Said.</p></blockquote><figure><img src=a alt="a &quot;cat&quot;">
    <figcaption>Cat</figcaption></figure></main>"""
    document = read(page)
    paragraph, quote, picture, caption = document.blocks
    (link,) = paragraph.links
    assert (paragraph.text[link.start : link.end], link.target) == ("this trial", "https://x.org/?a=1&b=2")
    assert (quote.kind, picture.kind, picture.text, caption.kind) == ("quote", "caption", 'a "cat"', "caption")
    assert source_of(document, picture, '"cat"') == "&quot;cat&quot;"


def test_what_the_page_says_of_itself() -> None:
    page = """<html lang="es-MX"><head><title>Una &amp; otra</title><meta name="author" content="A. B.">
    <meta property="article:published_time" content="2020-01-02T10:00Z"><meta name=archived content=true></head>"""
    document = read(page)
    assert document.language == "es"
    assert dict(document.meta) == {
        "lang": "es-MX",
        "title": "Una & otra",
        "author": "A. B.",
        "date": datetime.date(2020, 1, 2),
        "archived": True,
    }


def test_comments_are_kept_wherever_they_stand() -> None:
    document = read("<!-- one --><main><p>a<!-- two -->b</p></main><!-- three -->")
    assert [comment.text for comment in document.comments] == [" one ", " two ", " three "]
    assert document.blocks[0].text == "ab"


def test_template_syntax_is_not_prose() -> None:
    assert texts("<main>{% block content %}<p>Hello {{ name }}there.</p>{% endblock %}</main>") == ["Hello there."]


def test_code_blocks_are_not_prose_but_code_in_a_sentence_is() -> None:
    assert texts("<p>Gene <code>SOD1</code> is.</p><pre><code>x = 1</code></pre>") == ["Gene SOD1 is."]


def test_headings_with_blocks_inside_and_without_ends() -> None:
    document = read("<h2><div>Care</div><div>at home</div></h2><h3>Signs<p>Text.</p>")
    assert [(b.kind, b.text) for b in document.blocks] == [
        ("heading", "Care at home"),
        ("heading", "Signs"),
        ("paragraph", "Text."),
    ]
