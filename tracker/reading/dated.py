"""When an action is due and when it was done, from the cells of its row."""

from dataclasses import replace

from .grid import Cell
from .layout import Layout
from .reckoning import Reckoning
from .sections import Section
from .timescales import Timescale, implausible, spoken, stale
from .timescales.mention import last_day

STRUCK = "The timescale is struck through in the file; say whether it still holds."


def timescale_of(dated: list[tuple[str, Cell]], layout: Layout, by: Reckoning, section: Section) -> Timescale:
    """The timescale of a row, from its one date column or from several (a target and a new target).

    Where the row gives none, the title it stands under may: that is always asked about. A title that is a date and
    nothing else counts only where the plan has no other place for one.
    """
    above = section.timescale()
    if not dated and above and not (section.bare and layout.has("timescale")):
        return above
    if not layout.has("timescale"):
        return Timescale("", "none_or_tbc", needs_review=True, reason="The plan has no column for a date.")
    if len(dated) <= 1:
        return cell_timescale(dated[0][1], by) if dated else by.read("")
    answers = [cell_timescale(cell, by) for _, cell in dated]
    text = "\n".join(answer.text for answer in answers)
    days = tuple(dict.fromkeys(day for answer in answers for day in answer.deadlines))
    done = next((answer.completed_on for answer in answers if answer.completed_on), None)
    said = "; ".join(f"{heading}: {cell.text}" for heading, cell in dated)
    why = f"Dates stand in {len(dated)} columns ({said}); choose the one that holds."
    return Timescale(text, "multiple", days, done, any(answer.ongoing for answer in answers), True, why)


def cell_timescale(cell: Cell, by: Reckoning) -> Timescale:
    """The timescale of one cell. What is struck through in it is never a date without a question."""
    if cell.struck:
        answer = standing_timescale(cell, by)
        return replace(answer, needs_review=True, reason=" ".join(filter(None, (STRUCK, answer.reason))))
    if cell.crossed:
        left = standing_timescale(replace(cell, text=cell.standing or "", day=None), by)
        why = f"Struck through in the file: {quoted(cell.crossed)}. What is left was read."
        return replace(left, text=cell.text, needs_review=True, reason=" ".join(filter(None, (why, left.reason))))
    return standing_timescale(cell, by)


def quoted(words: tuple[str, ...]) -> str:
    return " and ".join(f"“{one}”" for one in words)


def standing_timescale(cell: Cell, by: Reckoning) -> Timescale:
    """A true date needs no reading of words; a format that shows only the month means the month."""
    if cell.fault:
        return Timescale(cell.text, "none_or_tbc", needs_review=True, reason=cell.fault)
    if cell.day is None:
        return by.read(cell.text)
    day = cell.day if cell.day_shown else last_day(cell.day.year, cell.day.month)
    kind = "date" if cell.day_shown else "month"
    if wrong := implausible(day, by.agreed):
        return Timescale(cell.text, kind, needs_review=True, reason=wrong)
    why = stale(day, by.agreed)
    return Timescale(cell.text, kind, (day,), needs_review=why is not None, reason=why)


def claimed(answer: Timescale, cells: dict[int, Cell], layout: Layout, by: Reckoning) -> Timescale:
    """The date in a column for completions is the agency's claim; beside it the deadline stays as it is."""
    column = next((column for column in layout.of("date_completed") if column in cells), None)
    if column is None:
        return answer
    cell = cells[column]
    read = cell_timescale(cell, Reckoning(calendar=by.calendar))
    done = read.completed_on or (read.deadlines[0] if len(read.deadlines) == 1 else None)
    if done is None or read.needs_review:
        why = f"The completion date “{cell.text}” could not be read: {read.reason}"
        return replace(
            answer,
            completed_on=answer.completed_on or done,
            needs_review=True,
            reason=f"{answer.reason or ''} {why}".strip(),
        )
    if answer.completed_on and answer.completed_on != done:
        why = f"Two completion dates are given: {spoken(answer.completed_on)} and {spoken(done)}."
        return replace(answer, needs_review=True, reason=f"{answer.reason or ''} {why}".strip())
    return replace(answer, completed_on=done)
