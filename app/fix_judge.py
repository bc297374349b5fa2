"""What each item of a batch is: the fast decoder's verdict where it is certain, the parser's where it is not."""

from collections.abc import Iterable

from app.fix_codec import StoredFix, decode_fix, decode_fixes, decode_lines
from app.fix_parser import FixError, ParsedFix, parse_fix, parse_fixes, too_many

Judged = StoredFix | ParsedFix | FixError | None
"""A certain fix, one that the parser had to look at, a refusal, or a blank line."""


def judge_array(raw: bytes, now: float, limit: int) -> Iterable[Judged] | FixError:
    """Return what each item of a JSON array is, or why `raw` as a whole is no array of at most `limit` items."""
    fixes = decode_fixes(raw, now)
    return fixes if fixes is not None and len(fixes) <= limit else parse_fixes(raw, now, limit)


def judge_lines(raw: bytes, now: float, limit: int) -> Iterable[Judged] | FixError:
    """Return what each line of NDJSON is, None for a blank one, or that there are more than `limit` lines."""
    body = raw.removesuffix(b"\n")
    if body.count(b"\n") >= limit:
        return too_many(limit)
    lines = body.split(b"\n")
    fixes = decode_lines(lines, now)
    return (_judge_line(line, now) for line in lines) if fixes is None else fixes


def _judge_line(line: bytes, now: float) -> Judged:
    fix = decode_fix(line, now)
    if fix is not None:
        return fix
    return parse_fix(line, now) if line.strip() else None
