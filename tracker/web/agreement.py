"""Agreeing drafts, one by one or a whole plan, and fixing in place what they lack."""

from dataclasses import replace

from flask import Blueprint, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import db
from tracker.forms.plans import PlanForm, PostForm
from tracker.models import Action, Agency, Review
from tracker.models.vocabulary import ActionStatus
from tracker.queries import actions as find
from tracker.queries import people, plans
from tracker.queries import reviews as find_reviews
from tracker.queries.paging import Page
from tracker.rules import actions as rules
from tracker.rules.errors import Refused
from tracker.web import fixing, once
from tracker.web.display import count
from tracker.web.guard import needs, number_asked, or_404, reader

pages = Blueprint("agreement", __name__)
MOST_ON_A_PAGE = 100


@pages.route("/actions/<reference>/agreement", methods=["GET", "POST"])
@needs("action.agree")
def one(reference: str) -> ResponseReturnValue:
    action = or_404(find.one(reference, reader=reader()))
    if action.status is not ActionStatus.DRAFT:
        return render_template("agreement/already.html", action=action), 200 if request.method != "POST" else 409
    form = fixing.fix_form(action, plans.candidates([action.agency_id], reader=reader()))
    agreeing = request.form.get("do") == "agree"
    if form.validate_on_submit():
        try:
            fixing.fix(action, form)
            if agreeing:
                rules.agree(action, by=g.person)
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
            action = or_404(find.one(reference, reader=reader()))
        else:
            flash(f"{action.reference} is agreed and open." if agreeing else f"{action.reference} is saved.")
            return once.finish(url_for("actions.show", reference=action.reference))
    page = render_template("agreement/one.html", action=action, form=form, lacks=rules.lacks(action))
    return page, 200 if request.method != "POST" else 422


@pages.route("/reviews/<slug>/agreement", methods=["GET", "POST"])
@needs("plan.agree")
def plan(slug: str) -> ResponseReturnValue:
    review = or_404(find_reviews.by_code(slug, reader=reader()))
    agency = people.agency(number_asked("agency"), reader=reader())
    posting = request.method == "POST"
    if posting and (first := once.answered()) is not None:
        return first
    drafts = plans.all_drafts(review, agency=agency, reader=reader())
    shown = plans.page_of(drafts, request.args.get("page", "1"))
    if posting:
        shown = replace(shown, rows=plans.shown(review, _references_sent(), reader=reader()))
    form, waiting = _form(drafts, shown)
    if posting and form.validate():
        changed = fixing.fix_plan(form, shown.rows, waiting)
        if changed is not None:
            return _done(review, agency, changed)
        db.session.rollback()
    page = render_template(
        "agreement/plan.html",
        review=review,
        agency=agency,
        shown=shown,
        form=form,
        waiting=waiting,
        lacking={action.reference: rules.lacks(action) for action in shown.rows},
        ready=sum(1 for action in drafts if not rules.lacks(action)),
    )
    return page, 422 if posting else 200


def _form(drafts: list[Action], shown: Page[Action]) -> tuple[PlanForm, fixing.Waiting]:
    waiting = fixing.unfilled_posts(drafts)
    agencies = {action.agency_id for action in shown.rows} | {post.agency_id for post in waiting}
    who = plans.candidates(agencies, reader=reader())
    fixes = {action.reference: fixing.fix_form(action, who, part_of_plan=True) for action in shown.rows}
    posts = {post: PostForm.of(post, who[post.agency_id]) for post in waiting}
    return PlanForm(fixes, posts), waiting


def _references_sent() -> list[str]:
    """The actions the page that was sent showed, also those someone else has agreed since."""
    names = [name.removesuffix("-version") for name in request.form if name.endswith("-version")]
    return names[:MOST_ON_A_PAGE]


def _done(review: Review, agency: Agency | None, changed: int) -> ResponseReturnValue:
    again = url_for("agreement.plan", slug=review.slug, agency=agency.id if agency else None)
    if request.form.get("do") != "agree":
        flash(f"{count('draft', changed)} saved." if changed else "Nothing was changed.")
        return once.finish(request.full_path.rstrip("?"))
    done = rules.agree_plan(review, plans.all_drafts(review, agency=agency, reader=reader()), by=g.person)
    said = f"{count('action', len(done.agreed))} agreed."
    if not done.agreed:
        said = (
            "No action could be agreed yet."
            if done.left
            else "There was nothing left to agree: it has been done already."
        )
    if done.left:
        said += f" {count('draft', len(done.left))} left: what each lacks is said beside it."
    flash(said, "message" if done.agreed else "warning")
    return once.finish(again if done.left else url_for("reviews.show", code=review.slug))
