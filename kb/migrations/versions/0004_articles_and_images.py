"""Articles of which a feed tells only a part, and images of reports."""

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
    op.create_table(
        "image",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("had_at", sa.DateTime(timezone=True), nullable=True),
        *_errand(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_image")),
        sa.UniqueConstraint("key", name=op.f("uq_image_key")),
    )
    op.create_index(op.f("ix_image_due_at"), "image", ["due_at"])
    op.create_index(op.f("ix_image_digest"), "image", ["digest"])
    op.create_table(
        "report_image",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("image_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_image_report_id_report")),
        sa.ForeignKeyConstraint(["image_id"], ["image.id"], name=op.f("fk_report_image_image_id_image")),
        sa.PrimaryKeyConstraint("report_id", "image_id", name=op.f("pk_report_image")),
    )
    op.create_index(op.f("ix_report_image_image_id"), "report_image", ["image_id"])


def _errand() -> list[sa.Column[object]]:
    return [
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("refusals", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(), nullable=True),
    ]


def downgrade() -> None:
    op.drop_index(op.f("ix_report_image_image_id"), "report_image")
    op.drop_table("report_image")
    op.drop_index(op.f("ix_image_digest"), "image")
    op.drop_index(op.f("ix_image_due_at"), "image")
    op.drop_table("image")
    op.drop_index(op.f("ix_article_due_at"), "article")
    op.drop_table("article")
    with op.batch_alter_table("polled_source", schema=None) as batch_op:
        batch_op.drop_column("full_text")
