"""The error codes that many routes share, and the schema of a text."""

TEXT = {"type": "string"}
BODY_ERRORS = ("bad_encoding", "too_large", "too_slow", "unsupported_media_type", "unsupported_encoding")
UNREADABLE = ("not_json", "not_utf8", *BODY_ERRORS)
FILE_ERRORS = ("precondition_failed", "bad_range")
TABLE_ERRORS = ("bad_filter", "recovering")
