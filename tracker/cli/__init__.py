"""The commands: `tracker --help` lists them."""

import click


@click.group()
def main() -> None:
    """Sees that what a safeguarding review recommends gets done."""
