"""Finding a board or an agency by what somebody types, and saying which there are when it is not one of them."""

from difflib import get_close_matches

from sqlalchemy import select

from tracker import db
from tracker.models import Agency, Board
from tracker.queries.people import board_by_key, names_of_agencies
from tracker.rules.errors import Refused
from tracker.rules.people import folded

NEAR = 5


def board_named(given: str | None) -> Board:
    """The board of that key or name, or the only one where none is given; raises Refused naming those there are."""
    boards = list(db.session.scalars(select(Board).order_by(Board.name)))
    if not boards:
        raise Refused("There is no board yet. Add one with: tracker board add KEY --name NAME")
    known = ", ".join(board.key for board in boards)
    if given is None:
        if len(boards) > 1:
            raise Refused(f"There is more than one board: say which with --board. They are: {known}.")
        return boards[0]
    board = board_by_key(given)
    if board is None:
        raise Refused(f"There is no board called {given}. They are: {known}.")
    return board


def agency_named(given: str, board: Board) -> Agency:
    """The agency a board knows under a name; raises Refused with the nearest names it knows."""
    names = names_of_agencies(board.id)
    found = names.get(folded(given))
    if found is not None:
        return found
    near = get_close_matches(folded(given), names, n=NEAR) or sorted(names)
    meant = list(dict.fromkeys(names[name].name for name in near))[:NEAR]
    choice = f" Did you mean: {'; '.join(meant)}?" if meant else " Add it with: tracker agency add"
    raise Refused(f"{board.name} knows no agency called {given}.{choice}")
