"""Numbers as Word prints them in front of paragraphs: 一、 （二） 3. ④, from a count and the name of a format."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_MOST_LETTERS = 780  # Word repeats a letter after z: aa, bb, … up to thirty times


def printed(count: int, kind: str) -> str:
    """`count` in the number format `kind` of WordprocessingML; decimal for formats that Chinese reports do not use."""
    if kind in ("none", "bullet"):
        return ""
    return _FORMATS.get(kind, str)(count)


def chinese(count: int, digits: str = "零一二三四五六七八九", units: str = "十百千") -> str:
    """A counting numeral below 10000, larger ones in digits: 十, 二十一, 一百零五."""
    if not 0 < count < 10_000:
        return digits[0] if count == 0 else str(count)
    text, skipped = "", False
    for power in (3, 2, 1, 0):
        digit = count // 10**power % 10
        if digit:
            text += (digits[0] if skipped else "") + digits[digit] + (units[power - 1] if power else "")
        skipped = bool(text) and not digit
    return text[1:] if text.startswith(digits[1] + units[0]) and units[0] == "十" else text


def _legal(count: int) -> str:
    return chinese(count, _LEGAL, "拾佰仟")


def _by_digit(count: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(count))


def _wide(count: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))


def _from(first: str, last: int) -> Callable[[int], str]:
    """Ready-made characters in a row of Unicode: ① to ⑳; beyond the last one Word prints digits."""
    return lambda count: chr(ord(first) + count - 1) if 0 < count <= last else str(count)


def _cycle(names: str) -> Callable[[int], str]:
    return lambda count: names[count - 1] if 0 < count <= len(names) else str(count)


def _letters(count: int) -> str:
    if not 0 < count <= _MOST_LETTERS:
        return str(count)
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        text += sign * times
    return text


_FORMATS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        ("chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand",
         "japaneseCounting"), chinese),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional"), _legal),
    **dict.fromkeys(("ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"), _by_digit),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _wide),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _from("①", 20)),
    "ideographEnclosedCircle": _from("㊀", 10),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "decimalZero": lambda count: f"{count:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
}  # fmt: skip
