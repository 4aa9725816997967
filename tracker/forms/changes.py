"""Which differences of a revised plan to make, and which action on record a row speaks of."""

from collections.abc import Sequence

from flask import request

from tracker.forms.fields import Form, Hidden


class ChangesForm(Form):
    """The boxes and choices of one row, which are as many as it has differences and questions."""

    version = Hidden()
    show = Hidden()

    def ticks(self, keys: Sequence[str]) -> dict[str, bool]:
        """Of the differences shown with the form, whether each was ticked, by its key."""
        shown, taken = set(request.form.getlist("shown")), set(request.form.getlist("take"))
        return {key: key in taken for key in keys if key in shown}

    def choices(self, numbers: Sequence[int]) -> dict[int, str]:
        """The answers given to the questions asked, by the number of the action."""
        return {number: said for number in numbers if (said := request.form.get(f"which-{number}", ""))}
