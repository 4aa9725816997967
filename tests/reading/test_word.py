"""Plans in Word: what is printed is read, once, and each row keeps its place."""

from datetime import date
from io import BytesIO

from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.plans import altered
from tests.plans_word import HEADINGS, W, a_row, cell, document, paragraph, row, run, table
from tracker.reading.formats import FORMATS
from tracker.reading.grid import Grid
from tracker.reading.limits import CannotRead, Limits
from tracker.reading.plan import ProposedPlan, Row, read_plan
from tracker.reading.word import pieces

STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
NOTED = "<w:p>" + run("Brief.") + '<w:r><w:commentReference w:id="7"/></w:r></w:p>'
WITH_COMMENT = document(
    table(HEADINGS, ["1", "Do it.", cell(NOTED)]),
    comments=f'<w:comment w:id="7">{paragraph("Is this agreed?")}</w:comment>',
)
PICKER = '<w:sdt><w:sdtPr><w:date w:fullDate="2016-05-04T00:00:00Z"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
PROMPT = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


def read(*blocks: str, **about: str) -> ProposedPlan:
    return read_plan(document(*blocks, **about), "plan.docx", agreed=date(2015, 9, 30))  # type: ignore[arg-type]


def only(plan: ProposedPlan) -> Row:
    (item,) = plan.items
    return item


def in_action(*content: str, **about: str) -> Row:
    """The item of a plan whose action cell holds that content."""
    return only(read(table(HEADINGS, ["1", "Do it well.", cell(*content), "Named Nurse", "May 2016"]), **about))


def kinds(plan: ProposedPlan) -> dict[str, str]:
    return {found.source: found.kind for found in plan.rows}


def test_a_table_is_read_with_the_place_of_each_row() -> None:
    plan = read(table(HEADINGS, a_row(), a_row("2")))
    assert plan.format == "docx"
    assert kinds(plan) == {"table 1 row 1": "heading", "table 1 row 2": "item", "table 1 row 3": "item"}
    assert plan.items[0].actions[0].deadlines == (date(2016, 5, 31),)


def test_a_document_made_by_word_itself_is_read() -> None:
    made = Document()
    made.add_paragraph("ACTION PLAN (Leicester City CCG)")
    drawn = made.add_table(rows=2, cols=len(HEADINGS))
    for place, (heading, text) in enumerate(zip(HEADINGS, a_row(), strict=True)):
        drawn.cell(0, place).text, drawn.cell(1, place).text = heading, text
    stream = BytesIO()
    made.save(stream)
    item = only(read_plan(stream.getvalue(), "plan.docx"))
    assert (item.agency, item.ref, item.actions[0].leads) == ("Leicester City CCG", "1", ("Named Nurse",))


def test_the_agency_is_read_from_the_text_above_the_table_which_is_accounted_for() -> None:
    plan = read(
        paragraph("ACTION PLAN FOR THE CHILD B1 REVIEW"), paragraph("(Leicester City CCG)"), table(HEADINGS, a_row())
    )
    assert only(plan).agency == "Leicester City CCG"
    assert [kinds(plan)[f"paragraph {number}"] for number in (1, 2)] == ["heading", "heading"]


def test_a_title_inside_the_table_gives_the_agency() -> None:
    title = row(cell("Action plan (Early Years Support Team)", span=5))
    plan = read(table(title, HEADINGS, a_row()))
    assert plan.tables[0].heading_row == 2
    assert only(plan).agency == "Early Years Support Team"


def test_tracked_insertions_are_kept_and_deletions_left_out() -> None:
    tracked = "<w:ins>" + run("every ") + "</w:ins><w:del><w:r><w:delText>no </w:delText></w:r></w:del>"
    plan = read(
        table(HEADINGS, ["1", "Do it.", cell(paragraph(run("Brief "), tracked, run("team."))), "Nurse", "May 2016"])
    )
    assert only(plan).actions[0].text == "Brief every team."
    assert any("tracked changes" in remark for remark in plan.remarks)


