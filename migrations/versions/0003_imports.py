"""Files taken in, row by row."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "import",
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("format", sa.String(length=200), nullable=False),
        sa.Column("fingerprint", sa.String(length=200), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("plan_date", sa.Date(), nullable=True),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "reading",
                "proposed",
                "applied",
                "set aside",
                "undone",
                name="import_status",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_by_id", sa.Integer(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("applied_by_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_by_id", sa.Integer(), nullable=True),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status = 'undone') = (undone_at IS NOT NULL AND undone_by_id IS NOT NULL)",
            name=op.f("ck_import_undone_has_who_and_when"),
        ),
        sa.CheckConstraint(
            "(status IN ('applied', 'undone')) = (applied_at IS NOT NULL AND applied_by_id IS NOT NULL)",
            name=op.f("ck_import_applied_has_who_and_when"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_import_agency_id_agency")),
        sa.ForeignKeyConstraint(["applied_by_id"], ["person.id"], name=op.f("fk_import_applied_by_id_person")),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_import_board_id_board")),
        sa.ForeignKeyConstraint(["received_by_id"], ["person.id"], name=op.f("fk_import_received_by_id_person")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_import_review_id_review")),
        sa.ForeignKeyConstraint(["undone_by_id"], ["person.id"], name=op.f("fk_import_undone_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import")),
    )
    op.create_index("ix_import_board_id_received_at", "import", ["board_id", "received_at"], unique=False)
    op.create_table(
        "import_row",
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.String(length=200), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "item",
                "continuation",
                "section",
                "guidance",
                "heading",
                "set_aside",
                name="row_kind",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.Column("corrections", sa.JSON(), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.Column("recommendation_id", sa.Integer(), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name=op.f("fk_import_row_import_id_import")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendation.id"], name=op.f("fk_import_row_recommendation_id_recommendation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
        sa.UniqueConstraint("import_id", "position", name=op.f("uq_import_row_import_id_position")),
    )
    op.create_index("ix_import_row_recommendation_id", "import_row", ["recommendation_id"], unique=False)
    op.create_index(
        "uq_import_applied_once",
        "import",
        ["review_id", sa.text("coalesce(agency_id, 0)"), "fingerprint"],
        unique=True,
        sqlite_where=sa.text("status NOT IN ('set aside', 'undone')"),
        postgresql_where=sa.text("status NOT IN ('set aside', 'undone')"),
    )


def downgrade() -> None:
    op.drop_table("import_row")
    op.drop_table("import")
