"""Picturing: what a picture of a weekly digest shows, from what was displayed and nothing else."""

from datetime import timedelta

from surveys.model.messages import Digest
from surveys.model.packs import Point
from surveys.model.pictures import Picture
from surveys.model.releases import Tier
from surveys.model.surveys import WEEKLY_PULSE
from surveys.rules import trends
from surveys.runtime import Runtime


def place_of(message: Digest) -> str | None:
    """Return the node whose picture a digest bears: where its first figures stand.

    None: it is no digest of a week of the pulse, or nothing can be shown.
    """
    if message.about is not None or message.tier is not Tier.WEEKLY or not message.release_id:
        return None
    return next((one.node_id for part in message.parts for one in part.sections), None)


def picture_of(runtime: Runtime, release_id: str, node_id: str) -> Picture | None:
    """Return the picture of one place as of one weekly release. None: too little is displayed."""
    items = runtime.bank.item_by_id
    with runtime.store.published() as db:
        release = db.releases.get(release_id)
        if release.survey != WEEKLY_PULSE or release.tier is not Tier.WEEKLY:
            return None
        until = release.closed + timedelta(microseconds=1)  # this release too
        since = release.local_date - trends.A_YEAR
        weeks = db.series.weeks(release.survey, release.tier, since, until)
        past = db.series.at(release.survey, release.tier, node_id, items, until, since)
    displayed: dict[str, list[Point]] = {}
    for one in past:
        item = items[one.cell.question_id]
        point = trends.point(item, one.local_date, one.cell, one.rate)
        displayed.setdefault(item.id, []).append(point)
    return trends.picture(runtime.bank, weeks, displayed)
