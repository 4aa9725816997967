"""Measure the tracker beside a bare floor and a dressed page, all on this machine and in turns.

Read the ratios, not the times: the machine's own speed wanders. Nothing here passes or fails; what must hold whatever
the machine (queries and bytes of a page) is among the ordinary tests.
"""

import argparse
import json
from pathlib import Path

from tests.bench import pages, plan_reading, told


def main() -> None:
    """Run what the command line asks for and print the tables."""
    asked = _parser().parse_args()
    how = pages.How(asked.scale, asked.rounds, asked.seconds, asked.clients, asked.postgres)
    figures = [] if asked.only == "reading" else pages.measured(how)
    if figures:
        print(told.pages(how, figures), end="\n\n", flush=True)
    plans = {}
    for rows in [] if asked.only == "pages" else asked.rows:
        plans[rows] = plan_reading.measured(rows, rounds=asked.rounds)
        print(told.reading(rows, asked.rounds, plans[rows]), end="\n\n", flush=True)
    if asked.json:
        asked.json.write_text(json.dumps(told.as_json(how, figures, plans), indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--scale", type=int, default=10_000, help="how many actions (default 10000)")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each (default 5)")
    parser.add_argument("--seconds", type=float, default=1.0, help="length of a page's turn (default 1)")
    parser.add_argument("--clients", type=int, default=1, help="how many ask at once (default 1)")
    parser.add_argument("--postgres", action="store_true", help="on PostgreSQL instead of SQLite")
    parser.add_argument("--rows", type=int, nargs="+", default=[500], help="rows of the plans read (default 500)")
    parser.add_argument("--only", choices=("pages", "reading"), help="measure only this")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures in a file as well")
    return parser


if __name__ == "__main__":
    main()
