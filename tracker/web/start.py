"""The signed-in person's own start page: what they owe, or where the board stands."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from tracker import access, clock
from tracker.models.vocabulary import Role
from tracker.queries import action_list, actions, start
from tracker.web.guard import needs, reader

pages = Blueprint("start", __name__)


@pages.route("/")
@needs("start.read")
def show() -> ResponseReturnValue:
    today = clock.today()
    here = reader()
    officer = Role.POLICY_OFFICER in here.roles
    return render_template(
        "start/show.html",
        mine=actions.led_by(here, page=request.args.get("page", "1")),
        leads=bool(here.roles & {Role.LEAD, Role.AGENCY_LEAD}),
        tally=action_list.tally(reader=here, today=today) if access.may("action.read", g.person, g.board) else None,
        whole_board=here.reads_whole_board,
        waiting=start.imports_waiting(reader=here) if officer else [],
        drafts=start.drafts_waiting(reader=here) if officer else [],
        roles=sorted(role.label for role in here.roles),
        today=today,
    )
