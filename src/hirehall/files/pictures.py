"""Pictures from strangers: opened with care, turned upright, freed of everything that is not pixels, made WebP."""

from __future__ import annotations

import io
import math
import struct
import threading
import warnings
import zlib
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageCms, ImageOps

from hirehall.foundation.refused import Because, Refused

MOST_PIXELS = 25_000_000  # decoded whole: some 400 MB of memory
MOST_PIXELS_OF_A_PHOTO = 50_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
QUALITY = 84
SAMPLED_SIDE, CLUSTERS, MOST_COLOURS = 96, 10, 5
AVIF_QUALITY, AVIF_SPEED = 60, 8
ALIKE = 36  # how far apart in RGB two clusters are one colour to the eye
UNREADABLE = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error)
Colour = tuple[int, int, int]
_one_at_a_time = threading.Lock()  # a small file can need much memory; many at once would need all of it


@dataclass(frozen=True, slots=True)
class Picture:
    """A re-encoded picture: WebP bytes of the picture and of its thumbnail (empty when none was asked for).

    Attributes:
        colours: the dominant ones as six hex digits, the one that covers most first.
    """

    data: bytes
    small: bytes
    width: int
    height: int
    colours: tuple[str, ...] = ()


def redrawn(data: bytes, *, longest: int, small: int, square: bool) -> Picture:
    """Decode, turn upright, scale down and encode anew; metadata (place, camera, name) does not survive.

    Args:
        longest: the longest side in pixels that the picture keeps.
        small: the longest side of the thumbnail, 0 for none.
        square: cut to a square around the middle.
    Raises:
        Refused: ``picture.unreadable`` or ``picture.too_many_pixels``.
    """
    with _one_at_a_time:
        image = _opened(data, longest)
        if square:
            side = min(image.size)
            image = ImageOps.fit(image, (side, side))
        image.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        width, height = image.size
        thumbnail = _webp(_shrunk(image, small)) if small else b""
        return Picture(_webp(image), thumbnail, width, height, dominant(image))


def _opened(data: bytes, longest: int) -> Image.Image:
    """The picture decoded and upright; a JPEG, the only kind that can, is scaled down while it is decoded."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # broken metadata, which is thrown away, and sizes, measured here
            image: Image.Image = Image.open(io.BytesIO(data), formats=FORMATS)
            most = MOST_PIXELS_OF_A_PHOTO if image.format == "JPEG" else MOST_PIXELS
            if image.width * image.height > most:
                raise Image.DecompressionBombError
            image.draft("RGB", (longest, longest))
            image = _in_srgb(ImageOps.exif_transpose(image))
            return image.convert("RGBA" if _has_transparency(image) else "RGB")
    except Image.DecompressionBombError as bomb:
        raise Refused(
            "picture.too_many_pixels",
            f"That picture has more than {MOST_PIXELS_OF_A_PHOTO // 1_000_000} million pixels as a JPEG, or"
            f" {MOST_PIXELS // 1_000_000} million as another kind. Scale it down first.",
            because=Because.INVALID,
            field="file",
        ) from bomb
    except UNREADABLE as broken:
        raise Refused(
            "picture.unreadable",
            "That picture could not be read. Save it again as PNG or JPEG and try once more.",
            because=Because.INVALID,
            field="file",
        ) from broken


def _in_srgb(image: Image.Image) -> Image.Image:
    """The colours as screens take them without a profile, since none survives: a camera's or a printer's is applied."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK"):
        return image
    try:
        own, screens = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        return ImageCms.profileToProfile(image, own, screens, outputMode=mode) or image
    except (ImageCms.PyCMSError, *UNREADABLE):  # a broken profile is no profile
        return image


def dominant(image: Image.Image) -> tuple[str, ...]:
    """The colours that cover most of the picture, the largest first: k-means over a small copy of it.

    Clusters that are nearly alike count as one, and what covers less than a sixteenth is left out. What can be seen
    through counts as white.
    """
    small = _shrunk(image.convert("RGBA"), SAMPLED_SIDE)
    flat = Image.new("RGB", small.size, (255, 255, 255))
    flat.paste(small, mask=small.getchannel("A"))
    found = flat.quantize(
        CLUSTERS, method=Image.Quantize.MAXCOVERAGE, kmeans=CLUSTERS, dither=Image.Dither.NONE
    )
    return _merged(found.getcolors() or [], found.getpalette() or [], least=small.width * small.height / 16)


def drawn_at(data: bytes, width: int, kind: str) -> bytes:
    """A picture of ours, scaled to a width and encoded as ``avif``, ``webp`` or ``jpg``.

    Raises:
        Refused: ``picture.unreadable``, ``picture.too_many_pixels``.
    """
    with _one_at_a_time:
        image = _opened(data, width)
        scaled = image.resize(
            (width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS
        )
        out = io.BytesIO()
        if kind == "jpg":
            flat = Image.new("RGB", scaled.size, (255, 255, 255))
            flat.paste(scaled, mask=scaled.getchannel("A") if scaled.mode == "RGBA" else None)
            flat.save(out, "JPEG", quality=82, progressive=True)
        elif kind == "avif":
            scaled.save(out, "AVIF", quality=AVIF_QUALITY, speed=AVIF_SPEED)
        else:
            scaled.save(out, "WEBP", quality=80, method=4)
        return out.getvalue()


def colours_in(data: bytes) -> tuple[str, ...]:
    """The dominant colours of a picture of ours."""
    with _one_at_a_time:
        return dominant(_opened(data, SAMPLED_SIDE))


def _merged(found: list[Any], palette: list[int], *, least: float) -> tuple[str, ...]:
    shares: dict[Colour, int] = {}
    for many, place in sorted(found, reverse=True):
        red, green, blue = palette[3 * place : 3 * place + 3]
        near = next((one for one in shares if math.dist(one, (red, green, blue)) < ALIKE), (red, green, blue))
        shares[near] = shares.get(near, 0) + many
    ordered = sorted(((many, one) for one, many in shares.items() if many >= least), reverse=True)
    return tuple("{:02x}{:02x}{:02x}".format(*one) for _, one in ordered[:MOST_COLOURS])


def _has_transparency(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info


def _shrunk(image: Image.Image, side: int) -> Image.Image:
    copy = image.copy()
    copy.thumbnail((side, side), Image.Resampling.LANCZOS)
    return copy


def _webp(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", quality=QUALITY, method=2)  # half the time of 4, a tenth larger
    return out.getvalue()
