"""The recommendation and action-plan tracker."""

from datetime import timedelta
from pathlib import Path

from flask import Flask

from tracker import clock, db
from tracker.config import PROJECT, Settings


def create_app(settings: Settings, *, connect: bool = True) -> Flask:
    """Make the program from its settings; `connect` is off where a test brings its own database."""
    # Imported here so that a plain `import tracker.reading` costs nothing of the web.
    from tracker.outside.files import FileStore
    from tracker.web import blueprints, ground

    app = Flask(__name__, template_folder=str(Path(PROJECT) / "templates"), static_folder="static")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TRACKER=settings,
        FILES=FileStore(settings.evidence_store),
        MAX_CONTENT_LENGTH=settings.largest_upload + 1024 * 1024,
        MAX_FORM_PARTS=20_000,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        SESSION_COOKIE_NAME="__Host-form" if settings.secure else "form",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=settings.session_hours),
        WTF_CSRF_TIME_LIMIT=None,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
    )
    clock.use(tz_name=settings.tz_name, today=settings.today)
    if connect:
        db.connect(settings.database_url)
    ground(app)
    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    return app
