"""Passwords: hashed with argon2id, compared in the same time whether or not the person exists."""

from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's figures for argon2id: 19 MiB, two passes, one lane.
PASSES, KIBIBYTES, LANES = 2, 19 * 1024, 1


class Passwords:
    """Hashes and checks passwords at a given cost."""

    def __init__(self, cost: dict[str, int] | None = None) -> None:
        given = cost or {}
        self._hasher = PasswordHasher(
            time_cost=given.get("time_cost", PASSES),
            memory_cost=given.get("memory_cost", KIBIBYTES),
            parallelism=given.get("parallelism", LANES),
        )

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("nobody's password")

    def hash(self, password: str) -> str:
        """The text to keep in place of a password."""
        return self._hasher.hash(password)

    def right(self, kept: str | None, password: str) -> bool:
        """Whether a password is the one kept; takes as long for someone who has none."""
        try:
            return self._hasher.verify(kept or self._nobody, password) and kept is not None
        except (VerificationError, InvalidHashError):
            return False
