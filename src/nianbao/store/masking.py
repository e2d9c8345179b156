"""Numbers that may belong to a person, taken out of a question before it is kept."""

from nianbao.text.personal import MASK, masked

__all__ = ["MASK", "masked"]
