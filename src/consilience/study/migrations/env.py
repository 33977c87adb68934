# noqa: INP001 (Alembic runs this file by its path; it is no module)
"""Run the steps between two versions of the study file on the connection that Alembic is given."""

from __future__ import annotations

from alembic import context

from consilience.study.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
