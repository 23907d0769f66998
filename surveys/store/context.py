"""Context: what HR enters about a quarter, by part of the organisation."""

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from surveys.model.context import ContextFigure, Event, Marker, Measure
from surveys.model.quarters import Quarter
from surveys.store.tables import context_figures, context_markers


class Context:
    """Figures and days that stand beside results."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def figures(self) -> tuple[ContextFigure, ...]:
        """Return every figure, the oldest quarter first."""
        table = context_figures.c
        query = select(context_figures).order_by(
            table.year, table.quarter, table.unit_id, table.measure
        )
        return tuple(
            ContextFigure(
                Quarter(row.year, row.quarter), row.unit_id, Measure(row.measure), row.value
            )
            for row in self._connection.execute(query)
        )

    def put(self, figure: ContextFigure) -> None:
        """Keep a figure, in place of the one there was."""
        self.take(figure.quarter, figure.unit_id, figure.measure)
        self._connection.execute(
            insert(context_figures).values(
                year=figure.quarter.year,
                quarter=figure.quarter.number,
                unit_id=figure.unit_id,
                measure=str(figure.measure),
                value=figure.value,
            )
        )

    def take(self, quarter: Quarter, unit_id: str, measure: Measure) -> bool:
        """Remove a figure; say whether there was one."""
        table = context_figures.c
        done = self._connection.execute(
            delete(context_figures).where(
                table.year == quarter.year,
                table.quarter == quarter.number,
                table.unit_id == unit_id,
                table.measure == str(measure),
            )
        )
        return done.rowcount == 1

    def markers(self) -> tuple[Marker, ...]:
        """Return every marker, the oldest first."""
        table = context_markers.c
        query = select(context_markers).order_by(table.on_day, table.event, table.unit_id)
        return tuple(
            Marker(row.on_day, Event(row.event), row.unit_id, row.label)
            for row in self._connection.execute(query)
        )

    def mark(self, marker: Marker) -> None:
        """Keep a marker, in place of the one of its kind, day and part."""
        self.unmark(marker)
        self._connection.execute(
            insert(context_markers).values(
                on_day=marker.on,
                event=str(marker.event),
                unit_id=marker.unit_id,
                label=marker.label,
            )
        )

    def unmark(self, marker: Marker) -> bool:
        """Remove the marker of a kind, day and part; say whether there was one."""
        table = context_markers.c
        same: tuple[ColumnElement[bool], ...] = (
            table.on_day == marker.on,
            table.event == str(marker.event),
            table.unit_id == marker.unit_id,
        )
        return self._connection.execute(delete(context_markers).where(*same)).rowcount == 1
