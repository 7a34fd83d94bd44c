"""Writes random_networks.json: small networks put together at random, each in `.nn` and in PyTorch, and what PyTorch says of them.

Usage: python make_random_networks.py SEED COUNT random_networks.json (torch 2.15.0, CPU, one thread). Each has `text`, `parameters`,
`multiply_adds` of a sample (FlopCounterMode, its flops / 2, in eval mode), and `kept`, the bytes that autograd keeps in training: in fp32 at
batch 1, 2 and 3, in bf16 and under autocast at batch 1 and 2. Counted as in models/NAME.json: each storage once, whole, those of weights and buffers never.
"""

import contextlib
import json
import random
import sys
import warnings
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn
from torch.autograd.graph import saved_tensors_hooks
from torch.utils.flop_counter import FlopCounterMode

warnings.filterwarnings("ignore")
torch.set_num_threads(1)
torch.backends.mha.set_fastpath_enabled(False)
R = random.Random(int(sys.argv[1]))
pick, ri = R.choice, R.randint


class Made(nn.Module):
    """Something with weights whose pass is a function."""

    def __init__(self, run, **parts):
        super().__init__()
        self.run = run
        for name, part in parts.items():
            setattr(self, name, part)

    def forward(self, x):
        return self.run(self, x)


def fn(run):
    return Made(lambda self, x: run(x))


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.of = nn.MultiheadAttention(width, heads, batch_first=True)

    def forward(self, x):
        return self.of(x, x, x, need_weights=False)[0]


ACTIVATIONS = {
    "relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "gelu": nn.GELU, "silu": nn.SiLU, "leaky_relu": nn.LeakyReLU, "elu": nn.ELU,
    "softplus": nn.Softplus, "hardswish": nn.Hardswish, "mish": nn.Mish, "relu6": nn.ReLU6, "softsign": nn.Softsign, "tanhshrink": nn.Tanhshrink,
    "log_sigmoid": nn.LogSigmoid, "hardsigmoid": nn.Hardsigmoid,
}


def any_shape(s):
    """Steps for every shape."""
    k = ri(0, 12)
    if k <= 5:
        name = pick(["relu", "relu", "gelu", "silu", *ACTIVATIONS])
        return name, ACTIVATIONS[name]()
    if k == 6:
        return "dropout(0.25)", nn.Dropout(0.25)
    if k == 7:
        return "prelu", nn.PReLU()
    if k == 8:
        return f"softmax(axis: -1)", nn.Softmax(-1)
    if k == 9:
        return "layernorm", nn.LayerNorm(s[-1])
    if k == 10:
        return "rmsnorm", nn.RMSNorm(s[-1])
    if k == 11 and len(s) > 1:
        return "scale", Made(lambda m, x: x * m.w, w=nn.Parameter(torch.ones(s[0], *[1] * (len(s) - 1))))
    if k == 12 and s[-1] % 2 == 0:
        return "glu(axis: -1)", nn.GLU(-1)
    n = ri(2, 8)
    bias = R.random() < 0.7
    return f"dense({n}{'' if bias else ', bias: false'})", nn.Linear(s[-1], n, bias=bias)


