"""What a person does in Slack: presses, submits, closes, opens Home, types a command."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfoNotFoundError

from bot.local_slack import payloads, pressing
from bot.local_slack.block_kit import problems_of_options
from bot.local_slack.calls import Calls
from bot.local_slack.conversations import Conversation
from bot.local_slack.delivery import Delivery, Errands, EventIds
from bot.local_slack.inputs import complaints, elements, entry
from bot.local_slack.live import Live, Watch
from bot.local_slack.people import Member
from bot.local_slack.refusals import NotPossibleError, RefusedError
from bot.local_slack.surfaces import View
from bot.local_slack.web_api import views
from bot.local_slack.web_api.arguments import accepted
from bot.local_slack.web_api.chat import respond
from bot.local_slack.workspace import Workspace

Json = dict[str, Any]


class Acting:
    """Carries out what people do and takes in what the bot answers.

    `patience` is how long, in seconds after the acknowledgement, to wait for the bot to show
    something; 0 does not wait.
    """

    def __init__(self, workspace: Workspace, delivery: Delivery, calls: Calls) -> None:
        self.workspace = workspace
        self.delivery = delivery
        self.calls = calls
        self.errands = Errands()
        self._events = EventIds(workspace.team_id)

    @property
    def live(self) -> Live:
        """Who watches what."""
        return self.workspace.live

    def event(self, event: Json) -> None:
        """Send the bot an event, without waiting for it."""
        moment = {"event_ts": self.workspace.clock.ts()}
        body = self._events.callback(event | moment, self.workspace.clock.seconds())
        self.calls.sent(event["type"], body)
        self.errands.run(self.delivery.event(body))

    async def press(self, person: Member, wanted: pressing.Wanted, patience: float) -> None:
        """Press a button or choose something, and wait for what the bot shows next."""
        found = pressing.find(self.workspace, person, wanted)
        chosen = pressing.choose(found, wanted.value)
        if not pressing.tells_the_bot(found):
            return
        body = pressing.payload(self.workspace, person, found, chosen)
        with self.live.watching(person.id) as watch:
            await self._interaction(body)
            await _settle(watch, patience)

    async def submit(self, person: Member, given: Json) -> dict[str, str]:
        """Hand in the modal in front; gives a sentence by block id for what was not accepted."""
        view = self._front(person)
        self.enter(view, given)
        errors = complaints(view.given["blocks"], view.entered)
        if errors:
            return errors
        answer = await self._interaction(payloads.submission(self.workspace, person, view))
        return self._answered(view, answer)

    def enter(self, view: View, given: Json) -> None:
        """Fill in a form: block id to a value, or to action id and value."""
        by_block: dict[str, list[Json]] = {}
        for block, element in elements(view.given["blocks"]):
            by_block.setdefault(block["block_id"], []).append(element)
        for block_id, filled in given.items():
            if block_id not in by_block:
                raise NotPossibleError(f"The form has no block called “{block_id}”.")
            for element in by_block[block_id]:
                named = element["action_id"]
                if isinstance(filled, dict) and named not in filled:
                    continue
                value = filled[named] if isinstance(filled, dict) else filled
                found = view.found.get(block_id, ())
                view.entered.setdefault(block_id, {})[named] = entry(element, value, found)

    async def suggest(self, person: Member, block_id: str, words: str) -> list[Json]:
        """Type in a list that the bot searches; gives the options it offers for the words."""
        view = self._front(person)
        asked = next(
            (
                each
                for block, each in elements(view.given["blocks"])
                if _is_search(block, block_id, each)
            ),
            None,
        )
        if asked is None:
            raise NotPossibleError(f"The form has no search in a block called “{block_id}”.")
        named = {"block_id": block_id, "action_id": asked["action_id"], "value": words}
        answer = await self._interaction(payloads.suggestion(self.workspace, person, view, named))
        offered = list(answer.get("options") or ())
        wrong = problems_of_options(offered)
        if wrong:
            raise NotPossibleError(f"Slack would refuse the bot's options: {' '.join(wrong)}")
        view.found.setdefault(block_id, []).extend(offered)
        return offered

    async def close(self, person: Member, *, everything: bool = False) -> None:
        """Close the modal in front, or all of them."""
        front = self._front(person)
        everything = everything or bool(front.given.get("clear_on_close"))
        view = self.workspace.views.close(person.id)
        gone = [view] if view else []
        if everything:
            gone += self.workspace.views.clear(person.id)
        self.live.changed(person.id, "modal")
        for each in gone:
            if each.given.get("notify_on_close"):
                body = payloads.closed(self.workspace, person, each, cleared=everything)
                await self._interaction(body)

    async def command(self, person: Member, line: tuple[str, str], channel: str | None) -> None:
        """Type a slash command and wait for the bot's acknowledgement."""
        name, text = line
        place = self._place(person, channel)
        if text:
            typed = {"kind": "typed", "author": person.name, "text": f"{name} {text}"}
            self.workspace.typed.append(typed | {"ts": self.workspace.clock.ts()})
        body = payloads.command(self.workspace, person, place, name, text)
        self.calls.sent("slash_commands", body)
        answer = await self.delivery.command(body)
        if answer.get("text") or answer.get("blocks"):
            leads_to = self.workspace.responses.use(body["response_url"].rpartition("/")[2])
            if not isinstance(leads_to, str):
                self._accept(lambda: respond(self.workspace, leads_to, answer))

    async def shortcut(self, person: Member, callback_id: str) -> None:
        """Use a global shortcut."""
        ts = self.workspace.clock.ts()
        await self._interaction(payloads.shortcut(self.workspace, person, callback_id, ts))

    async def open_tab(self, person: Member, tab: str, patience: float) -> None:
        """Open the Home or the Messages tab of the bot."""
        channel = self.workspace.conversations.between([person.id])
        event: Json = {"type": "app_home_opened", "user": person.id, "channel": channel.id}
        home = self.workspace.views.homes.get(person.id)
        if home and tab == "home":
            event["view"] = home.as_json(self.workspace.team_id)
        with self.live.watching(person.id) as watch:
            self.event(event | {"tab": tab})
            await _settle(watch, patience)

    def say(self, person: Member, text: str, channel: str | None) -> None:
        """Write a message."""
        place = self._place(person, channel)
        message = self.workspace.post(place, person.id, text)
        kind = {"public": "channel", "private": "group"}.get(place.kind, place.kind)
        self.event(message.as_json() | {"channel": place.id, "channel_type": kind})

    def move(self, person: Member, tz: str) -> None:
        """Move to another time zone, of which Slack tells every app that wants to know."""
        try:
            offset = self.workspace.offset(tz)
        except (ZoneInfoNotFoundError, ValueError):
            raise NotPossibleError(f"There is no time zone called “{tz}”.") from None
        moved = self.workspace.members[person.id] = replace(person, tz=tz)
        user = moved.as_user(self.workspace.team_id) | {"tz_offset": offset}
        self.event({"type": "user_change", "user": user})

    def _place(self, person: Member, channel: str | None) -> Conversation:
        if channel is None:
            return self.workspace.conversations.between([person.id])
        place = self.workspace.conversations.by_id.get(channel)
        if place is None or not place.holds(person.id):
            raise NotPossibleError("This person is not in that channel.")
        return place

    def _front(self, person: Member) -> View:
        view = self.workspace.views.top(person.id)
        if view is None:
            raise NotPossibleError("No form is open.")
        return view

    async def _interaction(self, body: Json) -> Json:
        self.calls.sent(body["type"], body)
        return await self.delivery.interaction(body)

    def _answered(self, view: View, answer: Json) -> dict[str, str]:
        action = answer.get("response_action")
        if action == "errors":
            return self._errors(view, answer.get("errors") or {})
        if action == "clear":
            self.workspace.views.clear(view.person)
        elif action in ("update", "push"):
            self._accept(lambda: self._shown(view, action, answer.get("view") or {}))
        elif self.workspace.views.top(view.person) is view:
            self.workspace.views.close(view.person)
        self.live.changed(view.person, "modal")
        return {}

    def _shown(self, view: View, action: str, given: Json) -> None:
        given = accepted(given, "modal")
        if action == "update":
            views.change(self.workspace, view, given)
        else:
            views.put(self.workspace, view.person, given, fresh=False)

    @staticmethod
    def _errors(view: View, errors: dict[str, str]) -> dict[str, str]:
        inputs = {each["block_id"] for each in view.given["blocks"] if each["type"] == "input"}
        strangers = errors.keys() - inputs
        if strangers or not errors:
            raise NotPossibleError(f"The bot complained about no field of the form: {errors}.")
        return errors

    @staticmethod
    def _accept(take: Any) -> None:
        try:
            take()
        except RefusedError as refusal:
            what = " ".join([refusal.error, *refusal.messages])
            raise NotPossibleError(f"Slack would refuse the bot's answer: {what}") from refusal


def _is_search(block: Json, block_id: str, element: Json) -> bool:
    return block["block_id"] == block_id and "external" in element["type"]


async def _settle(watch: Watch, patience: float) -> None:
    while patience and (changed := await watch.wait(patience)):
        if changed != ["channels"]:
            return
