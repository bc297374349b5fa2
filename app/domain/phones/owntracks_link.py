"""The link that configures OwnTracks: a configuration as JSON, in Base64."""

import base64
import json
from typing import Any

HTTP_MODE = 3
MOVE_MONITORING = 2
MOST_DISPLACEMENT_M = 50


def owntracks_link(address: str, device_id: str, short_id: str, secret: str | None, interval_s: int) -> str:
    """Return the link that makes OwnTracks send to `address`; the user name is the device's id."""
    configuration: dict[str, Any] = {
        "_type": "configuration",
        "mode": HTTP_MODE,
        "url": address,
        "auth": secret is not None,
        "username": device_id,
        "deviceId": device_id,
        "tid": short_id,
        "monitoring": MOVE_MONITORING,
        "locatorInterval": interval_s,
        "locatorDisplacement": MOST_DISPLACEMENT_M,
        "cmd": True,
        "allowRemoteLocation": True,
        "extendedData": True,
    }
    if secret is not None:
        configuration["password"] = secret
    return f"owntracks:///config?inline={_plain_base64(configuration)}"


def _plain_base64(configuration: dict[str, Any]) -> str:
    """Return Base64 of letters and digits alone, which means the same with and without percent-decoding."""
    text = json.dumps(configuration, separators=(",", ":"))
    # Base64 of ASCII has + or / only where these stand, and all of them are inside of strings.
    for character in ">?~\x7f":
        text = text.replace(character, f"\\u{ord(character):04x}")
    text += " " * (-len(text) % 3)  # a length of whole groups needs no = at the end
    return base64.b64encode(text.encode("ascii")).decode("ascii")
