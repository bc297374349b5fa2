"""The addresses of proof photos."""

from http import HTTPStatus

from app.domain.access import Scope
from app.domain.photos.image import IMAGE_TYPES
from app.messages.photo import StoredProof
from web.deliveries.routes import DELIVERY_ID
from web.http.idempotency import IDEMPOTENCY
from web.http.route import Answer, Body, Parameter, Route
from web.http.route_errors import BODY_ERRORS, TABLE_ERRORS
from web.photos import handlers

BYTES = {"type": "string", "format": "binary"}
IMAGES = tuple(Body(media_type, BYTES) for media_type in IMAGE_TYPES)
REF = Parameter("ref", {"type": "string"}, "The `ref` of the photo.", where="path")
COMMON = ("unknown_delivery", "not_assigned", "photos_unavailable", "overloaded")

ROUTES = (
    Route(
        "POST",
        "/api/deliveries/{id}/photos",
        handlers.post_photo,
        "postPhoto",
        "Store a photo that proves what happened to a delivery",
        tag="deliveries",
        scope=Scope.DISPATCH,
        driver_scope=Scope.DRIVE,
        description=(
            "The body is the image. It is stored without metadata such as the place, time and device; a JPEG keeps its "
            "orientation. Then name `ref` and `sha256` in the `proof` of a status. The same photo again has the same `ref`."
        ),
        parameters=(DELIVERY_ID, IDEMPOTENCY),
        request=IMAGES,
        answers=(Answer("The photo is stored.", (Body("application/json", StoredProof),), HTTPStatus.CREATED),),
        errors=(*BODY_ERRORS, "bad_photo", "too_many_photos", "bad_header", "recovering", *COMMON),
    ),
    Route(
        "GET",
        "/api/deliveries/{id}/photos/{ref}",
        handlers.show_photo,
        "showPhoto",
        "Show a photo of a delivery",
        tag="deliveries",
        scope=Scope.READ,
        driver_scope=Scope.DRIVE,
        parameters=(DELIVERY_ID, REF),
        answers=(Answer("The photo.", IMAGES),),
        errors=("unknown_photo", *COMMON, *TABLE_ERRORS),
    ),
)
