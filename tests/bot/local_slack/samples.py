"""People, blocks and forms that the workspace's tests are made of."""

from slack_sdk import WebClient

from bot.local_slack import Channel, LocalSlack, Member, UserGroup
from bot.scopes import METHODS

ASHA = Member("U001", "Asha Patel", "asha@example.org", "Social worker")
BEN = Member("U002", "Ben Okoro", "ben@example.org", "Team manager", is_admin=True)
PRIVATE = Channel("G0CHAMPS", "champions", ("U002",), is_private=True)
GENERAL = Channel("C0GENERAL", "general")
OF_CONVERSATIONS = ("channels:history", "channels:read", "im:history", "im:read")
EVERYTHING = sorted({one for one in METHODS.values() if one} | {*OF_CONVERSATIONS})


def workspace(**settings) -> LocalSlack:
    given = {"channels": (GENERAL, PRIVATE), "user_groups": (UserGroup("S1", "x", "X", ("U002",)),)}
    slack = LocalSlack([ASHA, BEN], **(given | settings))
    slack.grant(*EVERYTHING)  # these tests call more than the bot does
    return slack


def plain(text: str) -> dict:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> dict:
    return {"type": "mrkdwn", "text": text}


def option(value: str) -> dict:
    return {"text": plain(value.capitalize()), "value": value}


def button(action_id: str, text: str = "Answer", **more) -> dict:
    return {"type": "button", "action_id": action_id, "text": plain(text), **more}


def asked(block_id: str, element: dict, **more) -> dict:
    given = {"action_id": "given", **element}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id.capitalize()),
        "element": given,
        **more,
    }


FEELING = asked("feeling", {"type": "radio_buttons", "options": [option("good"), option("hard")]})
COMMENT = asked("comment", {"type": "plain_text_input", "max_length": 20}, optional=True)


def form(*blocks: dict, **more) -> dict:
    return {
        "type": "modal",
        "callback_id": "pulse",
        "title": plain("Your pulse"),
        "submit": plain("Send"),
        "blocks": list(blocks) or [FEELING, COMMENT],
        **more,
    }


def invite(client: WebClient, person: str = "U001", action_id: str = "answer") -> tuple[str, str]:
    channel = client.conversations_open(users=person)["channel"]["id"]
    blocks = [
        {"type": "section", "text": mrkdwn("*How are you?*")},
        {"type": "actions", "elements": [button(action_id)]},
    ]
    posted = client.chat_postMessage(channel=channel, text="How are you?", blocks=blocks)
    return channel, posted["ts"]
