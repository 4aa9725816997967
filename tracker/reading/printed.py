"""What a cell shows on the page: its value by its number format, as a person in Britain would see it."""

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from .timescales import spoken

TOKENS = re.compile(r"\\(.)|\"([^\"]*)\"|\[[^\]]*\]|_.|(d+|m+|y+|h+|s+)|(am/pm|a/p|general|@)|(.)", re.IGNORECASE)
LOCAL_SHORT = ("mm-dd-yy", "m/d/yy", "m/d/yyyy", "mm/dd/yyyy")  # shown day first on a British machine
DECIMALS = re.compile(r"^[#,]*0\.(0+)$")


def shown(value: Any, number_format: str) -> str:
    """The text of a value. Texts are themselves; numbers keep the decimals that their format shows."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime | date):
        return shown_date(value, number_format)
    if isinstance(value, time):
        # A date format over a zero or a fraction of a day gives a bare time.
        return "00/01/1900" if re.search("[dy]", number_format, re.IGNORECASE) else value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float):
        return shown_number(float(value), number_format)
    return str(value)


def shown_number(value: float, number_format: str) -> str:
    if number_format.endswith("%"):
        return f"{value * 100:.10g}%"
    if decimals := DECIMALS.match(number_format):
        return f"{value:.{len(decimals[1])}f}"
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return repr(round(value, 10))


def shows_day(number_format: str) -> bool:
    """Whether a date format shows the day of the month: "mmm yyyy" does not."""
    bare = re.sub(r"\\.|\"[^\"]*\"|\[[^\]]*\]", "", number_format.split(";")[0]).lower()
    return "d" in bare or "m" not in bare


def shown_date(value: date, number_format: str) -> str:
    form = number_format.split(";")[0]
    if form.lower() in LOCAL_SHORT or month_first(form):
        return f"{value.day:02}/{value.month:02}/{value.year}"
    text = "".join(piece(found, value) for found in TOKENS.finditer(form)).strip()
    return text if re.search(r"[0-9]", text) else spoken(value)


def month_first(form: str) -> bool:
    bare = re.sub(r"\\.|\"[^\"]*\"|\[[^\]]*\]", "", form).lower()
    return re.match(r"\s*m{1,2}[^a-z]+d", bare) is not None


def piece(found: re.Match[str], value: date) -> str:
    escaped, quoted, letters, _, other = found.groups()
    if letters:
        return letters_of(letters.lower(), value)
    return escaped or quoted or other or ""


def letters_of(letters: str, value: date) -> str:
    size = len(letters)
    if letters[0] == "d":
        return (str(value.day), f"{value.day:02}", f"{value:%a}", f"{value:%A}")[min(size, 4) - 1]
    if letters[0] == "m":
        return (str(value.month), f"{value.month:02}", f"{value:%b}", f"{value:%B}")[min(size, 4) - 1]
    if letters[0] == "y":
        return f"{value.year % 100:02}" if size <= 2 else f"{value.year:04}"
    return ""
