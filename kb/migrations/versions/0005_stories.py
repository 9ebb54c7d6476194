"""Stories: which report leads which, by what they are found, and what staff said of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Not in a batch, which would write the table anew: a million reports take minutes, and all other tables mean it.
    op.execute("ALTER TABLE report ADD COLUMN lead_id INTEGER CONSTRAINT fk_report_lead_id_report REFERENCES report")
    op.create_index(op.f("ix_report_lead_id"), "report", ["lead_id"])
    op.create_table(
        "sketch",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", "report_id", name=op.f("pk_sketch")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_sketch_report_id_report")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "regrouping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_regrouping")),
    )
    op.create_table(
        "ruling",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("regrouping_id", sa.Integer(), nullable=False),
        sa.Column("together", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("report_id", "other_id", "regrouping_id", name=op.f("pk_ruling")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_ruling_report_id_report")),
        sa.ForeignKeyConstraint(["other_id"], ["report.id"], name=op.f("fk_ruling_other_id_report")),
        sa.ForeignKeyConstraint(["regrouping_id"], ["regrouping.id"], name=op.f("fk_ruling_regrouping_id_regrouping")),
    )
    op.create_index(op.f("ix_ruling_regrouping_id"), "ruling", ["regrouping_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_ruling_regrouping_id"), "ruling")
    op.drop_table("ruling")
    op.drop_table("regrouping")
    op.drop_table("sketch")
    op.drop_index(op.f("ix_report_lead_id"), "report")
    op.execute("ALTER TABLE report DROP COLUMN lead_id")
