"""Runs the migrations with the same settings as the program, under a lock so that two starts cannot both migrate."""

from alembic import context
from sqlalchemy import Connection, make_url, text

from tracker import config, db, models

MIGRATION_LOCK = 7_204_461


def run() -> None:
    given = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    settings = config.from_environment(production=False)
    engine = db.engine_for(make_url(context.config.attributes.get("url") or settings.database_url))
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()


def migrate(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
    context.configure(
        connection=connection,
        target_metadata=models.Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
