"""The colours that tell a status: which of them a fill is, if any."""

import re
from colorsys import rgb_to_hsv

HEX = re.compile(r"#?([0-9a-f]{6})", re.IGNORECASE)
BANDS = ((18, "red"), (65, "amber"), (170, "green"), (260, "blue"), (330, None), (361, "red"))


def named_colour(written: str) -> str | None:
    """Red, amber, green or blue where six hexadecimal digits are plainly one of them; pale and grey are none."""
    found = HEX.fullmatch(written.strip())
    if found is None:
        return None
    red, green, blue = (int(found[1][place : place + 2], 16) / 255 for place in (0, 2, 4))
    hue, saturation, brightness = rgb_to_hsv(red, green, blue)
    if saturation < 0.35 or brightness < 0.3:
        return None
    return next(name for top, name in BANDS if hue * 360 < top)
