"""The program for a production web server: gunicorn wsgi:app. `tracker serve` starts the same."""

from tracker import create_app
from tracker.config import from_environment

app = create_app(from_environment())
