"""Alembic's environment: runs the migrations on the connection passed to `upgrade`."""

from alembic import context

from runtime.dataset.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
