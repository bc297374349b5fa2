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

KEY_ID = Parameter("id", ID_SCHEMA, "The key, by the id that lists show.", where="path")
KEY_BODY = ("not_json", *BODY_ERRORS, "bad_key")

ROUTES = (
    Route(
        "POST",
        "/api/keys",
        keys_api.create_key,
        "createKey",
        "Make a key",
        tag="access",
        scope=Scope.ADMIN,
        description="The answer shows the key, once. It is in force at once here, and within a second everywhere.",
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
        answers=(Answer("Keys in order of their making.", (Body("application/json", KeyList),)),),
    ),
    Route(
        "DELETE",
        "/api/keys/{id}",
        keys_api.revoke_key,
        "revokeKey",
        "Make a key void",
        tag="access",
        scope=Scope.ADMIN,
        description="What was made from it ends with it: tokens, sign-ins, open streams.",
        parameters=(KEY_ID,),
        answers=(Answer("The key, which is void.", (Body("application/json", KeyInfo),)),),
        errors=("unknown_key", "kafka_unavailable"),
    ),
    Route(
        "POST",
        "/api/tokens",
        session.create_token,
        "createToken",
        "Make a token for a client that cannot set headers",
        tag="access",
        scope=Scope.READ,
        description="It may read, for a short time, as `?token=`. The request has no body.",
        answers=(Answer("The token.", (Body("application/json", Token),), HTTPStatus.CREATED),),
    ),
    Route(
        "POST",
        "/api/session",
        session.sign_in,
        "signIn",
        "Keep a cookie for a browser",
        tag="access",
        request=(Body("application/json", SignIn),),
        answers=(Answer("Who has signed in.", (Body("application/json", Session),)),),
        errors=(*KEY_BODY, "unauthenticated", "forbidden", "rate_limited", "recovering"),
    ),
    Route(
        "GET",
        "/api/session",
        session.show_session,
        "showSession",
        "Show whether keys are asked for, and who has signed in",
        tag="access",
        answers=(Answer("That.", (Body("application/json", Session),)),),
    ),
    Route(
        "DELETE",
        "/api/session",
        session.sign_out,
        "signOut",
        "Forget the cookie",
        tag="access",
        answers=(Answer("The browser forgets it.", (), HTTPStatus.NO_CONTENT),),
    ),
)
