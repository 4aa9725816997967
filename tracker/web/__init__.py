"""The pages: one blueprint a noun, with the guard, the errors and the words they share."""

from flask import Blueprint, Flask
from flask_wtf.csrf import CSRFProtect

from tracker.web import (
    actions,
    agreement,
    column_choices,
    demonstration,
    display,
    errors,
    exports,
    guard,
    headers,
    health,
    import_changes,
    import_rows,
    imports,
    receiving,
    recommendations,
    reviews,
    row_shaping,
    settings,
    signin,
    start,
)

csrf = CSRFProtect()


def blueprints() -> list[Blueprint]:
    """The pages, in the order of the menu."""
    return [
        start.pages,
        reviews.pages,
        recommendations.pages,
        actions.pages,
        agreement.pages,
        exports.pages,
        receiving.pages,
        imports.pages,
        import_rows.pages,
        import_changes.pages,
        row_shaping.pages,
        column_choices.pages,
        settings.pages,
        signin.pages,
        health.pages,
    ]


def ground(app: Flask) -> None:
    """What every page stands on."""
    guard.register(app)
    csrf.init_app(app)
    display.register(app)
    demonstration.register(app)
    errors.register(app)
    headers.register(app)
