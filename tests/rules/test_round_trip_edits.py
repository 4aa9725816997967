"""Fifty cells of a plan edited are fifty changes, and any plan given back unchanged proposes nothing."""

import io
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.plans import agency_sheet, workbook
from tests.rules.test_round_trip import assert_proposes_nothing, given_back, proposed, taken_in
from tests.soak import examples
from tests.taking_in import TRUST, a_review_of_the_trust
from tracker.outside.files import FileStore
from tracker.queries.imports import made_by

pytestmark = pytest.mark.usefixtures("database")

ROWS = 72
FIRST = 6
OUTCOME, ACTION, LEAD, TIMESCALE, MEASURE = 3, 4, 5, 6, 7
PLACES = ("ward", "clinic", "school", "surgery", "hostel", "nursery", "court", "station", "depot")
DEEDS = ("Train", "Audit", "Brief", "Supervise", "Survey", "Write to", "Visit", "Meet with")
POSTS = ("Named Nurse", "Named Doctor", "Head of Service", "Service Manager")


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def a_row(number: int) -> list[Any]:
    place, deed = PLACES[number % len(PLACES)], DEEDS[number // len(PLACES)]
    return [
        str(number + 1),
        f"Recommendation {number + 1}: the {place} should be ready to {deed.lower()} when a baby is not thriving.",
        f"Every {place} is safer after step {number + 1}",
        f"{deed} each {place} about what the review found in paragraph {number + 3}.",
        POSTS[number % len(POSTS)],
        (date(2016, 1, 8) + timedelta(days=7 * number), "dd/mm/yyyy") if number % 5 else "End of March 2016",
        f"Number of {place} records that show it",
    ]


def edit(page: Any, row: int, column: int, number: int) -> None:
    cell = page.cell(row, column)
    if column == TIMESCALE:
        cell.value, cell.number_format = date(2017, 2, 1) + timedelta(days=number), "d mmmm yyyy"
    elif column == LEAD:
        cell.value = POSTS[(POSTS.index(cell.value) + 1) % len(POSTS)]
    else:
        cell.value = f"{cell.value} and report it to the board by letter {number}"


@pytest.mark.parametrize("seed", range(3))
def test_fifty_cells_edited_are_exactly_fifty_changes(files: FileStore, seed: int) -> None:
    review = a_review_of_the_trust()
    taken_in(review, files, workbook(agency_sheet("LPT", TRUST, *(a_row(number) for number in range(ROWS)))))
    book = load_workbook(io.BytesIO(given_back(review, files).data))
    cells = [(row, column) for row in range(FIRST, FIRST + ROWS) for column in range(OUTCOME, MEASURE + 1)]
    edited = sorted(random.Random(seed).sample(cells, 50))
    for number, (row, column) in enumerate(edited):
        edit(book["LPT"], row, column, number)
    stream = io.BytesIO()
    book.save(stream)
    plan = proposed(review, files, stream.getvalue())
    fields = {
        "outcome_sought": OUTCOME,
        "text": ACTION,
        "leads": LEAD,
        "timescale": TIMESCALE,
        "outcome_measure": MEASURE,
    }
    found = [(int(row.row.source.rpartition("!")[2]), fields[change.field]) for row, change in plan.changes]
    assert sorted(found) == edited
    assert (plan.new_recommendations, plan.new_actions, len(plan.gone)) == (0, 0, 0)


SIGNS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Co", "Cn"], include_characters="\n=+-@"), max_size=60
)
CELL = st.one_of(
    SIGNS,
    st.sampled_from(
        ["", "31/03/2016", "=1+1", "-see above", "@Head of Service", "31.03.2015\n31.05.2015", "[Tracker]", "Ongoing",
         "Named Nurse\nNamed Doctor",
         "Teach staff.\nTell the board.", "By September 2015", "Completed May 2015", "Amber"]
    ),
    st.dates(date(2014, 1, 1), date(2019, 12, 31)),
)  # fmt: skip
A_ROW = st.lists(CELL, min_size=7, max_size=9)
HEADINGS = ("Status", "Progress", "Date completed", "Comments", "RAG")


@settings(max_examples=examples(25), deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(A_ROW, min_size=1, max_size=6), more=st.permutations(HEADINGS))
def test_any_plan_given_back_and_taken_in_proposes_nothing(
    files: FileStore, rows: list[list[Any]], more: list[str]
) -> None:
    sheet = agency_sheet("LPT", TRUST, *([str(number), *row[1:]] for number, row in enumerate(rows, 1)))
    sheet.headings = (*sheet.headings, *more[:2])
    review = a_review_of_the_trust()
    batch = taken_in(review, files, workbook(sheet))
    if made_by(batch)["actions"]:
        assert_proposes_nothing(proposed(review, files, given_back(review, files).data))
