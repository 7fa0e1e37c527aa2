"""Requests to LanguageTool. Every one goes through language-tool-python; what it drops of the answer is kept here."""

from __future__ import annotations

import time
import urllib.parse
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import language_tool_python
from language_tool_python.exceptions import LanguageToolError

from alsreview.grammar.errors import Code, Unavailable
from alsreview.grammar.server import LOOPBACK
from alsreview.grammar.utf16 import Utf16, sendable

SPELLER = "MORFOLOGIK_RULE_EN_US"
_RETRIES = 4


class RawMatch(NamedTuple):
    """One match of LanguageTool. `start` and `end` are code points of the text sent, end exclusive."""

    start: int
    end: int
    rule: str
    sub_id: str
    category: str
    issue_type: str
    message: str
    replacements: tuple[str, ...]


class Answer(NamedTuple):
    """Matches in order of place. `complete` is false where LanguageTool gave up before the end of the text."""

    matches: tuple[RawMatch, ...]
    complete: bool


class Client(language_tool_python.LanguageTool):
    """LanguageTool at a server that runs. Safe to use from several threads: it holds no state of a request.

    `check` of the base class is not used: it keeps offsets of UTF-16, mixes up texts that are checked at the same
    time, and drops the warning of an incomplete result.
    """

    _TIMEOUT = 90  # type: ignore[assignment]  # seconds; the server itself gives up after 60
    MAX_REPLACEMENTS = 5

    def __init__(self, url: str, language: str = "en-US") -> None:
        host = urlsplit(url).hostname or ""
        # A proxy of the environment is not asked for an address of this machine.
        proxies = {"no_proxy": ",".join(sorted(LOOPBACK))} if host in LOOPBACK else None
        self._retry_pause = 0.5
        try:
            super().__init__(language, remote_server=url, proxies=proxies)
        except (Exception, SystemExit) as error:
            raise _failure(error, url) from None

    def software(self) -> str:
        """Version and build of the server, from `/v2/info`."""
        try:
            info = self._query_server(urllib.parse.urljoin(self._url, "info"), num_tries=1)
            software = info["software"]
            return f"{software['version']}+{software.get('commit', '')}"
        except (LanguageToolError, KeyError, TypeError, AttributeError) as error:
            raise _failure(error, self._url) from None

    def ask(self, text: str, parameters: Mapping[str, str]) -> Answer:
        """Matches of a text. `parameters` are those of `/v2/check` besides text and language. Raises Unavailable."""
        text = sendable(text)
        sent = {**self._create_params(text), **parameters, "allowIncompleteResults": "true"}
        url = urllib.parse.urljoin(self._url, "check")
        for attempt in range(_RETRIES):
            try:
                answer = self._query_server(url, sent, method="post")
                break
            except Exception as error:
                failure = _failure(error, self._url)
                if failure.code != "overloaded" or attempt == _RETRIES - 1:
                    raise failure from None
                time.sleep(self._retry_pause * 2**attempt)
        return _read(answer, text)


def parameters(
    *,
    disabled_rules: Iterable[str] = (),
    disabled_categories: Iterable[str] = (),
    only: Sequence[str] = (),
    picky: bool = False,
) -> dict[str, str]:
    """Parameters of `/v2/check` in one fixed order: the server keeps a pipeline for each different set."""
    made: dict[str, str] = {}
    if only:
        made["enabledRules"] = ",".join(only)
        made["enabledOnly"] = "true"
    else:
        if rules := sorted(set(disabled_rules)):
            made["disabledRules"] = ",".join(rules)
        if categories := sorted(set(disabled_categories)):
            made["disabledCategories"] = ",".join(categories)
    if picky:
        made["level"] = "picky"
    return made


def _read(answer: Any, text: str) -> Answer:
    try:
        units = Utf16(text)
        matches = []
        for match in answer["matches"]:
            rule = match["rule"]
            first, last = match["offset"], match["offset"] + match["length"]
            if not 0 <= first <= last <= units.length:
                raise ValueError("offset out of range")
            start, end = units.start(first), units.end(last)
            values = tuple(item["value"] for item in match["replacements"][: Client.MAX_REPLACEMENTS])
            sub_id = str(rule.get("subId") or "")
            category, kind = rule["category"]["id"], str(rule.get("issueType", ""))
            matches.append(RawMatch(start, end, rule["id"], sub_id, category, kind, match["message"], values))
        complete = not (answer.get("warnings") or {}).get("incompleteResults", False)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unavailable(
            "garbage", "the LanguageTool server gave an answer that is none of LanguageTool's", _RESTART
        ) from None
    matches.sort(key=lambda match: (match.start, match.end, match.rule, match.message))
    return Answer(tuple(matches), complete)


_RESTART = "run `alsreview languagetool stop`, then try again"


def _failure(error: BaseException, url: str) -> Unavailable:
    """What language-tool-python tells only in words, as a code."""
    text = " ".join(str(error).split())
    low = text.lower()
    host = urlsplit(url).netloc
    causes: list[tuple[bool, Code, str, str]] = [
        ("overloaded" in low or "503" in low or "too many" in low, "overloaded", "is overloaded", "try again later"),
        (
            "timed out" in low or "timeout" in low or "took longer" in low,
            "timeout",
            "did not answer in time",
            "try again",
        ),
        (
            "max retries" in low or "connection" in low or "refused" in low,
            "not_reachable",
            "cannot be reached",
            "check the address, or run `alsreview languagetool status`",
        ),
        (low.startswith("error:"), "rejected", f"refused the request ({text[:200]})", _RESTART),
    ]
    for applies, code, what, fix in causes:
        if applies:
            return Unavailable(code, f"the LanguageTool server {host} {what}", fix)
    return Unavailable("garbage", f"the LanguageTool server {host} gave no answer of LanguageTool's", _RESTART)
