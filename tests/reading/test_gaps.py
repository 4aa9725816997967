"""What a plan lacks is told by its own numbers and its own list, and never falsely."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plans import PlanSheet, a_plan, workbook
from tracker.reading.gaps import gaps_in, printed, value_of
from tracker.reading.plan import read_plan
from tracker.reading.proposal import Column, Gap, Row, Table


def table_with(refs: list[str], agency: str | None = "City Police", name: str = "Plan") -> Table:
    rows = [Row(f"{name}!{place}", "item", ref=ref, cells={"No.": ref}) for place, ref in enumerate(refs, 2)]
    return Table(name, agency, 1, [Column("No.", "ref")], rows)


def missing(*refs: str) -> list[str]:
    return [gap.message for gap in gaps_in([table_with(list(refs))])]


def test_numbers_missing_from_the_sequence_are_named() -> None:
    (sentence,) = missing("1", "2.", "4,", "5", "6", "7", "9")
    assert sentence == "Numbers 3 and 8 are missing from the plan of City Police, whose numbers go from 1 to 9."


def test_a_missing_roman_number_is_named_as_it_would_be_printed() -> None:
    (sentence,) = missing("i", "ii", "iv", "v")
    assert sentence.startswith("Number iii is missing")


def test_parts_of_a_number_are_the_number() -> None:
    assert missing("1", "2a", "2b", "3", "4(a)", "R5") == []


def test_numbers_that_begin_again_are_a_sequence_of_their_own() -> None:
    assert missing("1", "2", "3", "1", "2", "3", "4") == []


def test_numbers_out_of_order_lack_nothing() -> None:
    assert missing("1", "3", "2", "5", "4") == []


def test_references_of_other_kinds_say_nothing() -> None:
    assert missing("01.05", "4.01", "4.07", "7.11") == []
    assert missing("1", "2", "3 and 4", "5") == []
    assert missing("5", "90", "13") == []


def test_a_plan_that_goes_on_in_a_second_table_lacks_nothing() -> None:
    assert gaps_in([table_with(["1", "2", "3"]), table_with(["4", "5"])]) == []


def test_what_is_listed_and_in_no_row_is_a_gap() -> None:
    listed = PlanSheet("Recommendations", [["1", "Staff should know when to escalate a worry."],
                                           ["2", "Midwives should follow up each of their referrals."]],
                       titles=("Recommendations", "(General Practitioners)"), headings=())  # fmt: skip
    rows = [["1", "Staff should know when to escalate a worry.", None, "Brief.", "Lead", "May 2016"]]
    plan = read_plan(workbook(PlanSheet("Plan", rows), listed), "plan.xlsx")
    assert plan.gaps == [
        Gap(
            "Recommendations",
            "unanswered",
            "Recommendation 2 of General Practitioners is in the list at Recommendations!6, and no row of the plan"
            " answers it.",
            "Recommendations!6",
        )
    ]
    assert plan.as_json()["gaps"][0]["kind"] == "unanswered"


def test_what_is_listed_in_other_words_is_to_be_compared_with_the_row() -> None:
    listed = PlanSheet("Recommendations", [["i", "Practitioners to know the route when they disagree about a child"]],
                       titles=("Recommendations",), headings=())  # fmt: skip
    words = "All the practitioners are to know the route when they disagree about a child, and the board is told."
    plan = read_plan(workbook(PlanSheet("Plan", [["1", words, None, "Brief.", "Lead", "May 2016"]]), listed), "p.xlsx")
    (gap,) = plan.gaps
    assert gap.message.endswith("in other words than the row at Plan!2; check whether that row answers it.")


def test_gaps_are_found_in_a_file() -> None:
    rows = [[str(n), f"Recommendation number {n} says this.", None, "Brief.", "Lead", "May 2016"] for n in (1, 2, 4, 5)]
    (gap,) = read_plan(a_plan(*rows), "plan.xlsx").gaps
    assert gap.message.startswith("Number 3 is missing")


@given(st.integers(1, 80), st.booleans(), st.sampled_from(["{}", "{}.", "{},", "R{}", "Rec {}", "{}a", "No. {}"]))
def test_plain_numbering_lacks_nothing(length: int, roman: bool, form: str) -> None:
    numbers = range(1, min(length, 49) + 1) if roman else range(1, length + 1)
    form = form if not roman else "{}."
    assert missing(*[form.format(printed(number, roman)) for number in numbers]) == []


@settings(max_examples=60)
@given(st.integers(6, 60), st.data())
def test_a_number_taken_out_is_the_one_that_is_missed(length: int, data: st.DataObject) -> None:
    out = data.draw(st.integers(2, length - 1))
    (sentence,) = missing(*[str(number) for number in range(1, length + 1) if number != out])
    assert sentence.startswith(f"Number {out} is missing")


@given(st.integers(1, 49))
def test_a_roman_number_is_the_number_it_is_printed_for(number: int) -> None:
    assert value_of(printed(number, roman=True)) == number
