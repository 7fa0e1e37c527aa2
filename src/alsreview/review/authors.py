"""Who wrote a statement as it stands: the page's own word, else git's."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from alsreview.claims.reviewers import Reviewer
from alsreview.documents.model import Document
from alsreview.findings import NotChecked
from alsreview.review import git
from alsreview.statements.model import Statement

_KEYS = ("author", "authors")


def authors_of(
    root: Path,
    document: Document,
    statements: Sequence[Statement],
    wanted: Collection[int],
    reviewers: Mapping[str, Reviewer],
) -> tuple[dict[int, frozenset[str]], tuple[NotChecked, ...]]:
    """Ids of the reviewers who wrote the `wanted` statements (by index), and why that is not known where it is not."""
    named = stated_authors(document)
    if named:
        ids = frozenset(person.id for person in reviewers.values() if _is_named(person, named))
        return dict.fromkeys(wanted, ids), ()
    what = f"self-review: {document.path}"
    if not git.is_work_tree(root):
        return {}, (NotChecked(what, "the page names no author and there is no git history",
                               "name the `author` in the front matter"),)  # fmt: skip
    if git.is_shallow(root):
        return {}, (NotChecked(what, "the clone is shallow, so git does not know who wrote what",
                               "fetch the whole history (fetch-depth: 0)"),)  # fmt: skip
    lines = git.line_authors(root, document.path) if document.format != "docx" else None
    if lines is None:
        return {}, (NotChecked(what, "git does not know the file's authors", "name the `author` in its metadata"),)
    by_mail = {mail.lower(): person.id for person in reviewers.values() for mail in person.emails}
    found: dict[int, frozenset[str]] = {}
    for index in wanted:
        statement = statements[index]
        first = document.lines.position(statement.start).line
        last = document.lines.position(max(statement.start, statement.end - 1)).line
        found[index] = frozenset(by_mail[mail] for mail in lines[first - 1 : last] if mail in by_mail)
    return found, ()


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
