"""What the documents of all changes of registers say."""

from web.http.route import Parameter
from web.http.route_errors import BODY_ERRORS, TEXT

IF_MATCH = Parameter("If-Match", TEXT, "The ETag that the record must have.", where="header")
IF_NONE_MATCH = Parameter("If-None-Match", TEXT, "*: there must be no record yet.", where="header")
REGISTER_HEADERS = {"ETag": "Of what is registered; absent where nothing is."}
CHANGE_ERRORS = (
    "not_json",
    *BODY_ERRORS,
    "bad_filter",
    "bad_header",
    "version_mismatch",
    "forbidden",
    "kafka_unavailable",
    "recovering",
)
