"""Every table. Rosters say who was asked and releases say what; nothing joins the two."""

from surveys.store.tables.acting import action_changes, actions
from surveys.store.tables.administering import (
    acts,
    acts_removed,
    reconciliations,
    role_proposals,
)
from surveys.store.tables.asking import (
    ballots,
    occurrences,
    postponements,
    rosters,
    rounds,
    schedules,
    seats_forgotten,
    survey_revisions,
    surveys,
    threshold_marks,
    window_nodes,
    windows,
)
from surveys.store.tables.base import metadata
from surveys.store.tables.context import context_figures, context_markers
from surveys.store.tables.events import events
from surveys.store.tables.forum import (
    forum_agenda,
    forum_answers,
    forum_cycles,
    forum_decisions,
    forum_letters,
    forum_notes,
    forum_questions,
    forum_quotas,
    forum_replies,
    forum_votes,
)
from surveys.store.tables.leaving import (
    exit_boxes,
    exit_cells,
    exit_pools,
    exit_releases,
    exit_texts,
    leavers,
)
from surveys.store.tables.packs import pack_commentary
from surveys.store.tables.people import (
    accounts,
    managers,
    milestones_told,
    people,
    people_dates,
    roles,
    units,
)
from surveys.store.tables.published import (
    comments,
    release_cells,
    release_turnout,
    releases,
    unit_totals,
)
from surveys.store.tables.sending import UNFINISHED, deliveries, paces, pictures
from surveys.store.tables.thanking import thanked, thanks, thanks_months
from surveys.store.tables.upkeep import compatibility, installation, restores, retention
from surveys.store.tables.workspaces import install_states, workspaces

__all__ = [
    "UNFINISHED",
    "accounts",
    "action_changes",
    "actions",
    "acts",
    "acts_removed",
    "ballots",
    "comments",
    "compatibility",
    "context_figures",
    "context_markers",
    "deliveries",
    "events",
    "exit_boxes",
    "exit_cells",
    "exit_pools",
    "exit_releases",
    "exit_texts",
    "forum_agenda",
    "forum_answers",
    "forum_cycles",
    "forum_decisions",
    "forum_letters",
    "forum_notes",
    "forum_questions",
    "forum_quotas",
    "forum_replies",
    "forum_votes",
    "install_states",
    "installation",
    "leavers",
    "managers",
    "metadata",
    "milestones_told",
    "occurrences",
    "paces",
    "pack_commentary",
    "people",
    "people_dates",
    "pictures",
    "postponements",
    "reconciliations",
    "release_cells",
    "release_turnout",
    "releases",
    "restores",
    "retention",
    "role_proposals",
    "roles",
    "rosters",
    "rounds",
    "schedules",
    "seats_forgotten",
    "survey_revisions",
    "surveys",
    "thanked",
    "thanks",
    "thanks_months",
    "threshold_marks",
    "unit_totals",
    "units",
    "window_nodes",
    "windows",
    "workspaces",
]
