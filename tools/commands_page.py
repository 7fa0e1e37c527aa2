"""Writes docs/commands.md from the program itself; a test holds the page against it.

python tools/commands_page.py           writes it
python tools/commands_page.py --check   exit code 1 where it would differ
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from alsreview.cli import COMMANDS, group  # noqa: E402

PAGE = ROOT / "docs/commands.md"

HEAD = """\
# Commands

What `alsreview COMMAND --help` says, for every command. This page is made by `python tools/commands_page.py`.

## Completion

The shell completes commands and options once it has been told to:

| Shell | Put into | This line |
|---|---|---|
| bash (4.4 or newer) | `~/.bashrc` | `eval "$(_ALSREVIEW_COMPLETE=bash_source alsreview)"` |
| zsh | `~/.zshrc` | `eval "$(_ALSREVIEW_COMPLETE=zsh_source alsreview)"` |
| fish | `~/.config/fish/completions/alsreview.fish` | `_ALSREVIEW_COMPLETE=fish_source alsreview \\| source` |

"""


def page() -> str:
    """The text of the page."""
    parts = [HEAD, *section(group, "alsreview", None)]
    for name in COMMANDS:
        command = group.get_command(click.Context(group), name)
        assert command is not None
        parts += section(command, name, click.Context(group, info_name="alsreview"))
    return "\n".join(parts).rstrip() + "\n"


def section(command: click.Command, name: str, parent: click.Context | None, level: int = 2) -> Iterator[str]:
    """A command's help, then that of the commands inside it."""
    context = click.Context(
        command, info_name=name, parent=parent, terminal_width=100, max_content_width=100,
        help_option_names=["-h", "--help"],
    )  # fmt: skip
    path = context.command_path
    help_ = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    yield f"{'#' * level} `{path}`\n\n```text\n{help_}\n```\n"
    if isinstance(command, click.Group) and parent is not None:
        for inner in command.list_commands(context):
            below = command.get_command(context, inner)
            assert below is not None
            yield from section(below, inner, context, level + 1)


def main(arguments: list[str]) -> int:
    """Writes or compares; the exit code of the program."""
    made = page()
    if arguments == ["--check"]:
        same = PAGE.read_text(encoding="utf-8") == made
        print(
            "docs/commands.md is as the program is"
            if same
            else "docs/commands.md differs: python tools/commands_page.py"
        )
        return 0 if same else 1
    PAGE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
