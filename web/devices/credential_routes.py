"""The addresses of the credentials of a device."""

from http import HTTPStatus

from app.domain.access import Scope
from app.messages.key import KeyInfo
from app.messages.phone_setup import CredentialRequest, NewCredential
from web.devices import credentials
from web.devices.routes import DEVICE_ID
from web.http.parameters import ID_SCHEMA
from web.http.route import Answer, Body, Parameter, Route
from web.http.route_errors import BODY_ERRORS

KEY_ID = Parameter("keyId", ID_SCHEMA, "The id of the key.", where="path")

ROUTES = (
    Route(
        "POST",
        "/api/devices/{id}/credentials",
        credentials.create_credential,
        "createCredential",
        "Create a credential for one app on a device, and show how to set the app up",
        tag="devices",
        scope=Scope.DISPATCH,
        description=(
            "Only this answer shows the secret, in the steps, the link and the QR code. "
            "Where the server requires no keys, no credential is created."
        ),
        parameters=(DEVICE_ID,),
        request=(Body("application/json", CredentialRequest, {"sample": {"app": "traccar"}}),),
        answers=(
            Answer("The credential and the setup.", (Body("application/json", NewCredential),), HTTPStatus.CREATED),
        ),
        errors=("not_json", *BODY_ERRORS, "unknown_device", "bad_credential", "recovering", "kafka_unavailable"),
    ),
    Route(
        "DELETE",
        "/api/devices/{id}/credentials/{keyId}",
        credentials.revoke_credential,
        "revokeCredential",
        "Revoke a credential of a device",
        tag="devices",
        scope=Scope.DISPATCH,
        description="It ends at once in every process.",
        parameters=(DEVICE_ID, KEY_ID),
        answers=(Answer("The revoked key.", (Body("application/json", KeyInfo),)),),
        errors=("unknown_device", "unknown_key", "recovering", "kafka_unavailable"),
    ),
)
