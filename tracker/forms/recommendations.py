"""Adding and correcting a recommendation, and linking it to an earlier one that it repeats."""

from collections.abc import Iterable
from typing import Any

from tracker.forms.fields import Form, Hidden, Lines, Many, Once, OneLine, PickOne, Tick
from tracker.forms.reviews import version_of
from tracker.models import Agency, Recommendation, SourceReport

LONGEST_PRINTED_REFERENCE = 60


class RecommendationForm(Form):
    """What a review asks for, of whom, and where it is printed."""

    text = Lines("Recommendation", required="Give the text of the recommendation.", hint="In the review’s own words.")
    printed_reference = OneLine(
        "Printed reference", at_most=LONGEST_PRINTED_REFERENCE, hint="As the report numbers it: 3, iii or 2a."
    )
    source = PickOne("Source report", blank="Not known", coerce=int, hint="The report it comes from.")
    paragraph = OneLine("Paragraph", hint="Where in the report it stands, such as 9.14 or page 40.")
    agencies = Many("Addressed to", coerce=int, hint="Tick each agency it names.")
    to_all_agencies = Tick("All agencies")
    version = Hidden()
    once = Once()

    def offer(self, agencies: Iterable[Agency], sources: Iterable[SourceReport]) -> None:
        """Set what may be chosen."""
        self.agencies.choices = [(agency.id, agency.name) for agency in agencies]
        self.source.offer([(source.id, source.name) for source in sources])

    @staticmethod
    def said_by(recommendation: Recommendation) -> dict[str, Any]:
        """What the recommendation says now, as the form shows it."""
        return {
            "text": recommendation.text,
            "printed_reference": recommendation.printed_reference,
            "source": recommendation.source_id,
            "paragraph": recommendation.paragraph,
            "agencies": sorted(agency.id for agency in recommendation.agencies),
            "to_all_agencies": recommendation.to_all_agencies,
            "version": str(recommendation.version),
        }

    @property
    def version_shown(self) -> int:
        """The version the person saw; 0, which none has, where the form lost it."""
        return version_of(self.version.data)


class RepeatForm(Form):
    """Which earlier recommendation is repeated."""

    earlier = OneLine(
        "Reference of the earlier recommendation",
        hint="Ours, such as H-R03. Leave it blank if the earlier review is not in the tracker.",
    )
    printed_in = OneLine("Or where it was printed", hint="For example, Child Q, recommendation 4.")
    note = OneLine("Note", hint="What is repeated, if not all of it. May be left blank.")
    once = Once()
