"""Which workspace reaches whom, where the app is installed in several; one never sees the others.

With the one token of the settings the table of workspaces is empty, and nothing here limits it.
"""

from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    and_,
    case,
    exists,
    false,
    literal,
    or_,
    select,
)

from surveys.model.deliveries import DeliveryState, Kind
from surveys.model.workspaces import Reach
from surveys.store.tables import accounts, deliveries, thanks, workspaces

_TO_CHANNEL: Final = (str(Kind.FORUM_ANSWER), str(Kind.FORUM_MINUTES))


def are_several(connection: Connection) -> bool:
    """Say whether workspaces are installed, be it one, rather than named by a token of ours."""
    return connection.execute(select(workspaces.c.id).limit(1)).first() is not None


def out_of_reach() -> ColumnElement[bool]:
    """Say of an account whether the app is not installed in its workspace, or not any more."""
    here = (workspaces.c.id == accounts.c.workspace) & workspaces.c.token.is_not(None)
    some = exists(select(literal(1)).select_from(workspaces))
    return and_(some, ~exists(select(literal(1)).where(here).correlate(accounts)))


def within(reach: Reach) -> ColumnElement[bool]:
    """Say of a delivery whether it goes to a workspace.

    What may have arrived is tried again where it was tried; what goes to nobody who could be
    reached in any is taken by whoever comes, to be given up.
    """
    table, here = deliveries.c, deliveries.c.workspace == reach.workspace
    is_sending = table.state == str(DeliveryState.SENDING)
    in_doubt = and_(or_(table.ambiguous, is_sending), table.workspace.is_not(None))
    to_channel = table.kind.in_(_TO_CHANNEL)
    to_chosen = table.kind == str(Kind.THANKS_POST)
    to_person = and_(~to_channel, ~to_chosen)
    own = accounts.c.person_id == table.person_id
    is_open = accounts.c.closed.is_(False)
    nowhere = ~exists(select(literal(1)).where(own, is_open).correlate(deliveries))
    mine = or_(_home(reach, own, is_open) == reach.workspace, nowhere)
    return or_(
        and_(to_channel, _fixed(reach.has_channel)),
        and_(to_chosen, _was_chosen_in(reach.workspace)),
        and_(to_person, in_doubt, here),
        and_(to_person, ~in_doubt, mine),
    )


def _was_chosen_in(workspace: str) -> ColumnElement[bool]:
    """Say of a thank-you whether its channel is in a workspace; one that is forgotten is in any."""
    of_it = select(literal(1)).where(thanks.c.id == deliveries.c.subject)
    elsewhere = of_it.where(thanks.c.workspace != workspace).correlate(deliveries)
    return ~exists(elsewhere)


def _home(reach: Reach, *own: ColumnElement[bool]) -> ScalarSelect[Any]:
    """Return the one installed workspace in which somebody is written to; null: there is none."""
    place = case({one: n for n, one in enumerate(reach.order)}, value=accounts.c.workspace)
    return (
        select(accounts.c.workspace)
        .where(*own, accounts.c.workspace.in_(reach.order))
        .order_by(place, accounts.c.slack_id)
        .limit(1)
        .correlate(deliveries)
        .scalar_subquery()
    )


def _fixed(value: bool) -> ColumnElement[bool]:  # noqa: FBT001 - the value itself
    return ~false() if value else false()
