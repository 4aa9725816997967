"""Loading one published review with its plans, and what the demonstration makes of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from tracker import clock, db
from tracker.models import Action, Agency, Board, Recommendation, Review, SourceReport
from tracker.models.vocabulary import LeadView, MilestoneKind, Precision, ReviewType, SourceKind
from tracker.outside.seed_files import SeedAction, SeedRecommendation, SeedReview, SeedShow
from tracker.rules import actions, people, reviews

Agencies = dict[str, Agency]


@dataclass(frozen=True)
class Made:
    """How much of a review was made."""

    recommendations: int
    actions: int


def load_review(board: Board, agencies: Agencies, given: SeedReview) -> Made:
    """Make a review with everything the files hold of it; `agencies` are the board's, by their keys."""
    review = reviews.add_review(
        board,
        code=given.code,
        type=ReviewType(given.type),
        title=given.title,
        summary=given.summary,
        plan_date=given.plan_date,
        by=None,
    )
    db.session.flush()
    for one in given.milestones:
        reviews.add_milestone(
            review,
            kind=MilestoneKind(one.kind),
            day=one.date,
            precision=Precision(one.precision),
            note=f"{one.note} Source: {one.paragraph}.",
            by=None,
        )
    sources = {
        one.key: reviews.add_source(
            review, name=one.name, kind=SourceKind(one.kind), agency=agencies.get(one.agency), by=None
        )
        for one in given.sources
    }
    db.session.flush()
    asked = {one.key: _recommendation(review, agencies, sources, one) for one in given.recommendations}
    db.session.flush()
    for action in given.actions:
        _action(review, agencies, asked, action)
    return Made(len(asked), len(given.actions))


def _recommendation(
    review: Review, agencies: Agencies, sources: dict[str, SourceReport], given: SeedRecommendation
) -> Recommendation:
    recommendation = reviews.add_recommendation(
        review,
        text=given.text,
        printed_reference=given.printed_reference,
        source=sources[given.source],
        agencies=[agencies[key] for key in given.agencies],
        to_all_agencies=given.all_agencies,
        paragraph=given.paragraph,
        by=None,
    )
    if given.repeats:
        reviews.link_repeat(recommendation, printed_in=given.repeats.printed_in, note=given.repeats.note, by=None)
    return recommendation


def _action(review: Review, agencies: Agencies, asked: dict[str, Recommendation], given: SeedAction) -> None:
    agency = agencies[given.agency]
    action = actions.add_action(
        review,
        text=given.text,
        agency=agency,
        recommendations=[asked[key] for key in given.answers],
        leads=[
            actions.ProposedLead(post=people.the_post(agency, title, by=None), printed_as=title)
            for title in given.leads
        ],
        timescale=given.timescale,
        timescale_doubt=given.doubt,
        ongoing=given.ongoing,
        deadline=given.deadline,
        vacancy_reason=given.vacancy,
        outcome_sought=given.outcome_sought,
        outcome_measure=given.outcome_measure,
        paragraph=_where_from(given),
        demonstration=given.show is not None,
        by=None,
    )
    db.session.flush()
    if given.show:
        _show(action, given.show)


def _where_from(given: SeedAction) -> str:
    """The paragraph, the whole cell where a row was split, and what is invented about it."""
    parts = [given.paragraph]
    if given.whole_timescale:
        parts.append(f"The row's timescales as printed: {given.whole_timescale}")
    if given.show:
        parts.append(given.show.note)
    return "\n".join(parts)


def _show(action: Action, show: SeedShow) -> None:
    deadline = _day(show.deadline) or action.deadline
    if deadline is not None and (deadline != action.deadline or action.timescale_doubt):
        actions.set_deadline(action, deadline=deadline, by=None)
    if show.vacancy and show.vacancy != action.vacancy_reason:
        actions.set_leads(action, vacancy_reason=show.vacancy, by=None)
    if show.agreed:
        actions.agree(action, by=None)
    if show.progress:
        actions.record_progress(
            action,
            day=clock.today() + timedelta(days=show.progress.days),
            text=show.progress.text,
            view=LeadView(show.progress.view),
            claimed_completed_on=_day(show.claimed),
            by=None,
        )


def _day(days: int | None) -> date | None:
    return clock.today() + timedelta(days=days) if days is not None else None
