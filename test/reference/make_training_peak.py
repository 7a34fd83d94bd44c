"""Writes training_peak.json: the most bytes that are alive during one training step of PyTorch, and the module at work then.

Usage: python make_training_peak.py FOLDER_OF_MAKE_REFERENCE FOLDER_OF_MODELS training_peak.json (torch 2.15.0, torchvision 0.29.2, CPU,
one thread). A step: no gradients at the start, forward in training mode, backward from ones as the gradient of each output, which the
caller holds as it holds the samples. PyTorch's profiler says when each block of memory is allocated and freed, so nothing but autograd
decides how long a tensor lives. What an operation allocates and frees before it ends is workspace: left out of `peak`, counted in
`allocated`. `mixed`: under autocast. Both start from the bytes of weights, buffers and samples. `module` is the one whose operation made the tensor
that made the peak (of backward: whose forward made the node), "" for an operation of the network itself. `optimizers`: bytes that moving the weights of
two layers of 500,000 and 490,000 numbers allocates at once, beside weights, gradients and state.
"""
import gc
import json
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
import make_reference  # noqa: E402
import torch  # noqa: E402
import torch.nn as nn  # noqa: E402
import torch.nn.functional as F  # noqa: E402
import torch.utils._pytree as pytree  # noqa: E402
import torchvision  # noqa: E402
from torch.profiler import ProfilerActivity, profile, record_function  # noqa: E402
from torch.utils.checkpoint import checkpoint  # noqa: E402

torch.set_num_threads(1)


class Ones(torch.autograd.Function):
    """A number at the end of a pass; the gradient of each output is made when backward begins, and nobody else holds it."""

    @staticmethod
    def forward(ctx, *outs):
        ctx.likes = [(o.shape, o.dtype) for o in outs]
        return torch.zeros(())

    @staticmethod
    def backward(ctx, _):
        return tuple(torch.ones(shape, dtype=dtype) for shape, dtype in ctx.likes)


# That number and its gradient.
LOSS = 8


def bytes_of(tensors):
    return sum({t.untyped_storage()._cdata: t.untyped_storage().nbytes() for t in tensors}.values())


def tensors_of(out):
    return [t for t in pytree.tree_leaves(dict(out) if hasattr(out, "keys") else tuple(out) if isinstance(out, tuple) else out) if isinstance(t, torch.Tensor)]


def events(profiler):
    """(time, address, size, outermost operation, sequence number of the node of backward, part of the step)"""
    found = []

    def visit(e, op, node, part):
        if "Allocation" in str(e.tag):
            found.append((e.start_time_ns, e.extra_fields.ptr, e.extra_fields.alloc_size, op, node, part))
            return
        if "TorchOp" in str(e.tag):
            if e.name in ("FORWARD", "BACKWARD", "UPDATE"):
                part = e.name
            elif op is None and e.name.startswith(("aten::", "torchvision::")):
                op = e
            if e.name.startswith("autograd::engine") and e.extra_fields.sequence_number >= 0:
                node = e.extra_fields.sequence_number
        for child in e.children:
            visit(child, op, node, part)

    for root in profiler.profiler.kineto_results.experimental_event_tree():
        visit(root, None, None, "")
    return sorted(found, key=lambda e: e[0])


def measure(model, inputs, context=None, step=None, state=()):
    for p in model.parameters():
        p.grad = None
    ranges, starts, handles, now = [], [], [], torch._C._autograd._get_sequence_nr
    for name, m in model.named_modules():
        if name and (not list(m.children()) or isinstance(m, nn.MultiheadAttention)):
            handles.append(m.register_forward_pre_hook(lambda _m, _a: starts.append(now())))
            handles.append(m.register_forward_hook(lambda _m, _a, _o, name=name: ranges.append((starts.pop(), now(), name))))
    gc.collect()
    base = bytes_of([*model.parameters(), *model.buffers(), *inputs, *state])
    with profile(activities=[ProfilerActivity.CPU], profile_memory=True) as profiler:
        with record_function("FORWARD"), context() if context else torch.enable_grad():
            out = model(*inputs)
        outs = [t for t in tensors_of(out) if t.requires_grad]
        with record_function("BACKWARD"):
            Ones.apply(*outs).backward()
        with record_function("UPDATE"):
            if step:
                step()
    for handle in handles:
        handle.remove()
    blocks, open_blocks = [], {}
    for time, address, size, op, node, part in events(profiler):
        if size > 0:
            open_blocks[address] = len(blocks)
            blocks.append([time, None, size, op, node, part])
        elif address in open_blocks:
            blocks[open_blocks.pop(address)][1] = time

    def peak(counted, parts):
        changes = sorted(x for i, b in enumerate(blocks) if counted(b) for x in [(b[0], 1, b[2], i), *([(b[1], 0, -b[2], i)] if b[1] else [])])
        total, top, at = base, base, None
        for _, _, size, i in changes:
            total += size
            if size > 0 and blocks[i][5] in parts and total > top:
                top, at = total, blocks[i]
        return (top - LOSS if at and at[5] == "BACKWARD" else top), at

    lasts = lambda b: not (b[1] and b[3] and b[1] <= b[3].end_time_ns)
    if step:
        return peak(lasts, ("UPDATE",))[0]
    top, at = peak(lasts, ("FORWARD", "BACKWARD"))
    allocated, _ = peak(lambda b: True, ("FORWARD", "BACKWARD"))
    names = [name for a, b, name in ranges if at and at[4] is not None and a <= at[4] < b]
    return {"peak": top, "allocated": allocated, "module": names[0] if names else ""}


