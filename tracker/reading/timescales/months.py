"""The names of months, days and numbers, and the small expressions the patterns are made of."""

import re
from difflib import get_close_matches

MONTHS = [
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
]  # fmt: skip
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

MONTH = (
    r"(?<![a-z])(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:t(?:ember)?)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)(?![a-z])\.?"
)
WEEKDAY = r"(?<![a-z])(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?(?![a-z])\.?"
# A pair of years written as one: 2015/16, 15-16, 2015/2016.
PAIR = r"(?<![0-9/.-])(?:[0-9]{4}|[0-9]{2})\s?[/-]\s?(?:[0-9]{4}|[0-9]{2})(?![0-9])(?![/.-][0-9])"
YEAR = r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])"
YEARS = rf"(?:{PAIR}|{YEAR}|'[0-9]{{2}}(?![0-9]))"

NUMBERS = {
    word: number
    for number, words in {
        1: "one a an",
        2: "two",
        3: "three",
        4: "four",
        5: "five",
        6: "six",
        7: "seven",
        8: "eight",
        9: "nine",
        10: "ten",
        11: "eleven",
        12: "twelve",
        14: "fourteen",
        15: "fifteen",
        18: "eighteen",
        20: "twenty",
        24: "twenty-four",
        28: "twenty-eight",
        30: "thirty",
        36: "thirty-six",
        60: "sixty",
        90: "ninety",
    }.items()
    for word in words.split()
}
NUMBER = r"(?:[0-9]{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
ORDINALS = {
    word: place
    for place, words in {1: "first one 1", 2: "second two 2", 3: "third three 3", 4: "fourth four last final 4"}.items()
    for word in words.split()
}
# Plans of boards in Wales are printed in both languages. Hydref is October, and autumn too.
WELSH = {
    "ionawr": "january", "chwefror": "february", "mawrth": "march", "ebrill": "april", "mai": "may",
    "mehefin": "june", "gorffennaf": "july", "awst": "august", "medi": "september", "hydref": "october",
    "tachwedd": "november", "rhagfyr": "december",
}  # fmt: skip
WELSH_MONTH = re.compile(
    rf"(?<![a-z])(?:erbyn )?(?:diwedd )?(?P<month>{'|'.join(WELSH)})(?![a-z])(?=[\s,]*'?[0-9]{{2}})"
)


def month_number(name: str) -> int:
    return [month[:3] for month in MONTHS].index(name[:3]) + 1


def number(word: str) -> int:
    return int(word) if word.isdigit() else NUMBERS[word]


def full_year(digits: str) -> int:
    """'15 is 2015, '98 is 1998; four digits are themselves."""
    digits = digits.strip("'")
    year = int(digits)
    if len(digits) == 4:
        return year
    return year + (2000 if year < 70 else 1900)


def year_pair(text: str) -> tuple[int, int] | None:
    """The two years of 2015/16, or None when the second does not follow the first."""
    first, second = re.split(r"\s?[/-]\s?", text)
    start = full_year(first)
    end = int(second) if len(second) == 4 else start // 100 * 100 + int(second)
    if end < start:
        end += 100
    return (start, end) if end == start + 1 else None


def in_english(text: str) -> str:
    """Welsh months before a year in English, save Hydref without a day, which may be the season."""

    def turned(match: re.Match[str]) -> str:
        if match["month"] == "hydref" and not re.search(r"[0-9]\s$", text[: match.start()]):
            return match[0]
        return WELSH[match["month"]]

    return WELSH_MONTH.sub(turned, text)


def corrected(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Misspelt months beside a number put right, and which they were: Febuary 2016."""
    wrong: list[tuple[str, str]] = []

    def right(match: re.Match[str]) -> str:
        word = match[0]
        if word in MONTHS or re.fullmatch(MONTH, word):
            return word
        near = get_close_matches(word, MONTHS, n=1, cutoff=0.8)
        if not near:
            return word
        wrong.append((word, near[0]))
        return near[0]

    beside = r"(?<![a-z])[a-z]{4,11}(?=[\s,]*'?[0-9]{2})|(?<=[0-9]\s)[a-z]{4,11}(?![a-z])"
    return re.sub(beside, right, text), wrong
