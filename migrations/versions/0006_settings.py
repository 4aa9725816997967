"""What a board has settled for itself: its calendar, its status words, its layouts."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "board_calendar",
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("autumn_ends", sa.String(length=200), nullable=False),
        sa.Column("spring_ends", sa.String(length=200), nullable=False),
        sa.Column("summer_ends", sa.String(length=200), nullable=False),
        sa.Column(
            "quarters",
            sa.Enum(
                "financial",
                "calendar",
                "ask",
                name="quarter_reading",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_calendar_board_id_board")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_calendar")),
        sa.UniqueConstraint("board_id", name=op.f("uq_board_calendar_board_id")),
    )
    op.create_table(
        "status_word",
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("written_as", sa.String(length=200), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column(
            "meaning",
            sa.Enum(
                "done",
                "on track",
                "at risk",
                "off track",
                "not started",
                "says nothing",
                name="claim_meaning",
                native_enum=False,
                create_constraint=True,
                length=60,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_status_word_board_id_board")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_word")),
        sa.UniqueConstraint("board_id", "folded", name=op.f("uq_status_word_board_id_folded")),
    )
    op.create_table(
        "layout_choice",
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=200), nullable=False),
        sa.Column("heading", sa.Text(), nullable=False),
        sa.Column("field", sa.String(length=200), nullable=False),
        sa.Column("chosen_by_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_layout_choice_board_id_board")),
        sa.ForeignKeyConstraint(["chosen_by_id"], ["person.id"], name=op.f("fk_layout_choice_chosen_by_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_layout_choice")),
        sa.UniqueConstraint("board_id", "layout", "heading", name=op.f("uq_layout_choice_board_id_layout_heading")),
    )


def downgrade() -> None:
    op.drop_table("layout_choice")
    op.drop_table("status_word")
    op.drop_table("board_calendar")
