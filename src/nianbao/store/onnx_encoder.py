"""The packed encoder on onnxruntime: the only importer of onnxruntime and tokenizers in this room.

It loads in a fraction of a second and keeps the weights in four bits, so that a question about a passage costs neither
the seconds nor the memory of torch. Each run of the model stays on the thread that asks for it: questions of several
visitors run beside each other, and indexing runs as many batches at once as the machine has processors, which is faster
than one batch over all of them.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nianbao.errors import ModelUnavailable
from nianbao.store import onnx_graph
from nianbao.store.batching import places_of
from nianbao.store.unpack import PACKED, PROMPTS, dequantised, fingerprint, tokenizer

LOG = logging.getLogger(__name__)

AT_ONCE = 400
"""Characters in a batch, padding included, unless one text alone has more: larger batches are slower, not faster."""
_LONGEST = 512
_ERRORS_ONLY = 3
_WEIGHTS = "weights/"


class OnnxEncoder:
    """An `Encoder` of the packed model, loaded when first needed; may be used by several threads."""

    def __init__(self, packed: Path = PACKED) -> None:
        """`packed` is described in `tools/pack_encoder.py`. Errors: OSError when it cannot be read."""
        self.name = f"e5-small-zh-{fingerprint(packed)}"
        self._packed = packed
        self._lock = Lock()
        self._model: _Model | None = None
        self.dimension = _Model.dimension

    def passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> NDArray[np.float32]:
        """See `Encoder.passages`; ModelUnavailable when the weights cannot be loaded."""
        return self._encode(texts, PROMPTS["document"], progress)

    def queries(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.queries`; ModelUnavailable when the weights cannot be loaded."""
        return self._encode(texts, PROMPTS["query"], None)

    def _encode(self, texts: Sequence[str], prompt: str, progress: Callable[[int], None] | None) -> NDArray[np.float32]:
        result = np.empty((len(texts), self.dimension), np.float32)
        if not texts:
            return result
        model, places, done = self._ready(), places_of(texts), 0
        for batch, vectors in model.batches(list(places), prompt):
            for text, vector in zip(batch, vectors, strict=True):
                result[places[text]] = vector
                done += len(places[text])
            if progress is not None:
                progress(done)
        return result

    def _ready(self) -> _Model:
        with self._lock:
            if self._model is None:
                try:
                    self._model = _Model(self._packed)
                # whatever the libraries raise for a damaged file or a missing part, it means the same here
                except Exception as error:
                    LOG.debug("loading %s failed", self._packed, exc_info=error)
                    reason = (str(error).strip() or type(error).__name__).splitlines()[0]
                    raise ModelUnavailable(
                        f"无法加载内置向量模型:{reason}。请重新安装 nianbao,或不用模型 none。",
                        f"Cannot load the built-in model: {reason}. Install nianbao again, or use no model, 'none'.",
                    ) from error
            return self._model


class _Model:
    """Tokenizer, embeddings and session of one packed file."""

    dimension = 384

    def __init__(self, packed: Path) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        with np.load(packed, allow_pickle=False) as archive:
            weights = {name.removeprefix(_WEIGHTS): archive[name] for name in archive.files if _WEIGHTS in name}
            config = json.loads(archive["config"].tobytes())
            self._tokenizer: Any = Tokenizer.from_str(json.dumps(tokenizer(archive)))
        self._tokenizer.enable_truncation(_LONGEST)
        self._words = weights.pop("embeddings.word_embeddings.weight")
        place, kind = (weights.pop(f"embeddings.{name}_embeddings.weight") for name in ("position", "token_type"))
        self._places: NDArray[np.float32] = place.astype(np.float32) + kind[0].astype(np.float32)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = _ERRORS_ONLY
        graph = onnx_graph.graph(weights, config)
        self._session: Any = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def batches(self, texts: list[str], prompt: str) -> Iterator[tuple[list[str], NDArray[np.float32]]]:
        """The texts (like lengths stand together), batch by batch, with their vectors (n, dimension)."""
        workers = os.cpu_count() or 1
        cuts = _cut([len(text) for text in texts], most=-(-len(texts) // workers))
        batches = [[prompt + text for text in texts[start:end]] for start, end in cuts]
        if len(batches) == 1:
            yield texts, self._vectors(batches[0])
            return
        pool, start = ThreadPoolExecutor(workers), 0
        try:
            for vectors in pool.map(self._vectors, batches):
                yield texts[start : start + len(vectors)], vectors
                start += len(vectors)
        finally:
            pool.shutdown(cancel_futures=True)  # whoever stops the run waits for the batches under way alone

    def _vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        pieces = [self._tokenizer.encode(text).ids for text in texts]
        longest = max(len(ids) for ids in pieces)
        padded, mask = np.zeros((len(pieces), longest), np.int64), np.zeros((len(pieces), longest), np.float32)
        for row, ids in enumerate(pieces):
            padded[row, : len(ids)], mask[row, : len(ids)] = ids, 1
        words = dequantised(self._words[padded.reshape(-1)]).reshape(*padded.shape, -1)
        given = dict(zip(onnx_graph.INPUTS, (words + self._places[:longest], mask), strict=True))
        vectors: NDArray[np.float32] = self._session.run([onnx_graph.OUTPUT], given)[0]
        return vectors


def _cut(lengths: Sequence[int], most: int) -> Iterator[tuple[int, int]]:
    """Neighbours in batches, from place to place: at most `AT_ONCE` characters, each text as long as the longest, and
    at most `most` texts, so that a few short ones keep every processor busy."""
    start = longest = 0
    for place, length in enumerate(lengths):
        longest, count = max(longest, length), place - start + 1
        if place > start and (longest * count > AT_ONCE or count > most):
            yield start, place
            start, longest = place, length
    yield start, len(lengths)
