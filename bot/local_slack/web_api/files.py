"""The files.* methods: an upload address, then completing, then a type a moment later."""

from bot.local_slack.block_kit.checking import Json
from bot.local_slack.people import BOT_USER
from bot.local_slack.refusals import RefusedError
from bot.local_slack.web_api.arguments import needed, structure, whole
from bot.local_slack.workspace import Workspace


def get_upload_url(workspace: Workspace, arguments: Json) -> Json:
    """files.getUploadURLExternal."""
    length = whole(arguments, "length", 0)
    if length <= 0:
        raise RefusedError("invalid_arguments", ["[ERROR] missing required field: length"])
    alt_text = str(arguments.get("alt_txt") or arguments.get("alt_text") or "")
    file = workspace.files.begin(needed(arguments, "filename"), length, alt_text)
    return {"upload_url": f"{workspace.address}/upload/{file.ticket}", "file_id": file.id}


def complete_upload(workspace: Workspace, arguments: Json) -> Json:
    """files.completeUploadExternal: shares the files in a conversation when one is named."""
    named = structure(arguments, "files") or []
    files = [workspace.files.get(each["id"]) for each in named]
    if not files or any(each.ticket for each in files):
        raise RefusedError("invalid_arguments", ["[ERROR] a file has not been uploaded"])
    for file, each in zip(files, named, strict=True):
        file.title, file.complete = each.get("title") or file.name, True
    shared = arguments.get("channel_id") or arguments.get("channels")
    for channel in str(shared).split(",") if shared else ():
        place = workspace.conversations.get(channel)
        for file in files:
            file.channels.append(channel)
        text = str(arguments.get("initial_comment") or "")
        bodies = [each.as_json(workspace.address) for each in files]
        workspace.post(place, BOT_USER, text, files=bodies)
    return {"files": [{"id": each.id, "title": each.title} for each in files]}


def info(workspace: Workspace, arguments: Json) -> Json:
    """files.info: the first answer after completing has no type yet, as in Slack."""
    file = workspace.files.get(needed(arguments, "file"))
    body = file.as_json(workspace.address)
    file.asked += file.complete
    return {"file": body}


def delete(workspace: Workspace, arguments: Json) -> Json:
    """files.delete."""
    file = workspace.files.get(needed(arguments, "file"))
    del workspace.files.by_id[file.id]
    return {}
