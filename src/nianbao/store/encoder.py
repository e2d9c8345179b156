"""Texts to vectors: what an encoder is, which one a name means; the only importer of sentence-transformers and torch.

Importing the two takes several seconds, so they come in only for a model other than the packed one; that one runs on
onnxruntime, and its weights too come in with the first call of `passages` or `queries`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from nianbao.errors import ModelUnavailable
from nianbao.store.batching import places_of
from nianbao.store.unpack import PACKED, fingerprint, unpacked

LOG = logging.getLogger(__name__)

BATCH = 16  # texts at once; on two cores 8 to 16 were fastest
PACKED_DIMENSION = 384
_QUERY_PROMPTS = ("query",)
_PASSAGE_PROMPTS = ("document", "passage", "corpus")
_QUIET = ("sentence_transformers", "transformers", "huggingface_hub")
_EDGE = 1 << 20  # bytes read at either end of a file to tell two models apart


class Encoder(Protocol):
    """Makes vectors of unit length, so that their inner product is their cosine."""

    @property
    def name(self) -> str:
        """Identifies the vectors: another name means other vectors."""

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """Vectors (n, dimension) of passages; `progress` hears how many of the n texts are done so far."""

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors (n, dimension) of questions."""


def load_encoder(model: str, cache: Path) -> Encoder | None:
    """The encoder called `model`; None when there is to be none.

    `model` is "" or "packed" for the model that ships with nianbao, "none" for none, or a folder or the name of a model
    that sentence-transformers finds on this machine. Nothing is ever looked for on the network.

    The packed model runs on onnxruntime. Where that is not installed it runs on sentence-transformers, from a folder of
    70 MB unpacked in `cache`; where neither is, it is None and a warning is logged.

    Errors: ModelUnavailable when the model cannot be had. The packed model's weights are loaded by the first `passages`
    or `queries`, which may raise it as well; any other model is loaded here.
    """
    if model == "none":
        return None
    missing = _missing("sentence_transformers", "torch")
    if model not in ("", "packed"):
        if missing:
            raise ModelUnavailable(
                f"无法加载向量模型“{model}”:未安装 {missing[0]}。请先安装,或改用不需要模型的 none。",
                f"Cannot load the model {model!r}: {missing[0]} is not installed. Install it, or use the model 'none'.",
            )
        return SentenceEncoder.local(model)
    if not (absent := _missing("onnxruntime", "tokenizers")):
        return _packed()
    if missing:
        LOG.warning("%s is not installed: passages are found by their words alone", absent[0])
        return None
    return unpacked_encoder(cache)


def _missing(*libraries: str) -> list[str]:
    return [name for name in libraries if importlib.util.find_spec(name) is None]


def _packed() -> Encoder:
    from nianbao.store.onnx_encoder import OnnxEncoder

    try:
        return OnnxEncoder()
    except OSError as error:
        raise ModelUnavailable(
            f"无法读取内置向量模型:{error}。请重新安装 nianbao,或不用模型 none。",
            f"Cannot read the built-in model: {error}. Install nianbao again, or use no model, 'none'.",
        ) from error


def unpacked_encoder(cache: Path) -> SentenceEncoder:
    """The packed model on sentence-transformers, unpacked in `cache`: the same vectors under the same name.

    Errors: ModelUnavailable when the folder cannot be written.
    """
    try:
        folder = unpacked(cache)
    except OSError as error:
        raise ModelUnavailable(
            f"无法在 {cache} 解开内置向量模型:{error}。请换一个可写的缓存目录。",
            f"Cannot unpack the built-in model in {cache}: {error}. Choose a cache folder that can be written.",
        ) from error
    return SentenceEncoder(str(folder), name=f"e5-small-zh-{fingerprint(PACKED)}", dimension=PACKED_DIMENSION)


