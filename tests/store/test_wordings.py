"""The wordings of a catalogue as vectors: the nearest metric, and what is kept between runs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nianbao.catalogue import load
from nianbao.store import wordings

CATALOGUE = load()


def letters(texts: Sequence[str]) -> NDArray[np.float32]:
    """Each text as the characters it holds: enough to tell which phrases are alike."""
    made = np.full((len(texts), 512), 0.01, np.float32)
    for row, text in zip(made, texts, strict=True):
        for character in text:
            row[ord(character) % 512] += 1
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), np.float32)


def test_a_lay_phrase_leads_to_its_metric_and_another_thing_leads_nowhere(tmp_path: Path) -> None:
    ready = wordings.ready(CATALOGUE, "letters", letters, tmp_path)
    assert ready is not None
    [letter, rain] = (ready.nearest(vector) for vector in letters(["给领导写信", "下雨天数"]))
    assert (letter.metric, letter.words, round(letter.score, 3)) == ("mailbox_letters_total", "给领导写信", 1.0)
    assert letter.margin > 0 < letter.lead
    assert rain.lead < 0


def test_vectors_are_kept_and_damaged_ones_made_again(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    calls: list[int] = []

    def counted(texts: Sequence[str]) -> NDArray[np.float32]:
        calls.append(len(texts))
        return letters(texts)

    for _ in range(2):
        wordings.ready(CATALOGUE, "letters", counted, tmp_path)
    assert calls == [len(wordings.phrases(CATALOGUE))]
    [kept] = tmp_path.iterdir()
    kept.write_bytes(b"no vectors")
    wordings.ready(CATALOGUE, "letters", counted, tmp_path)
    assert len(calls) == 2
    assert "encoding the wordings again" in caplog.text


def test_another_encoder_has_other_vectors_and_none_has_none(tmp_path: Path) -> None:
    wordings.ready(CATALOGUE, "one", letters, tmp_path)
    wordings.ready(CATALOGUE, "two", letters, tmp_path)
    assert len(list(tmp_path.iterdir())) == 2
    assert wordings.ready(CATALOGUE, "three", lambda texts: None, tmp_path) is None


def test_a_cache_that_cannot_be_written_costs_time_and_no_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("in the way")
    assert wordings.ready(CATALOGUE, "letters", letters, tmp_path / "file") is not None
    assert "are not kept" in caplog.text


def test_every_lay_phrase_stands_once() -> None:
    lay = [phrase for phrases in CATALOGUE.everyday.values() for phrase in phrases]
    assert len(lay) == len(set(lay))
    assert not set(lay) & set(CATALOGUE.others)
