"""Positions are exact: the source at a block's place, with its markup removed, is its reader text, word for word."""

from __future__ import annotations

import contextlib
import html
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alsreview.documents.model import Block, Document, TextMap
from alsreview.documents.read import read_text
from alsreview.errors import InputError

LINE_ENDS = ("\n", "\r\n", "\r")
WORDS = st.sampled_from(
    "riluzole ALS 50 mg 5.5 kg naïve ⁠Straße e\u0301tude 👩‍⚕️ 🧠 – “quoted” it's SOD1 TDP-43 ≥3 10,000 (FVC) α-synuclein "
    "co\u00adoperate 日本 x\u00a0y a\u2009b".split(" ")
)
SPACES = st.sampled_from((" ", "  ", "\t", "\u00a0", " \u00a0 "))


def reader_word(source: str) -> str:
    """What a reader sees of a piece of source that holds words only, found another way than the readers do."""
    kept = "".join(c for c in source if unicodedata.category(c) not in ("Cf", "Cc") or c.isspace() or c == "\u200d")
    return " ".join(kept.split())


def hold_positions(document: Document, block: Block) -> None:
    """Every word of the block maps to source that reads as this word, in order, without overlap."""
    before = 0
    for found in re.finditer(r"[^\s^_]+", block.text):
        start, end = block.map.to_source(*found.span())
        assert before <= start < end <= len(document.source)
        raw = document.source[start:end]
        assert reader_word(stripped(raw, document.format)) == found[0]
        before = end


def stripped(raw: str, form: str) -> str:
    """Source of one word without its markup."""
    if form == "html":
        raw = re.sub(r"<!--.*?-->|<[^>]*>", "", raw)
        return html.unescape(raw)
    if form == "markdown" and len(raw) > 1:
        raw = re.sub(r"<[^>]*>", "", raw)
        raw = re.sub(r"\]\([^)]*\)|\[\^\w+\]", "", raw)
        raw = (
            re.sub(r"\\(?=[^\w\s])", "\x00", raw).replace("*", "").replace("`", "").replace("[", "").replace("\x00", "")
        )
        return html.unescape(raw)
    return raw


@st.composite
def phrases(draw: st.DrawFn) -> tuple[str, str]:
    """Source of a run of words and what a reader sees of it."""
    words = draw(st.lists(WORDS, min_size=1, max_size=8))
    source = words[0]
    for word in words[1:]:
        source += draw(SPACES) + word
    return source, reader_word(source)


@st.composite
def inline(draw: st.DrawFn, form: str, line_end: str) -> tuple[str, str]:
    """Markup around words, for Markdown or HTML, with the reader text."""
    source, text = "", ""
    for index in range(draw(st.integers(1, 5))):
        raw, seen = draw(phrases())
        wrap = draw(st.sampled_from(MARKUP[form]))
        gap = draw(st.sampled_from((" ", "  ", line_end))) if index else ""
        made, read = wrap(raw, seen)
        if form == "text" and index:  # a comma, so that no line could be a heading
            gap = "," + gap
        source += gap + made
        text += ("," if form == "text" and index else "") + (" " if text and read else "") + read
    return source, " ".join(text.split())


MARKUP = {
    "text": [lambda raw, seen: (raw, seen)],
    "markdown": [
        lambda raw, seen: (raw, seen),
        lambda raw, seen: (f"**{raw}**", seen),
        lambda raw, seen: (f"*{raw}* &amp; more", f"{seen} & more"),
        lambda raw, seen: (f"[{raw}](https://x.org/a_b 'title')", seen),
        lambda raw, seen: (f"{raw}[^1]", seen),
        lambda raw, seen: (f"{raw} ~~gone~~ &lt; &#8805;5", f"{seen} < ≥5"),
        lambda raw, seen: (f"{raw} 10<sup>5</sup> \\* `code x`", f"{seen} 10^5 * code x"),
        lambda raw, seen: (f"{raw}<!-- note --> {{{{ shortcode }}}}", seen),
    ],
    "html": [
        lambda raw, seen: (raw, seen),
        lambda raw, seen: (f"<b>{raw}</b>", seen),
        lambda raw, seen: (f"<a href='https://x.org/?a=1&b=2'>{raw}</a>", seen),
        lambda raw, seen: (f"{raw}&nbsp;&amp; &lt; &#8805;5 &eacute &unknown;", f"{seen} & < ≥5 é &unknown;"),
        lambda raw, seen: (f"{raw} <del>gone</del> 10<sup>5</sup><br>x", f"{seen} 10^5 x"),
        lambda raw, seen: (f"<!-- a > b -->{raw}<script>if (a<b) c()</script> <unknown>", seen),
    ],
}


@st.composite
def documents(draw: st.DrawFn, form: str) -> tuple[str, list[str]]:
    """A document and the reader texts of its blocks in order."""
    end = draw(st.sampled_from(LINE_ENDS))
    source = draw(st.sampled_from(("", "\ufeff")))
    if form == "markdown":
        source += draw(st.sampled_from(("", f"---{end}title: Ä{end}---{end}")))
    texts: list[str] = []
    for _ in range(draw(st.integers(1, 5))):
        shape = draw(st.sampled_from(SHAPES[form]))
        parts = [draw(inline(form, end if shape != "table" else " ")) for _ in range(3)]
        made = "A " + parts[0][0], "B " + parts[1][0], "C " + parts[2][0]
        seen = ["A " + parts[0][1], "B " + parts[1][1], "C " + parts[2][1]]
        made_source, read = build(form, shape, made, seen, end)
        source += made_source
        texts += read
    if form == "markdown":
        source += f"[^1]: note{end}"
        texts.append("note")
    return source, texts


