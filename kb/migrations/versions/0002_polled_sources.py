"""Sources that are polled, and the intakes by which the ledger proves its sums."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_intakes()
    op.create_table(
        "polled_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.Column("ttl", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_check_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_why", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_polled_source")),
        sa.UniqueConstraint("name", name=op.f("uq_polled_source_name")),
        sa.UniqueConstraint("place", name=op.f("uq_polled_source_place")),
    )
    op.create_index(op.f("ix_polled_source_next_check_at"), "polled_source", ["next_check_at"])
    op.create_table(
        "polled_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("stamp", sa.String(), nullable=True),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("intake_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["source_id"], ["polled_source.id"], name=op.f("fk_polled_place_source_id_polled_source")
        ),
        sa.ForeignKeyConstraint(["intake_id"], ["intake.id"], name=op.f("fk_polled_place_intake_id_intake")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_polled_place")),
        sa.UniqueConstraint("source_id", "key", name=op.f("uq_polled_place_source_id_key")),
    )


def _add_intakes() -> None:
    """The rows of one import share their instant, place and capture: each such group becomes the intake it was.

    How many items came was not counted at the time, so for these the rows are the count.
    """
    op.create_table(
        "intake",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("capture_id", sa.Integer(), nullable=True),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_intake_capture_id_capture")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake")),
    )
    op.create_index(op.f("ix_intake_source"), "intake", ["source"])
    op.add_column("ledger", sa.Column("intake_id", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE ledger SET intake_id = grouped.first FROM (SELECT id, min(id) OVER "
        "(PARTITION BY at, location, capture_id) AS first FROM ledger) AS grouped WHERE grouped.id = ledger.id"
    )
    op.execute(
        "INSERT INTO intake (id, at, location, capture_id, items) "
        "SELECT intake_id, at, location, capture_id, count(*) FROM ledger GROUP BY intake_id, at, location, capture_id"
    )
    if op.get_bind().dialect.name == "postgresql":  # whose sequence has not seen the ids given by hand
        op.execute(
            "SELECT setval(pg_get_serial_sequence('intake', 'id'), (SELECT coalesce(max(id), 0) + 1 FROM intake))"
        )
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.alter_column("intake_id", existing_type=sa.Integer(), nullable=False)
        batch_op.create_foreign_key(op.f("fk_ledger_intake_id_intake"), "intake", ["intake_id"], ["id"])
        batch_op.create_index(batch_op.f("ix_ledger_intake_id"), ["intake_id"], unique=False)


def downgrade() -> None:
    op.drop_table("polled_place")
    op.drop_index(op.f("ix_polled_source_next_check_at"), "polled_source")
    op.drop_table("polled_source")
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_intake_id"))
        batch_op.drop_constraint(batch_op.f("fk_ledger_intake_id_intake"), type_="foreignkey")
        batch_op.drop_column("intake_id")
    op.drop_index(op.f("ix_intake_source"), "intake")
    op.drop_table("intake")
