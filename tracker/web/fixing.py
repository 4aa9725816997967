"""What a policy officer typed to put a draft right, carried out through the rules."""

from collections.abc import Callable, Iterable
from functools import partial

from flask import g

from tracker import db
from tracker.forms.actions import FixForm
from tracker.forms.plans import PlanForm, PostForm
from tracker.models import Action, Person, Post
from tracker.queries import plans
from tracker.rules import actions as rules
from tracker.rules import people as people_rules
from tracker.rules.actions import ProposedLead
from tracker.rules.errors import Refused

Waiting = dict[Post, list[Action]]


def fix_form(action: Action, who: dict[int, plans.Candidates], *, part_of_plan: bool = False) -> FixForm:
    """The form that fixes one draft, showing what it says now."""
    more = {"prefix": f"{action.reference}-", "meta": {"csrf": False}} if part_of_plan else {}
    form = FixForm(data=FixForm.said_by(action), **more)
    form.offer(action, who.get(action.agency_id or 0, plans.Candidates()))
    return form


def fix(action: Action, form: FixForm) -> bool:
    """Carry out what was typed for one draft; returns whether anything was changed."""
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
        _fill_accountable_post(action, form.holder.data)
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


def _fill_accountable_post(action: Action, person_id: int) -> None:
    accountable = next((lead for lead in action.leads if lead.accountable), None)
    if accountable is not None and accountable.post is not None:
        people_rules.fill_post(accountable.post, person=db.session.get(Person, person_id), by=g.person)


def unfilled_posts(drafts: Iterable[Action]) -> Waiting:
    """The posts that drafts wait for: each accountable post no one fills, with the drafts that record no vacancy."""
    found: Waiting = {}
    for action in drafts:
        for lead in action.leads:
            if lead.accountable and lead.post is not None and lead.answers is None and not action.vacancy_reason:
                found.setdefault(lead.post, []).append(action)
    return found


def fix_plan(form: PlanForm, shown: Iterable[Action], waiting: Waiting) -> int | None:
    """Carry out a whole page; returns how many drafts were changed, or None with the sentences on the form.

    All or nothing: what was typed stays in the form until none of it is refused.
    """
    changed: set[str] = set()
    refused = False
    for post, about in form.posts.items():
        refused |= not _carried_out(about, partial(_fix_post, post, about, waiting[post], changed))
    for action in shown:
        part = form.fixes[action.reference]
        refused |= not _carried_out(part, partial(_fix_one, action, part, changed))
    return None if refused else len(changed)


def _carried_out(part: FixForm | PostForm, act: Callable[[], None]) -> bool:
    try:
        with db.session.begin_nested():
            act()
    except Refused as no:
        part.refuse(no)
        return False
    return True


def _fix_one(action: Action, form: FixForm, changed: set[str]) -> None:
    if fix(action, form):
        changed.add(action.reference)


def _fix_post(post: Post, form: PostForm, waiting: list[Action], changed: set[str]) -> None:
    if form.holder.data is not None:
        people_rules.fill_post(post, person=db.session.get(Person, form.holder.data), by=g.person)
    elif form.vacancy_reason.data:
        for action in waiting:
            rules.set_leads(action, vacancy_reason=form.vacancy_reason.data, by=g.person)
    else:
        return
    changed.update(action.reference for action in waiting)
