"""Writes kept_precision.json: the bytes that autograd keeps in bf16 and under autocast, for networks and for single modules.

Usage: python make_kept_precision.py FOLDER_OF_MAKE_REFERENCE FOLDER_OF_CASES OUTPUT.json [networks|layers] (torch 2.15.0, torchvision 0.29.2,
CPU). `bf16`: weights and samples in torch.bfloat16. `mixed`: both in fp32, the forward pass within `torch.autocast("cpu", torch.bfloat16)`.
Counted as in models/NAME.json: each distinct storage that `saved_tensors_hooks` sees once, those of weights and buffers never; autocast's
copies of weights are not among those. `networks`: by batch; there also the peak of activations of a pass
without gradients under autocast, as models/NAME.json has it in fp32, autocast's copies of weights left out. `layers`, `random_layers`: cases of those tables, as make_layer_kept.py runs them.
"""

import contextlib
import json
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
import make_reference as m  # noqa: E402
import torch  # noqa: E402
import torchvision  # noqa: E402, F401
from torch import nn  # noqa: E402
from torch.autograd.graph import saved_tensors_hooks  # noqa: E402

torch.set_num_threads(1)
LEFT_OUT = {"RNN", "LSTM", "GRU", "RNNCell", "LSTMCell", "GRUCell", "Embedding", "Identity"}


def kept(state, run, mixed):
    held = {t.untyped_storage()._cdata for t in state}
    seen = {}

    def pack(tensor):
        storage = tensor.untyped_storage()
        if storage._cdata not in held:
            seen[storage._cdata] = storage

    autocast = torch.autocast("cpu", torch.bfloat16) if mixed else contextlib.nullcontext()
    with saved_tensors_hooks(pack, lambda nothing: nothing), autocast:
        result = run()
    del result
    return sum(storage.nbytes() for storage in seen.values())


def of_network(make, shape, batch, precision):
    torch.manual_seed(0)
    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    model = make().to(dtype).train()
    x = torch.rand(batch, *shape).to(dtype)
    return kept([*model.parameters(), *model.buffers()], lambda: model(x), precision == "mixed")


def of_case(case, precision):
    """The bytes, or None where this form of the case cannot be run."""
    shape = case["inputs"][0]
    if "error" in case or "dtype" in case or len(case["inputs"]) > 1 or case["module"] in LEFT_OUT or len(shape) < 2 or 0 in shape:
        return None
    torch.manual_seed(0)
    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    layer = getattr(nn, case["module"])(**m.as_arguments(case["args"])).to(dtype).train()
    weight = nn.Parameter(torch.ones(shape[1], *[1] * (len(shape) - 2), dtype=dtype))
    x = torch.rand(shape).to(dtype)
    state = [weight, *layer.parameters(), *layer.buffers()]
    try:
        return kept(state, lambda: layer(x * weight), precision == "mixed")
    except (RuntimeError, ValueError, NotImplementedError):  # refused in training only, or for this type of numbers
        return None


class Activations(m.LiveStorages):
    """Without the copies of weights, which live as long as this does."""

    def __init__(self, state):
        super().__init__(set(state))
        self.state, self.copies = state, []

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        if "_to_copy" in str(func) and args[0].untyped_storage()._cdata in self.state:
            self.ignored.add(result.untyped_storage()._cdata)
            self.copies.append(result)
        self.note(result)
        return result


def inference_peak(make, shape):
    model = make().eval()
    x = torch.zeros(1, *shape)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16), Activations(m.state_storages(model)) as meter:
        meter.note(x)
        model(x)
    return meter.peak


folder, output = Path(sys.argv[2]), Path(sys.argv[3])
tables = json.loads(output.read_text()) if output.exists() else {}
if "networks" in sys.argv[4:]:
    tables["networks"] = {}
    for file in sorted((folder / "models").glob("*.json")):
        source = json.loads(file.read_text())
        make = m.LeNet5 if file.stem == "lenet5" else lambda: eval(source["source"]["call"])
        batches = (2, 3) if file.stem == "inception_v3" else (1, 2)
        tables["networks"][file.stem] = {
            precision: {batch: of_network(make, source["input_shape"][1:], batch, precision) for batch in batches}
            for precision in ("bf16", "mixed")
        }
        tables["networks"][file.stem]["mixed_inference_peak"] = inference_peak(make, source["input_shape"][1:])
        print(file.stem, tables["networks"][file.stem], flush=True)
if "layers" in sys.argv[4:]:
    for name in ("layers", "random_layers"):
        cases = json.loads((folder / f"{name}.json").read_text())["cases"]
        for precision in ("bf16", "mixed"):
            found = {case["id"]: bytes for case in cases if (bytes := of_case(case, precision)) is not None}
            tables.setdefault(precision, {})[name] = found
short = lambda value: json.dumps(value, separators=(",", ":"))
rows = ",\n".join(f"{short(name)}:{short(found)}" for name, found in tables.pop("networks").items())
rest = ",\n".join(f"{short(name)}:{short(found)}" for name, found in tables.items())
output.write_text('{"networks":{\n' + rows + "},\n" + rest + "}\n")
