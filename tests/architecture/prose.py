"""Words that a reader of plain technical English stumbles over, and the texts that must not contain them."""

import re

from app.observability.metric_table import METRICS
from app.settings import Settings
from tests.architecture.markdown import pages
from tests.architecture.project import ROOT

BANNED = (
    "anew",
    "nought",
    "whither",
    "henceforth",
    "whoever",
    "nobody",
    "to be had",
    "could not be had",
    "bear",
    "bears",
    "mend",
    "mends",
    "mended",
    "so manieth",
    "at most so many",
    "at the latest so many",
    "is over",
    "are over",
    "be over",
    "ends with 1",
    "stands behind",
    "made for",
    "let go of",
    "lets go of",
    "stands at",
    "stand at",
    "put away",
    "goes on",
    "go on",
    "going on",
    "went on",
    "is away",
    "are away",
    "stands by",
    "for ever",
)
_ANY = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, BANNED))})(?![\w-])", re.IGNORECASE)
QUOTED = re.compile(r"^> .*$|`[^`\n]*`|\"[^\"\n]*\"", re.MULTILINE)
"""Code, and what the product says."""


def banned_words(text: str) -> list[str]:
    """Return the banned words of a text, however it breaks its lines."""
    return [found.lower() for found in _ANY.findall(" ".join(QUOTED.sub(" ", text).split()))]


def texts() -> dict[str, str]:
    """Return what people read, by its name: the pages, and the help of targets, settings and metrics."""
    found = {str(page.relative_to(ROOT)): page.read_text() for page in pages()}
    found["Makefile"] = "\n".join(re.findall(r"^[a-z0-9-]+:.*## (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE))
    found["app/settings.py"] = "\n".join(field.description or "" for field in Settings.model_fields.values())
    found["app/observability/metric_table.py"] = "\n".join(spec.help for spec in METRICS)
    return found
