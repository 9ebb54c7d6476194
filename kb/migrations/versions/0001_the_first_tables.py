"""The tables of the first version."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "capture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("charset", sa.String(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("captured_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
    )
    with op.batch_alter_table("capture", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_capture_digest"), ["digest"], unique=False)

    op.create_table(
        "indicator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator")),
        sa.UniqueConstraint("type", "value", name=op.f("uq_indicator_type_value")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_table(
        "source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
        sa.UniqueConstraint("slug", name=op.f("uq_source_slug")),
    )
    op.create_table(
        "tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tag")),
        sa.UniqueConstraint("slug", name=op.f("uq_tag_slug")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("ref", sa.String(), nullable=True),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("category_slug", sa.String(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("lang", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("listed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_why", sa.String(), nullable=True),
        sa.Column("head_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["head_id"], ["revision.id"], name=op.f("fk_report_head_id_revision"), use_alter=True),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_report_source_id_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("number", name=op.f("uq_report_number")),
        sa.UniqueConstraint("ref", name=op.f("uq_report_ref")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_category_slug"), ["category_slug"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_changed_at"), ["changed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_kind"), ["kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_listed_at"), ["listed_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_source_id"), ["source_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_report_title_key"), ["title_key"], unique=False)

    op.create_table(
        "identity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_identity_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
        sa.UniqueConstraint("scheme", "value", name=op.f("uq_identity_scheme_value")),
    )
    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_identity_report_id"), ["report_id"], unique=False)

    op.create_table(
        "ledger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=True),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_ledger_capture_id_capture")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_ledger_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
    )
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.create_index("ix_ledger_capture_id", ["capture_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_ledger_state"), ["state"], unique=False)

    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("title_key", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("url_key", sa.String(), nullable=True),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_relation_report_id_report")),
        sa.ForeignKeyConstraint(["target_id"], ["report.id"], name=op.f("fk_relation_target_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
        sa.UniqueConstraint("report_id", "type", "position", name=op.f("uq_relation_report_id_type_position")),
    )
    with op.batch_alter_table("relation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_relation_target_id"), ["target_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_relation_title_key"), ["title_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_relation_url_key"), ["url_key"], unique=False)

    op.create_table(
        "report_indicator",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("indicator_id", sa.Integer(), nullable=False),
        sa.Column("spelling", sa.String(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["indicator.id"], name=op.f("fk_report_indicator_indicator_id_indicator")
        ),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_indicator_report_id_report")),
        sa.PrimaryKeyConstraint("report_id", "indicator_id", name=op.f("pk_report_indicator")),
    )
    with op.batch_alter_table("report_indicator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_indicator_indicator_id"), ["indicator_id"], unique=False)

    op.create_table(
        "report_tag",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_report_tag_report_id_report")),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], name=op.f("fk_report_tag_tag_id_tag")),
        sa.PrimaryKeyConstraint("report_id", "tag_id", name=op.f("pk_report_tag")),
    )
    with op.batch_alter_table("report_tag", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_tag_tag_id"), ["tag_id"], unique=False)

    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=True),
        sa.Column("capture_id", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("text_digest", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=True),
        sa.Column("lang", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("published", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=True),
        sa.Column("event_dates", sa.JSON(), nullable=False),
        sa.Column("summary", sa.String(), nullable=True),
        sa.Column("body_html", sa.String(), nullable=False),
        sa.Column("body_text", sa.String(), nullable=False),
        sa.Column("rights", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("tags", sa.JSON(), nullable=False),
        sa.Column("associated", sa.JSON(), nullable=False),
        sa.Column("index", sa.JSON(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_revision_capture_id_capture")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_revision_report_id_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_revision_report_id_number")),
    )
    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_digest"), ["digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_revision_report_id"), ["report_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_revision_text_digest"), ["text_digest"], unique=False)

    if op.get_bind().dialect.name != "sqlite":  # which has it in the table itself and could not add it later
        op.create_foreign_key(op.f("fk_report_head_id_revision"), "report", "revision", ["head_id"], ["id"])

    op.create_table(
        "slug",
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_slug_report_id_report")),
        sa.PrimaryKeyConstraint("report_id", "slug", name=op.f("pk_slug")),
    )
    with op.batch_alter_table("slug", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slug_slug"), ["slug"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("slug", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slug_slug"))

    op.drop_table("slug")
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint(op.f("fk_report_head_id_revision"), "report", type_="foreignkey")

    with op.batch_alter_table("revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_text_digest"))
        batch_op.drop_index(batch_op.f("ix_revision_report_id"))
        batch_op.drop_index(batch_op.f("ix_revision_digest"))

    op.drop_table("revision")
    with op.batch_alter_table("report_tag", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_tag_tag_id"))

    op.drop_table("report_tag")
    with op.batch_alter_table("report_indicator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_indicator_indicator_id"))

    op.drop_table("report_indicator")
    with op.batch_alter_table("relation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_relation_url_key"))
        batch_op.drop_index(batch_op.f("ix_relation_title_key"))
        batch_op.drop_index(batch_op.f("ix_relation_target_id"))

    op.drop_table("relation")
    with op.batch_alter_table("ledger", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_ledger_state"))
        batch_op.drop_index("ix_ledger_capture_id")

    op.drop_table("ledger")
    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_identity_report_id"))

    op.drop_table("identity")
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_report_title_key"))
        batch_op.drop_index(batch_op.f("ix_report_source_id"))
        batch_op.drop_index(batch_op.f("ix_report_listed_at"))
        batch_op.drop_index(batch_op.f("ix_report_kind"))
        batch_op.drop_index(batch_op.f("ix_report_changed_at"))
        batch_op.drop_index(batch_op.f("ix_report_category_slug"))

    op.drop_table("report")
    op.drop_table("tag")
    op.drop_table("source")
    op.drop_table("outbox")
    op.drop_table("indicator")
    with op.batch_alter_table("capture", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_capture_digest"))

    op.drop_table("capture")
