"""The fill of a cell as a colour, whichever of its ways Excel wrote it in."""

import colorsys
from typing import Any
from xml.etree.ElementTree import fromstring

from openpyxl.styles.colors import COLOR_INDEX

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# The order in which cells count the colours of a theme; the theme itself lists dark before light.
THEME_ORDER = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
               "hlink", "folHlink")  # fmt: skip
OFFICE = ("FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6", "F79646",
          "0000FF", "800080")  # fmt: skip
WHITE = "FFFFFF"


class Palette:
    """The colours of a workbook: its theme's, its numbered ones, and the lighter and darker shades of each."""

    def __init__(self, theme: bytes | str | None, indexed: Any) -> None:
        self._theme = theme_colours(theme)
        self._indexed = list(indexed or COLOR_INDEX)

    def fill(self, fill: Any) -> str | None:
        """The colour of a solid fill as six hexadecimal digits; None where there is none, or it is white."""
        if fill is None or getattr(fill, "fill_type", None) != "solid":
            return None
        colour = self.colour(fill.fgColor)
        return None if colour == WHITE else colour

    def colour(self, colour: Any) -> str | None:
        if colour is None:
            return None
        found: str | None = None
        if colour.type == "rgb" and isinstance(colour.rgb, str):
            found = colour.rgb[-6:].upper()
        elif colour.type == "theme" and 0 <= colour.theme < len(self._theme):
            found = self._theme[colour.theme]
        elif colour.type == "indexed" and 0 <= colour.indexed < len(self._indexed):
            found = str(self._indexed[colour.indexed])[-6:].upper()
        return tinted(found, colour.tint or 0.0) if found else None


def theme_colours(theme: bytes | str | None) -> tuple[str, ...]:
    """The twelve colours of a theme in the order in which cells count them; Office's own where there is none."""
    if not theme:
        return OFFICE
    scheme = fromstring(theme).find(f"{DRAWING}themeElements/{DRAWING}clrScheme")  # noqa: S314  (no document type)
    if scheme is None:
        return OFFICE
    found = {one.tag.removeprefix(DRAWING): hexadecimal(one) for one in scheme}
    return tuple(found.get(name) or usual for name, usual in zip(THEME_ORDER, OFFICE, strict=True))


def hexadecimal(slot: Any) -> str | None:
    for colour in slot:
        value = colour.get("lastClr") or colour.get("val") or ""
        if len(value) == 6:
            return str(value).upper()
    return None


def tinted(colour: str, tint: float) -> str | None:
    """A colour made lighter (a tint above 0, at most 1) or darker (below 0, at least -1), as Excel does it."""
    try:
        red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    except ValueError:
        return None
    if not tint:
        return colour
    hue, light, strength = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, min(max(light, 0), 1), strength))
