"""What every table has: named constraints, an id, and times kept in UTC."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Boolean, DateTime, Dialect, MetaData, String, Text, TypeDecorator
from sqlalchemy import Enum as SqlEnum
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcTime(TypeDecorator[datetime]):
    """A moment with its zone, in UTC on the way in and out, though SQLite keeps none."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def words(kind: type[Any], name: str = "") -> SqlEnum:
    """A column that holds one of the words of a vocabulary, spelled as on the page and checked by the database.

    A table with two such columns of one vocabulary gives the second a `name`, since constraints are named by it.
    """
    return SqlEnum(
        kind,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        length=60,
        name=name or _snake(kind.__name__),
    )


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")


class Base(DeclarativeBase):
    """Every record."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {
        str: Text(),
        bool: Boolean(),
        datetime: UtcTime(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }

    id: Mapped[int] = mapped_column(primary_key=True)


Short = String(200)
