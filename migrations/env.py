"""Alembic's entry: runs on the connection that bot/schema.py hands over."""

from alembic import context
from sqlalchemy import create_engine

from surveys.store.tables import metadata


def run() -> None:
    """Run migrations online; a developer's own `alembic` call uses DATABASE_URL through -x url=."""
    connection = context.config.attributes.get("connection")
    if connection is None:
        url = context.get_x_argument(as_dictionary=True)["url"]
        with create_engine(url).connect() as own:
            _run_on(own)
            own.commit()
    else:
        _run_on(connection)


def _run_on(connection: object) -> None:
    context.configure(
        connection=connection,  # type: ignore[arg-type] # Alembic types it more narrowly
        target_metadata=metadata,
        render_as_batch=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
