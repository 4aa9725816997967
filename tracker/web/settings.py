"""What a board settles for itself: its calendar, and what the status words of its agencies' plans mean."""

from flask import Blueprint, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import access, db
from tracker.forms.reviews import ConfirmForm
from tracker.forms.settings import MEANINGS, CalendarForm, StatusWordForm, spoken_end
from tracker.models import BoardCalendar
from tracker.models.vocabulary import ClaimMeaning, QuarterReading
from tracker.queries import settings as find
from tracker.rules import settings as rules
from tracker.rules.errors import Overtaken, Refused
from tracker.web import once, theirs
from tracker.web.guard import needs, or_404, reader

pages = Blueprint("settings", __name__, url_prefix="/settings")

ONE_WORD = "/status-words/<int(max=2147483647):number>"
LONGEST_OFFERED = 60
QUARTERS = {
    QuarterReading.FINANCIAL: "October to December: quarters of the financial year",
    QuarterReading.CALENDAR: "July to September: quarters of the calendar year",
    QuarterReading.ASK: "Asked each time",
}


@pages.get("")
@needs("settings.read")
def show() -> ResponseReturnValue:
    return render_template(
        "settings/show.html",
        calendar=_in_words(find.calendar(g.board.id)),
        words=find.count_status_words(reader()),
        may_edit=access.may("settings.edit", g.person, g.board),
    )


def _in_words(calendar: BoardCalendar) -> dict[str, str]:
    return {
        "Autumn term ends": spoken_end(calendar.autumn_ends),
        "Spring term ends": spoken_end(calendar.spring_ends),
        "Summer term ends": spoken_end(calendar.summer_ends),
        "“Quarter 3 of 2015” means": QUARTERS[calendar.quarters],
    }


@pages.route("/calendar", methods=["GET", "POST"])
@needs("settings.edit")
def calendar() -> ResponseReturnValue:
    form = CalendarForm(data=CalendarForm.said_by(find.calendar(g.board.id)))
    now: list[theirs.Difference] | None = None
    if form.validate_on_submit():
        if (first := once.answered()) is not None:
            return first
        try:
            rules.settle_calendar(
                g.board,
                ends=rules.TermEnds(**form.ends),
                quarters=QuarterReading(form.quarters.data),
                version=form.version_shown,
                by=g.person,
            )
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
            if isinstance(no, Overtaken):
                now = theirs.differences(form, CalendarForm.said_by(find.calendar(g.board.id)))
        else:
            flash("The calendar is saved. Plans taken in from now on are read by it.")
            return once.finish(url_for("settings.show"))
    page = render_template("settings/calendar.html", form=form, theirs=now)
    return page, 200 if request.method != "POST" else 422 if now is None else 409


@pages.route("/status-words", methods=["GET", "POST"])
@needs("settings.edit")
def status_words() -> ResponseReturnValue:
    form = StatusWordForm(written_as=request.args.get("word", "")[:LONGEST_OFFERED])
    if form.validate_on_submit():
        if (first := once.answered()) is not None:
            return first
        try:
            made = rules.add_status_word(
                g.board, written_as=form.written_as.data or "", meaning=ClaimMeaning(form.meaning.data), by=g.person
            )
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
        else:
            flash(f"“{made.written_as}” is added: {MEANINGS[made.meaning][0].lower()}.")
            return once.finish(url_for("settings.status_words"))
    page = find.status_words(request.args.get("page"), reader=reader())
    shown = render_template("settings/status_words.html", page=page, form=form, meanings=MEANINGS)
    return shown, 200 if request.method != "POST" else 422


@pages.route(ONE_WORD, methods=["GET", "POST"])
@needs("settings.edit")
def status_word(number: int) -> ResponseReturnValue:
    word = or_404(find.status_word(number, reader=reader()))
    form = StatusWordForm(data=StatusWordForm.said_by(word))
    now: list[theirs.Difference] | None = None
    if form.validate_on_submit():
        if (first := once.answered()) is not None:
            return first
        try:
            rules.change_status_word(
                word,
                written_as=form.written_as.data or "",
                meaning=ClaimMeaning(form.meaning.data),
                version=form.version_shown,
                by=g.person,
            )
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
            now = theirs.differences(form, StatusWordForm.said_by(word)) if isinstance(no, Overtaken) else None
        else:
            flash(f"“{word.written_as}” is saved: {MEANINGS[word.meaning][0].lower()}.")
            return once.finish(url_for("settings.status_words"))
    page = render_template("settings/status_word.html", word=word, form=form, theirs=now)
    return page, 200 if request.method != "POST" else 422 if now is None else 409


@pages.route(f"{ONE_WORD}/removal", methods=["GET", "POST"])
@needs("settings.edit")
def take_out(number: int) -> ResponseReturnValue:
    form = ConfirmForm()
    if form.is_submitted() and (first := once.answered()) is not None:
        return first
    word = or_404(find.status_word(number, reader=reader()))
    written_as = word.written_as
    if form.validate_on_submit():
        try:
            rules.take_out_status_word(word, by=g.person)
        except Refused as no:
            db.session.rollback()
            flash(no.sentence, "warning")
        else:
            flash(f"“{written_as}” is taken out. Plans that use it are asked about from now on.")
        return once.finish(url_for("settings.status_words"))
    return render_template("settings/take_out.html", word=word, form=form)
