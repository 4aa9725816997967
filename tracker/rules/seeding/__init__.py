"""Loading the published reviews and the demonstration people, through the same verbs as people use."""

from tracker.rules.seeding.load import Seeded, seed, strangers

__all__ = ["Seeded", "seed", "strangers"]