def test_text_that_was_moved_is_read_where_it_is_now() -> None:
    moved = "<w:moveFrom>" + run("old place") + "</w:moveFrom><w:moveTo>" + run("new place") + "</w:moveTo>"
    assert in_action(f"<w:p>{moved}</w:p>").actions[0].text == "new place"


def test_a_row_deleted_under_tracking_is_left_out_and_the_others_keep_their_numbers() -> None:
    plan = read(table(HEADINGS, row(*a_row(), look="<w:del/>"), row(*a_row("2"), look="<w:ins/>")))
    assert kinds(plan) == {"table 1 row 1": "heading", "table 1 row 3": "item"}


def test_what_is_typed_into_a_content_control_is_read_and_its_prompt_is_not() -> None:
    filled = "<w:p><w:sdt><w:sdtContent>" + run("Brief them.") + "</w:sdtContent></w:sdt></w:p>"
    assert in_action(filled).actions[0].text == "Brief them."
    prompt = f"<w:p>{PROMPT.format(run('Click here to enter text.'))}</w:p>"
    plan = read(
        table(HEADINGS, ["1", "Do it well.", "Act.", cell(prompt), cell(PROMPT.format(paragraph("Choose a date")))])
    )
    assert only(plan).actions[0].leads == ()
    assert only(plan).actions[0].timescale == ""


def test_rows_and_cells_wrapped_in_content_controls_are_read() -> None:
    wrapped = f"<w:sdt><w:sdtContent>{row(*a_row())}</w:sdtContent></w:sdt>"
    boxed = f"<w:sdt><w:sdtContent>{cell('May 2017')}</w:sdtContent></w:sdt>"
    plan = read(f"<w:sdt><w:sdtContent>{table(HEADINGS, wrapped, row(*a_row('2')[:4], boxed))}</w:sdtContent></w:sdt>")
    assert [item.actions[0].deadlines[0].year for item in plan.items] == [2016, 2017]


def test_the_day_of_a_date_picker_is_its_true_date_however_it_is_shown() -> None:
    picked = f"<w:p>{PICKER.format(run('05/04/2016'))}</w:p>"
    item = only(read(table(HEADINGS, [*a_row()[:4], cell(picked)])))
    assert item.actions[0].deadlines == (date(2016, 5, 4),)
    assert item.actions[0].timescale == "05/04/2016"


def test_numbers_that_word_sets_itself_are_read_as_references() -> None:
    rows = [[cell(paragraph("", numbered=1)), *a_row()[1:]] for _ in range(3)]
    assert [item.ref for item in read(table(HEADINGS, *rows)).items] == ["1.", "2.", "3."]


def test_numbers_follow_their_list_through_levels_and_new_starts() -> None:
    text = in_action(
        paragraph("one", numbered=1),
        paragraph("part", numbered=1, level=1),
        paragraph("two", style="Deeper"),
        paragraph("again", numbered=4),
        paragraph("roman", numbered=2),
        paragraph("dot", numbered=3),
    ).cells["Action"]
    assert text.split("\n") == ["1. one", "a) part", "2. two", "1. again", "i roman", "• dot"]


def test_a_merged_cell_holds_for_the_rows_it_covers() -> None:
    top = row(cell("2", merge="restart"), cell("Know the pathway.", merge="restart"), "Draw it.", "Nurse", "May 2016")
    low = row(cell(merge="continue"), cell(merge="continue"), "Teach it.", "Trainer", "June 2016")
    plan = read(table(HEADINGS, top, low))
    assert [action.text for action in only(plan).actions] == ["Draw it.", "Teach it."]
    assert kinds(plan)["table 1 row 3"] == "continuation"


