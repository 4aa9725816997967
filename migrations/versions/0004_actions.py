"""Actions, their leads, progress and the steps of their life."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "action",
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(length=200), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome_sought", sa.Text(), nullable=False),
        sa.Column("outcome_measure", sa.Text(), nullable=False),
        sa.Column("timescale", sa.Text(), nullable=False),
        sa.Column("timescale_doubt", sa.Text(), nullable=False),
        sa.Column("ongoing", sa.Boolean(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("first_deadline", sa.Date(), nullable=True),
        sa.Column("no_deadline_reason", sa.Text(), nullable=False),
        sa.Column("vacancy_reason", sa.Text(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "open",
                "submitted",
                "verified",
                "signed off",
                "closed",
                "withdrawn",
                name="action_status",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("progress_on", sa.Date(), nullable=True),
        sa.Column(
            "lead_view",
            sa.Enum(
                "on track",
                "at risk",
                "off track",
                name="lead_view",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=True,
        ),
        sa.Column("anchor", sa.String(length=200), nullable=False),
        sa.Column("anchor_amount", sa.Integer(), nullable=True),
        sa.Column("anchor_unit", sa.String(length=200), nullable=False),
        sa.Column("import_row_id", sa.Integer(), nullable=True),
        sa.Column("paragraph", sa.Text(), nullable=False),
        sa.Column("demonstration", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('draft', 'withdrawn') OR agency_id IS NOT NULL", name=op.f("ck_action_agreed_has_agency")
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'withdrawn') OR deadline IS NOT NULL OR length(no_deadline_reason) > 0",
            name=op.f("ck_action_agreed_has_deadline_or_reason"),
        ),
        sa.CheckConstraint(
            "deadline IS NULL OR length(no_deadline_reason) = 0", name=op.f("ck_action_deadline_or_reason_not_both")
        ),
        sa.CheckConstraint(
            "first_deadline IS NULL OR agreed_at IS NOT NULL", name=op.f("ck_action_first_deadline_is_agreed")
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_action_agency_id_agency")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_action_board_id_board")),
        sa.ForeignKeyConstraint(["import_row_id"], ["import_row.id"], name=op.f("fk_action_import_row_id_import_row")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_action_review_id_review")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("reference", name=op.f("uq_action_reference")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_action_agency_id_deadline_id", "action", ["agency_id", "deadline", "id"], unique=False)
    op.create_index("ix_action_board_id_deadline_id", "action", ["board_id", "deadline", "id"], unique=False)
    op.create_index(
        "ix_action_board_id_status_deadline_id", "action", ["board_id", "status", "deadline", "id"], unique=False
    )
    op.create_index("ix_action_import_row_id", "action", ["import_row_id"], unique=False)
    op.create_index("ix_action_review_id_number", "action", ["review_id", "number"], unique=True)
    op.create_table(
        "action_recommendation",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_recommendation_action_id_action")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendation.id"],
            name=op.f("fk_action_recommendation_recommendation_id_recommendation"),
        ),
        sa.PrimaryKeyConstraint("action_id", "recommendation_id", name=op.f("pk_action_recommendation")),
    )
    op.create_index(
        op.f("ix_action_recommendation_recommendation_id"), "action_recommendation", ["recommendation_id"], unique=False
    )
    op.create_table(
        "action_source",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("import_row_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_action_source_action_id_action")),
        sa.ForeignKeyConstraint(
            ["import_row_id"], ["import_row.id"], name=op.f("fk_action_source_import_row_id_import_row")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_source")),
        sa.UniqueConstraint("import_row_id", "part", name=op.f("uq_action_source_import_row_id_part")),
    )
    op.create_index("ix_action_source_action_id", "action_source", ["action_id"], unique=False)
    op.create_table(
        "lead",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("accountable", sa.Boolean(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("printed_as", sa.Text(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(person_id IS NULL) <> (post_id IS NULL)", name=op.f("ck_lead_person_or_post")),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_lead_action_id_action")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lead_person_id_person")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_lead_post_id_post")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
        sa.UniqueConstraint("action_id", "person_id", name=op.f("uq_lead_action_id_person_id")),
        sa.UniqueConstraint("action_id", "post_id", name=op.f("uq_lead_action_id_post_id")),
    )
    op.create_index("ix_lead_person_id", "lead", ["person_id"], unique=False)
    op.create_index("ix_lead_post_id", "lead", ["post_id"], unique=False)
    op.create_index(
        "uq_lead_one_accountable",
        "lead",
        ["action_id"],
        unique=True,
        sqlite_where=sa.text("accountable"),
        postgresql_where=sa.text("accountable"),
    )
    op.create_table(
        "progress",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "view",
            sa.Enum(
                "on track",
                "at risk",
                "off track",
                name="lead_view",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=True,
        ),
        sa.Column("claims_done", sa.Boolean(), nullable=False),
        sa.Column("claimed_completed_on", sa.Date(), nullable=True),
        sa.Column("from_plan", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_progress_action_id_action")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_progress_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress")),
    )
    op.create_index("ix_progress_action_id_day_id", "progress", ["action_id", "day", "id"], unique=False)
    op.create_table(
        "step",
        sa.Column("action_id", sa.Integer(), nullable=False),
        sa.Column("verb", sa.String(length=200), nullable=False),
        sa.Column(
            "from_status",
            sa.Enum(
                "draft",
                "open",
                "submitted",
                "verified",
                "signed off",
                "closed",
                "withdrawn",
                name="from_status",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_status",
            sa.Enum(
                "draft",
                "open",
                "submitted",
                "verified",
                "signed off",
                "closed",
                "withdrawn",
                name="to_status",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["action_id"], ["action.id"], name=op.f("fk_step_action_id_action")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_step_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_step")),
    )
    op.create_index("ix_step_action_id_at", "step", ["action_id", "at"], unique=False)


def downgrade() -> None:
    op.drop_table("step")
    op.drop_table("progress")
    op.drop_table("lead")
    op.drop_table("action_source")
    op.drop_table("action_recommendation")
    op.drop_table("action")
