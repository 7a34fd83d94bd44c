"""Writes layer_kept.json: the bytes that autograd keeps for single modules in training, for cases of layers.json and random_layers.json.

Usage: python make_layer_kept.py FOLDER_OF_MAKE_REFERENCE FOLDER_OF_CASES (torch 2.15.0, CPU, fp32). What flows into the module is the
product of its input and one weight for each channel, so that a gradient is wanted; that product's own keeping counts too. Each distinct
storage counts once, those of weights and buffers never, as in models/NAME.json. Cases of several inputs, indices, and recurrent modules
(whose workspace follows no rule) are left out.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
import make_reference as m  # noqa: E402
import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.autograd.graph import saved_tensors_hooks  # noqa: E402

LEFT_OUT = {"RNN", "LSTM", "GRU", "RNNCell", "LSTMCell", "GRUCell", "Embedding", "Identity"}


def kept(case):
    """The bytes, or None where this form of the case cannot be run."""
    shape = case["inputs"][0]
    if "error" in case or "dtype" in case or len(case["inputs"]) > 1 or case["module"] in LEFT_OUT or len(shape) < 2 or 0 in shape:
        return None
    torch.manual_seed(0)
    layer = getattr(nn, case["module"])(**m.as_arguments(case["args"])).train()
    weight = nn.Parameter(torch.ones(shape[1], *[1] * (len(shape) - 2)))
    state = {t.untyped_storage()._cdata for t in [weight, *layer.parameters(), *layer.buffers()]}
    seen = {}

    def pack(tensor):
        storage = tensor.untyped_storage()
        if storage._cdata not in state:
            seen[storage._cdata] = storage

    with saved_tensors_hooks(pack, lambda nothing: nothing):
        try:
            layer(torch.rand(shape) * weight)
        except (RuntimeError, ValueError):  # refused in training only, or for this type of numbers
            return None
    return sum(storage.nbytes() for storage in seen.values())


folder = Path(sys.argv[2])
tables = {}
for name in ("layers", "random_layers"):
    cases = json.loads((folder / f"{name}.json").read_text())["cases"]
    tables[name] = {case["id"]: found for case in cases if (found := kept(case)) is not None}
(folder / "layer_kept.json").write_text(json.dumps(tables, separators=(",", ":")) + "\n")
