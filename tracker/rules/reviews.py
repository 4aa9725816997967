"""Reviews, their milestones and sources, and their recommendations."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select

from tracker import clock, db
from tracker.models import (
    Agency,
    Board,
    Milestone,
    Person,
    Recommendation,
    Repeat,
    Review,
    SourceReport,
)
from tracker.models.reviews import slug_of as slug_of
from tracker.models.vocabulary import MilestoneKind, Precision, ReviewType, SourceKind
from tracker.rules import anchors, audit
from tracker.rules.errors import Overtaken, Refused, check_may

LONGEST_CODE = 60
TAKEN_BY_PAGES = frozenset({"add"})


def prefix_of(code: str, taken: Iterable[str]) -> str:
    """What an action's reference begins with: the last word of the code name, then longer ones while it is taken."""
    words: list[str] = re.findall(r"[A-Za-z0-9]+", code.upper())
    choices = [words[-1], "".join(word[0] for word in words[:-1]) + words[-1], "".join(words)]
    choices += [f"{words[-1]}{number}" for number in range(2, 1000)]
    used = set(taken)
    return next(choice for choice in choices if choice not in used)


def add_review(
    board: Board,
    *,
    code: str,
    type: ReviewType,
    title: str = "",
    summary: str = "",
    plan_date: date | None = None,
    by: Person | None,
) -> Review:
    """Make a review; its code name must be new in the installation. Raises Refused with the field at fault."""
    check_may("review.add", by=by, subject=board)
    db.lock(board)
    name = " ".join(code.split())
    _check_code(name)
    review = Review(
        board=board,
        code=name,
        slug=slug_of(name),
        prefix=prefix_of(name, db.session.scalars(select(Review.prefix))),
        type=type,
        title=title.strip() or name,
        summary=summary.strip(),
        plan_date=plan_date,
        added_at=clock.now(),
    )
    db.session.add(review)
    db.session.flush()
    audit.record(
        "review.add", review, by=by, board_id=board.id, new={"code": name, "type": type, "plan_date": plan_date}
    )
    return review


def _check_code(name: str, but: Review | None = None) -> None:
    if not slug_of(name):
        raise Refused("Give the review a code name, such as Child B1. Never use a child's name.", field="code")
    if slug_of(name) in TAKEN_BY_PAGES:
        raise Refused(f"“{name}” is the address of a page. Choose another code name.", field="code")
    if len(name) > LONGEST_CODE:
        raise Refused(f"A code name has at most {LONGEST_CODE} characters; this has {len(name)}.", field="code")
    known = db.session.scalar(select(Review).where(Review.slug == slug_of(name)))
    if known is not None and known is not but:
        raise Refused(f"There is already a review called {known.code}. Choose another code name.", field="code")


def edit_review(
    review: Review,
    *,
    version: int,
    type: ReviewType,
    title: str,
    summary: str,
    plan_date: date | None,
    by: Person,
) -> Review:
    """Change the plain facts of a review; raise Overtaken when someone else changed it since `version`."""
    check_may("review.edit", by=by, subject=review)
    _check_version(review, version)
    given = {"type": type, "title": title.strip() or review.code, "summary": summary.strip(), "plan_date": plan_date}
    with anchors.following(review, by=by):
        old, new = audit.changes(review, given)
    if new:
        review.version += 1
        audit.record("review.edit", review, by=by, old=old, new=new)
    return review


def add_milestone(
    review: Review,
    *,
    kind: MilestoneKind,
    day: date,
    precision: Precision = Precision.DAY,
    note: str = "",
    by: Person | None,
) -> Milestone:
    """Record a dated step of a review; of a month or year only, `day` is its last day."""
    check_may("review.edit", by=by, subject=review)
    with anchors.following(review, by=by):
        milestone = Milestone(review=review, kind=kind, day=day, precision=precision, note=note.strip())
        db.session.add(milestone)
    audit.record("review.add_milestone", review, by=by, new={"kind": kind, "day": day, "precision": precision})
    return milestone