networks, mixed, cases, optimizers = {}, {}, [], []
for file in sorted(Path(sys.argv[2]).glob("*.json")):
    source = json.loads(file.read_text())
    for batch in (2, 3) if file.stem == "inception_v3" else (1, 2):
        torch.manual_seed(0)
        made = make_reference.LeNet5() if file.stem == "lenet5" else eval(source["source"]["call"])
        networks.setdefault(file.stem, {})[batch] = measure(made.train(), [torch.rand(batch, *source["input_shape"][1:])])
        if batch == 2:
            within = lambda: torch.autocast("cpu", torch.bfloat16)
            mixed[file.stem] = {batch: measure(made, [torch.rand(batch, *source["input_shape"][1:])], context=within)}


class Whole(nn.Module):
    """Modules by name, and what is done with them."""

    def __init__(self, run, **modules):
        super().__init__()
        self.run = run
        for name, m in modules.items():
            setattr(self, name, m)

    def forward(self, *inputs):
        return self.run(self, *inputs)


def case(name, text, model, *shapes, batch=4, precision=None, context=None, below=None):
    torch.manual_seed(0)
    dtype = torch.bfloat16 if precision == "bf16" else torch.float32
    model = model.to(dtype)
    inputs = [torch.randint(below, (batch, *s)) if below else torch.rand(batch, *s, dtype=dtype) for s in shapes]
    cases.append({"name": name, "text": text, "batch": batch, **({"precision": precision} if precision else {}), **measure(model, inputs, context)})


SEQ = nn.Sequential
unit = lambda i, o: SEQ(nn.Conv2d(i, o, 3, padding=1, bias=False), nn.BatchNorm2d(o), nn.ReLU())
conv_text = "conv({}, 3, padding: 1, bias: false) -> batchnorm -> relu"
steps = lambda *widths: "\n  ".join(conv_text.format(w) for w in widths)
net = lambda shape, *lines: "network N {\n  input x: " + shape + "\n  " + "\n  ".join(lines) + "\n}"

case("a plain stack", net("3x32x32", steps(16, 16, 16)), SEQ(unit(3, 16), unit(16, 16), unit(16, 16)), (3, 32, 32))
case("a checkpoint in the middle", net("3x32x32", steps(16), "checkpoint {\n  " + steps(16, 16, 16) + "\n  }", steps(16)),
     Whole(lambda s, x: s.c(checkpoint(s.b, s.a(x), use_reentrant=False)), a=unit(3, 16), b=SEQ(unit(16, 16), unit(16, 16), unit(16, 16)), c=unit(16, 16)), (3, 32, 32))
case("several checkpoints", net("3x32x32", steps(16), "repeat 4 {\n    checkpoint {\n  " + steps(16, 16) + "\n  }\n  }"),
     Whole(lambda s, x: checkpoint(s.e, checkpoint(s.d, checkpoint(s.c, checkpoint(s.b, s.a(x), use_reentrant=False), use_reentrant=False), use_reentrant=False), use_reentrant=False),
           a=unit(3, 16), **{n: SEQ(unit(16, 16), unit(16, 16)) for n in "bcde"}), (3, 32, 32))
case("a checkpoint within a checkpoint", net("3x32x32", steps(16), "checkpoint {\n  " + steps(16), "checkpoint {\n  " + steps(16, 16) + "\n  }", steps(16) + "\n  }"),
     Whole(lambda s, x: checkpoint(lambda y: s.d(checkpoint(s.c, s.b(y), use_reentrant=False)), s.a(x), use_reentrant=False), a=unit(3, 16), b=unit(16, 16), c=SEQ(unit(16, 16), unit(16, 16)), d=unit(16, 16)), (3, 32, 32))


def frozen(m):
    for p in m.parameters():
        p.requires_grad = False
    m.eval()
    return m


