"""`staff-voice backup` and `staff-voice restore`."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot import config as settings
from bot import logs
from bot.keeping.checking import check
from bot.keeping.description import Description
from bot.keeping.making import Made, make
from bot.keeping.restoring import Restored, Told, restore
from bot.saying import say
from handlers.views.mrkdwn import clock, day_and_year
from surveys import wording
from surveys.errors import NothingToBackUp
from surveys.store.database import is_there, open_database
from surveys.wording import _, ngettext

Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


def register(app: typer.Typer) -> None:
    """Add the commands to a command line."""
    app.command("backup")(back_up)
    app.command("restore")(go_back)


def back_up(
    to: Annotated[Path | None, typer.Option(help="The folder; else BACKUP_DIR.")] = None,
    keep: Annotated[
        int | None, typer.Option(min=1, help="How many to keep there; else BACKUP_KEEP.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Back the database up while the bot runs; keys are never in it."""
    config = settings.load()
    wording.use(config.locale)
    logs.start(config.log_level, ours_only=True)
    if not is_there(config.database_url):
        raise NothingToBackUp
    engine = open_database(config.database_url)
    try:
        made = make(config, engine, _now, to, keep)
    finally:
        engine.dispose()
    if as_json:
        sys.stdout.write(json.dumps(_made_as_json(made), indent=1) + "\n")
        return
    say(_("Backed up into {path}.").format(path=made.path))
    for sentence in _rotated(made):
        say(sentence)


def go_back(
    file: Annotated[
        Path, typer.Argument(readable=False, help="A backup; its .json file lies beside it.")
    ],
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put a database that is there aside as a backup.")
    ] = False,
    destroy_keys: Annotated[
        bool, typer.Option("--destroy-keys", help="Destroy the keys that are in KEY_DIR.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Restore without asking.")] = False,
    as_json: Json = False,
) -> None:
    """Go back to a backup: open rounds are given up and asked again, and everybody is told."""
    config = settings.load()
    wording.use(config.locale)
    logs.start(config.log_level, ours_only=True)
    described = check(file)
    if not yes:
        made_at = described.made_at.astimezone(config.policy.zone)
        made = _("That backup was made on {day} at {time}.")
        say(made.format(day=day_and_year(made_at.date()), time=clock(made_at)))
        for sentence in _consequences():
            say(sentence)
        if not typer.confirm(_("Restore it?")):
            say(_("Nothing was changed."))
            return
    done = restore(config, file, Told(replace, destroy_keys), _now)
    if as_json:
        sys.stdout.write(json.dumps(_done_as_json(done), indent=1) + "\n")
        return
    for sentence in _said(done):
        say(sentence)


def _consequences() -> list[str]:
    return [
        _("Everything since is lost: import the newest list of people afterwards."),
        _(
            "Whatever is sealed in it is given up, whether or not there are keys: open surveys are"
            " asked again, votes and letters of the forum are lost, and so is what leavers said."
            " Everybody is told."
        ),
        _("For 13 weeks no figures of teams are published: those since the backup may be known."),
    ]


def _said(done: Restored) -> list[str]:
    given_up = done.given_up
    said = [_("Restored.")]
    if done.aside:
        said.append(_("What was there before is in {path}.").format(path=done.aside))
    said.append(
        ngettext(
            "{n} open round was given up.", "{n} open rounds were given up.", given_up.rounds
        ).format(n=given_up.rounds)
    )
    said.append(
        ngettext(
            "{n} person is told when the bot runs.",
            "{n} people are told when the bot runs.",
            given_up.told,
        ).format(n=given_up.told)
    )
    if done.former_keys:
        said.append(
            _(
                "The keys were in {path} before: destroy what is left there, here or on the former"
                " machine, for it opens what was given up."
            ).format(path=done.former_keys)
        )
    said.append(
        _("Now import the newest list of people, start the bot, then run doctor and audit.")
    )
    return said


def _rotated(made: Made) -> list[str]:
    removed = ngettext(
        "{n} older backup was destroyed.", "{n} older backups were destroyed.", made.removed
    )
    left = ngettext(
        "{n} backup there is not of this installation, and was left alone.",
        "{n} backups there are not of this installation, and were left alone.",
        made.of_others,
    )
    counts = {removed: made.removed, left: made.of_others}
    return [said.format(n=count) for said, count in counts.items() if count]


def _made_as_json(made: Made) -> dict[str, object]:
    return {
        "file": str(made.path), "removed": made.removed, "of_others": made.of_others,
        **_described(made.description),
    }  # fmt: skip


def _done_as_json(done: Restored) -> dict[str, object]:
    given_up = done.given_up
    return {
        "aside": str(done.aside) if done.aside else None,
        "rounds_given_up": given_up.rounds,
        "forum_given_up": given_up.forum,
        "leavers_given_up": given_up.leavers,
        "told": given_up.told,
        "former_keys": str(done.former_keys) if done.former_keys else None,
        **_described(done.description),
    }


def _described(one: Description) -> dict[str, object]:
    return {
        "made_at": one.made_at.isoformat(),
        "revision": one.revision,
        "size": one.size,
        "sha256": one.sha256,
    }


def _now() -> datetime:
    return datetime.now(UTC)
