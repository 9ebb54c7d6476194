"""Articles of which a feed tells only a part."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("polled_source", schema=None) as batch_op:
        batch_op.add_column(sa.Column("full_text", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_table(
        "article",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("chosen", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        *_errand(),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_article_report_id_report")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_article")),
    )
    op.create_index(op.f("ix_article_due_at"), "article", ["due_at"])


def _errand() -> list[sa.Column[object]]:
    return [
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=True),
    ]


def downgrade() -> None:
    op.drop_index(op.f("ix_article_due_at"), "article")
    op.drop_table("article")
    with op.batch_alter_table("polled_source", schema=None) as batch_op:
        batch_op.drop_column("full_text")
