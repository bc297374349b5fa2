"""The query parameters of a request, and the refusal of unknown ones."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from multidict import MultiMapping

from app.domain.fix_rules import ID_MAX_LENGTH
from web.http.problem import ProblemError
from web.http.route import Parameter

TOKEN_PARAMETER = "token"  # noqa: S105  # a name, not a secret
CACHE_BUSTER = "_"
"""Added by jQuery and others to bypass caches; ignored."""
ID_SCHEMA = {"type": "string", "minLength": 1, "maxLength": ID_MAX_LENGTH}
Query = MultiMapping[str]
Choice = TypeVar("Choice", bound=str)


def reject_unknown(query: Query, known: Iterable[Parameter]) -> None:
    """Raise bad_filter for a parameter that is not `known`, or is given more often than allowed, so that typos show."""
    parameters = {parameter.name: parameter for parameter in known}
    for name in query:
        if name in (TOKEN_PARAMETER, CACHE_BUSTER):
            continue
        if name not in parameters:
            takes = f"This address accepts {', '.join(parameters)}." if parameters else "This address accepts none."
            raise ProblemError("bad_filter", f"There is no parameter {name[:64]!r}. {takes}", field=name[:64])
        if not parameters[name].repeatable and len(query.getall(name)) > 1:
            raise ProblemError("bad_filter", f"{name} may be given only once.", field=name)


def parse_choice(query: Query, name: str, choices: Sequence[Choice]) -> Choice | None:
    """Return which of the choices a parameter names, None without it; raises bad_filter for anything else."""
    text = query.get(name)
    if text is None:
        return None
    for choice in choices:
        if text == choice:
            return choice
    raise ProblemError("bad_filter", f"{name} must be {' or '.join(choices)}, not {text[:64]!r}.", field=name)