def test_cells_whose_edges_strayed_stay_in_their_columns() -> None:
    widths = (500, 60, 1940, 40, 2000, 2000, 1500)
    headings = row(cell("No.", span=2), cell("Recommendation", span=2), cell("Action"), cell("Lead"), cell("Timescale"))
    strayed = row(cell("1"), cell("Do it well.", span=2), cell("Act.", span=2), cell("Nurse"), cell("May 2016"))
    section = row(cell("Theme: training", span=7))
    fewer = row(cell("2", span=2), cell("Do more.", span=2), cell("Act again.", span=1), cell("Nurse", span=2))
    plan = read(table(headings, strayed, section, fewer, widths=widths))
    assert [item.actions[0].text for item in plan.items] == ["Act.", "Act again."]
    assert plan.items[1].actions[0].leads == ("Nurse",)
    assert kinds(plan)["table 1 row 3"] == "section"


def test_a_table_cut_in_two_goes_on_in_the_second_part() -> None:
    broken = ("", "", "and ask them what helped.", "", "")
    plan = read(table(HEADINGS, a_row("1", "Brief every team")), table(HEADINGS, broken, a_row("2")))
    first, second = plan.items
    assert first.actions[0].text == "Brief every team and ask them what helped."
    assert second.source == "table 2 row 3"
    assert kinds(plan)["table 2 row 1"] == "heading"


def test_rows_under_another_agencys_title_without_headings_are_pointed_at() -> None:
    plan = read(
        paragraph("(Leicester City CCG)"), table(HEADINGS, a_row()),
        paragraph("Recommendations (Leicestershire Partnership NHS Trust)"), table(a_row("2")),
    )  # fmt: skip
    stray = plan.items[1]
    assert stray.source == "table 2 row 1"
    assert any("Leicestershire Partnership NHS Trust" in problem.message for problem in stray.problems)


def test_two_plans_in_one_document_keep_their_own_agencies() -> None:
    plan = read(
        paragraph("(Leicester City CCG)"),
        table(HEADINGS, a_row()),
        paragraph("(Leicestershire Police)"),
        table(HEADINGS, a_row()),
    )
    assert [item.agency for item in plan.items] == ["Leicester City CCG", "Leicestershire Police"]
    assert [found.heading_row for found in plan.tables if found.columns] == [1, 1]


def test_recommendations_listed_in_a_table_before_the_plan_are_not_made_twice() -> None:
    listed = "Staff know when to escalate."
    plan = read(
        paragraph("Recommendations (Police)"), table(["i", listed]), paragraph("Action plan"), table(HEADINGS, a_row())
    )
    assert kinds(plan)["table 1 row 1"] == "set_aside"
    assert len(plan.items) == 1


def test_a_plan_within_a_cell_of_another_table_is_a_table_of_its_own() -> None:
    plan = read(table([cell("Our plan", table(HEADINGS, a_row()), "")]))
    assert only(plan).source == "table 1 row 1 inner table row 2"
    assert kinds(plan)["table 1 row 1"] == "heading"


def test_a_small_table_within_a_cell_is_read_as_its_lines() -> None:
    text = in_action("Do both:", table(["first", "now"], ["second", "later"]), "").actions[0].text
    assert text == "Do both:\nfirst  now\nsecond  later"


