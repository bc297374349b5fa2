"""From a JSON body to a pydantic model, or a problem that says which field is wrong."""

from typing import TypeVar

from pydantic import BaseModel, ValidationError

from web.http.problem import ProblemError

M = TypeVar("M", bound=BaseModel)
FIELD_MAX_LENGTH = 64


def model_of(raw: bytes, model: type[M], code: str) -> M:
    """Return the body as that model; raises ProblemError `not_json` or `code`, which never quotes the body."""
    try:
        return model.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        if first["type"] == "json_invalid":
            raise ProblemError("not_json", "The body is not JSON.") from None
        field = ".".join(map(str, first["loc"]))[:FIELD_MAX_LENGTH]
        raise ProblemError(code, f"{field or 'The body'}: {first['msg']}.", field=field or None) from None
