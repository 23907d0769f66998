"""Surveys: what each one asks, revision by revision, and where it is in its life."""

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update
from sqlalchemy.exc import IntegrityError

from surveys.model.definitions import survey_as_json, survey_of_json
from surveys.model.surveys import KeptSurvey, Survey, SurveyState
from surveys.store.tables import rounds, survey_revisions, surveys


class Surveys:
    """Every survey that was ever kept. A revision, once kept, never changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, survey: Survey, state: SurveyState = SurveyState.DRAFT) -> bool:
        """Keep a survey as its first revision; False when there is one of that id already."""
        try:
            with self._connection.begin_nested():
                self._connection.execute(
                    insert(surveys).values(id=survey.id, state=str(state), revision=1)
                )
        except IntegrityError:
            return False
        self._keep(survey, 1)
        return True

    def get(self, survey_id: str) -> KeptSurvey:
        """Return one survey as its newest revision. Raises LookupError."""
        found = self.find(survey_id)
        if found is None:
            raise LookupError(survey_id)
        return found

    def find(self, survey_id: str) -> KeptSurvey | None:
        """Return one survey as its newest revision. None: there is none of that id."""
        found = self._listed(surveys.c.id == survey_id)
        return found[0] if found else None

    def all(self) -> tuple[KeptSurvey, ...]:
        """Return every survey as its newest revision, by id."""
        return self._listed()

    def in_state(self, state: SurveyState) -> tuple[KeptSurvey, ...]:
        """Return the surveys in one state, by id."""
        return self._listed(surveys.c.state == str(state))

    def revise(self, survey: Survey, seen: int) -> bool:
        """Keep a new revision on top of the one we saw; False when it is the newest no more."""
        done = self._connection.execute(
            update(surveys)
            .where(surveys.c.id == survey.id, surveys.c.revision == seen)
            .values(revision=seen + 1)
        )
        if done.rowcount == 0:
            return False
        self._keep(survey, seen + 1)
        return True

    def definition(self, survey_id: str, revision: int) -> Survey:
        """Return a survey as one of its revisions has it. Raises LookupError."""
        query = select(survey_revisions.c.definition).where(
            survey_revisions.c.survey_id == survey_id, survey_revisions.c.revision == revision
        )
        found = self._connection.execute(query).scalar()
        if found is None:
            raise LookupError(survey_id, revision)
        return survey_of_json(found)

    def set_state(self, survey_id: str, seen: SurveyState, state: SurveyState) -> bool:
        """Move a survey on from the state we saw; False when it is in another by now."""
        done = self._connection.execute(
            update(surveys)
            .where(surveys.c.id == survey_id, surveys.c.state == str(seen))
            .values(state=str(state))
        )
        return done.rowcount == 1

    def revision_asked(self, survey_id: str, round_number: int) -> int | None:
        """Return which revision a round asked. None: there is no such round."""
        query = select(rounds.c.revision).where(
            rounds.c.survey == survey_id, rounds.c.number == round_number
        )
        return self._connection.execute(query).scalar()

    def revisions_asked(self, survey_id: str) -> tuple[int, ...]:
        """Return every revision that any round of a survey asked, the oldest first."""
        query = (
            select(rounds.c.revision)
            .where(rounds.c.survey == survey_id)
            .distinct()
            .order_by(rounds.c.revision)
        )
        return tuple(self._connection.execute(query).scalars())

    def _keep(self, survey: Survey, revision: int) -> None:
        self._connection.execute(
            insert(survey_revisions).values(
                survey_id=survey.id, revision=revision, definition=survey_as_json(survey)
            )
        )

    def _listed(self, *chosen: Any) -> tuple[KeptSurvey, ...]:
        newest = (survey_revisions.c.survey_id == surveys.c.id) & (
            survey_revisions.c.revision == surveys.c.revision
        )
        query = (
            select(surveys, survey_revisions.c.definition)
            .join(survey_revisions, newest)
            .where(*chosen)
            .order_by(surveys.c.id)
        )
        return tuple(_kept(row) for row in self._connection.execute(query))


def _kept(row: Row[Any]) -> KeptSurvey:
    return KeptSurvey(survey_of_json(row.definition), SurveyState(row.state), row.revision)
