"""Commentary, for a pack: how it stands, signed by posts, with the day it was last changed."""

from surveys.model.commentary import Signer
from surveys.model.packs import Signed
from surveys.model.quarters import Quarter
from surveys.runtime import Runtime
from surveys.store.database import Published


def commentary_on(runtime: Runtime, db: Published, quarter: Quarter) -> tuple[Signed, ...]:
    """Return what leaders say of a quarter, each post's at its own place."""
    newest, zone = db.commentary.newest(quarter), runtime.policy.zone
    return tuple(
        Signed(signer, stands.at.astimezone(zone).date(), stands.body)
        for signer in Signer
        if (stands := newest.get(signer)) is not None and stands.body
    )
