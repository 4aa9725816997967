"""The list of actions, one action with everything known of it, and drafts made or corrected by hand."""

from flask import Blueprint, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import access, clock, db
from tracker.forms.actions import ActionForm, AddActionForm
from tracker.models import Action, Agency, Recommendation, Review
from tracker.models.vocabulary import ActionStatus, Rating
from tracker.queries import action_list, anchors, history, people, recommendations, settings, standing
from tracker.queries import actions as find
from tracker.queries import reviews as find_reviews
from tracker.rules import actions as rules
from tracker.rules import anchors as counted_from
from tracker.rules import lifecycle, timescales
from tracker.rules.errors import Overtaken, Refused
from tracker.web import once, told
from tracker.web.guard import needs, or_404, reader

pages = Blueprint("actions", __name__)


@pages.route("/actions")
@needs("action.read")
def index() -> ResponseReturnValue:
    filters = action_list.Filters.asked(request.args)
    today = clock.today()
    page = action_list.listed(filters, reader=reader(), today=today)
    return render_template(
        "actions/index.html",
        filters=filters,
        page=page,
        rows=[(row, standing.rated(row.facts, today), standing.overdue(row.facts, today)) for row in page.rows],
        reviews=find_reviews.codes(reader=reader()),
        agencies=[(str(number), name) for number, name in people.agency_names(reader())],
        statuses=[("live", "Live"), *((one.value, one.value.capitalize()) for one in ActionStatus)],
        ratings=[(one.value, one.value.capitalize()) for one in Rating],
        due=list(action_list.DUE.items()),
        leads=list(action_list.LEADS.items()),
        today=today,
    )


@pages.route("/actions/<reference>")
@needs("action.read")
def show(reference: str) -> ResponseReturnValue:
    action = or_404(find.one(reference, reader=reader()))
    today = clock.today()
    facts = find.facts_of(action)
    steps = find.steps_of(action)
    return render_template(
        "actions/show.html",
        action=action,
        rating=standing.rated(facts, today),
        overdue=standing.overdue(facts, today),
        late=standing.late(facts, today),
        waiting_on=standing.waiting_on(facts),
        waiting_since=steps[0].at if steps else action.added_at,
        lacks=rules.lacks(action) if action.status is ActionStatus.DRAFT else [],
        progress=find.progress_of(action),
        history=[told.entry(entry) for entry in history.of(action)],
        moves=lifecycle.open_steps(action, g.person),
        counted_from=counted_from.phrase(action),
        may_see_imports=access.may("import.read", g.person, g.board),
        today=today,
    )


@pages.route("/reviews/<slug>/actions/add", methods=["GET", "POST"])
@needs("action.add")
def add(slug: str) -> ResponseReturnValue:
    review = or_404(find_reviews.by_code(slug, reader=reader()))
    form = AddActionForm(recommendations=request.args.getlist("recommendation", type=int))
    agencies = _choices(form, review)
    if form.validate_on_submit():
        if (first := once.answered()) is not None:
            return first
        try:
            action = _add(review, form, agencies)
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
        else:
            db.session.flush()
            flash(f"{action.reference} is added as a draft.")
            return once.finish(url_for("actions.show", reference=action.reference))
    page = render_template("actions/add.html", review=review, form=form)
    return page, 200 if request.method != "POST" else 422


def _add(review: Review, form: AddActionForm, agencies: dict[int, Agency]) -> Action:
    wording = form.timescale.data or ""
    read = timescales.deadline_of(
        wording,
        plan_date=review.plan_date,
        calendar=settings.reading_calendar(review.board_id),
        starts=anchors.starts(review),
    )
    given = form.deadline.data
    return rules.add_action(
        review,
        text=form.text.data or "",
        agency=agencies.get(form.agency.data),
        recommendations=_chosen(form),
        timescale=wording,
        timescale_doubt="" if given else read.doubt,
        ongoing=read.ongoing,
        deadline=given or read.deadline,
        anchor=read.anchor,
        outcome_sought=form.outcome_sought.data or "",
        outcome_measure=form.outcome_measure.data or "",
        by=g.person,
    )


@pages.route("/actions/<reference>/edit", methods=["GET", "POST"])
@needs("action.edit")
def edit(reference: str) -> ResponseReturnValue:
    action = or_404(find.one(reference, reader=reader()))
    if action.status is not ActionStatus.DRAFT:
        return render_template("agreement/already.html", action=action), 403
    form = ActionForm(data=_said_by(action))
    agencies = _choices(form, action.review)
    theirs = None
    if form.validate_on_submit():
        try:
            rules.edit_action(
                action,
                version=int(form.version.data or 0) if (form.version.data or "").isdecimal() else 0,
                text=form.text.data or "",
                agency=agencies.get(form.agency.data),
                recommendations=_chosen(form),
                outcome_sought=form.outcome_sought.data or "",
                outcome_measure=form.outcome_measure.data or "",
                by=g.person,
            )
        except Overtaken as no:
            db.session.rollback()
            theirs = or_404(find.one(reference, reader=reader()))
            form.version.data = str(theirs.version)
            form.refuse(no)
        except Refused as no:
            db.session.rollback()
            form.refuse(no)
        else:
            flash(f"{action.reference} is saved.")
            return once.finish(url_for("actions.show", reference=action.reference))
    page = render_template("actions/edit.html", action=action, form=form, theirs=theirs)
    return page, 200 if request.method != "POST" else 409 if theirs is not None else 422


def _said_by(action: Action) -> dict[str, object]:
    return {
        "text": action.text,
        "agency": action.agency_id,
        "recommendations": [one.id for one in action.recommendations],
        "outcome_sought": action.outcome_sought,
        "outcome_measure": action.outcome_measure,
        "version": str(action.version),
    }


def _chosen(form: ActionForm) -> list[Recommendation]:
    """The recommendations ticked; the form has already refused what was not offered."""
    found = [db.session.get(Recommendation, number) for number in form.recommendations.data or []]
    return [one for one in found if one is not None]


def _choices(form: ActionForm, review: Review) -> dict[int, Agency]:
    agencies = people.agencies(reader())
    form.offer(agencies, recommendations.to_choose(review, reader=reader()))
    return {one.id: one for one in agencies}
