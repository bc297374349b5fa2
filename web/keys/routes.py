"""The addresses of keys, tokens and the sign-in."""

from http import HTTPStatus

from app.domain.access import Scope
from app.messages.key import KeyInfo, KeyList, KeyRequest, NewKey
from app.messages.session import Session, SignIn, Token
from web.http.parameters import ID_SCHEMA
from web.http.route import Answer, Body, Parameter, Route
from web.http.route_errors import BODY_ERRORS
from web.keys import handlers as keys_api
from web.keys import session

KEY_ID = Parameter("id", ID_SCHEMA, "The id of the key, as lists show it.", where="path")
KEY_BODY = ("not_json", *BODY_ERRORS, "bad_key")

ROUTES = (
    Route(
        "POST",
        "/api/keys",
        keys_api.create_key,
        "createKey",
        "Create a key",
        tag="access",
        scope=Scope.ADMIN,
        description="Only this answer shows the key. It is valid here at once, and in every process within a second.",
        request=(Body("application/json", KeyRequest, {"sample": {"name": "Dave's phone", "scopes": ["ingest"]}}),),
        answers=(Answer("The key.", (Body("application/json", NewKey),), HTTPStatus.CREATED),),
        errors=(*KEY_BODY, "kafka_unavailable"),
    ),
    Route(
        "GET",
        "/api/keys",
        keys_api.list_keys,
        "listKeys",
        "List the keys, without their secrets",
        tag="access",
        scope=Scope.ADMIN,
        answers=(Answer("Keys in order of creation.", (Body("application/json", KeyList),)),),
    ),
    Route(
        "DELETE",
        "/api/keys/{id}",
        keys_api.revoke_key,
        "revokeKey",
        "Revoke a key",
        tag="access",
        scope=Scope.ADMIN,
        description="Its tokens, sign-ins and open streams end with it.",
        parameters=(KEY_ID,),
        answers=(Answer("The revoked key.", (Body("application/json", KeyInfo),)),),
        errors=("unknown_key", "kafka_unavailable"),
    ),
    Route(
        "POST",
        "/api/tokens",
        session.create_token,
        "createToken",
        "Create a token for a client that cannot set headers",
        tag="access",
        scope=Scope.READ,
        description="The token is short-lived and read-only; send it as `?token=`. The request has no body.",
        answers=(Answer("The token.", (Body("application/json", Token),), HTTPStatus.CREATED),),
    ),
    Route(
        "POST",
        "/api/session",
        session.sign_in,
        "signIn",
        "Sign a browser in with a cookie",
        tag="access",
        request=(Body("application/json", SignIn),),
        answers=(Answer("The new session.", (Body("application/json", Session),)),),
        errors=(*KEY_BODY, "unauthenticated", "forbidden", "rate_limited", "recovering"),
    ),
    Route(
        "GET",
        "/api/session",
        session.show_session,
        "showSession",
        "Show whether keys are required, and who is signed in",
        tag="access",
        description="A key in the header is described instead of the cookie.",
        answers=(Answer("The current session.", (Body("application/json", Session),)),),
        errors=("unauthenticated", "rate_limited", "recovering"),
    ),
    Route(
        "DELETE",
        "/api/session",
        session.sign_out,
        "signOut",
        "Sign out",
        tag="access",
        answers=(Answer("The browser deletes the cookie.", (), HTTPStatus.NO_CONTENT),),
    ),
)
