"""What was done: administrative acts, the newest first, never anybody's own."""

from typing import Final

from handlers import ids
from handlers.views.blocks import Block, View, actions, context, modal, section, shortened
from handlers.views.mrkdwn import day_and_time, day_and_year, escape
from handlers.views.paging import turns, which_page
from handlers.views.roles import role_name
from surveys.model.people import Role
from surveys.model.trail import COMMAND_LINE, ITSELF, ActKind, ActTold, TrailPage
from surveys.wording import _

_LONGEST: Final = 120


def trail(page: TrailPage) -> View:
    """One page of what was done."""
    blocks: list[Block] = [
        context(
            _(
                "What administrators, HR and champions did that others live with, for two years."
                " Answering, asking and leaving are nobody's business and never stand here."
            )
        ),
        *which_page(page.page, page.pages),
    ]
    blocks += [
        section(f"{when(one)}, {escape(who(one))}\n{escape(what(one))}")
        | {"block_id": f"act_{one.position}"}
        for one in page.acts
    ]
    if not page.acts:
        blocks.append(section(_("Nothing was done yet.")))
    if ways := turns(page.page, page.pages, ids.TRAIL_PAGE):
        blocks.append(actions(ways, block_id="pages"))
    return modal(_("What was done"), blocks, ids.NOTICE, close=_("Close"))


def when(one: ActTold) -> str:
    """Say when; of some acts only the day is kept."""
    return day_and_year(one.at.date()) if one.by_day else day_and_time(one.at)


def who(one: ActTold) -> str:
    """Say by whom."""
    if one.by == COMMAND_LINE:
        return _("on the server's command line")
    if one.by == ITSELF:
        return _("Staff Voice by itself")
    return shortened(one.actor, _LONGEST) if one.actor else _("somebody no longer listed")


def what(one: ActTold) -> str:
    """Say what, as a sentence goes on; names of people and parts as they are."""
    said = _words(one)
    if "second" in one.subject:
        said += ", " + _("confirmed by {second}")
    for name in one.subject:
        said = said.replace("{" + name + "}", _told(one.subject[name], name))
    return said


def _told(value: str, name: str) -> str:
    if name == "role" and value in set(Role):
        return role_name(Role(value))
    if value == COMMAND_LINE:
        return _("the server's command line")
    return shortened(value, _LONGEST) if value not in ("", "-") else _("somebody no longer listed")


def _words(one: ActTold) -> str:
    if one.kind is ActKind.ROLE_PROPOSED and one.subject.get("gives") == "False":
        return _("proposed to take a role from {person}: {role}")
    return (_of_people() | _of_rounds() | _of_the_rest())[one.kind]


def _of_people() -> dict[ActKind, str]:
    return {
        ActKind.ROLE_PROPOSED: _("proposed to give a role to {person}: {role}"),
        ActKind.ROLE_GIVEN: _("gave a role to {person}: {role}"),
        ActKind.ROLE_TAKEN: _("took a role from {person}: {role}"),
        ActKind.ROLE_DECLINED: _("declined a change of the roles of {person}: {role}"),
        ActKind.ROLE_WITHDRAWN: _("withdrew a proposal about {person}: {role}"),
        ActKind.PEOPLE_IMPORTED: _(
            "imported a list of people: {added} added, {changed} changed, {left} left"
        ),
        ActKind.PEOPLE_SYNCED: _(
            "took the list of people from Slack: {added} added, {changed} changed, {left} left"
        ),
        ActKind.PERSON_REMOVED: _("removed somebody who had left, for good"),
        ActKind.UNIT_RENAMED: _("renamed a part: {before} is now {part}"),
        ActKind.UNIT_HOURS: _("changed the hours of {part}"),
    }


def _of_rounds() -> dict[ActKind, str]:
    return {
        ActKind.SURVEY_LOADED: _("loaded a survey from a file: {survey}"),
        ActKind.SURVEY_STARTED: _("started a survey: {survey}"),
        ActKind.SURVEY_PAUSED: _("paused a survey: {survey}"),
        ActKind.SURVEY_RESUMED: _("resumed a survey: {survey}"),
        ActKind.SURVEY_ARCHIVED: _("archived a survey: {survey}"),
        ActKind.ROUND_OPENED: _("opened a round by hand: {survey}"),
        ActKind.ROUND_CLOSED: _("closed a round early: {survey}"),
        ActKind.ROUND_VOIDED: _("gave up rounds whose keys were lost: {n}"),
        ActKind.LEAVER_RECORDED: _("recorded a leaver"),
        ActKind.LEAVER_CHANGED: _("changed the record of a leaver"),
        ActKind.LEAVER_RESCINDED: _("took back the record of a leaver"),
    }


def _of_the_rest() -> dict[ActKind, str]:
    return {
        ActKind.PACK_ORDERED: _("asked for the pack of {quarter} for {audience}"),
        ActKind.PACK_WRITTEN: _("wrote the pack of {quarter} for {audience} to files"),
        ActKind.THRESHOLDS_SET: _(
            "set the smallest groups: {team} for a team, {week} for a week, {comments} for comments"
        ),
        ActKind.FORUM_CLOSED: _("published the forum's minutes and closed its cycle"),
        ActKind.WORKSPACE_INSTALLED: _("the app was installed in a workspace: {workspace}"),
        ActKind.WORKSPACE_LEFT: _("a workspace removed the app: {workspace}"),
        ActKind.WORKSPACE_FORGOTTEN: _("took the app out of a workspace: {workspace}"),
        ActKind.TOKENS_RESEALED: _("sealed the workspaces' tokens under a new key: {n}"),
        ActKind.BACKUP_RESTORED: _("went back to a backup of {made}; what was done since is lost"),
    }
