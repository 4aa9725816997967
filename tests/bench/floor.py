"""The floor: Flask, one query in plain SQLite and a small table. Nobody signs in and nothing is checked.

What it costs is what the stack alone costs; no real page can be cheaper.
"""

import os
import sqlite3
import threading

import jinja2
from flask import Flask, abort, render_template, request

LIST = """<!doctype html><title>Actions</title><h1>Actions</h1><table>
{% for row in rows %}<tr><td><a href="/actions/{{ row.reference }}">{{ row.reference }}</a><td>{{ row.text }}
<td>{{ row.code }}<td>{{ row.agency }}<td>{{ row.lead }}<td>{{ row.status }}<td>{{ row.deadline }}</tr>
{% endfor %}</table>"""
ONE = """<!doctype html><title>{{ row.reference }}</title><h1>{{ row.reference }}</h1><p>{{ row.text }}
<p>{{ row.outcome }}<p>{{ row.status }}, {{ row.deadline }}, {{ row.lead }}
{% for note in notes %}<h2>{{ note.day }}</h2><p>{{ note.text }}{% endfor %}"""
ROWS = """SELECT item.reference, substr(item.text, 1, 160) text, review.code, agency.name agency, person.name lead,
  item.status, item.deadline
FROM item JOIN review ON review.id = item.review_id JOIN agency ON agency.id = item.agency_id
  JOIN person ON person.id = item.lead_id
WHERE item.lead_id = ? AND item.live ORDER BY item.deadline, item.id LIMIT 50"""


def served() -> Flask:
    """The two pages, on the file that BENCH_FILE names."""
    app = Flask(__name__)
    app.jinja_loader = jinja2.DictLoader({"list.html": LIST, "one.html": ONE})
    mine = threading.local()

    def database() -> sqlite3.Connection:
        if not hasattr(mine, "connection"):
            mine.connection = sqlite3.connect(os.environ["BENCH_FILE"])
            mine.connection.row_factory = sqlite3.Row
        connection: sqlite3.Connection = mine.connection
        return connection

    @app.get("/actions")
    def index() -> str:
        return render_template("list.html", rows=database().execute(ROWS, (int(request.args["lead"]),)).fetchall())

    @app.get("/actions/<reference>")
    def show(reference: str) -> str:
        found = database().execute(
            "SELECT item.*, person.name lead FROM item JOIN person ON person.id = item.lead_id WHERE reference = ?",
            (reference,),
        )
        row = found.fetchone() or abort(404)
        notes = database().execute("SELECT day, text FROM note WHERE item_id = ? ORDER BY id", (row["id"],))
        return render_template("one.html", row=row, notes=notes.fetchall())

    return app
