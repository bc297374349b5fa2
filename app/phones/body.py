"""The two forms of a request's fields: `name=value&…` in address or body, and JSON."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from pydantic_core import from_json

from app.domain.fix_rules import RejectCode
from app.fixes.parser import BYTE_ORDER_MARK, FixError
from app.phones.said import PhoneRequest

MOST_FIELDS = 200
MOST_FORM_BYTES = 64 << 10
SECRETS = frozenset({"token", "key", "password", "secret"})
"""Fields that may hold a credential, which no topic may keep."""
_KEY = re.compile(r"trk_[A-Za-z0-9_-]+").sub
"""Replaces keys in a text."""


def fields_of(text: str) -> dict[str, str] | FixError:
    """Return the fields of a query or a form by lower-case name, of a repeated one the first."""
    if len(text) > MOST_FORM_BYTES:
        return FixError(RejectCode.TOO_LARGE, f"The form is larger than {MOST_FORM_BYTES} bytes")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return FixError(RejectCode.TOO_LARGE, f"The form has more than {MOST_FIELDS} fields")
    fields: dict[str, str] = {}
    for name, value in pairs:
        fields.setdefault(name.lower(), value)
    return fields


def form_of(request: PhoneRequest) -> dict[str, str] | FixError:
    """Return the fields of the address and of a form as body; those of the address count first."""
    if not request.body:
        return dict(request.query)
    fields = fields_of(request.body.decode(errors="replace"))
    return fields if isinstance(fields, FixError) else {**fields, **_filled(request.query)}


def sent_form(fields: Mapping[str, str]) -> str:
    """Return the fields as they may be kept: without credentials."""
    return urlencode({name: value for name, value in fields.items() if name not in SECRETS}, errors="replace")


def kept_text(sent: Any) -> str:
    """Return what was sent as text that may be kept: without credentials, wherever they are."""
    text = sent if isinstance(sent, str) else json.dumps(_without_secrets(sent), default=str)
    return _KEY("trk_***", text)


def _without_secrets(sent: Any) -> Any:
    if isinstance(sent, list):
        return [_without_secrets(each) for each in sent]
    if not isinstance(sent, dict):
        return sent
    return {name: _without_secrets(each) for name, each in sent.items() if str(name).lower() not in SECRETS}


def looks_like_json(body: bytes) -> bool:
    """Tell whether a body is meant as JSON, whatever its media type: many clients send a wrong one."""
    return body.lstrip(b" \t\r\n")[:1] in (b"{", b"[") or body.startswith(BYTE_ORDER_MARK)


def json_of(body: bytes) -> Any | FixError:
    """Return the value of a JSON body, or why it has none."""
    try:
        return from_json(body.removeprefix(BYTE_ORDER_MARK))
    except ValueError as error:
        return FixError(RejectCode.NOT_JSON, f"The body is not JSON: {str(error)[:200]}")


def _filled(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if value}
