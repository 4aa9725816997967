"""How many examples a property is tried on: few in `make test`, many in `make soak`."""

import os

TIMES = 50


def examples(few: int) -> int:
    """`few` as a rule; fifty times as many where the run is a soak."""
    return few * TIMES if os.environ.get("SOAK") else few
