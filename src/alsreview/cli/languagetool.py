"""`alsreview languagetool install|status|start|stop`: LanguageTool for this user."""

from __future__ import annotations

from pathlib import Path

import click

from alsreview.config import Configuration, find
from alsreview.grammar import home, java, language, provision, server, warm
from alsreview.grammar.client import Client
from alsreview.grammar.errors import Unavailable
from alsreview.knowledge.pack import load_knowledge
from alsreview.knowledge.packs import pack_folders

NOT_USABLE = 2


@click.group("languagetool", context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Install LanguageTool for this user, see its state, keep a server warm, stop it."""


@command.command("install")
@click.option(
    "--via",
    type=click.Choice(["auto", "maven", "jgo", "ltp"]),
    default="auto",
    help="Maven, or without Maven jgo (pip install 'alsreview[java]'); ltp: language-tool-python's own download.",
)
@click.option("--force", is_flag=True, help="Install again, even where it is there and whole.")
def install(via: provision.Method, force: bool) -> None:
    """Fetch LanguageTool's jars, each verified by its pinned sha256. Done in an instant where they are there."""
    path = provision.install(via, force=force, progress=lambda line: click.echo(line, err=True))
    click.echo(f"LanguageTool {home.VERSION} is in {path}")
    found = java.find()
    click.echo(f"Java {found.major} is {found.path} (from {found.origin})")


@command.command("status")
@click.option("--verify", is_flag=True, help="Read every jar and compare its sha256 (half a second).")
def status(verify: bool) -> int:
    """Say whether grammar can be checked, and with what; exit code 2 where it cannot."""
    configuration = find(Path.cwd())
    usable = _say_address(configuration) if server_is_named(configuration) else _say_local(configuration, verify)
    running = warm.running()
    for found in running:
        click.echo(f"Server: port {found.port}, process {found.pid}, LanguageTool {found.identity}")
    if not running:
        click.echo("Server: none is kept warm")
    return 0 if usable else NOT_USABLE


@command.command("start")
@click.option("--idle-minutes", type=click.IntRange(1, 480), help="End it after this long without use (default 10).")
def start(idle_minutes: int | None) -> int:
    """Keep a server warm for later runs: the first check of each takes a second instead of ten."""
    configuration = find(Path.cwd())
    settings = configuration.settings
    if server_is_named(configuration):
        raise click.UsageError("a server of your own is configured; it is used as it is")
    folders = pack_folders(settings.packs, configuration.root)
    policy = language.load(folders, load_knowledge(folders, settings.jurisdiction).lexicon)
    wanted = server.need(settings.languagetool, configuration.root, policy.overlay)
    idle = idle_minutes or settings.languagetool.idle_minutes
    with server.obtain(wanted, keep_warm=True, idle_minutes=idle) as found:
        Client(found.url).ask("The first request makes the server load its rules.", policy.request_parameters())
        click.echo(f"LanguageTool runs at {found.url} (process {found.pid}); it ends after {idle} minutes without use")
    return 0


@command.command("stop")
def stop() -> int:
    """Stop the servers that are kept warm. Those of a run that goes on are not touched."""
    running = warm.running()
    stopped = [found for found in running if warm.stop(found)]
    click.echo(f"{len(stopped)} of {len(running)} servers stopped" if running else "No server is kept warm")
    return 0 if len(stopped) == len(running) else NOT_USABLE


def server_is_named(configuration: Configuration) -> bool:
    """Whether the user named a server. Raises Unavailable for one that may not be used."""
    return server.address(configuration.settings.languagetool) is not None


def _say_address(configuration: Configuration) -> bool:
    url = server.address(configuration.settings.languagetool)
    assert url is not None
    try:
        click.echo(f"LanguageTool: {Client(url).software()} at {url}")
    except Unavailable as trouble:
        click.echo(f"LanguageTool: NOT USABLE ({trouble.reason}; {trouble.fix})")
        return False
    return True


def _say_local(configuration: Configuration, verify: bool) -> bool:
    usable = True
    try:
        found = home.locate(configuration.settings.languagetool, configuration.root)
        if verify and found.ours:
            home.verify(found.path, deep=True)
        click.echo(f"LanguageTool: {found.identity} in {found.path}")
    except Unavailable as trouble:
        usable = False
        click.echo(f"LanguageTool: NOT USABLE ({trouble.reason}; {trouble.fix})")
    try:
        runtime = java.find()
        click.echo(f"Java: {runtime.major} at {runtime.path} (from {runtime.origin})")
    except Unavailable as trouble:
        usable = False
        click.echo(f"Java: NOT USABLE ({trouble.reason}; {trouble.fix})")
    return usable
