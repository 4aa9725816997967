"""Agreeing drafts, one by one or a whole plan, and fixing in place what they lack."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from flask import Blueprint, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import db
from tracker.forms.actions import FixForm
from tracker.forms.fields import Form
from tracker.models import Action, Agency, Person, Post, Review
from tracker.models.vocabulary import ActionStatus
from tracker.queries import actions as find
from tracker.queries import people, plans
from tracker.queries import reviews as find_reviews
from tracker.rules import actions as rules
from tracker.rules import people as people_rules
from tracker.rules.actions import ProposedLead
from tracker.rules.errors import Refused
from tracker.web import once
from tracker.web.display import count
from tracker.web.guard import needs, or_404, reader

pages = Blueprint("agreement", __name__)


@pages.route("/actions/<reference>/agreement", methods=["GET", "POST"])
@needs("action.agree")
def one(reference: str) -> ResponseReturnValue:
    action = or_404(find.one(reference, reader=reader()))
    form = fix_form(action, plans.candidates([action.agency_id], reader=reader()))
    if action.status is not ActionStatus.DRAFT:
        return render_template("agreement/already.html", action=action)
    if form.validate_on_submit():
        try:
            fix(action, form)
            if request.form.get("do") == "agree":
                rules.agree(action, by=g.person)
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
        else:
            agreed = request.form.get("do") == "agree"
            flash(
                f"{action.reference} is agreed and open." if agreed else f"What you entered for {reference} is saved."
            )
            return once.finish(url_for("actions.show", reference=action.reference))
    page = render_template("agreement/one.html", action=action, form=form, lacks=rules.lacks(action))
    return page, 200 if request.method == "GET" else 422


@pages.route("/reviews/<slug>/agreement", methods=["GET", "POST"])
@needs("plan.agree")
def plan(slug: str) -> ResponseReturnValue:
    review = or_404(find_reviews.by_code(slug, reader=reader()))
    agency = people.agency(request.args.get("agency", type=int), reader=reader())
    listed = plans.drafts(review, agency=agency, page=request.args.get("page", "1"), reader=reader())
    if request.method == "POST":
        listed = replace(listed, rows=plans.shown(review, _references_sent(), reader=reader()))
    who = plans.candidates({action.agency_id for action in listed.rows}, reader=reader())
    forms = {action.reference: fix_form(action, who, prefix=f"{action.reference}-") for action in listed.rows}
    whole = PlanForm(list(forms.values()))
    if request.method == "POST" and whole.validate():
        answer = _carry_out(review, agency, listed.rows, forms, whole)
        if answer is not None:
            return answer
    drafts = plans.all_drafts(review, agency=agency, reader=reader())
    ready = sum(1 for action in drafts if not rules.lacks(action))
    page = render_template(
        "agreement/plan.html",
        review=review,
        agency=agency,
        listed=listed,
        fixes=forms,
        form=whole,
        lacking={action.reference: rules.lacks(action) for action in listed.rows},
        once=secrets.token_urlsafe(16),
        ready=ready,
    )
    return page, 200 if request.method == "GET" else 422


def _references_sent() -> list[str]:
    """The actions the page that was sent showed, also those someone else has agreed since."""
    return [name.removesuffix("-version") for name in request.form if name.endswith("-version")][:100]


class PlanForm(Form):
    """The fixes of one page of a plan, sent together."""

    def __init__(self, parts: list[FixForm]) -> None:
        super().__init__()
        self.parts = parts

    def validate(self, extra_validators: object = None) -> bool:
        """Every part is judged, so that all that is wrong is said at once."""
        return all([super().validate(extra_validators), *[part.validate() for part in self.parts]])

    @property
    def errors(self) -> dict[str, object]:
        return {**super().errors, **{part.prefix: part.errors for part in self.parts if part.errors}}

    def problems(self) -> list[tuple[str, str | None]]:
        """The errors of all parts, each named by its action."""
        found = super().problems()
        for part in self.parts:
            name = part.prefix.rstrip("-")
            found += [(f"{name}: {sentence}", where) for sentence, where in part.problems()]
        return found


def _carry_out(
    review: Review, agency: Agency | None, drafts: Sequence[Action], forms: dict[str, FixForm], whole: PlanForm
) -> ResponseReturnValue | None:
    fixed, wrong = 0, False
    for action in drafts:
        try:
            with db.session.begin_nested():
                fixed += fix(action, forms[action.reference])
        except Refused as no:
            forms[action.reference].refuse(no)
            wrong = True
    if wrong:
        db.session.rollback()
        return None
    if request.form.get("do") == "agree":
        return _agree_the_rest(review, agency, fixed)
    flash(f"{count('action', fixed)} saved." if fixed else "Nothing was changed.")
    return once.finish(request.full_path.rstrip("?"))


def _agree_the_rest(review: Review, agency: Agency | None, fixed: int) -> ResponseReturnValue:
    done = rules.agree_plan(review, plans.all_drafts(review, agency=agency, reader=reader()), by=g.person)
    said = f"{count('action', len(done.agreed))} agreed." if done.agreed else "No action could be agreed yet."
    if done.left:
        said += f" {count('draft', len(done.left))} left: what each lacks is said beside it."
    flash(said, "message" if done.agreed else "warning")
    if done.left:
        return once.finish(url_for("agreement.plan", slug=review.slug, agency=agency.id if agency else None))
    return once.finish(url_for("reviews.show", code=review.slug))


def fix_form(action: Action, who: dict[int, plans.Candidates], prefix: str = "") -> FixForm:
    """The form that fixes one draft, showing what it says now."""
    form = FixForm(prefix=prefix, data=FixForm.said_by(action))
    form.offer(action, who.get(action.agency_id or 0, plans.Candidates()))
    return form


def fix(action: Action, form: FixForm) -> bool:
    """Carry out what was typed for one draft through the rules; returns whether anything was changed."""
    shown = form.version.data or ""
    version = int(shown) if shown.isdecimal() else None
    changed = False
    if form.says_deadline(action):
        rules.set_deadline(
            action,
            deadline=form.deadline.data or (action.deadline if form.keep.data else None),
            no_deadline_reason=form.no_deadline_reason.data or "",
            version=version,
            by=g.person,
        )
        version, changed = None, True
    if form.holder.data is not None:
        _fill_the_post(action, form.holder.data)
        changed = True
    if form.says_lead(action):
        rules.set_leads(
            action,
            leads=_leads(action, form.lead.data) if form.lead.raw_data else [],
            vacancy_reason=form.vacancy_reason.data or "",
            version=version,
            by=g.person,
        )
        changed = True
    return changed


def _leads(action: Action, chosen: str | None) -> list[ProposedLead]:
    """The lead chosen as the accountable one, before those who lead jointly."""
    if not chosen:
        return []
    kind, _, number = chosen.partition("-")
    post = db.session.get(Post, int(number)) if kind == "post" else None
    person = db.session.get(Person, int(number)) if kind == "person" else None
    now = next((lead for lead in action.leads if lead.accountable), None)
    joint = [
        ProposedLead(person=lead.person, post=lead.post, part=lead.part, printed_as=lead.printed_as)
        for lead in action.leads
        if not lead.accountable
    ]
    return [ProposedLead(person=person, post=post, printed_as=now.printed_as if now else ""), *joint]


def _fill_the_post(action: Action, person_id: int) -> None:
    accountable = next((lead for lead in action.leads if lead.accountable), None)
    if accountable is not None and accountable.post is not None:
        people_rules.fill_post(accountable.post, person=db.session.get(Person, person_id), by=g.person)
