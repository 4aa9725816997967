"""Files read apart from the request that brought them, so that nobody waits for a long one with a blank page."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from dataclasses import dataclass, field

from sqlalchemy.exc import DBAPIError

from tracker import db
from tracker.models import Import
from tracker.reading.limits import CannotRead
from tracker.reading.proposal import ProposedPlan
from tracker.rules import imports as rules

log = logging.getLogger(__name__)

READ_AT_ONCE_UP_TO = 1024 * 1024
PATIENCE_SECONDS = 4.0
HEARD_EVERY_SECONDS = 2.0
TRIES = 5
WRONG = "The file could not be read because of a fault of the program, which is noted. Tell whoever looks after it."
# Each reading has a child process that may take much memory, so few run at a time; the others wait their turn.
_turns = threading.BoundedSemaphore(2)

Read = Callable[[Callable[[int], None]], ProposedPlan]


@dataclass
class Reading:
    """A file being read in a thread of its own: how many rows so far, and in the end the plan or why there is none."""

    rows: int = 0
    done: Future[ProposedPlan] = field(default_factory=Future)

    def note(self, rows: int) -> None:
        """Say how many rows have been read."""
        self.rows = rows


def begin(read: Read) -> Reading:
    """Begin to read; `read` is given what to call with the number of rows read so far."""
    reading = Reading()

    def run() -> None:
        with _turns:
            try:
                reading.done.set_result(read(reading.note))
            except BaseException as fault:
                reading.done.set_exception(fault)

    threading.Thread(target=run, daemon=True, name="reading a plan").start()
    return reading


def is_soon_read(reading: Reading, size: int) -> bool:
    """Whether a file of `size` bytes is read, or refused, before a person wonders. A large one is not waited for."""
    return size <= READ_AT_ONCE_UP_TO and bool(wait([reading.done], PATIENCE_SECONDS).done)


def record(import_id: int, attempt: int, reading: Reading) -> threading.Thread:
    """Record in a thread how a reading goes and what comes of it, once the file is kept and committed."""
    thread = threading.Thread(
        target=_watch, args=(import_id, attempt, reading), daemon=True, name="recording a plan that is read"
    )
    thread.start()
    return thread


def _watch(import_id: int, attempt: int, reading: Reading) -> None:
    while not wait([reading.done], HEARD_EVERY_SECONDS).done:
        if not _written(import_id, lambda batch: rules.hear(batch, attempt=attempt, rows=reading.rows)):
            return
    try:
        plan = reading.done.result()
    except CannotRead as no:
        sentence = no.sentence
        _written(import_id, lambda batch: rules.give_up_reading(batch, sentence, attempt=attempt))
    except Exception:
        log.exception("reading import %s failed", import_id)
        _written(import_id, lambda batch: rules.give_up_reading(batch, WRONG, attempt=attempt))
    else:
        _written(import_id, lambda batch: rules.finish_reading(batch, plan, attempt=attempt))


def _written(import_id: int, act: Callable[[Import], bool]) -> bool:
    """Carry out one step in a transaction of its own, again where the database was busy; False where it has no use."""
    for _ in range(TRIES):
        try:
            batch = db.session.get(Import, import_id)
            if batch is None or not act(batch):
                return False
            db.session.commit()
            return True
        except DBAPIError as error:
            db.session.rollback()
            if not db.is_busy(error):
                log.exception("recording import %s failed", import_id)
                return False
        finally:
            db.session.remove()
    return True