def move_milestone(
    milestone: Milestone, *, day: date, precision: Precision = Precision.DAY, note: str, by: Person
) -> Milestone:
    """Correct the date of a milestone; the drafts that count from it follow. Raises Refused when it is gone."""
    check_may("review.edit", by=by, subject=milestone.review)
    with anchors.following(milestone.review, by=by):
        _check_still_there(milestone)
        old, new = audit.changes(milestone, {"day": day, "precision": precision, "note": note.strip()})
    if new:
        old["kind"] = new["kind"] = milestone.kind
        audit.record("review.move_milestone", milestone.review, by=by, old=old, new=new)
    return milestone


def remove_milestone(milestone: Milestone, *, by: Person) -> None:
    """Take back a milestone entered by mistake; the history keeps what it said."""
    review = milestone.review
    check_may("review.edit", by=by, subject=review)
    with anchors.following(review, by=by):
        _check_still_there(milestone)
        audit.record("review.remove_milestone", review, by=by, old={"kind": milestone.kind, "day": milestone.day})
        db.session.delete(milestone)


def _check_still_there(milestone: Milestone) -> None:
    if db.session.scalar(select(Milestone.id).where(Milestone.id == milestone.id)) is None:
        raise Refused("Someone else has removed this milestone already.")


def add_source(
    review: Review, *, name: str, kind: SourceKind, agency: Agency | None = None, by: Person | None
) -> SourceReport:
    """Name a report that recommendations of this review come from."""
    check_may("review.edit", by=by, subject=review)
    db.lock(review)
    given = " ".join(name.split())
    if not given:
        raise Refused("Give the source report a name, such as Overview report.", field="name")
    if any(source.name.casefold() == given.casefold() for source in review.sources):
        raise Refused(f"{review.code} already has a source report called {given}.", field="name")
    source = SourceReport(review=review, name=given, kind=kind, agency=agency, position=len(review.sources) + 1)
    db.session.add(source)
    audit.record("review.add_source", review, by=by, new={"name": given, "kind": kind})
    return source


def add_recommendation(
    review: Review,
    *,
    text: str,
    printed_reference: str = "",
    source: SourceReport | None = None,
    agencies: Sequence[Agency] = (),
    to_all_agencies: bool = False,
    paragraph: str = "",
    by: Person | None,
) -> Recommendation:
    """Add what a review asks for; it gets a reference of ours, such as B1-R03."""
    check_may("recommendation.add", by=by, subject=review)
    _check_recommendation(review, text, source, agencies)
    db.lock(review)
    review.last_recommendation += 1
    recommendation = Recommendation(
        review=review,
        source=source,
        reference=f"{review.prefix}-R{review.last_recommendation:02d}",
        printed_reference=printed_reference.strip(),
        text=text.strip(),
        paragraph=paragraph.strip(),
        to_all_agencies=to_all_agencies,
        position=review.last_recommendation,
        agencies=list(agencies),
        added_at=clock.now(),
    )
    db.session.add(recommendation)
    audit.record(
        "recommendation.add",
        recommendation,
        by=by,
        board_id=review.board_id,
        new={"text": recommendation.text, "agencies": _names(agencies)},
    )
    return recommendation