SHAPES = {"text": ["p"], "markdown": ["p", "h", "list", "table", "quote"], "html": ["p", "h", "list", "table", "quote"]}


def build(form: str, shape: str, made: tuple[str, str, str], seen: list[str], end: str) -> tuple[str, list[str]]:
    a, b, c = made
    if form == "text":
        long = ". And then, of course, it ends with a full stop." + end * 2
        return a + long, [seen[0] + ". And then, of course, it ends with a full stop."]
    if form == "html":
        forms = {
            "p": (f"<p>{a}<p class=x>{b}</p>", seen[:2]),
            "h": (f"<h2 id='x'>{a}</h2>", seen[:1]),
            "list": (f"<ul><li>{a}<ol><li>{b}</ol><li>{c}</ul>{end}", seen),
            "table": (f"<table><tr><td>{a}<td>{b}</table>", seen[:2]),
            "quote": (f"<blockquote>{a}</blockquote>", seen[:1]),
        }
        return forms[shape]
    one_line = [re.sub(r"[\r\n]+", " ", part) for part in made]
    deep = [re.sub(r"\r\n|\r|\n", end + "    ", part) for part in made]
    forms = {
        "p": (f"{a}{end}{end}", seen[:1]),
        "h": (f"## {one_line[0]}{end}{end}", seen[:1]),
        "list": (f"- {deep[0]}{end}{end}  1. {deep[1]}{end}{end}{end}- {deep[2]}{end}{end}<!-- -->{end}{end}", seen),
        "table": (f"| {one_line[0]} | {one_line[1]} |{end}|---|---|{end}| {one_line[2]} | z |{end}{end}", [*seen, "z"]),
        "quote": ("> " + re.sub(r"\r\n|\r|\n", end + "> ", a) + end + end, seen[:1]),
    }
    return forms[shape]


def check(source: str, texts: list[str], suffix: str) -> None:
    document = read_text(source.encode(), "page" + suffix)
    assert [block.text for block in document.blocks] == texts
    assert document.source == source.removeprefix("\ufeff")
    for block in document.blocks:
        hold_positions(document, block)
        start, end = block.map.to_source(0, len(block.text))
        assert document.lines.offset(document.lines.position(start)) == start
        assert document.lines.offset(document.lines.position(end)) == end


@settings(max_examples=150, deadline=None)
@given(documents("text"))
def test_plain_text_positions(made: tuple[str, list[str]]) -> None:
    check(*made, ".txt")


@settings(max_examples=250, deadline=None)
@given(documents("markdown"))
def test_markdown_positions(made: tuple[str, list[str]]) -> None:
    check(*made, ".md")


@settings(max_examples=250, deadline=None)
@given(documents("html"))
def test_html_positions(made: tuple[str, list[str]]) -> None:
    check(*made, ".html")


_NASTY_CHARACTERS = "aA1 .\t\n\r*_`~#>-+|[]()!<>/&;:{}%\"'=\\^\u00a0\u00ad\ufeffé🧠\x00\x1a\u2028²₂"
NASTY = st.text(alphabet=st.sampled_from(list(_NASTY_CHARACTERS)), max_size=200)


@settings(max_examples=300, deadline=None)
@given(st.one_of(NASTY, st.text(max_size=200)), st.sampled_from((".md", ".mdx", ".txt", ".html")))
def test_any_text_is_read_and_maps_into_the_source(text: str, suffix: str) -> None:
    try:
        document = read_text(text, "page" + suffix)
    except InputError:  # broken front matter
        return
    for block in document.blocks:
        assert block.text == " ".join(block.text.split(" ")).strip()
        assert "\x1a" not in block.text
        covered(block.map, len(block.text), len(document.source))
        assert all(0 <= link.start <= link.end <= len(block.text) for link in block.links)
    for comment in document.comments:
        assert 0 <= comment.start < comment.end <= len(document.source)


def covered(text_map: TextMap, length: int, source_length: int) -> None:
    """The segments cover the text without a gap and run forward within the source."""
    at = before = 0
    for segment in text_map.segments:
        assert segment.text_start == at < segment.text_end
        assert before <= segment.source_start <= segment.source_end <= source_length
        at, before = segment.text_end, segment.source_end
    assert at == length


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200), st.sampled_from((".md", ".txt", ".html")))
def test_any_bytes_are_read_or_refused(data: bytes, suffix: str) -> None:
    with contextlib.suppress(InputError):
        read_text(data, "page" + suffix)


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
def test_reading_twice_gives_the_same(suffix: str) -> None:
    text = "# A\n\nB *c* <b>d</b>\n\n- e\n"
    assert read_text(text, "x" + suffix).blocks[0].text == read_text(text, "x" + suffix).blocks[0].text
