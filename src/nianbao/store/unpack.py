"""The packed encoder made into a folder that sentence-transformers can load: once, whole or not at all.

At question time `onnx_encoder` computes from the packed file itself; the folder is for machines without onnxruntime and
for whoever wants the model elsewhere.
`tools/pack_encoder.py` describes the archive. Only numpy and safetensors are needed here.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PACKED = Path(__file__).with_name("e5") / "e5-small-zh.npz"
LAYOUT = "1"  # count up when the folder is written differently: it is part of the folder's name
PROMPTS = {"query": "query: ", "document": "passage: "}
"""What stands before a question and before a passage, as the model was trained."""

_MODULES = "sentence_transformers.models"
_SPECIAL_PIECES = ("<s>", "<pad>", "</s>", "<unk>")
_UNKNOWN = 3
_REMOVED = r"[\x{1}-\x{8}\x{b}\x{e}-\x{1f}\x{7f}\x{8f}\x{9f}]+"
_BLANK = r"[\s▁\x{200b}-\x{200f}\x{feff}\x{fffd}]+"


def fingerprint(packed: Path = PACKED) -> str:
    """Twelve hexadecimal digits that name the packed file's content and the layout of the folder made from it."""
    return hashlib.sha256(LAYOUT.encode() + packed.read_bytes()).hexdigest()[:12]


def unpacked(cache: Path, packed: Path = PACKED) -> Path:
    """The folder under `cache` with the model of `packed`, made now if it is not there yet.

    The folder is written under a temporary name beside its place and renamed when complete, so nobody sees half of it;
    when two processes do this at once, the first to finish wins and the other uses its folder.

    Errors: OSError when `packed` cannot be read or `cache` cannot be written.
    """
    target = cache / f"e5-small-zh-{fingerprint(packed)}"
    if target.is_dir():
        return target
    cache.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=cache))
    try:
        _write_folder(packed, draft)
        draft.chmod(0o755)  # mkdtemp makes folders for one user alone
        draft.rename(target)
    except OSError:
        if not target.is_dir():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return target


def dequantised(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Four-bit blocks (rows, columns / 32, 18) as numbers (rows, columns): scale times (0..15 less 8)."""
    scale = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    halves = blocks[..., 2:]
    numbers = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - 8
    return (numbers * scale).reshape(blocks.shape[0], -1)


def _write_folder(packed: Path, folder: Path) -> None:
    from safetensors.numpy import save

    with np.load(packed, allow_pickle=False) as archive:
        config = json.loads(archive["config"].tobytes())
        words = tokenizer(archive)
        tensors = save(_tensors(archive, config["hidden_size"]), metadata={"format": "pt"})
    with (folder / "model.safetensors").open("wb") as file:
        file.write(tensors)
        file.flush()
        os.fsync(file.fileno())  # a folder that was renamed must be whole after a power cut, too
    files = _sentence_transformers_files(config["hidden_size"])
    files |= {"config.json": _bert_config(config), "tokenizer.json": words}
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    (folder / "2_Normalize").mkdir()


def _tensors(archive: Any, hidden: int) -> dict[str, NDArray[np.float16]]:
    tensors = {
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float16),  # unused by mean pooling, but BERT has one
        "pooler.dense.bias": np.zeros(hidden, np.float16),
    }
    for key in archive.files:
        folder, _, name = key.partition("/")
        if folder == "weights":
            values = archive[key]
            tensors[name] = (dequantised(values) if values.dtype == np.uint8 else values).astype(np.float16)
    return tensors


def _bert_config(config: dict[str, Any]) -> dict[str, Any]:
    return {
        **config,
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.0,
        "attention_probs_dropout_prob": 0.0,
        "pad_token_id": _SPECIAL_PIECES.index("<pad>"),
        "dtype": "float32",  # to compute in; the file holds float16
    }


def tokenizer(archive: Any) -> dict[str, Any]:
    """XLM-R's unigram tokenizer as the `tokenizers` library reads it, with the vocabulary of an open packed file; the
    normaliser is NFKC with XLM-R's treatment of control and blank characters."""
    pieces = archive["pieces"].tobytes().decode().split("\n")
    vocabulary = list(zip(pieces, archive["scores"].tolist(), strict=True))
    specials = [
        {"id": i, "content": piece, "special": True, "normalized": False}
        | dict.fromkeys(("single_word", "lstrip", "rstrip"), False)
        for i, piece in enumerate(_SPECIAL_PIECES)
    ]
    single = [_special("<s>"), {"Sequence": {"id": "A", "type_id": 0}}, _special("</s>")]
    pair = [*single, _special("</s>"), {"Sequence": {"id": "B", "type_id": 0}}, _special("</s>")]
    ends = {name: {"id": name, "ids": [_SPECIAL_PIECES.index(name)], "tokens": [name]} for name in ("<s>", "</s>")}
    normalizers = [
        {"type": "Replace", "pattern": {"Regex": _REMOVED}, "content": ""},
        {"type": "NFKC"},
        {"type": "Replace", "pattern": {"Regex": _BLANK}, "content": " "},
        {"type": "Strip", "strip_left": False, "strip_right": True},
    ]
    return {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": specials,
        "normalizer": {"type": "Sequence", "normalizers": normalizers},
        "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": False},
        "post_processor": {"type": "TemplateProcessing", "single": single, "pair": pair, "special_tokens": ends},
        "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": False},
        "model": {"type": "Unigram", "unk_id": _UNKNOWN, "vocab": vocabulary, "byte_fallback": False},
    }


def _special(piece: str) -> dict[str, Any]:
    return {"SpecialToken": {"id": piece, "type_id": 0}}


def _sentence_transformers_files(hidden: int) -> dict[str, Any]:
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    marks = {"bos": "<s>", "eos": "</s>", "unk": "<unk>", "pad": "<pad>", "cls": "<s>", "sep": "</s>"}
    return {
        "modules.json": [
            {"idx": i, "name": str(i), "path": path, "type": f"{_MODULES}.{kind}"}
            for i, (path, kind) in enumerate(modules)
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": hidden, "pooling_mode_mean_tokens": True},
        "sentence_bert_config.json": {"max_seq_length": 512, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
        "tokenizer_config.json": {"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": 512}
        | {f"{mark}_token": piece for mark, piece in marks.items()},
    }