trained = SEQ(unit(3, 16), unit(16, 16), unit(16, 16))
frozen(trained[0]), frozen(trained[1])
case("a frozen start", net("3x32x32", "frozen {\n  " + steps(16, 16) + "\n  }", steps(16)), trained, (3, 32, 32))
trained = SEQ(unit(3, 16), unit(16, 16), unit(16, 16))
frozen(trained[1])
case("a frozen middle", net("3x32x32", steps(16), "frozen {\n  " + steps(16) + "\n  }", steps(16)), trained, (3, 32, 32))
tied = Whole(lambda s, x: F.linear(s.h(s.e(x)), s.e.weight), e=nn.Embedding(500, 32), h=nn.Linear(32, 32))
case("a tied head", net("[20]", "table = embedding(500, 32)", "dense(32)", "dense(500, bias: false, weight: table.weight)"), tied, (20,), below=500)
case("a head of its own", net("[20]", "embedding(500, 32)", "dense(32)", "dense(500, bias: false)"), SEQ(nn.Embedding(500, 32), nn.Linear(32, 32), nn.Linear(32, 500, bias=False)), (20,), below=500)
shared = nn.Linear(64, 64)
case("one dense layer used three times", net("[64]", "shared again = dense(64)", "again -> relu -> again -> relu -> again"), Whole(lambda s, x: s.a(s.a(s.a(x).relu()).relu()), a=shared), (64,), batch=32)
for cls, word in ((nn.LSTM, "lstm"), (nn.GRU, "gru"), (nn.RNN, "rnn")):
    case(word, net("[12, 24]", f"{word}(32)", "dense(8)"), Whole(lambda s, x: s.d(s.r(x)[0]), r=cls(24, 32, batch_first=True), d=nn.Linear(32, 8)), (12, 24))
case("lstm in two layers and directions", net("[12, 24]", "lstm(32, layers: 2, bidirectional: true)", "dense(8)"), Whole(lambda s, x: s.d(s.r(x)[0]), r=nn.LSTM(24, 32, num_layers=2, bidirectional=True, batch_first=True), d=nn.Linear(64, 8)), (12, 24))


def stepped(s, x):
    h, out = torch.zeros(len(x), 32), []
    for t in range(x.shape[1]):
        h = s.c(x[:, t], h)
        out.append(h)
    return s.d(torch.stack(out, 1))


case("a scan of a cell", net("[12, 24]", "dense(24)", "scan(rnn_cell(32))", "dense(8)"), Whole(lambda s, x: stepped(s, s.b(x)), b=nn.Linear(24, 24), c=nn.RNNCell(24, 32), d=nn.Linear(32, 8)), (12, 24))
attend = lambda drop=0.0: nn.MultiheadAttention(32, 4, dropout=drop, batch_first=True)
case("attention", net("[40, 32]", "dense(32)", "attention(heads: 4)", "dense(8)"), Whole(lambda s, x: (lambda y: s.d(s.a(y, y, y, need_weights=False)[0]))(s.b(x)), b=nn.Linear(32, 32), a=attend(), d=nn.Linear(32, 8)), (40, 32))
case("attention that drops out", net("[40, 32]", "dense(32)", "attention(heads: 4, dropout: 0.1)", "dense(8)"), Whole(lambda s, x: (lambda y: s.d(s.a(y, y, y, need_weights=False)[0]))(s.b(x)), b=nn.Linear(32, 32), a=attend(0.1), d=nn.Linear(32, 8)), (40, 32))
for first in (False, True):
    case(f"an encoder, norms {'first' if first else 'last'}", 'import Encoder from "netwright:transformer"\n' + net("[40, 32]", "dense(32)", f"Encoder(2, 4, 64, first: {str(first).lower()}, last: false)"),
         SEQ(nn.Linear(32, 32), nn.TransformerEncoder(nn.TransformerEncoderLayer(32, 4, 64, batch_first=True, norm_first=first), 2, enable_nested_tensor=False)), (40, 32))
gated = Whole(lambda s, x: (lambda y: y * s.b(y.mean((2, 3)))[:, :, None, None])(s.a(x)), a=unit(3, 32), b=SEQ(nn.Linear(32, 8), nn.ReLU(), nn.Linear(8, 32), nn.Sigmoid()))
case("gates of channels", net("3x16x16", "y = " + steps(32), "global_avgpool -> dense(8) -> relu -> dense(32) -> sigmoid", "multiply(y)"), gated, (3, 16, 16))


def u(s, x):
    a = s.a(x)
    b = s.b(s.pool(a))
    return s.d(s.c(torch.cat([F.interpolate(b, scale_factor=2), a], 1)))


