"""The one place that knows what time it is: stored in UTC, reckoned by London's calendar."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


class _Setting:
    zone = ZoneInfo("Europe/London")
    pinned: date | None = None


def use(*, tz_name: str = "Europe/London", today: date | None = None) -> None:
    """Set the partnership's time zone and, for tests and demonstrations only, pin the day."""
    _Setting.zone = ZoneInfo(tz_name)
    _Setting.pinned = today


def now() -> datetime:
    """This moment, in UTC; on a pinned day, the same time of that day."""
    moment = datetime.now(UTC)
    if _Setting.pinned is None:
        return moment
    local = moment.astimezone(_Setting.zone)
    return datetime.combine(_Setting.pinned, local.timetz()).astimezone(UTC)


def today() -> date:
    """The date on the partnership's wall calendar."""
    return _Setting.pinned or local(datetime.now(UTC)).date()


def local(moment: datetime) -> datetime:
    """A stored UTC moment on the partnership's clock."""
    return moment.astimezone(_Setting.zone)
