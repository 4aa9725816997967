"""One recommendation: what answers it, what it repeats and what repeats it; adding and correcting it."""

from collections.abc import Sequence

from flask import Blueprint, flash, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import access, clock, db
from tracker.forms.recommendations import RecommendationForm, RepeatForm
from tracker.forms.reviews import ConfirmForm
from tracker.models import Agency, Recommendation, SourceReport
from tracker.queries import answers, history, people
from tracker.queries import recommendations as find
from tracker.queries import reviews as find_reviews
from tracker.rules import reviews as rules
from tracker.rules.errors import Overtaken, Refused
from tracker.web import once, theirs, told
from tracker.web.guard import needs, or_404, reader

pages = Blueprint("recommendations", __name__)

CHANGES_SHOWN = 20


@pages.route("/recommendations/<reference>")
@needs("recommendation.read")
def show(reference: str) -> ResponseReturnValue:
    recommendation = or_404(find.one(reference, reader=reader()))
    today = clock.today()
    counted = answers.counted([recommendation.id], reader=reader(), today=today)[recommendation.id]
    earlier = [link.earlier for link in recommendation.repeats if link.earlier is not None]
    return render_template(
        "recommendations/show.html",
        recommendation=recommendation,
        answers=counted,
        page=answers.of(recommendation, request.args.get("page", "1"), counted.seen, reader=reader(), today=today),
        repeated_by=find.repeated_by(recommendation, reader=reader()),
        may_open=find.visible_among(earlier, reader=reader()),
        history=[told.entry(entry) for entry in history.of(recommendation, limit=CHANGES_SHOWN)],
        may={verb: access.may(verb, g.person, g.board) for verb in ("recommendation.edit", "action.add")},
        today=today,
    )


@pages.route("/reviews/<code>/recommendations/add", methods=["GET", "POST"])
@needs("recommendation.add")
def add(code: str) -> ResponseReturnValue:
    review = or_404(find_reviews.whole(code, reader=reader()))
    form = RecommendationForm(source=request.args.get("source", type=int))
    agencies, sources = _choices(form, review.sources)
    if form.validate_on_submit():
        if (first := once.answered()) is not None:
            return first
        try:
            made = rules.add_recommendation(
                review,
                text=form.text.data or "",
                printed_reference=form.printed_reference.data or "",
                source=sources.get(form.source.data),
                agencies=[agencies[number] for number in form.agencies.data or []],
                to_all_agencies=bool(form.to_all_agencies.data),
                paragraph=form.paragraph.data or "",
                by=g.person,
            )
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
        else:
            flash(f"{made.reference} is added. It is a gap until an action answers it.")
            return once.finish(url_for("recommendations.show", reference=made.reference))
    page = render_template("recommendations/add.html", review=review, form=form)
    return page, 200 if request.method != "POST" else 422


@pages.route("/recommendations/<reference>/edit", methods=["GET", "POST"])
@needs("recommendation.edit")
def edit(reference: str) -> ResponseReturnValue:
    recommendation = or_404(find.one(reference, reader=reader()))
    form = RecommendationForm(data=RecommendationForm.said_by(recommendation))
    agencies, sources = _choices(form, recommendation.review.sources)
    now: list[theirs.Difference] | None = None
    if form.validate_on_submit():
        if (first := once.answered()) is not None:
            return first
        try:
            rules.edit_recommendation(
                recommendation,
                version=form.version_shown,
                text=form.text.data or "",
                printed_reference=form.printed_reference.data or "",
                source=sources.get(form.source.data),
                agencies=[agencies[number] for number in form.agencies.data or []],
                to_all_agencies=bool(form.to_all_agencies.data),
                paragraph=form.paragraph.data or "",
                by=g.person,
            )
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
            stands = RecommendationForm.said_by(recommendation)
            now = theirs.differences(form, stands) if isinstance(no, Overtaken) else None
        else:
            flash(f"{recommendation.reference} is saved.")
            return once.finish(url_for("recommendations.show", reference=recommendation.reference))
    page = render_template("recommendations/edit.html", recommendation=recommendation, form=form, theirs=now)
    return page, 200 if request.method != "POST" else 422 if now is None else 409


def _choices(
    form: RecommendationForm, sources: Sequence[SourceReport]
) -> tuple[dict[int, Agency], dict[int, SourceReport]]:
    agencies = people.agencies(reader())
    form.offer(agencies, sources)
    return {one.id: one for one in agencies}, {one.id: one for one in sources}


@pages.route("/recommendations/<reference>/repeats", methods=["GET", "POST"])
@needs("recommendation.edit")
def repeats(reference: str) -> ResponseReturnValue:
    recommendation = or_404(find.one(reference, reader=reader()))
    form = RepeatForm()
    if form.validate_on_submit():
        if (first := once.answered()) is not None:
            return first
        try:
            rules.link_repeat(
                recommendation,
                earlier=_earlier(form.earlier.data or ""),
                printed_in=form.printed_in.data or "",
                note=form.note.data or "",
                by=g.person,
            )
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
        else:
            flash(f"{recommendation.reference} is linked to the one it repeats.")
            return once.finish(url_for("recommendations.show", reference=recommendation.reference))
    page = render_template("recommendations/repeats.html", recommendation=recommendation, form=form)
    return page, 200 if request.method != "POST" else 422


def _earlier(reference: str) -> Recommendation | None:
    if not reference:
        return None
    found = find.one(reference, reader=reader())
    if found is None:
        raise Refused(
            f"There is no recommendation {reference.upper()} at this board. Its page gives its reference, "
            "such as H-R03; if it is not in the tracker, say where it was printed instead.",
            field="earlier",
        )
    return found


@pages.route("/recommendations/<reference>/repeats/<int:number>/removal", methods=["GET", "POST"])
@needs("recommendation.edit")
def remove_repeat(reference: str, number: int) -> ResponseReturnValue:
    recommendation = or_404(find.one(reference, reader=reader()))
    form = ConfirmForm()
    if form.is_submitted() and (first := once.answered()) is not None:
        return first
    link = or_404(next((link for link in recommendation.repeats if link.id == number), None))
    if form.validate_on_submit():
        try:
            rules.unlink_repeat(link, recommendation, by=g.person)
        except Refused as no:
            db.session.rollback()
            flash(no.sentence, "warning")
        else:
            flash("The link is taken back. The history of changes keeps what it said.")
        return once.finish(url_for("recommendations.show", reference=recommendation.reference))
    return render_template("recommendations/remove_repeat.html", recommendation=recommendation, link=link, form=form)
