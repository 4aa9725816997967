"""Signing in, and setting a first password."""

from tracker.forms.fields import Email, Form, Password

SHORTEST_PASSWORD = 12


class SignInForm(Form):
    """Address and password."""

    email = Email("E-mail address", required="Enter your e-mail address.")
    password = Password("Password", required="Enter your password.")


class FirstPasswordForm(Form):
    """A new password, typed twice."""

    password = Password(
        "New password",
        required="Choose a password.",
        hint=f"At least {SHORTEST_PASSWORD} characters. Three random words make a good one.",
    )
    again = Password("The same password again", required="Type the password again.")

    def validate(self, extra_validators: object = None) -> bool:
        """The password must be long enough and typed the same twice."""
        if not super().validate(extra_validators):
            return False
        length = len(self.password.data or "")
        if length < SHORTEST_PASSWORD:
            self.password.errors = [f"Choose a longer password: at least {SHORTEST_PASSWORD} characters, not {length}."]
            return False
        if self.password.data != self.again.data:
            self.again.errors = ["The two passwords differ. Type the same one twice."]
            return False
        return True
