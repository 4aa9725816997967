"""The colours that tell a status: which of them a fill is, if any."""

import re
from colorsys import rgb_to_hsv

HEX = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)
COLOURS = ("red", "amber", "green", "blue")
EXCEL = {"C6EFCE": "green", "FFC7CE": "red", "FFEB9C": "amber"}  # its ready-made good, bad and neutral are pale
BANDS = ((18, "red"), (65, "amber"), (170, "green"), (260, "blue"), (330, None), (361, "red"))


def named_colour(written: str) -> str | None:
    """Red, amber, green or blue where six hexadecimal digits are plainly one of them; pale and grey are none."""
    found = HEX.fullmatch(written.strip())
    if found is None:
        return None
    red, green, blue = (int(found[1][place : place + 2], 16) / 255 for place in (0, 2, 4))
    if found[1].upper() in EXCEL:
        return EXCEL[found[1].upper()]
    hue, saturation, brightness = rgb_to_hsv(red, green, blue)
    if saturation < 0.35 or brightness < 0.3:
        return None
    return next(name for top, name in BANDS if hue * 360 < top)


def colour_word(written: str) -> str:
    """A word for any fill given as six hexadecimal digits: the plain colour where it is one, else the nearest."""
    plain = named_colour(written)
    if plain:
        return plain
    found = HEX.fullmatch(written.strip())
    if found is None:
        return "coloured"
    red, green, blue = (int(found[1][place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, saturation, brightness = rgb_to_hsv(red, green, blue)
    if brightness < 0.3:
        return "black"
    if saturation < 0.12:
        return "grey" if brightness < 0.97 else "white"
    return next(name for top, name in BANDS if hue * 360 < top) or "purple"
