"""The floor, dressed: what any page of a real product must carry, and nothing more.

A session and its person, who may see what, a token for forms, a count and a pager, filters, mark-up of GOV.UK weight,
the history of changes, headers. Rows come as tuples from SQLAlchemy Core. A product page is measured against this one.
"""

import os
import secrets

import jinja2
from flask import Flask, Response, abort, g, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, Date, create_engine, text

from tests.bench import generated
from tests.bench.flat import READER

ON_A_PAGE = 50
HEADERS = {
    "Content-Security-Policy": "default-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}
BASE = """<!DOCTYPE html>
<html lang="en" class="govuk-template">
<head><meta charset="utf-8"><title>{% block title %}{% endblock %} – Dressed</title>
<link rel="stylesheet" href="/static/tracker.css"></head>
<body class="govuk-template__body">
<header class="govuk-header"><span>{{ person.name }}</span>
<form method="post" action="/out"><input type="hidden" name="token" value="{{ token }}"><button>Sign out</button></form>
<nav>{% for name in ("Start", "Reviews", "Actions", "Imports") %}<a class="govuk-header__link"
href="/{{ name | lower }}">{{ name }}</a>{% endfor %}</nav></header>
<main class="govuk-main-wrapper" id="main"><h1 class="govuk-heading-l">{{ self.title() }}</h1>
{% block main %}{% endblock %}</main></body></html>"""
LIST = """{% extends "base" %}
{% macro status(word) %}<strong class="govuk-tag govuk-tag--{{ {'open': 'blue', 'submitted': 'yellow',
'closed': 'green', 'draft': 'grey'}.get(word, 'purple') }}">{{ word | capitalize }}</strong>{% endmacro %}
{% macro line(row) %}<tr class="govuk-table__row"><th scope="row" class="govuk-table__header"><a class="govuk-link"
href="/actions/{{ row.reference }}">{{ row.reference }}</a></th><td class="govuk-table__cell">{{ row.text }}
<span class="govuk-hint">{{ row.code }}</span></td><td class="govuk-table__cell">{{ row.agency }}</td>
<td class="govuk-table__cell">{{ row.lead }}</td><td class="govuk-table__cell">{{ status(row.status) }}</td>
<td class="govuk-table__cell"><time datetime="{{ row.deadline }}">{{ row.deadline.strftime("%-d %B %Y") }}</time>
{% if row.deadline < today %}<strong class="govuk-tag govuk-tag--red">Overdue</strong>{% endif %}</td></tr>
{% endmacro %}
{% block title %}Actions{% endblock %}
{% block main %}<form class="filters">{% for label, options in filters %}<div class="govuk-form-group">
<label class="govuk-label" for="{{ label }}">{{ label }}</label><select class="govuk-select" id="{{ label }}"
name="{{ label | lower }}">{% for value, name in options %}<option value="{{ value }}">{{ name }}</option>{% endfor %}
</select></div>{% endfor %}<button class="govuk-button">Show</button></form>
<table class="govuk-table"><caption class="govuk-table__caption">{{ total }} actions</caption>
<thead class="govuk-table__head"><tr>{% for name in ("Action", "Words", "Agency", "Lead", "Status", "Deadline") %}
<th scope="col" class="govuk-table__header">{{ name }}</th>{% endfor %}</tr></thead>
<tbody class="govuk-table__body">{% for row in rows %}{{ line(row) }}{% endfor %}</tbody></table>
<nav class="govuk-pagination">{% for page in pages %}<a class="govuk-link" href="?page={{ page }}">{{ page }}</a>
{% endfor %}</nav>{% endblock %}"""
ONE = """{% extends "base" %}
{% block title %}Action {{ row.reference }}{% endblock %}
{% block main %}<dl class="govuk-summary-list">{% for name, value in known %}<div class="govuk-summary-list__row">
<dt class="govuk-summary-list__key">{{ name }}</dt><dd class="govuk-summary-list__value">{{ value }}</dd></div>
{% endfor %}</dl><form method="post"><input type="hidden" name="token" value="{{ token }}"><select class="govuk-select"
name="status">{% for word in statuses %}<option{% if word == row.status %} selected{% endif %}>{{ word }}</option>
{% endfor %}</select>
<textarea class="govuk-textarea" name="words"></textarea><button class="govuk-button">Save</button></form>
<h2 class="govuk-heading-m">Progress</h2>{% for note in notes %}<article>
<h3 class="govuk-heading-s">{{ note.name }}</h3><time>{{ note.day }}</time>
<p class="govuk-body">{{ note.text }}</p></article>{% endfor %}
<h2 class="govuk-heading-m">History</h2>{% for step in trail %}<p class="govuk-body-s">{{ step.day }} {{ step.name }}
changed {{ step.field }} from {{ step.old }} to {{ step.new }}</p>{% endfor %}{% endblock %}"""
SEEN = "(:reads_all OR item.lead_id = :person)"
JOINED = """item JOIN review ON review.id = item.review_id JOIN agency ON agency.id = item.agency_id
  JOIN person ON person.id = item.lead_id"""
COUNT = text(f"SELECT count(*) FROM item WHERE item.lead_id = :lead AND item.live AND {SEEN}")
ROWS = text(
    f"""SELECT item.reference, substr(item.text, 1, 160) AS text, review.code, agency.name AS agency,
    person.name AS lead, item.status, item.deadline FROM {JOINED} WHERE item.lead_id = :lead AND item.live AND {SEEN}
    ORDER BY item.deadline, item.id LIMIT :most OFFSET :after"""
).columns(deadline=Date)
FOUND = text(
    f"""SELECT item.*, review.code, agency.name AS agency, person.name AS lead FROM {JOINED}
    WHERE item.reference = :reference AND {SEEN}"""
).columns(deadline=Date)
NOTES = text(
    """SELECT note.day, note.text, person.name FROM note JOIN person ON person.id = note.by_id
    WHERE note.item_id = :item ORDER BY note.id"""
)
TRAIL = text(
    """SELECT trail.day, trail.field, trail.old, trail.new, person.name FROM trail
    JOIN person ON person.id = trail.by_id WHERE trail.item_id = :item ORDER BY trail.id DESC LIMIT 50"""
)
STATUSES = [(word, word.capitalize()) for word in generated.STATUSES]
FILTERS = [
    ("Status", STATUSES),
    ("Agency", [(one, generated.agency_name(one)) for one in range(1, generated.AGENCIES + 1)]),
]


def served() -> Flask:
    """The two pages, on the database that BENCH_DATABASE names."""
    app = Flask(__name__)
    app.secret_key = "for measuring only"
    app.jinja_loader = jinja2.DictLoader({"base": BASE, "list.html": LIST, "one.html": ONE})
    app.jinja_env.autoescape = True
    engine = create_engine(os.environ["BENCH_DATABASE"])

    def who() -> ResponseReturnValue | None:
        g.connection = engine.connect()
        if request.path == "/enter":
            return None
        found = text("SELECT id, name, reads_all FROM person WHERE id = :id")
        g.person = g.connection.execute(found, {"id": session.get("person", 0)}).first()
        return None if g.person else redirect("/enter")

    def leave(_error: BaseException | None) -> None:
        g.connection.close()

    def protect(response: Response) -> Response:
        response.headers.update(HEADERS)
        return response

    app.before_request(who)
    app.teardown_request(leave)
    app.after_request(protect)
    app.add_url_rule("/enter", view_func=enter)
    app.add_url_rule("/actions", view_func=index)
    app.add_url_rule("/actions/<reference>", view_func=show)
    return app


def enter() -> ResponseReturnValue:
    """Sign in, without a password: how long hashing takes is no question here."""
    session["person"], session["token"] = READER, secrets.token_urlsafe(24)
    return redirect("/actions")


def index() -> str:
    connection: Connection = g.connection
    page = request.args.get("page", 1, int)
    asked = {"lead": request.args.get("lead", g.person.id, int), "reads_all": g.person.reads_all, "person": g.person.id}
    total = connection.execute(COUNT, asked).scalar_one()
    rows = connection.execute(ROWS, {**asked, "most": ON_A_PAGE, "after": ON_A_PAGE * (page - 1)}).all()
    pages = range(1, -(-total // ON_A_PAGE) + 1)
    return _page("list.html", rows=rows, total=total, pages=pages, filters=FILTERS, today=generated.TODAY)


def show(reference: str) -> str:
    connection: Connection = g.connection
    asked = {"reference": reference, "reads_all": g.person.reads_all, "person": g.person.id}
    row = connection.execute(FOUND, asked).first() or abort(404)
    known = [
        ("Reference", row.reference),
        ("Action", row.text),
        ("Outcome sought", row.outcome),
        ("Timescale", row.timescale),
        ("Review", row.code),
        ("Agency", row.agency),
        ("Lead", row.lead),
        ("Status", row.status),
        ("Deadline", f"{row.deadline:%d %B %Y}"),
    ]
    notes = connection.execute(NOTES, {"item": row.id}).all()
    trail = connection.execute(TRAIL, {"item": row.id}).all()
    return _page("one.html", row=row, known=known, notes=notes, trail=trail, statuses=generated.STATUSES)


def _page(template: str, **shown: object) -> str:
    return render_template(template, person=g.person, token=session["token"], **shown)