def test_text_in_a_box_is_read_once_though_it_is_drawn_twice() -> None:
    box = f"<w:txbxContent>{paragraph('Boxed words')}</w:txbxContent>"
    twice = (
        '<w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:drawing>' + box + "</w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict>" + box + "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert in_action(f"<w:p>{run('Act. ')}{twice}</w:p>").cells["Action"] == "Act. \nBoxed words"


def test_a_struck_out_text_is_pointed_at() -> None:
    item = in_action(paragraph(run("Brief every team.", "<w:strike/>")))
    assert any("struck" in problem.message for problem in item.problems)
    kept = in_action(paragraph(run("Brief every team.", '<w:strike w:val="0"/>')))
    assert not kept.problems


def test_status_shown_by_the_fill_of_a_cell_is_read() -> None:
    headings = (*HEADINGS, "RAG status")
    plan = read(table(headings, [*a_row(), cell("", fill="FF0000")], [*a_row("2"), cell("", fill="00B050")]))
    assert [item.rag for item in plan.items] == ["red", "green"]


def test_a_comment_on_a_cell_is_kept_beside_it() -> None:
    (grid,), _ = pieces(WITH_COMMENT, "plan.docx", FORMATS["docx"], Limits())
    assert isinstance(grid, Grid)
    assert (grid.lines[1].cells[3].text, grid.lines[1].cells[3].note) == ("Brief.", "Is this agreed?")


def test_a_hidden_row_is_read_and_marked() -> None:
    plan = read(table(HEADINGS, row(*a_row(), look="<w:hidden/>")))
    assert only(plan).hidden


def test_signs_breaks_and_choices_of_old_forms_are_read() -> None:
    old = (
        '<w:r><w:fldChar><w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="Nurse"/>'
        '<w:listEntry w:val="Doctor"/></w:ddList></w:ffData></w:fldChar></w:r>'
    )
    text = in_action(
        "<w:p>" + run("one") + "<w:r><w:br/></w:r>" + run("two") + "<w:r><w:noBreakHyphen/></w:r>" + run("three ")
        + '<w:r><w:sym w:char="F0FE"/></w:r>' + old + "<w:r><w:instrText> PAGE </w:instrText></w:r></w:p>"
    ).cells["Action"]  # fmt: skip
    assert text == "one\ntwo-three ☒Doctor"


def test_notes_and_prose_around_the_tables_are_accounted_for() -> None:
    plan = read(
        paragraph("This plan was written after the panel had met four times, and it answers what the panel found."),
        table(HEADINGS, a_row()),
        paragraph("Note: updates are due ten days before each meeting."),
    )
    assert kinds(plan)["paragraph 1"] == "set_aside"
    assert kinds(plan)["paragraph 2"] == "guidance"


def test_a_strict_document_with_other_names_for_its_parts_is_read() -> None:
    plain = document(table(HEADINGS, a_row()))
    strict = altered(
        plain,
        "word/document.xml",
        lambda xml: xml.replace(W.encode(), STRICT),
    )
    assert only(read_plan(strict, "plan.docx")).ref == "1"


ODD = ["", "", "1", "2a", "Action", "Lead", "Timescale", "Recommendation", "May 2016", "(Police)", "Note: x", "1. one",
       "a long sentence that goes on and stops.", "Team:"]  # fmt: skip
TEXTS = st.sampled_from(ODD) | st.text("ab 1.()\n", max_size=9)
ROWS = st.lists(st.lists(TEXTS, min_size=1, max_size=5), min_size=1, max_size=4)
BLOCKS = st.lists(TEXTS.map(paragraph) | ROWS.map(lambda rows: table(*rows)), max_size=6)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BLOCKS, st.booleans())
def test_every_row_and_paragraph_is_accounted_for_exactly_once(blocks: list[str], headed: bool) -> None:
    if headed:
        blocks = [*blocks, table(HEADINGS, a_row())]
    try:
        plan = read(*blocks)
    except CannotRead:
        return
    sources = [found.source for found in plan.rows]
    assert len(sources) == len(set(sources))
    assert sorted(sources) == sorted(written(blocks))
    counts = plan.summary()
    assert counts["rows_seen"] == sum(
        counts[kind] for kind in ("items", "continuations", "sections", "guidance", "headings", "set_aside")
    )
    assert all(found.reason for found in plan.rows if found.kind == "set_aside")
    assert ProposedPlan.from_json(plan.as_json()) == plan


def written(blocks: list[str]) -> list[str]:
    """The places of what is not empty, counted another way than by the reader."""
    found, tables, paragraphs = [], 0, 0
    for block in blocks:
        if block.startswith("<w:p>"):
            paragraphs += 1
            found += [f"paragraph {paragraphs}"] if says(block) else []
            continue
        tables += 1
        found += [
            f"table {tables} row {number}" for number, part in enumerate(block.split("<w:tr>")[1:], 1) if says(part)
        ]
    return found


def says(block: str) -> bool:
    texts = [part.split("</w:t>")[0] for part in block.split('<w:t xml:space="preserve">')[1:]]
    return any(text.strip() for text in texts)
