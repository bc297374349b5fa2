"""Serves the files of the frontend's build from one folder."""

import base64
import hashlib
import os
import re
from collections.abc import Iterable
from pathlib import Path

from aiohttp import ETag, web

from web.http.problem import ProblemError

FOREVER = "public, max-age=31536000, immutable"
REVALIDATE = "no-cache"

_INLINE = re.compile(r"<(?P<tag>script|style)(?P<attributes>[^>]*)>(?P<text>.*?)</(?P=tag)>", re.DOTALL | re.IGNORECASE)
_MEDIA_TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}
"""Listed here, since the tables of operating systems differ."""


def find_file(folder: Path, name: str) -> Path:
    """Return the file with that name below `folder`; raises unknown_path for any other name."""
    try:
        path = (folder / name).resolve(strict=True)
        inside = path.is_relative_to(folder.resolve()) and path.is_file() and os.access(path, os.R_OK)
    except (OSError, ValueError, RuntimeError):
        inside = False
    if not inside:
        raise ProblemError("unknown_path", f"There is no file {name[:128]!r}.")
    return path


def content_security_policy(html: str = "", image_sources: Iterable[str] = ()) -> str:
    """Return a policy that allows the tracker's own files and the inline scripts and styles of `html`, by their hashes.

    Images may also come from `image_sources`, each a scheme and a host. Scripts may set `element.style` without permission.
    """
    allowed = {"script": ["'self'"], "style": ["'self'"]}
    for found in _INLINE.finditer(html):
        if "src=" not in found["attributes"]:
            digest = base64.b64encode(hashlib.sha256(found["text"].encode()).digest()).decode()
            allowed[found["tag"].lower()].append(f"'sha256-{digest}'")
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {' '.join(allowed['script'])}",
            f"style-src {' '.join(allowed['style'])}",
            " ".join(("img-src 'self' data: blob:", *image_sources)),
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def secure_headers(cache_control: str, html: str = "", image_sources: Iterable[str] = ()) -> dict[str, str]:
    """Return the headers of a page or a file of a page."""
    return {
        "Cache-Control": cache_control,
        "Content-Security-Policy": content_security_policy(html, image_sources),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }


def file_response(request: web.Request, folder: Path, name: str, cache_control: str) -> web.FileResponse:
    """Return a file of `folder`; raises ProblemError if it is missing, or if a condition or the range does not match."""
    path = find_file(folder, name)
    _require_conditions(request, path.stat())
    headers = secure_headers(cache_control)
    headers["Content-Type"] = _MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
    return web.FileResponse(path, headers=headers)


def _require_conditions(request: web.Request, status: os.stat_result) -> None:
    """Raise for conditions that aiohttp's FileResponse would answer without a body; uses its ETag (3.14.5)."""
    value, size = f"{status.st_mtime_ns:x}-{status.st_size:x}", status.st_size
    wanted, unchanged_since = request.if_match, request.if_unmodified_since
    if wanted is None:
        is_met = unchanged_since is None or status.st_mtime <= unchanged_since.timestamp()
    else:
        is_met = _names(wanted, value, weak=False)
    if not is_met:
        raise ProblemError("precondition_failed", "The file is not the one that If-Match or If-Unmodified-Since names.")
    if "Range" in request.headers and not _has_it_already(request, value, status.st_mtime):
        try:
            start = request.http_range.start
        except ValueError:
            start = size
        if start is not None and start >= size:
            detail = f"The file has {size} bytes, and Range does not name one range within them."
            raise ProblemError("bad_range", detail, headers={"Content-Range": f"bytes */{size}"})


def _has_it_already(request: web.Request, value: str, changed_at: float) -> bool:
    """Tell whether the answer is 304, which takes precedence over ranges."""
    held, held_since = request.if_none_match, request.if_modified_since
    if held is not None:
        return _names(held, value, weak=True)
    return held_since is not None and changed_at <= held_since.timestamp()


def _names(tags: tuple[ETag, ...], value: str, *, weak: bool) -> bool:
    return any(tag.value in ("*", value) and (weak or not tag.is_weak) for tag in tags)


def html_response(html: str, *, status: int = 200, image_sources: Iterable[str] = ()) -> web.Response:
    """Return a page that browsers revalidate each time, with images from this server and the given others."""
    headers = secure_headers(REVALIDATE, html, image_sources)
    return web.Response(status=status, text=html, content_type="text/html", headers=headers)
