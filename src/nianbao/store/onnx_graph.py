"""The packed encoder as an ONNX model: the same numbers, in a form that onnxruntime computes.

The model is made in memory from the packed archive whenever the encoder is loaded, which takes a fraction of a second
and needs no folder; the same archive gives the same bytes. The four-bit blocks stay as they are: onnxruntime's
`MatMulNBits` has the same scale, the same 0..15 less 8 and the same 32 numbers a block, only in another order.
Field numbers are those of onnx.proto, https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nianbao.store.protobuf import content, integer, real

INPUTS = ("embedded", "mask")
"""float32 (texts, pieces, hidden): the sum of the three embeddings; float32 (texts, pieces): 1 for a piece, 0 beyond
the end of a text."""
OUTPUT = "vectors"
"""float32 (texts, hidden), of unit length: the mean over the pieces of each text."""

_IR, _OPSET, _MICROSOFT = 10, 20, "com.microsoft"
_FLOAT = 1
_KINDS = {np.dtype("f4"): _FLOAT, np.dtype("u1"): 2, np.dtype("i8"): 7}
_HIDDEN = -1e4
"""Added to the attention on what is beyond the end: nothing is left of it after the softmax."""
_FULL_PRECISION = 1
"""MatMulNBits computes in float32; its faster kernels round the texts to eight bits (cosines down to 0.9998)."""

Weights = Mapping[str, NDArray[Any]]


def graph(weights: Weights, config: Mapping[str, Any]) -> bytes:
    """The ONNX model of a BERT encoder with mean pooling: from embeddings to vectors.

    `weights` holds the tensors by BERT's names as the packed archive has them: float16, or four-bit blocks.
    `config` is BERT's (`num_hidden_layers`, `num_attention_heads`, `hidden_size`, `layer_norm_eps`).
    """
    hidden = config["hidden_size"]
    made = _Graph(weights=weights, epsilon=config["layer_norm_eps"])
    seen = made.op("Unsqueeze", INPUTS[1], made.constant("axes.attention", np.array([1, 2])))
    unseen = made.op("Sub", made.constant("one", np.float32(1)), seen)
    mask = made.op("Mul", unseen, made.constant("hidden", np.float32(_HIDDEN)))
    state = made.norm(INPUTS[0], "embeddings.LayerNorm")
    for layer in range(config["num_hidden_layers"]):
        state = _layer(made, f"encoder.layer.{layer}.", state, mask, config)
    pieces = made.op("Unsqueeze", INPUTS[1], made.constant("axes.pooling", np.array([2])))
    pooled = made.constant("axes.pooled", np.array([1]))
    total = made.op("ReduceSum", made.op("Mul", state, pieces), pooled, keepdims=0)
    # the mean differs from the sum by a factor, which the unit length takes away
    made.op("Div", total, made.op("ReduceL2", total, pooled, keepdims=1), to=OUTPUT)
    inputs = _value(INPUTS[0], ("texts", "pieces", hidden)), _value(INPUTS[1], ("texts", "pieces"))
    return made.model(inputs, _value(OUTPUT, ("texts", hidden)))


def _layer(made: _Graph, name: str, state: str, mask: str, config: Mapping[str, Any]) -> str:
    heads, hidden = config["num_attention_heads"], config["hidden_size"]
    split = made.constant("split", np.array([0, 0, heads, hidden // heads]))
    query, key, value = (
        made.op("Transpose", made.op("Reshape", made.linear(state, f"{name}attention.self.{part}"), split), perm=order)
        for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3]))
    )
    scale = made.constant("scale", np.float32((hidden // heads) ** -0.5))
    weight = made.op("Add", made.op("Mul", made.op("MatMul", query, key), scale), mask)
    heard = made.op("MatMul", made.op("Softmax", weight, axis=-1), value)
    joined = made.op("Reshape", made.op("Transpose", heard, perm=[0, 2, 1, 3]), made.joined(hidden))
    attended = made.linear(joined, f"{name}attention.output.dense")
    state = made.norm(made.op("Add", attended, state), f"{name}attention.output.LayerNorm")
    inner = made.op("Gelu", made.linear(state, f"{name}intermediate.dense"))
    return made.norm(made.op("Add", made.linear(inner, f"{name}output.dense"), state), f"{name}output.LayerNorm")


@dataclass(slots=True, kw_only=True)
class _Graph:
    """Nodes and constants as they are added; every method that adds a node returns the name of its result."""

    weights: Weights
    epsilon: float
    nodes: list[bytes] = field(default_factory=list)
    constants: dict[str, bytes] = field(default_factory=dict)

    def constant(self, name: str, value: NDArray[Any] | np.generic) -> str:
        if name not in self.constants:
            self.constants[name] = _tensor(name, np.asarray(value))
        return name

    def joined(self, hidden: int) -> str:
        return self.constant("join", np.array([0, 0, hidden]))

    def op(self, kind: str, *inputs: str, to: str = "", domain: str = "", **attributes: float | Sequence[int]) -> str:
        to = to or f"n{len(self.nodes)}"
        parts = [content(1, name) for name in inputs]
        parts += [content(2, to), content(4, kind)]
        parts += [content(5, _attribute(name, value)) for name, value in attributes.items()]
        self.nodes.append(b"".join(parts) + (content(7, domain) if domain else b""))
        return to

    def norm(self, state: str, name: str) -> str:
        scale, bias = self._vector(f"{name}.weight"), self._vector(f"{name}.bias")
        return self.op("LayerNormalization", state, scale, bias, axis=-1, epsilon=self.epsilon)

    def linear(self, state: str, name: str) -> str:
        blocks = self.weights[f"{name}.weight"]
        numbers, scales = reordered(blocks)
        quantised = self.constant(f"{name}.numbers", numbers), self.constant(f"{name}.scales", scales)
        rows, columns = blocks.shape[0], blocks.shape[1] * 32
        product = self.op(
            "MatMulNBits", state, *quantised,
            domain=_MICROSOFT, N=rows, K=columns, bits=4, block_size=32, accuracy_level=_FULL_PRECISION,
        )  # fmt: skip
        return self.op("Add", product, self._vector(f"{name}.bias"))

    def _vector(self, name: str) -> str:
        return self.constant(name, self.weights[name].astype(np.float32))

    def model(self, inputs: Sequence[bytes], output: bytes) -> bytes:
        parts = [content(1, node) for node in self.nodes]
        parts += [content(2, "encoder"), *(content(5, tensor) for tensor in self.constants.values())]
        parts += [*(content(11, value) for value in inputs), content(12, output)]
        opsets = (("", _OPSET), (_MICROSOFT, 1))
        versions = [content(8, content(1, domain) + integer(2, version)) for domain, version in opsets]
        return b"".join((integer(1, _IR), content(2, "nianbao"), content(7, b"".join(parts)), *versions))


def reordered(blocks: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.float32]]:
    """Four-bit blocks (rows, blocks, 18) as MatMulNBits wants them: numbers (rows, blocks, 16), neighbours in one byte
    with the first in its low half, and scales (rows × blocks,)."""
    scales = np.ascontiguousarray(blocks[..., :2]).view("<f2").astype(np.float32)
    low, high = blocks[..., 2::2], blocks[..., 3::2]
    numbers = np.concatenate([low & 15 | high << 4, low >> 4 | high & 240], axis=-1)
    return numbers, scales.reshape(-1)


def _tensor(name: str, value: NDArray[Any]) -> bytes:
    dims = b"".join(integer(1, size) for size in value.shape)
    return dims + integer(2, _KINDS[value.dtype]) + content(8, name) + content(9, np.ascontiguousarray(value).tobytes())


def _attribute(name: str, value: float | Sequence[int]) -> bytes:
    if isinstance(value, int):
        return content(1, name) + integer(3, value) + integer(20, 2)
    if isinstance(value, float):
        return content(1, name) + real(2, value) + integer(20, 1)
    return content(1, name) + b"".join(integer(8, number) for number in value) + integer(20, 7)


def _value(name: str, dims: Sequence[int | str]) -> bytes:
    sizes = (content(2, size) if isinstance(size, str) else integer(1, size) for size in dims)
    shape = b"".join(content(1, size) for size in sizes)
    return content(1, name) + content(2, content(1, integer(1, _FLOAT) + content(2, shape)))
