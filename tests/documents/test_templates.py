"""Template syntax and site navigation give no prose, on sites as generators make them."""

from __future__ import annotations

import random

import pytest

from alsreview.documents.read import ReadOptions, read_text
from alsreview.errors import InputError

SENTENCES = (
    "Riluzole is taken twice a day.",
    "Weakness often begins in one hand.",
    "A speech therapist can help early.",
    "Breathing is measured every three months.",
    "Each family decides at its own pace.",
)
SYNTAX = ("{{", "}}", "{%", "%}", "{#", "<", ">", "shortcode", "TEMPLATE")


def texts(source: str, name: str, options: ReadOptions | None = None) -> list[str]:
    return [block.text for block in read_text(source, name, options or ReadOptions()).blocks]


def hugo_page(number: int) -> tuple[str, list[str]]:
    """A page as Hugo sites have them, and the prose in it."""
    draw = random.Random(number)
    pick = [draw.choice(SENTENCES) for _ in range(6)]
    source = f"""---
title: "Page {number}"
date: 2024-0{number % 9 + 1}-11
menu: {{main: {{weight: {number}, name: "TEMPLATE"}}}}
tags: [als, care]
---
{{{{< toc TEMPLATE >}}}}

# Page {number}

{{{{% alert title="TEMPLATE" %}}}}
{pick[0]}
{{{{% /alert %}}}}

{pick[1]} {{{{< ref "TEMPLATE.md" >}}}}

{{{{< figure src="TEMPLATE.jpg"
    caption="TEMPLATE" >}}}}

- {pick[2]}
{{{{< button href="/TEMPLATE" >}}}}
- {pick[3]}

{{{{< highlight python >}}}}
TEMPLATE = 1
{{{{< /highlight >}}}}

{{%- if page.TEMPLATE -%}}{pick[4]}{{%- endif -%}}
{{: .TEMPLATE}}

::: warning TEMPLATE
{pick[5]}
:::

{{{{/* TEMPLATE */}}}} {{# TEMPLATE #}} <!-- TEMPLATE -->

```go-html-template
{{{{ .TEMPLATE }}}}
```
"""
    return source, [f"Page {number}", *pick]


@pytest.mark.parametrize("number", range(30))
def test_a_hugo_site_gives_its_prose_and_nothing_else(number: int) -> None:
    source, prose = hugo_page(number)
    assert texts(source, f"content/p{number}.md") == prose


def site_page(number: int, tag: str) -> tuple[str, list[str]]:
    draw = random.Random(number)
    pick = [draw.choice(SENTENCES) for _ in range(3)]
    menu = "".join(f'<li><a href="/{x}/">TEMPLATE {x}</a><ul><li><a href="/{x}/y/">TEMPLATE</a></ul>' for x in "abc")
    source = f"""<!doctype html><html lang="en"><head><title>TEMPLATE</title>
<script>var x = "<p>TEMPLATE</p>"</script></head>
<body class="no-sidebar"><a class="skip-link" href="#main">TEMPLATE</a>
<header><a href="/">TEMPLATE</a><nav><ul>{menu}</ul></nav><form role="search"><label>TEMPLATE</label>
<input value="TEMPLATE"><button>TEMPLATE</button></form></header>
<div class="breadcrumbs"><a href="/">TEMPLATE</a> &gt; TEMPLATE</div>
<{tag}><h1>Page {number}</h1><p>{pick[0]}</p><nav class="toc"><ul>{menu}</ul></nav>
<p>{pick[1]}</p><aside>TEMPLATE</aside><p>{pick[2]}</p><div hidden>TEMPLATE</div></{tag}>
<div class="sidebar"><h2>TEMPLATE</h2><ul>{menu}</ul></div>
<footer><p>TEMPLATE.</p></footer><noscript>TEMPLATE</noscript></body></html>"""
    return source, [f"Page {number}", *pick]


