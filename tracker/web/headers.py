"""What every response tells the browser it may do."""

from flask import Flask, Response, request

SECURITY_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
PERMISSIONS_POLICY = ", ".join(
    f"{ability}=()"
    for ability in ("camera", "microphone", "geolocation", "payment", "usb", "display-capture", "browsing-topics")
)
# The origin is still sent with our own forms: the page for an ended session trusts it.
HEADERS = {
    "Content-Security-Policy": SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}
ONE_YEAR = 365 * 24 * 60 * 60


def register(app: Flask) -> None:
    """Put the headers on every response, errors and downloads included."""
    app.after_request(protect)


def protect(response: Response) -> Response:
    """Add the headers; only our own styles and scripts may be kept by a browser or a proxy."""
    for name, value in HEADERS.items():
        response.headers[name] = value
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"
    if request.endpoint == "static" and response.status_code < 400:
        fresh = f"public, max-age={ONE_YEAR}, immutable" if "v" in request.args else "public, max-age=300"
        response.headers["Cache-Control"] = fresh
    else:
        response.headers["Cache-Control"] = "no-store"
    return response
