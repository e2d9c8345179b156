"""Every sentence of the golden tables gives exactly the catalogue figures written beside it."""

from __future__ import annotations

from collections import Counter

import pytest
from figure_samples import Golden, figures_of, short
from golden_applications import APPLICATIONS, CASES
from golden_disclosure import CATEGORIES, CHANNELS, TOTALS
from golden_others import LOOK_ALIKES, OTHERS
from golden_phrasings import MISTAKABLE, NAMED_OTHERWISE, PARTS, WHOSE
from golden_rules import RULED
from golden_together import TOGETHER
from golden_zeros import NO_ZEROS, ZEROS

ALL = (
    *APPLICATIONS,
    *CASES,
    *TOTALS,
    *CHANNELS,
    *CATEGORIES,
    *OTHERS,
    *LOOK_ALIKES,
    *ZEROS,
    *NO_ZEROS,
    *PARTS,
    *WHOSE,
    *NAMED_OTHERWISE,
    *MISTAKABLE,
    *RULED,
    *TOGETHER,
)


@pytest.mark.parametrize("golden", ALL, ids=[g.text[:24] for g in ALL])
def test_a_sentence_gives_exactly_its_figures(golden: Golden) -> None:
    found = Counter(short(f) for f in figures_of(golden.text, year=golden.year) if f.metric is not None)
    assert found == Counter(golden.expected)
