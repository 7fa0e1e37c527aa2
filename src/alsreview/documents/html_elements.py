"""What the elements of HTML mean to a reader."""

from __future__ import annotations

import re
from collections.abc import Mapping

BLOCK = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li listing main menu nav ol optgroup option p pre "
    "search section summary table tbody td tfoot th thead title tr ul".split()
)
"""Elements that end the run of prose before them."""

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}

ENDS_HEADING = frozenset("p ul ol dl table section article main blockquote h1 h2 h3 h4 h5 h6".split())
"""Elements that end a heading whose own end is missing."""

SILENT = frozenset(
    "nav footer aside script style template noscript select option optgroup button textarea input label legend "
    "datalist output progress meter svg math iframe object video audio canvas map noembed noframes xmp listing head "
    "title dialog search pre plaintext".split()
)
"""Elements that hold no prose of the page: navigation, form controls, code and what scripts draw."""

_SILENT_ROLES = frozenset(
    "navigation banner contentinfo search menu menubar menuitem complementary dialog alertdialog toolbar tablist tab "
    "button".split()
)
_SILENT_CLASSES = frozenset(
    "breadcrumb breadcrumbs navbar nav menu submenu sidebar cookie-banner cookie-notice cookies pagination pager "
    "social-share share-buttons skip-link skiplink site-header site-footer site-nav topbar toc table-of-contents "
    "mw-editsection navbox noprint".split()
)
_NOTES = re.compile(r"\b(?:footnotes?|endnotes?|references|citations|bibliography)\b")
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_NEVER_BY_CLASS = frozenset({"html", "body", "main", "article"})

CLOSED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "thead": (frozenset({"tr", "td", "th", "thead", "tbody", "tfoot"}), frozenset({"table"})),
    "tbody": (frozenset({"tr", "td", "th", "thead", "tbody", "tfoot"}), frozenset({"table"})),
    "tfoot": (frozenset({"tr", "td", "th", "thead", "tbody", "tfoot"}), frozenset({"table"})),
    "option": (frozenset({"option"}), frozenset({"select"})),
}
"""For an opening tag: what it closes if left open, and the element beyond which it does not look."""


def is_silent(name: str, attributes: Mapping[str, str], in_content: bool) -> bool:
    """Whether an element gives no prose. A `header` inside the page's content holds its title and is read."""
    if name in SILENT or (name == "header" and not in_content):
        return not (name in ("footer", "aside") and is_notes(attributes))
    if not attributes:
        return False
    if attributes.get("hidden", "until-found") != "until-found" or attributes.get("aria-hidden") == "true":
        return True
    if attributes.get("role", "").strip().lower() in _SILENT_ROLES and not (name == "header" and in_content):
        return True
    if "style" in attributes and _HIDDEN_STYLE.search(attributes["style"]):
        return True
    if name in _NEVER_BY_CLASS or "class" not in attributes:
        return False
    return not _SILENT_CLASSES.isdisjoint(attributes["class"].lower().split())


def is_notes(attributes: Mapping[str, str]) -> bool:
    """Whether an element says that it holds footnotes or references."""
    said = " ".join(attributes.get(key, "") for key in ("class", "id", "role")).lower().replace("_", "-")
    return bool(_NOTES.search(said)) or "doc-endnotes" in said or "doc-footnote" in said


def matches(selector: str, name: str, attributes: Mapping[str, str]) -> bool:
    """Whether an element fits a selector of one tag, `#id` or `.class`, or a tag with one of them (`div.page`)."""
    tag, sign, rest = re.fullmatch(r"([A-Za-z][\w-]*)?([#.])?(.*)", selector.strip(), re.DOTALL).groups()  # type: ignore[union-attr]
    if tag and tag.lower() != name:
        return False
    if sign == "#":
        return attributes.get("id") == rest
    if sign == ".":
        return set(rest.split(".")) <= set(attributes.get("class", "").split())
    return bool(tag) and not rest
