"""The language of a document: as declared, else by its stop words, else "unknown"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from alsreview.documents.model import Block

_SAMPLE = 2_000
"""Code points of reader text that are looked at."""
_FEWEST_WORDS = 8
_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\s*$")
_WORD = re.compile(r"[^\W\d_]+")

_STOP_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        "the of and to in is that for it with as was on are by this be at from or an which have not has but were can "
        "their they there been you your will when may who most people what how".split()
    ),
    "es": frozenset(
        "el la los las de del que en y un una es por con para se no al lo su sus como más pero son está también fue "
        "ha hay puede pueden entre cuando sobre sin esta este muy".split()
    ),
    "fr": frozenset(
        "le la les de des du que et en un une est pour dans ce il qui ne pas sur au aux plus par avec sont cette ces "
        "être vous nous ou mais leur peut elle été son ses".split()
    ),
    "de": frozenset(
        "der die das und in den von zu ist mit sich des auf für nicht ein eine als auch es an werden aus er dass sie "
        "nach wird bei einer um am sind noch wie einem über kann können durch oder".split()
    ),
    "pt": frozenset(
        "o a os as de do da dos das que e em um uma para com não por mais se no na nos nas ao como mas foi são seu "
        "sua ou quando muito também pelo pela pode há está ser".split()
    ),
    "it": frozenset(
        "il lo la gli le di del della dei che e in un una è per con non si da al alla sono come più anche ma nel "
        "nella questo questa può ha essere delle degli dal".split()
    ),
    "nl": frozenset(
        "de het een en van in is dat op te zijn met voor niet aan er om ook als dan bij naar maar uit wordt worden "
        "deze door over kan kunnen hun nog of".split()
    ),
    "sv": frozenset(
        "och i att det som en på är av för med till den har de inte om ett men var sig så från vid kan eller också "
        "detta när efter många".split()
    ),
    "da": frozenset(
        "og i at det er en til på som for med de af den ikke har et der om fra kan eller men ved også blive være "
        "efter mange når".split()
    ),
    "no": frozenset(
        "og i det er en til på som for med de av den ikke har et om fra kan eller men ved også bli være".split()
    ),
    "pl": frozenset(
        "i w na z do się nie jest to że o jak ale po co tak za od przez dla są który która które może lub oraz być "
        "tego jego".split()
    ),
}
"""The commonest function words of each language; a word of several languages speaks for each of them."""
_NAMES = frozenset({"als"})
"""Names that are function words elsewhere: an English page on ALS is full of them."""
_ALSO_ENGLISH = frozenset(
    "a an as on do no so me he we my us am men over also die an i at or du des den par pro".split()
)
"""Function words elsewhere that English text holds too, besides the English ones of the table."""
_SHORT = 25
"""Words of a text that is one sentence or two."""

_SCRIPTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
)
"""Languages told by their script. Cyrillic is called "ru": what matters is that it is not English."""


def language_of(meta: Mapping[str, Any], blocks: Iterable[Block]) -> str:
    """Primary subtag as `meta` declares it (`lang`, `language`), else as detected in the blocks, else "unknown"."""
    for key in ("lang", "language"):
        if isinstance(value := meta.get(key), str) and (found := _TAG.match(value)):
            return found[1].lower()
    return detect(_sample(blocks))


def _sample(blocks: Iterable[Block]) -> str:
    parts: list[str] = []
    length = 0
    for block in blocks:
        parts.append(block.text[:_SAMPLE])
        length += len(parts[-1]) + 1
        if length >= _SAMPLE:
            break
    return " ".join(parts)[:_SAMPLE]


def detect(text: str) -> str:
    """The language of a text by script and stop words; "unknown" where it is too short or nothing stands out."""
    letters = sum(map(str.isalpha, text))
    if not text.isascii():
        for language, pattern in _SCRIPTS:
            if len(pattern.findall(text)) * 4 > letters:
                return language
    words = [word for word in _WORD.findall(text.lower()) if word not in _NAMES]
    if len(words) < _FEWEST_WORDS:
        return "unknown"
    if sum(map(_STOP_WORDS["en"].__contains__, words)) * 4 >= len(words):
        return "en"  # no other language here reaches that with its own words; most pages are done
    hits = sorted(((sum(map(stop.__contains__, words)), name) for name, stop in _STOP_WORDS.items()), reverse=True)
    (most, best), (second, _) = hits[0], hits[1]
    if most < 2 or most == second:
        return "unknown"
    own = _STOP_WORDS[best] - _STOP_WORDS["en"] - _ALSO_ENGLISH
    if best != "en" and sum(map(own.__contains__, words)) < (2 if len(words) >= _SHORT else 1):
        # Only "in", "is", "an", "or": words of English as well. One sentence on a disease has few function words.
        return "unknown"
    # Pages of short fragments have few function words: fewer are enough where no other language comes near.
    clear = most >= 3 and most >= 2 * second
    return best if most * (20 if clear else 8) >= len(words) else "unknown"
