"""Who wrote a statement as it stands: the page's own word, else git's."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from alsreview.claims.reviewers import Reviewer
from alsreview.documents.model import Document
from alsreview.findings import NotChecked
from alsreview.review import git
from alsreview.statements.model import Statement

_KEYS = ("author", "authors")


class Authors:
    """Who wrote what in one work tree. Git is asked once for what holds of all pages, then page by page."""

    def __init__(self, root: Path, reviewers: Mapping[str, Reviewer]) -> None:
        self._root = root
        self._reviewers = reviewers
        self._by_mail = {mail.lower(): person.id for person in reviewers.values() for mail in person.emails}

    def of(
        self, document: Document, statements: Sequence[Statement], wanted: Collection[int]
    ) -> tuple[dict[int, frozenset[str]], tuple[NotChecked, ...]]:
        """Ids of the reviewers who wrote the `wanted` statements (by index), and why that is not known where not."""
        named = stated_authors(document)
        if named:
            ids = frozenset(person.id for person in self._reviewers.values() if _is_named(person, named))
            return dict.fromkeys(wanted, ids), ()
        what = f"self-review: {document.path}"
        if self._trouble is not None:
            return {}, (NotChecked(what, *self._trouble),)
        if self._no_reviewer_writes and document.path in self._committed:
            return dict.fromkeys(wanted, frozenset()), ()
        lines = git.line_authors(self._root, document.path) if document.format != "docx" else None
        if lines is None:
            return {}, (NotChecked(what, "git does not know the file's authors", "name the `author` in its metadata"),)
        found: dict[int, frozenset[str]] = {}
        for index in wanted:
            statement = statements[index]
            first = document.lines.position(statement.start).line
            last = document.lines.position(max(statement.start, statement.end - 1)).line
            found[index] = frozenset(self._by_mail[mail] for mail in lines[first - 1 : last] if mail in self._by_mail)
        return found, ()

    @cached_property
    def _trouble(self) -> tuple[str, str] | None:
        """Why git knows of no page who wrote it, and what would mend that."""
        if not git.is_work_tree(self._root):
            return "the page names no author and there is no git history", "name the `author` in the front matter"
        if git.is_shallow(self._root):
            return (
                "the clone is shallow, so git does not know who wrote what",
                "fetch the whole history (fetch-depth: 0)",
            )
        return None

    @cached_property
    def _no_reviewer_writes(self) -> bool:
        """True where no commit is by any reviewer: then no page needs to be asked for line by line."""
        mails = git.all_authors(self._root)
        return mails is not None and not mails & self._by_mail.keys()

    @cached_property
    def _committed(self) -> frozenset[str]:
        """Text files of the last commit: of a Word file no line has an author."""
        return frozenset(path for path in git.committed_files(self._root) if not path.lower().endswith(".docx"))


def stated_authors(document: Document) -> tuple[str, ...]:
    """Names and e-mails of the authors that a page names itself, lower case."""
    found: list[str] = []
    for key in _KEYS:
        value = document.meta.get(key)
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, Mapping):
                found += [str(part).lower() for part in item.values() if part]
            elif isinstance(item, str) and item.strip():
                found.append(item.strip().lower())
    return tuple(found)


def _is_named(person: Reviewer, named: Sequence[str]) -> bool:
    own = {person.id, person.name.lower(), *(mail.lower() for mail in person.emails)}
    return any(name in own or any(mail.lower() in name for mail in person.emails) for name in named)