class SentenceEncoder:
    """A sentence-transformers model, loaded when first needed; may be used by several threads."""

    def __init__(self, source: str, *, name: str, dimension: int) -> None:
        """`source` is a folder or a model name; `name` and `dimension` are as in `Encoder`."""
        self.name = name
        self.dimension = dimension
        self._source = source
        self._lock = RLock()
        self._model: Any = None

    @classmethod
    def local(cls, source: str) -> SentenceEncoder:
        """A model from this machine, loaded at once; ModelUnavailable when that fails."""
        model = _load(source)
        dimension = model.get_embedding_dimension()
        encoder = cls(source, name=f"{Path(source).name}-{_identity(source, model)}", dimension=dimension)
        encoder._model = model
        return encoder

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """See `Encoder.passages`; ModelUnavailable when the weights cannot be loaded."""
        return self._encode(texts, _PASSAGE_PROMPTS, progress)

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.queries`; ModelUnavailable when the weights cannot be loaded."""
        return self._encode(texts, _QUERY_PROMPTS, None)

    def _encode(
        self, texts: Sequence[str], kinds: Sequence[str], progress: Callable[[int], None] | None
    ) -> NDArray[np.float32]:
        result = np.empty((len(texts), self.dimension), np.float32)
        places = places_of(texts)
        order = list(places)
        done = 0
        for batch in (order[i : i + BATCH] for i in range(0, len(order), BATCH)):
            vectors = self._vectors(batch, kinds)
            for text, vector in zip(batch, vectors, strict=True):
                result[places[text]] = vector
                done += len(places[text])
            if progress is not None:
                progress(done)
        return result

    def _vectors(self, batch: list[str], kinds: Sequence[str]) -> NDArray[np.float32]:
        with self._lock:
            if self._model is None:
                self._model = _load(self._source)
            prompts = self._model.prompts or {}
            with _on_one_thread(len(batch) == 1):
                vectors = self._model.encode(
                    batch,
                    prompt=next((prompts[kind] for kind in kinds if prompts.get(kind)), ""),
                    batch_size=BATCH,
                    normalize_embeddings=True,
                    convert_to_numpy=True,
                    show_progress_bar=False,
                )
        return np.asarray(vectors, np.float32)


@contextmanager
def _on_one_thread(single: bool) -> Iterator[None]:
    """One short text is made on the caller's thread: torch's helpers gain little on it, and on a busy machine waiting
    for them makes seconds of milliseconds."""
    import torch

    before = torch.get_num_threads()
    if single:
        torch.set_num_threads(1)
    try:
        yield
    finally:
        if single:
            torch.set_num_threads(before)


def _load(source: str) -> Any:
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        import huggingface_hub.constants
        import sentence_transformers

        huggingface_hub.constants.HF_HUB_OFFLINE = True  # another library may have imported it before the line above
        with _quiet():
            model = sentence_transformers.SentenceTransformer(source, device="cpu", local_files_only=True)
            return model.float().eval()
    # whatever the libraries raise for a missing, foreign or damaged model, it means the same here
    except Exception as error:
        LOG.debug("loading %s failed", source, exc_info=error)
        raise _unavailable(source, error) from error


def _unavailable(source: str, error: Exception) -> ModelUnavailable:
    reason_zh = reason_en = (str(error).strip() or type(error).__name__).splitlines()[0]
    if not Path(source).is_dir():
        reason_zh = "本机没有这个文件夹,模型缓存里也没有这个名字"
        reason_en = "there is no such folder and no model of that name in the local cache"
    return ModelUnavailable(
        f"无法加载向量模型“{source}”:{reason_zh}。请检查模型文件夹,或改用内置模型 packed,或不用模型 none。",
        f"Cannot load the model {source!r}: {reason_en}. "
        "Check the folder, or use the built-in model 'packed', or no model, 'none'.",
    )


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep loading bars and remarks of the libraries off the terminal; their settings are restored."""
    from transformers.utils import logging as transformers_logging

    bars: Any = transformers_logging  # these functions have no types
    loggers = [logging.getLogger(name) for name in _QUIET]
    levels = [logger.level for logger in loggers]
    shown = bars.is_progress_bar_enabled()
    bars.disable_progress_bar()
    for logger in loggers:
        logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
        if shown:
            bars.enable_progress_bar()


def _identity(source: str, model: Any) -> str:
    """Twelve hexadecimal digits that differ between models: of a folder's files, or of the commit in the local hub."""
    digest = hashlib.sha256()
    folder = Path(source)
    if folder.is_dir():
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            size = path.stat().st_size
            digest.update(f"{path.relative_to(folder).as_posix()} {size}\n".encode())
            with path.open("rb") as file:
                digest.update(file.read(_EDGE))
                file.seek(max(0, size - _EDGE))
                digest.update(file.read(_EDGE))
    else:
        digest.update(f"{source} {getattr(model[0].auto_model.config, '_commit_hash', None)}".encode())
    return digest.hexdigest()[:12]