@pytest.mark.parametrize("tag", ["main", "article", "div role=main", "div"])
def test_an_html_site_gives_its_prose_and_no_menu(tag: str) -> None:
    for number in range(10):
        source, prose = site_page(number, tag)
        source = source.replace(f"</{tag}>", f"</{tag.split()[0]}>")
        assert texts(source, f"p{number}.html") == prose


def test_a_navigation_block_inside_markdown() -> None:
    source = "<nav>\n\n- [Home](/)\n- [About](/about)\n\n</nav>\n\nText.\n\n<nav>never closed\n\nMore.\n"
    assert texts(source, "p.md") == ["Text.", "More."]


def test_mdx() -> None:
    source = """import { Chart } from '../chart'
export const meta = {
  title: 'TEMPLATE',
}

# Care {props.TEMPLATE}

{/* alsreview: note */}

<Note kind="TEMPLATE" render={() => <b>a > b</b>}>
  Text with {1 + {a: 1}.a} braces.
</Note>

Export of drugs rose, and <Tip text="TEMPLATE">ALS</Tip> too.

import is a word here too, {not closed
"""
    document = read_text(source, "p.mdx")
    assert [block.text for block in document.blocks] == [
        "Care",
        "Text with braces.",
        "Export of drugs rose, and ALS too.",
        "import is a word here too, {not closed",
    ]
    assert [comment.text for comment in document.comments] == [" alsreview: note "]


def test_notes_by_indentation_are_prose_and_no_quotation() -> None:
    source = """!!! warning "TEMPLATE"

    Oxygen alone can harm.

    - **one**
        1. deep

Text.

> Quoted.

??? note
    More.
"""
    document = read_text(source, "p.md")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("paragraph", "Oxygen alone can harm."),
        ("list_item", "one"),
        ("list_item", "deep"),
        ("paragraph", "Text."),
        ("quote", "Quoted."),
        ("paragraph", "More."),
    ]
    for block in document.blocks:
        start, end = block.map.to_source(0, len(block.text))
        assert document.source[start:end] == block.text


def test_text_indented_within_jsx_is_prose() -> None:
    source = "<Tabs>\n  <Tab>\n    Oxygen alone can harm.\n\n    It can.\n  </Tab>\n</Tabs>\n\nText.\n"
    assert texts(source, "p.mdx") == ["Oxygen alone can harm.", "It can.", "Text."]


def test_menus_of_a_page_without_main_or_nav() -> None:
    menu = '<ul><li><a href="index.html">Home</a><li><a href="/als">ALS</a></ul>'
    menu += '<p><a href="a">One</a> | <a href="b">Two</a></p>'
    page = f'<body>{menu}<h2>Care</h2><p>See <a href="a">this</a>.</p><ul><li><a href="https://x.org/">A trial</a></ul>'
    assert texts(page, "p.html") == ["Care", "See this.", "A trial"]


def test_a_tag_that_is_never_closed_swallows_nothing() -> None:
    assert texts("One {{ two.\n\nThree }} four.\n", "p.md") == ["One {{ two.", "Three }} four."]


def test_patterns_of_the_configuration() -> None:
    options = ReadOptions(ignore=(r"@@[a-z]+@@", r"(?m)^%%.*$"))
    assert texts("One @@two@@ three.\n%% four\n", "p.md", options) == ["One three."]
    assert texts("One @@two@@ three.\n", "p.txt", options) == ["One three."]
    assert texts("<p>One @@two@@ three.</p>", "p.html", options) == ["One three."]


def test_a_broken_pattern_is_an_error() -> None:
    with pytest.raises(InputError, match="not a pattern that RE2 reads"):
        texts("x", "p.md", ReadOptions(ignore=("(?<=a)b",)))


def test_html_inside_markdown_is_read_as_html() -> None:
    source = "<div class='note'>\n<p>A &amp; <b>b</b>.</p>\n</div>\n\n> <table><tr><th>x\n> <td>y</table>\n\nText.\n"
    assert texts(source, "p.md") == ["A & b.", "x", "y", "Text."]