case("a small U-Net", net("3x32x32", "a = " + steps(16), "maxpool(2)", steps(32), "upsample(2)", "concat(a)", steps(16), "conv(2, 1)"), Whole(u, a=unit(3, 16), pool=nn.MaxPool2d(2), b=unit(16, 32), c=unit(48, 16), d=nn.Conv2d(16, 2, 1)), (3, 32, 32))
case("activations and norms", net("8x16x16", "conv(16, 1) -> groupnorm(4) -> silu", "conv(16, 1) -> gelu", "conv(16, 1) -> instancenorm -> leaky_relu", "conv(16, 1) -> elu", "avgpool(2) -> dropout(0.2)", "flatten -> dense(10) -> softmax"),
     SEQ(nn.Conv2d(8, 16, 1), nn.GroupNorm(4, 16), nn.SiLU(), nn.Conv2d(16, 16, 1), nn.GELU(), nn.Conv2d(16, 16, 1), nn.InstanceNorm2d(16), nn.LeakyReLU(), nn.Conv2d(16, 16, 1), nn.ELU(), nn.AvgPool2d(2), nn.Dropout(0.2), nn.Flatten(), nn.Linear(1024, 10), nn.Softmax(1)), (8, 16, 16))
autocast = lambda: torch.autocast("cpu", torch.bfloat16)
case("a plain stack in bf16", net("3x32x32", steps(16, 16, 16)), SEQ(unit(3, 16), unit(16, 16), unit(16, 16)), (3, 32, 32), precision="bf16")
case("a plain stack under autocast", net("3x32x32", steps(16, 16, 16)), SEQ(unit(3, 16), unit(16, 16), unit(16, 16)), (3, 32, 32), precision="mixed", context=autocast)
case("dense layers under autocast", net("[64]", "dense(256) -> relu", "dense(256) -> relu", "dense(10)"), SEQ(nn.Linear(64, 256), nn.ReLU(), nn.Linear(256, 256), nn.ReLU(), nn.Linear(256, 10)), (64,), batch=16, precision="mixed", context=autocast)

O = torch.optim
for call, make in [
    ("sgd", lambda p: O.SGD(p, lr=1e-3)), ("sgd(weight_decay: 0.1)", lambda p: O.SGD(p, lr=1e-3, weight_decay=0.1)), ("sgd(momentum: 0.9)", lambda p: O.SGD(p, lr=1e-3, momentum=0.9)),
    ("sgd(momentum: 0.9, nesterov: true)", lambda p: O.SGD(p, lr=1e-3, momentum=0.9, nesterov=True)), ("sgd(momentum: 0.9, nesterov: true, weight_decay: 0.1)", lambda p: O.SGD(p, lr=1e-3, momentum=0.9, nesterov=True, weight_decay=0.1)),
    ("adam(amsgrad: true)", lambda p: O.Adam(p, amsgrad=True)), ("rmsprop(momentum: 0.9, centered: true, weight_decay: 0.1)", lambda p: O.RMSprop(p, momentum=0.9, centered=True, weight_decay=0.1)),
    *((n.lower(), lambda p, n=n: getattr(O, n)(p, lr=1e-3)) for n in ("Adam", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "Rprop", "ASGD", "Adafactor")),
    ("adamw(weight_decay: 0.1)", lambda p: O.AdamW(p, weight_decay=0.1)),
    *((f"{n.lower()}(weight_decay: 0.1)", lambda p, n=n: getattr(O, n)(p, lr=1e-3, weight_decay=0.1)) for n in ("Adam", "NAdam", "RAdam", "Adamax", "Adagrad", "Adadelta", "RMSprop", "ASGD")),
]:
    model, x = SEQ(nn.Linear(500, 1000, bias=False), nn.Linear(1000, 490, bias=False)), torch.rand(1, 500)
    made = make(model.parameters())
    for _ in range(8):  # RAdam begins with another formula
        made.zero_grad()
        model(x).sum().backward()
        made.step()
    state = [t for s in made.state.values() for t in s.values() if isinstance(t, torch.Tensor)]
    top = measure(model, [x], step=made.step, state=state)
    outside = bytes_of([*model.parameters(), x, *state]) + bytes_of(model.parameters()) + model(x).nbytes
    optimizers.append({"optimizer": call, "moving": max(0, top - outside)})

lines = lambda rows: ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
named = lambda rows: ",\n".join(f'"{name}":{json.dumps(found, separators=(",", ":"))}' for name, found in rows.items())
Path(sys.argv[3]).write_text(
    '{"torch":"2.15.0","networks":{\n' + named(networks)
    + '\n},"mixed":{\n' + named(mixed)
    + '\n},"cases":[\n' + lines(cases) + '\n],"optimizers":[\n' + lines(optimizers) + "\n]}\n"
)
