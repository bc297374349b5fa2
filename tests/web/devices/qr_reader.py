"""Reads the QR code of a setup as a phone's camera does."""

import re
from xml.etree import ElementTree as ET

import numpy as np
import zxingcpp

PIXELS = 4
"""Width of one module."""


def text_of_qr(svg: str) -> str:
    """Return the text of the one QR code that the SVG element draws in horizontal strokes."""
    root = ET.fromstring(svg)  # drawn by our own server
    size = int(root.attrib["viewBox"].split()[2])
    picture = np.full((size, size), 255, np.uint8)
    drawn = next(path.attrib["d"] for path in root.iter() if "stroke" in path.attrib)
    x = y = 0.0
    for command, first, second in re.findall(r"([MmhH])(-?[\d.]+)(?: ?(-?[\d.]+))?", drawn):
        match command:
            case "M":
                x, y = float(first), float(second)
            case "m":
                x, y = x + float(first), y + float(second)
            case "h":
                picture[int(y), int(x) : int(x + float(first))] = 0
                x += float(first)
    [code] = zxingcpp.read_barcodes(picture.repeat(PIXELS, axis=0).repeat(PIXELS, axis=1))
    return str(code.text)
