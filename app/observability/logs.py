"""Log lines on stderr: text for people, JSON for collectors."""

import json
import logging


class _NoFrameworkChatter(logging.Filter):
    """Drops what Faust's service framework logs about the start and stop of services, below warnings."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.levelno > logging.INFO or not str(record.msg).startswith("[^")


_STANDARD_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def _fields_of(record: logging.LogRecord) -> dict[str, object]:
    """Return what a log call passed as `extra`, as JSON values."""
    fields = ((name, value) for name, value in vars(record).items() if name not in _STANDARD_FIELDS)
    return {name: value if isinstance(value, str | int) else str(value) for name, value in fields}


class _TextLines(logging.Formatter):
    """One line for people: the message, then the fields of `extra` as `name=value`."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  # logging calls it by this name
        # A value may come from a request, and a line break in it must not start a log line of its own.
        fields = "".join(f" {name}={json.dumps(value)}" for name, value in _fields_of(record).items())
        return super().formatMessage(record) + fields


class _JsonLines(logging.Formatter):
    """One JSON object a line, for collectors; it has `process` if processes share their output."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self._process = {"process": process} if process else {}

    def format(self, record: logging.LogRecord) -> str:
        line = {
            **_fields_of(record),
            "time": record.created,
            "level": record.levelname.lower(),
            **self._process,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line)  # orjson refuses a lone surrogate


def _text_lines(process: str) -> logging.Formatter:
    # The setting's pattern allows no %, which is special here.
    name = f"{process} " if process else ""
    return _TextLines(f"%(asctime)s %(levelname)-7s {name}%(name)s: %(message)s")


def configure_logging(level: str, log_format: str, process: str = "") -> None:
    """Send logs to stderr as text or JSON lines; each line names the process if it has a name."""
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines(process) if log_format == "json" else _text_lines(process))
    if level != "debug":
        handler.addFilter(_NoFrameworkChatter())
        # aiokafka logs every failed attempt; our code logs once that Kafka is lost and once that it is back.
        logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
        logging.getLogger("faust").setLevel(logging.WARNING)
        # mode warns of every commit that waits for a busy Kafka.
        logging.getLogger("mode").setLevel(logging.ERROR)
    else:
        # It logs every record that it sends, and records of keys contain the hashes that sign tokens.
        logging.getLogger("aiokafka.producer").setLevel(logging.INFO)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
