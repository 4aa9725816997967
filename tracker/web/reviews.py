"""Reviews: the list, one review with its gaps, its facts, milestones and source reports."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from flask import Blueprint, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import access, clock, db
from tracker.forms.reviews import (
    AddReviewForm,
    ConfirmForm,
    EditReviewForm,
    MilestoneForm,
    MoveMilestoneForm,
    SourceForm,
)
from tracker.models import Recommendation
from tracker.models.vocabulary import MilestoneKind, ReviewType, SourceKind
from tracker.queries import anchors, answers, people
from tracker.queries import history as changes
from tracker.queries import recommendations as find_recommendations
from tracker.queries import reviews as find
from tracker.queries.recommendations import Wanted
from tracker.rules import reviews as rules
from tracker.rules.errors import Overtaken, Refused
from tracker.web import once, theirs, told
from tracker.web.guard import needs, or_404, reader

pages = Blueprint("reviews", __name__)

GAPS_SHOWN = 5
APART_SHOWN = 10
CHANGES_SHOWN = 50


@pages.route("/reviews")
@needs("review.read")
def index() -> ResponseReturnValue:
    page = find.listed(request.args.get("page", "1"), reader=reader(), today=clock.today())
    return render_template("reviews/index.html", page=page, may_add=access.may("review.add", g.person, g.board))


@pages.route("/reviews/<code>")
@needs("review.read")
def show(code: str) -> ResponseReturnValue:
    review = or_404(find.whole(code, reader=reader()))
    today = clock.today()
    tally = find.tallies([review.id], reader=reader(), today=today)[review.id]
    wanted = _wanted()
    page = find_recommendations.listed(
        review,
        wanted,
        request.args.get("page", "1"),
        total=None if wanted.any else tally.recommendations,
        reader=reader(),
    )
    counted = answers.counted([one.id for one in page.rows], reader=reader(), today=today)
    return render_template(
        "reviews/show.html",
        review=review,
        tally=tally,
        wanted=wanted,
        page=page,
        sections=[(found[0].source, found) for found in _by_source(page.rows)],
        answers=counted,
        lines=answers.under(counted, reader=reader(), today=today),
        unanswered=find_recommendations.unanswered(review, reader=reader(), limit=GAPS_SHOWN)
        if tally.unanswered
        else [],
        lacking=find.first_lacking(review, limit=GAPS_SHOWN, reader=reader(), today=today) if tally.lacking else [],
        apart=find.apart(review, limit=APART_SHOWN, reader=reader(), today=today)
        if tally.apart and page.number == page.pages and not wanted.any
        else [],
        agencies=find_recommendations.agencies_addressed(review, reader=reader()),
        may={verb: access.may(verb, g.person, g.board) for verb in OFFICERS_VERBS},
        today=today,
    )


@pages.route("/reviews/<code>/gaps")
@needs("review.read")
def gaps(code: str) -> ResponseReturnValue:
    review = or_404(find.by_code(code, reader=reader()))
    today = clock.today()
    tally = find.tallies([review.id], reader=reader(), today=today)[review.id]
    page = find.lacking(review, request.args.get("page", "1"), tally.lacking, reader=reader(), today=today)
    return render_template("reviews/gaps.html", review=review, tally=tally, page=page, today=today)


@pages.route("/reviews/<code>/history")
@needs("review.read")
def history(code: str) -> ResponseReturnValue:
    review = or_404(find.by_code(code, reader=reader()))
    entries = changes.of(review, limit=CHANGES_SHOWN)
    return render_template("reviews/history.html", review=review, history=[told.entry(one) for one in entries])


OFFICERS_VERBS = ("review.edit", "recommendation.add", "action.add", "plan.agree", "plan.export", "import.receive")


def _wanted() -> Wanted:
    return Wanted(
        source=_number("source"), agency=_number("agency"), unanswered=request.args.get("show") == "unanswered"
    )


def _by_source(recommendations: Sequence[Recommendation]) -> list[list[Recommendation]]:
    return [list(found) for _, found in groupby(recommendations, key=attrgetter("source_id"))]


def _number(name: str) -> int | None:
    typed = request.args.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < len("1000000000") else None


@pages.route("/reviews/add", methods=["GET", "POST"])
@needs("review.add")
def add() -> ResponseReturnValue:
    form = AddReviewForm()
    if form.validate_on_submit():
        if (first := once.answered()) is not None:
            return first
        try:
            review = rules.add_review(
                g.board,
                code=form.code.data or "",
                type=ReviewType(form.type.data),
                title=form.title.data or "",
                summary=form.summary.data or "",
                plan_date=form.plan_date.data,
                by=g.person,
            )
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
        else:
            flash(f"{review.code} is added. Next: name its source reports, then add or import what it recommends.")
            return once.finish(url_for("reviews.show", code=review.slug))
    page = render_template("reviews/add.html", form=form)
    return page, 200 if request.method != "POST" else 422


@pages.route("/reviews/<code>/edit", methods=["GET", "POST"])
@needs("review.edit")
def edit(code: str) -> ResponseReturnValue:
    review = or_404(find.by_code(code, reader=reader()))
    form = EditReviewForm(data=EditReviewForm.said_by(review))
    now: list[theirs.Difference] | None = None
    if form.validate_on_submit():
        if (first := once.answered()) is not None:
            return first
        try:
            rules.edit_review(
                review,
                version=form.version_shown,
                type=ReviewType(form.type.data),
                title=form.title.data or "",
                summary=form.summary.data or "",
                plan_date=form.plan_date.data,
                by=g.person,
            )
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
            now = theirs.differences(form, EditReviewForm.said_by(review)) if isinstance(no, Overtaken) else None
        else:
            flash(f"{review.code} is saved.")
            return once.finish(url_for("reviews.show", code=review.slug))
    page = render_template("reviews/edit.html", review=review, form=form, theirs=now)
    return page, 200 if request.method != "POST" else 422 if now is None else 409


@pages.route("/reviews/<code>/milestones", methods=["GET", "POST"])
@needs("review.edit")
def milestones(code: str) -> ResponseReturnValue:
    review = or_404(find.whole(code, reader=reader()))
    form = MilestoneForm()
    if form.validate_on_submit() and form.day.data is not None:
        if (first := once.answered()) is not None:
            return first
        try:
            made = rules.add_milestone(
                review,
                kind=MilestoneKind(form.kind.data),
                day=form.day.data,
                precision=form.day.precision,
                note=form.note.data or "",
                by=g.person,
            )
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
        else:
            flash(f"Milestone added: {made.kind.value}.")
            return once.finish(url_for("reviews.milestones", code=review.slug))
    page = render_template(
        "reviews/milestones.html",
        review=review,
        form=form,
        counting=anchors.hanging_counted(review, reader=reader()),
        starts=anchors.OF_MILESTONE,
    )
    return page, 200 if request.method != "POST" else 422


@pages.route("/reviews/<code>/milestones/<int:number>", methods=["GET", "POST"])
@needs("review.edit")
def milestone(code: str, number: int) -> ResponseReturnValue:
    review = or_404(find.by_code(code, reader=reader()))
    one = or_404(find.milestone(review, number))
    form = MoveMilestoneForm(data={"day": one.day, "note": one.note})
    if form.validate_on_submit() and form.day.data is not None:
        if (first := once.answered()) is not None:
            return first
        try:
            rules.move_milestone(
                one, day=form.day.data, precision=form.day.precision, note=form.note.data or "", by=g.person
            )
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
        else:
            flash(f"Milestone corrected: {one.kind.value}. Drafts that count from it have followed.")
            return once.finish(url_for("reviews.milestones", code=review.slug))
    page = render_template("reviews/milestone.html", review=review, milestone=one, form=form)
    return page, 200 if request.method != "POST" else 422


@pages.route("/reviews/<code>/milestones/<int:number>/removal", methods=["GET", "POST"])
@needs("review.edit")
def remove_milestone(code: str, number: int) -> ResponseReturnValue:
    review = or_404(find.by_code(code, reader=reader()))
    form = ConfirmForm()
    if form.is_submitted() and (first := once.answered()) is not None:
        return first
    milestone = or_404(find.milestone(review, number))
    if form.validate_on_submit():
        try:
            rules.remove_milestone(milestone, by=g.person)
        except Refused as no:
            db.session.rollback()
            flash(no.sentence, "warning")
        else:
            flash(f"Milestone removed: {milestone.kind.value}. The history of changes keeps what it said.")
        return once.finish(url_for("reviews.milestones", code=review.slug))
    return render_template("reviews/remove_milestone.html", review=review, milestone=milestone, form=form)


@pages.route("/reviews/<code>/sources", methods=["GET", "POST"])
@needs("review.edit")
def sources(code: str) -> ResponseReturnValue:
    review = or_404(find.whole(code, reader=reader()))
    agencies = {agency.id: agency for agency in people.agencies(reader())}
    form = SourceForm()
    form.offer(agencies.values())
    if form.validate_on_submit():
        if (first := once.answered()) is not None:
            return first
        try:
            made = rules.add_source(
                review,
                name=form.name.data or "",
                kind=SourceKind(form.kind.data),
                agency=agencies.get(form.agency.data),
                by=g.person,
            )
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
        else:
            flash(f"Source report added: {made.name}.")
            return once.finish(url_for("reviews.sources", code=review.slug))
    page = render_template("reviews/sources.html", review=review, form=form)
    return page, 200 if request.method != "POST" else 422
