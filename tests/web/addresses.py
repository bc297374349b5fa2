"""Addresses of the route table with values in place of their parameters."""

from urllib.parse import quote

from web.http.route import Route
from web.routes import ROUTES

UNKNOWN_KEY = "trk_AAAAAAAA" + "A" * 43
BY_SENDER = tuple(route for route in ROUTES if "{token}" not in route.path)
"""All but those whose path is the credential; tests/web/phones/test_doors.py tries them with every kind of key."""


def a_path_of(route: Route, subject: str = "a/b {x}") -> str:
    """Return an address that the route matches: of a subject with unusual characters, an unknown key, a missing file."""
    values = {
        "id": quote(subject, safe=""),
        "file": "none.js",
        "ref": "0" * 64,
        "keyId": "AAAAAAAA",
        "token": UNKNOWN_KEY,
    }
    path = route.path
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", value)
    return path
