"""Who may ask for a pack in Slack, who enters figures beside it, who signs a commentary."""

import pytest

from surveys.model.commentary import Signer
from surveys.model.packs import Audience
from surveys.model.people import Role
from surveys.rules.packs import may_enter, may_have, signer_of
from tests.surveys.store.samples import person

ABOVE_TEAMS = (Audience.BOARD, Audience.MEMBERS)
WHOLE = (*ABOVE_TEAMS, Audience.LEADERS)


@pytest.mark.parametrize(
    ("role", "packs", "enters", "signer"),
    [
        (Role.LEADER, WHOLE, False, Signer.LEADER),
        (Role.HR, WHOLE, True, None),
        (Role.PSW, ABOVE_TEAMS, False, Signer.PSW),
        (Role.CHAMPION, (), False, None),
        (Role.ADMIN, (), False, None),
    ],
)
def test_each_role_has_its_own_and_nobody_more(
    role: Role, packs: tuple[Audience, ...], enters: bool, signer: Signer | None
) -> None:
    one = person(roles=frozenset({role}))
    assert (may_have(one), may_enter(one), signer_of(one)) == (packs, enters, signer)
    gone = person(roles=frozenset({role}), active=False)
    assert (may_have(gone), may_enter(gone), signer_of(gone)) == ((), False, None)


def test_managing_a_team_gives_no_pack_and_a_leader_signs_as_one() -> None:
    manager = person(manages=("team",))
    assert (may_have(manager), may_enter(manager), signer_of(manager)) == ((), False, None)
    assert signer_of(person(roles=frozenset({Role.LEADER, Role.PSW}))) is Signer.LEADER
