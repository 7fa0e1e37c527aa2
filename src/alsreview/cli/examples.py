"""Examples that `--help` shows, by command; those of `check` and `report` stand beside their options."""

from __future__ import annotations

EXAMPLES: dict[str, tuple[tuple[str, str], ...]] = {
    "init": (("alsreview init", "start in the folder of the site"),),
    "fix": (
        ("alsreview fix --dry-run", "see what would change"),
        ("alsreview fix content/page.md", "change one page"),
    ),
    "sync": (
        ("alsreview sync --dry-run", "see what an edit did to the claims"),
        ("alsreview sync", "write it"),
    ),
    "statements": (
        ("alsreview statements page.md", "how a page was read"),
        ("alsreview statements page.md --format json", "for another program"),
    ),
    "review": (
        ("alsreview review queue", "what waits, and for whom"),
        ("alsreview review export --help", "one file for a reviewer without a terminal"),
    ),
    "languagetool": (("alsreview languagetool install", "once, for this user"),),
    "checks": (
        ("alsreview checks list", "every check with its category"),
        ("alsreview checks test", "run every example of every check"),
    ),
    "explain": (
        ("alsreview explain sole-approved-treatment", "a check, a fact or a claim"),
        ('alsreview explain --sentence "Rilutek is the only drug for ALS."', "how a sentence is judged"),
    ),
    "facts": (
        ("alsreview facts list", "the ledger"),
        ("alsreview facts impact us-rilutek", "which sentences a fact breaks"),
    ),
    "baseline": (
        ('alsreview baseline create --owner editor --reason "before alsreview"', "accept what is there"),
        ("alsreview baseline prune", "drop what has been mended"),
    ),
    "config": (("alsreview config show", "every setting in force, and where it comes from"),),
}


def epilog(command: str) -> str | None:
    """The examples of a command as click shows them, or None where it has none."""
    if command not in EXAMPLES:
        return None
    width = max(len(line) for line, _ in EXAMPLES[command])
    lines = [f"  {line:<{width}}  {what}" for line, what in EXAMPLES[command]]
    return "\b\nExamples:\n" + "\n".join(lines)
