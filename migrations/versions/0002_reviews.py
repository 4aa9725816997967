"""Reviews, where their recommendations come from, and the recommendations."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "review",
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("slug", sa.String(length=200), nullable=False),
        sa.Column("prefix", sa.String(length=200), nullable=False),
        sa.Column(
            "type",
            sa.Enum(
                "SCR",
                "LCSPR",
                "SAR",
                "DHR",
                "learning review",
                "other",
                name="review_type",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("plan_date", sa.Date(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_recommendation", sa.Integer(), nullable=False),
        sa.Column("last_action", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_review_board_id_board")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
        sa.UniqueConstraint("code", name=op.f("uq_review_code")),
        sa.UniqueConstraint("prefix", name=op.f("uq_review_prefix")),
        sa.UniqueConstraint("slug", name=op.f("uq_review_slug")),
    )
    op.create_index("ix_review_board_id", "review", ["board_id"], unique=False)
    op.create_table(
        "milestone",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "commissioned",
                "report agreed",
                "sent to the inspectorate",
                "judged by it",
                "reconsidered",
                "published",
                name="milestone_kind",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "precision",
            sa.Enum("day", "month", "year", name="precision", native_enum=False, create_constraint=True, length=60),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_milestone_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
    )
    op.create_index("ix_milestone_review_id", "milestone", ["review_id"], unique=False)
    op.create_table(
        "source_report",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "overview report",
                "agency IMR",
                "health overview",
                "agency plan",
                "other",
                name="source_kind",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_source_report_agency_id_agency")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_source_report_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_report")),
        sa.UniqueConstraint("review_id", "name", name=op.f("uq_source_report_review_id_name")),
    )
    op.create_table(
        "recommendation",
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("printed_reference", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.Text(), nullable=False),
        sa.Column("to_all_agencies", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_recommendation_review_id_review")),
        sa.ForeignKeyConstraint(
            ["source_id"], ["source_report.id"], name=op.f("fk_recommendation_source_id_source_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation")),
        sa.UniqueConstraint("reference", name=op.f("uq_recommendation_reference")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_recommendation_review_id_position", "recommendation", ["review_id", "position"], unique=False)
    op.create_table(
        "recommendation_agency",
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_recommendation_agency_agency_id_agency")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_recommendation_agency_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("recommendation_id", "agency_id", name=op.f("pk_recommendation_agency")),
    )
    op.create_index(op.f("ix_recommendation_agency_agency_id"), "recommendation_agency", ["agency_id"], unique=False)
    op.create_table(
        "repeat",
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=True),
        sa.Column("printed_in", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "earlier_id IS NOT NULL OR length(printed_in) > 0", name=op.f("ck_repeat_names_the_earlier_one")
        ),
        sa.CheckConstraint(
            "earlier_id IS NULL OR earlier_id <> recommendation_id", name=op.f("ck_repeat_not_of_itself")
        ),
        sa.ForeignKeyConstraint(
            ["earlier_id"], ["recommendation.id"], name=op.f("fk_repeat_earlier_id_recommendation")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_repeat_recommendation_id_recommendation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repeat")),
        sa.UniqueConstraint(
            "recommendation_id",
            "earlier_id",
            "printed_in",
            name=op.f("uq_repeat_recommendation_id_earlier_id_printed_in"),
        ),
    )
    op.create_index("ix_repeat_earlier_id", "repeat", ["earlier_id"], unique=False)


def downgrade() -> None:
    op.drop_table("repeat")
    op.drop_table("recommendation_agency")
    op.drop_table("recommendation")
    op.drop_table("source_report")
    op.drop_table("milestone")
    op.drop_table("review")
