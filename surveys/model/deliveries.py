"""Deliveries: what is to be sent to whom, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """What is sent."""

    WELCOME = "welcome"
    INVITATION = "invitation"
    LATER = "later"  # the invitation again, because its reader asked for it
    DIGEST = "digest"


class DeliveryState(StrEnum):
    """How far a delivery has come."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"  # it came too late to be of use


@dataclass(frozen=True)
class Delivery:
    """One message to one person, sent at most once."""

    id: str
    kind: Kind
    person_id: str
    subject: str  # a round or release id; "" for a welcome
    due_at: datetime
    attempt: int = 0
    ambiguous: bool = False  # an earlier attempt may have arrived
    lease_until: datetime | None = None  # None: nobody has claimed it