def moved(s):
    """Steps that only lay numbers in another order or shape."""
    k = ri(0, 6)
    if k <= 1 and len(s) > 1:
        order = list(range(len(s)))
        R.shuffle(order)
        return f"permute({order})", fn(lambda x: x.permute(0, *[i + 1 for i in order]))
    if k == 2 and len(s) > 1:
        return "transpose", fn(lambda x: x.transpose(-1, -2))
    if k == 3:
        return "flatten", nn.Flatten()
    if k == 4 and len(s) > 2:
        a = ri(0, len(s) - 2)
        b = ri(a + 1, len(s) - 1)
        return f"flatten({a}, {b})", nn.Flatten(a + 1, b + 1)
    if k == 5:
        axis = ri(0, len(s) - 1)
        f = next((f for f in (2, 3) if s[axis] % f == 0 and s[axis] > f), None)
        if f:
            shape = [*s[:axis], f, s[axis] // f, *s[axis + 1 :]]
            if len(shape) <= 4:
                return f"reshape({shape})", fn(lambda x: x.reshape(x.shape[0], *shape))
    if k == 6 and len(s) > 1:
        axis = ri(0, len(s) - 1)
        if R.random() < 0.5:
            at = ri(0, s[axis] - 1)
            return f"take({at}, axis: {axis})", fn(lambda x: x.select(axis + 1, at))
        if s[axis] > 2:
            return f"take(from: 1, axis: {axis})", fn(lambda x: x.narrow(axis + 1, 1, x.shape[axis + 1] - 1))
    return None


def of_map(s):
    """Steps for [C, H, W]."""
    c, h, w = s
    k = ri(0, 15)
    if k <= 4:
        n, kernel = ri(2, 8), pick([1, 1, 3])
        groups = pick([g for g in (1, 1, 1, 2, c) if c % g == 0])
        n = n if groups == 1 else groups * ri(1, 2)
        stride = pick([1, 1, 2])
        bias = R.random() < 0.6
        text = f"conv({n}, {kernel}, padding: {kernel // 2}, stride: {stride}, groups: {groups}, bias: {str(bias).lower()})"
        return text, nn.Conv2d(c, n, kernel, stride=stride, padding=kernel // 2, groups=groups, bias=bias)
    if k <= 6:
        return "batchnorm", nn.BatchNorm2d(c)
    if k == 7:
        g = pick([g for g in (1, 2, c) if c % g == 0])
        return f"groupnorm({g})", nn.GroupNorm(g, c)
    if k == 8:
        return "instancenorm", nn.InstanceNorm2d(c)
    if k == 9 and min(h, w) >= 2:
        return "maxpool(2)", nn.MaxPool2d(2)
    if k == 10 and min(h, w) >= 2:
        return "avgpool(2)", nn.AvgPool2d(2)
    if k == 11 and max(h, w) <= 6:
        mode = pick(["nearest", "bilinear"])
        return f"upsample(2, mode: {mode})", nn.Upsample(scale_factor=2, mode=mode)
    if k == 12:
        return "global_avgpool", Made(lambda m, x: m.pool(x).flatten(1), pool=nn.AdaptiveAvgPool2d(1))
    if k == 13:
        return "adaptive_avgpool(2)", nn.AdaptiveAvgPool2d(2)
    if k == 14 and c % 2 == 0:
        return "channel_shuffle(2)", nn.ChannelShuffle(2)
    n = ri(2, 6)
    return f"transposed_conv({n}, 2, stride: 2)", nn.ConvTranspose2d(c, n, 2, stride=2)


def of_sequence(s):
    """Steps for two dimensions: [T, D], or [C, L]."""
    a, b = s
    k = ri(0, 8)
    if k <= 3 and b % 2 == 0:
        heads = pick([1, 2])
        return f"attention({heads})", Attention(b, heads)
    if k == 4:
        return "position_embedding", Made(lambda m, x: x + m.w, w=nn.Parameter(torch.ones(a, b)))
    if k == 5:
        return "class_token", Made(lambda m, x: torch.cat([m.w.expand(x.shape[0], -1, -1), x], 1), w=nn.Parameter(torch.ones(1, 1, b)))
    if k == 6:
        return "batchnorm", nn.BatchNorm1d(a)
    if k == 7:
        n = ri(2, 6)
        return f"conv({n}, 3, padding: 1)", nn.Conv1d(a, n, 3, padding=1)
    return "layernorm", nn.LayerNorm(b)


def step(s):
    """One step that fits the shape: its text, its module, the shape behind it."""
    while True:
        kinds = [any_shape, any_shape, moved]
        kinds += [of_map] * 4 if len(s) == 3 else [of_sequence] * 3 if len(s) == 2 else []
        found = pick(kinds)(s)
        if found is None:
            continue
        text, module = found
        try:
            with torch.no_grad():
                out = list(module.train()(torch.rand(3, *s)).shape[1:])
        except Exception:
            continue
        size = 1
        for n in out:
            size *= n
        if 2 <= size <= 4000 and out and len(out) <= 4:
            return text, module, out


class Writer:
    """A body: its lines, its modules, and blocks that it calls."""

    def __init__(self):
        self.blocks, self.count = [], 0

    def chain(self, s, length, depth):
        lines, run = [], []
        for _ in range(length):
            k = R.random()
            if depth > 0 and k < 0.12:
                inner, module, out = self.chain(s, ri(1, 3), depth - 1)
                name = f"B{self.count}"
                self.count += 1
                self.blocks.append(f"block {name} {{\n" + "".join(f"  {line}\n" for line in inner) + "}\n")
                lines.append(name)
            elif depth > 0 and k < 0.2:
                inner, module, out = self.same(s, depth)
                lines += ["residual {", *[f"  {line}" for line in inner], "}"]
                module = Made(lambda m, x: m.inner(x) + x, inner=module)
            elif depth > 0 and k < 0.26 and len(s) > 1:
                one, first, a = self.chain(s, ri(1, 2), 0)
                two, second, b = self.chain(s, ri(1, 2), 0)
                if len(a) != len(b) or a[1:] != b[1:]:
                    continue
                lines += ["concat {", "  branch { " + " -> ".join(one) + " }", "  branch { " + " -> ".join(two) + " }", "}"]
                module, out = Made(lambda m, x: torch.cat([m.a(x), m.b(x)], 1), a=first, b=second), [a[0] + b[0], *a[1:]]
            elif depth > 0 and k < 0.3:
                inner, module, out = self.same(s, depth)
                rounds = ri(2, 3)
                copies = [again(module) for _ in range(rounds)]
                lines += [f"repeat {rounds} {{", *[f"  {line}" for line in inner], "}"]
                module = nn.Sequential(*copies)
            elif depth > 0 and k < 0.34:
                inner, module, out = self.same(s, 0)
                name = f"p{self.count}"
                self.count += 1
                lines += [f"{name} = identity", *inner, f"multiply({name})"]
                module = Made(lambda m, x: m.inner(x) * x, inner=module)
            else:
                text, module, out = step(s)
                lines.append(text)
            run.append(module)
            s = out
        return lines, nn.Sequential(*run), s

    def same(self, s, depth):
        """A chain that ends with the shape that it began with."""
        for _ in range(300):
            count, blocks = self.count, len(self.blocks)
            lines, module, out = self.chain(s, ri(1, 4), depth - 1 if depth > 0 else 0)
            if out == s:
                return lines, module, out
            self.count = count
            del self.blocks[blocks:]
        return ["relu"], nn.ReLU(), s


def again(module):
    """The same with weights of its own."""
    import copy

    return copy.deepcopy(module)


def kept(model, x, mixed):
    held = {t.untyped_storage()._cdata for t in [*model.parameters(), *model.buffers()]}
    seen = {}

    def pack(tensor):
        storage = tensor.untyped_storage()
        if storage._cdata not in held:
            seen[storage._cdata] = storage

    autocast = torch.autocast("cpu", torch.bfloat16) if mixed else contextlib.nullcontext()
    with saved_tensors_hooks(pack, lambda nothing: nothing), autocast:
        result = model(x)
    del result
    return sum(storage.nbytes() for storage in seen.values())


def measured(s, model):
    counts = {}
    for precision, batches in (("fp32", (1, 2, 3)), ("mixed", (1, 2)), ("bf16", (1, 2))):
        dtype = torch.bfloat16 if precision == "bf16" else torch.float32
        model = model.to(dtype).train()
        counts[precision] = {}
        for batch in batches:
            try:
                counts[precision][batch] = kept(model, torch.rand(batch, *s).to(dtype), precision == "mixed")
            except (RuntimeError, ValueError):  # batch normalization of one value, or a type that a kernel lacks
                pass
    model = model.float().eval()
    with torch.no_grad(), FlopCounterMode(display=False) as counter:
        model(torch.rand(1, *s))
    return counts, counter.get_total_flops() // 2


def main():
    found = []
    while len(found) < int(sys.argv[2]):
        torch.manual_seed(len(found))
        s = pick([[3, 6, 6], [4, 8, 8], [2, 5, 4], [6, 8], [5, 4], [8], [12, 6]])
        writer = Writer()
        first, start, out = step(s) if R.random() < 0.3 else (None, None, s)
        if first is None:
            n = ri(4, 8)
            first, start = (f"conv({n}, 1)", nn.Conv2d(s[0], n, 1)) if len(s) == 3 else (f"dense({n})", nn.Linear(s[-1], n))
            out = [n, *s[1:]] if len(s) == 3 else [*s[:-1], n]
        lines, module, out = writer.chain(out, ri(2, 7), 2)
        model = nn.Sequential(start, module)
        try:
            counts, macs = measured(s, model)
        except Exception:
            continue
        body = "".join(f"  {line}\n" for line in [f"input x: [{', '.join(map(str, s))}]", first, *lines])
        text = "".join(writer.blocks) + "network N {\n" + body + "}\n"
        parameters = sum(p.numel() for p in model.parameters())
        found.append({"text": text, "out": out, "parameters": parameters, "multiply_adds": macs, "kept": counts})
    rows = ",\n".join(json.dumps(one, separators=(",", ":")) for one in found)
    Path(sys.argv[3]).write_text('{"torch":"2.15.0","networks":[\n' + rows + "\n]}\n")


main()
