"""The posts of an invented children's service, from its Director to the night shift of a home."""

import random
from dataclasses import dataclass
from typing import Final

NIGHTS: Final = "Mon-Sun 20:00-08:00"
DAYS: Final = "Mon-Sun 07:30-20:30"
OFFICE_PATTERNS: Final = ("", "", "", "", "", "Mon-Fri 08:00-16:00", "Mon-Thu 09:00-17:00")

SOCIAL_WORKER: Final = "Social worker"
FAMILY_SUPPORT: Final = "Family support worker"
RESIDENTIAL: Final = "Residential worker"
AGENCY_FAMILIES: Final = (SOCIAL_WORKER, RESIDENTIAL, "Practice lead")
NEWLY_QUALIFIED: Final = "Newly qualified social worker"
OVERSEAS: Final = "Overseas-recruited social worker"


@dataclass(frozen=True)
class Post:
    """One person's job, before it has a person."""

    job_family: str
    contract: str = "Permanent"
    manages: str = ""  # paths of units, in the form of a people file
    roles: str = ""
    working_pattern: str = ""  # empty: the organisation's hours

    @property
    def may_be_agency(self) -> bool:
        """Say whether an agency may fill it."""
        return self.job_family in AGENCY_FAMILIES and not self.manages

    @property
    def is_front_line(self) -> bool:
        """Say whether a champion may come from it."""
        return self.job_family in (SOCIAL_WORKER, FAMILY_SUPPORT, RESIDENTIAL) and not self.roles

    @property
    def is_new(self) -> bool:
        """Say whether its holder has come within the year."""
        return self.job_family in (NEWLY_QUALIFIED, OVERSEAS)


def direct_posts(unit: str, count: int) -> list[Post]:
    """One to three posts directly in a service, the first its head."""
    posts = [
        Post("Senior leader", manages=unit, roles="leader"),
        Post("Practice lead"),
        Post("Administrator"),
    ]
    return posts[:count]


def team_posts(team: str, count: int, rng: random.Random, *, is_home: bool) -> list[Post]:
    """The posts of a team: its manager, then the people who see families."""
    families = [RESIDENTIAL] if is_home else _team_families(rng)
    posts = [Post("Team manager", manages=team)]
    for place in range(count - 1):
        family = families[place % len(families)]
        if family == RESIDENTIAL:
            pattern = NIGHTS if place % 2 else DAYS
        else:
            pattern = rng.choice(OFFICE_PATTERNS)
        fixed = family == FAMILY_SUPPORT and rng.random() < 0.2
        contract = "Fixed term" if fixed else "Permanent"
        posts.append(Post(family, contract, working_pattern=pattern))
    return posts


def leadership_posts(organisation: str, unit: str) -> list[Post]:
    """The direct posts of the leadership: the Director, a head, and the Principal Social Worker."""
    return [
        Post("Senior leader", manages=organisation, roles="leader"),
        Post("Senior leader", manages=unit, roles="leader"),
        Post("Practice lead", roles="psw"),
    ]


def leadership_team_posts(team: str, count: int, kind: int, *, first: bool) -> list[Post]:
    """The posts of a team that serves the whole organisation; the first holds HR and admin."""
    families = ("Workforce adviser", "Independent reviewing officer", "Administrator")
    posts = [Post("Team manager", manages=team)]
    if first:
        posts += [
            Post("Workforce adviser", roles="hr"),
            Post("Systems administrator", roles="admin"),
        ]
    if first and count > 4:
        posts.append(Post("Workforce adviser", roles="hr"))
    return posts[:count] + [Post(families[kind]) for _ in range(count - len(posts))]


def _team_families(rng: random.Random) -> list[str]:
    usual = [SOCIAL_WORKER] * 4 + [FAMILY_SUPPORT, NEWLY_QUALIFIED, SOCIAL_WORKER]
    if rng.random() < 0.4:
        usual.insert(3, OVERSEAS)
    return ["Practice lead", *usual, "Administrator"]
