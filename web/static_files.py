"""Files of the frontend's build, served from one folder and from nowhere else."""

import base64
import hashlib
import re
from pathlib import Path

from aiohttp import web

from web.problem import ProblemError

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
"""Named here, since what the machine's own table says differs from one to the next."""


def find_file(folder: Path, name: str) -> Path:
    """Return the file of that name below `folder`; raises unknown_path for any other, whatever the name says."""
    try:
        path = (folder / name).resolve(strict=True)
        inside = path.is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, ValueError, RuntimeError):
        inside = False
    if not inside:
        raise ProblemError("unknown_path", f"There is no file {name[:128]!r}.")
    return path


def content_security_policy(html: str = "", image_source: str = "") -> str:
    """Return a policy that allows our own files and exactly the inline scripts and styles of `html`, by their hashes.

    Images may come from `image_source` too, a scheme and a host. What scripts do to `element.style` needs no permission.
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
            f"img-src 'self' data: blob: {image_source}".rstrip(),
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def secure_headers(cache_control: str, html: str = "", image_source: str = "") -> dict[str, str]:
    """Return the headers of a page or of a file that a page loads."""
    return {
        "Cache-Control": cache_control,
        "Content-Security-Policy": content_security_policy(html, image_source),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }


def file_response(folder: Path, name: str, cache_control: str) -> web.FileResponse:
    """Return a file of `folder`; raises unknown_path where there is none."""
    path = find_file(folder, name)
    headers = secure_headers(cache_control)
    headers["Content-Type"] = _MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
    return web.FileResponse(path, headers=headers)


def html_response(html: str, *, status: int = 200, image_source: str = "") -> web.Response:
    """Return a page that the browser asks for anew each time, with images of ours and of one other source."""
    headers = secure_headers(REVALIDATE, html, image_source)
    return web.Response(status=status, text=html, content_type="text/html", headers=headers)
