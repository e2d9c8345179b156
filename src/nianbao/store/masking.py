"""Numbers that may belong to a person, taken out of a question before it is kept."""

from __future__ import annotations

import re
import unicodedata

MASK = "［号码］"
_PERSONAL = re.compile(
    r"[A-Za-z0-9_.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"  # e-mail
    r"|(?<!\d)\d{6}[ -]?\d{8}[ -]?\d{3}[\dXx](?!\d)"  # identity card
    r"|(?<!\d)(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"  # mobile phone
    r"|(?<!\d)0\d{2,3}[ -]\d{7,8}(?!\d)"  # telephone with area code
    r"|(?<!\d)(?!(?:(?:19|20)\d\d[ -]){2,4}(?:19|20)\d\d(?!\d))"  # several years are no
    r"\d{4}(?:[ -]\d{4}){2,4}(?:[ -]\d{1,3})?(?!\d)"  # bank card in groups
    r"|\d{7,}[Xx]?"  # whatever else is too long for a figure that people ask about
)


def masked(text: str) -> str:
    """The text in half width, with e-mail addresses and numbers of persons replaced by `MASK`."""
    return _PERSONAL.sub(MASK, unicodedata.normalize("NFKC", text))
