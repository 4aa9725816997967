"""How much a file may hold, and the one way of saying that it cannot be read."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


class CannotRead(Exception):
    """The file cannot be read; `sentence` says what is wrong, where, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Limits:
    """What one file may hold: sizes in bytes, time in seconds, the rest as counts.

    `ratio` is unpacked over packed size of any large part; real workbooks stay under 60.
    """

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    ratio: int = 200
    entries: int = 2_000
    rows: int = 20_000
    columns: int = 200
    cells: int = 1_000_000
    seconds: int = 120
    memory_bytes: int = 1_500 * MEGABYTE