def edit_recommendation(
    recommendation: Recommendation,
    *,
    version: int,
    text: str,
    printed_reference: str,
    source: SourceReport | None,
    agencies: Sequence[Agency],
    to_all_agencies: bool,
    paragraph: str,
    by: Person,
) -> Recommendation:
    """Correct a recommendation; raise Overtaken when someone else changed it since `version`."""
    check_may("recommendation.edit", by=by, subject=recommendation.review)
    _check_version(recommendation, version)
    _check_recommendation(recommendation.review, text, source, agencies)
    before, source_before = list(recommendation.agencies), recommendation.source
    given = {
        "text": text.strip(),
        "printed_reference": printed_reference.strip(),
        "source_id": source.id if source else None,
        "to_all_agencies": to_all_agencies,
        "paragraph": paragraph.strip(),
    }
    old, new = audit.changes(recommendation, given)
    if "source_id" in new:
        old["source"], new["source"] = _name(source_before), _name(source)
    if set(before) != set(agencies):
        old["agencies"], new["agencies"] = _names(before), _names(agencies)
        recommendation.agencies = list(agencies)
    if new:
        recommendation.version += 1
        audit.record(
            "recommendation.edit", recommendation, by=by, board_id=recommendation.review.board_id, old=old, new=new
        )
    return recommendation


def link_repeat(
    recommendation: Recommendation,
    *,
    earlier: Recommendation | None = None,
    printed_in: str = "",
    note: str = "",
    by: Person | None,
) -> Repeat:
    """Say that a recommendation repeats an earlier one: one of ours, or one known by where it was printed."""
    check_may("recommendation.edit", by=by, subject=recommendation.review)
    if earlier is recommendation:
        raise Refused("A recommendation cannot repeat itself.", field="earlier")
    if earlier is None and not printed_in.strip():
        raise Refused("Say which recommendation is repeated, or where the earlier one was printed.", field="printed_in")
    db.lock(recommendation)
    _check_repeat(recommendation, earlier, printed_in.strip())
    link = Repeat(earlier=earlier, printed_in=printed_in.strip(), note=note.strip())
    recommendation.repeats.append(link)
    audit.record(
        "recommendation.link_repeat",
        recommendation,
        by=by,
        board_id=recommendation.review.board_id,
        new={"earlier": earlier.reference if earlier else "", "printed_in": link.printed_in},
    )
    return link


def unlink_repeat(link: Repeat, recommendation: Recommendation, *, by: Person) -> None:
    """Take back a link made by mistake; the history keeps what it said."""
    check_may("recommendation.edit", by=by, subject=recommendation.review)
    db.lock(recommendation)
    if link not in recommendation.repeats:
        raise Refused("Someone else has taken this link back already.")
    audit.record(
        "recommendation.unlink_repeat",
        recommendation,
        by=by,
        board_id=recommendation.review.board_id,
        old={"earlier": link.earlier.reference if link.earlier else "", "printed_in": link.printed_in},
    )
    recommendation.repeats.remove(link)


def _name(source: SourceReport | None) -> str:
    return source.name if source else ""


def _names(agencies: Iterable[Agency]) -> list[str]:
    return sorted(agency.name for agency in agencies)


def _check_repeat(recommendation: Recommendation, earlier: Recommendation | None, printed_in: str) -> None:
    if any(link.earlier is earlier and link.printed_in == printed_in for link in recommendation.repeats):
        raise Refused(f"{recommendation.reference} is linked to that one already.", field="earlier")
    if earlier is not None and any(link.earlier_id == recommendation.id for link in earlier.repeats):
        raise Refused(
            f"{earlier.reference} is said to repeat {recommendation.reference}. One of the two is the earlier: "
            "take that link back first if it is the wrong way round.",
            field="earlier",
        )


def _check_recommendation(review: Review, text: str, source: SourceReport | None, agencies: Sequence[Agency]) -> None:
    if not text.strip():
        raise Refused("Give the text of the recommendation.", field="text")
    if source is not None and source.review_id != review.id:
        raise Refused(f"{source.name} is not a source report of {review.code}.", field="source")
    if any(agency.board_id != review.board_id for agency in agencies):
        raise Refused("Choose agencies of this board.", field="agencies")


def _check_version(subject: Review | Recommendation, version: int) -> None:
    db.lock(subject)
    if subject.version != version:
        raise Overtaken(
            "Someone else changed this while you were writing. Their text is shown beside yours: nothing of theirs has "
            "been overwritten. Put together what should stand, and save again."
        )
