"""Checks whether a Kafka answers, over a plain socket, so that the broker's process stays small."""

import socket
import struct

_METADATA, _VERSION, _CORRELATION = 3, 4, 7
_NO_TOPICS, _NO_CLIENT_ID, _NO_AUTO_CREATION = 0, -1, 0
# size, key, version, correlation, client id (null), topics (none), allow auto creation
_REQUEST = struct.pack(
    ">ihhihi?", 15, _METADATA, _VERSION, _CORRELATION, _NO_CLIENT_ID, _NO_TOPICS, bool(_NO_AUTO_CREATION)
)
# size, correlation, throttle time, number of brokers
_ANSWER = struct.Struct(">iiii")


def answers(host: str, port: int, timeout_s: float = 1.0) -> bool:
    """Return whether the Kafka at `host:port` names at least one live broker.

    A node that is still loading its own metadata accepts connections but names no broker.
    """
    try:
        with socket.create_connection((host, port), timeout_s) as connection:
            connection.sendall(_REQUEST)
            head = b""
            while len(head) < _ANSWER.size and (more := connection.recv(_ANSWER.size - len(head))):
                head += more
    except OSError:
        return False
    if len(head) < _ANSWER.size:
        return False
    _, correlation, _, brokers = _ANSWER.unpack(head)
    return bool(correlation == _CORRELATION and brokers > 0)
