"""Alembic's entry: run the migrations on the connection that `upgrade` was given."""

from alembic import context

from runtime.dataset.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
