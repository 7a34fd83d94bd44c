"""Writes operations.json: what PyTorch computes for single operations, forwards and backwards, in double precision.

Usage: python make_operations.py operations.json (torch 2.15.0, CPU). Inputs follow from their shape and number alone:
element i of input j is scale * sin(0.7 i + 1.3 j + 0.5) + offset, so the file holds results only. The gradients are those
of the sum over all float results r of y_i cos(0.9 i + r). A batch of 2 comes first in every input that is "batched".
`kept`: bytes of the distinct storages that autograd saves in single precision, without those of unbatched inputs, which
stand for weights. Random operations have nothing but that.
"""
import json
import math
import sys

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
cases = []


def numbers(shape, j, scale, offset):
    n = math.prod(shape)
    values = [scale * math.sin(0.7 * i + 1.3 * j + 0.5) + offset for i in range(n)]
    return torch.tensor(values).reshape(shape)


def each(*shape, scale=1.5, offset=0.0):
    return {"shape": list(shape), "batched": True, "scale": scale, "offset": offset}


def all_(*shape, scale=1.0, offset=0.1):
    return {"shape": list(shape), "batched": False, "scale": scale, "offset": offset}


def fixed(spec):
    return {**spec, "fixed": True}


def ints(values, shape, batched=True):
    return {"shape": list(shape), "batched": batched, "integers": values, "fixed": True}


def digits(tensor):
    return [float(f"{v:.9g}") for v in tensor.detach().reshape(-1).tolist()]


def given(inputs):
    tensors = []
    for j, spec in enumerate(inputs):
        if spec is None:
            tensors.append(None)
            continue
        shape = ([2] if spec["batched"] else []) + spec["shape"]
        if "integers" in spec:
            tensors.append(torch.tensor(spec["integers"]).reshape(shape))
        else:
            tensors.append(numbers(shape, j, spec["scale"], spec["offset"]).requires_grad_("fixed" not in spec))
    return tensors


def kept(inputs, compute):
    torch.set_default_dtype(torch.float32)
    tensors = given(inputs)
    weights = {t.untyped_storage().data_ptr() for t, spec in zip(tensors, inputs) if spec and not spec["batched"]}
    saved = {}

    def pack(t):
        saved[t.untyped_storage().data_ptr()] = t.untyped_storage()
        return t

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
        compute(*tensors)
    torch.set_default_dtype(torch.float64)
    return sum(storage.nbytes() for at, storage in saved.items() if at not in weights)


def case(op, inputs, attributes, compute, random=False):
    if random:
        cases.append({"op": op, "inputs": inputs, "attributes": attributes, "kept": kept(inputs, compute)})
        return
    tensors = given(inputs)
    out = compute(*tensors)
    out = list(out) if isinstance(out, (tuple, list)) else [out]
    total = 0
    for r, y in enumerate(out):
        if y.is_floating_point() and y.requires_grad:
            total = total + sum(v * math.cos(0.9 * i + r) for i, v in enumerate(y.reshape(-1)))
    if torch.is_tensor(total):
        total.backward()
    grads = [None if t is None or t.grad is None else digits(t.grad) for t in tensors]
    cases.append(
        {
            "op": op,
            "inputs": inputs,
            "attributes": attributes,
            "kept": kept(inputs, compute),
            "outputs": [digits(y.double()) for y in out],
            "gradients": grads,
        }
    )


def pads(*p):
    return [[q, q] for q in p]


# Convolutions
case("conv", [each(2, 7), all_(3, 2, 3)], dict(stride=[2], padding=pads(1), dilation=[1], groups=1),
     lambda x, w: F.conv1d(x, w, stride=2, padding=1))
case("conv", [each(4, 5, 6), all_(6, 2, 3, 2)], dict(stride=[2, 1], padding=pads(1, 2), dilation=[1, 2], groups=2),
     lambda x, w: F.conv2d(x, w, stride=(2, 1), padding=(1, 2), dilation=(1, 2), groups=2))
case("conv", [each(2, 3, 4, 3), all_(2, 2, 2, 3, 2)], dict(stride=[1, 2, 1], padding=pads(1, 0, 1), dilation=[1, 1, 2], groups=1),
     lambda x, w: F.conv3d(x, w, stride=(1, 2, 1), padding=(1, 0, 1), dilation=(1, 1, 2)))
case("conv", [each(4, 6, 6), all_(8, 1, 3, 3)], dict(stride=[1, 1], padding=pads(1, 1), dilation=[1, 1], groups=4),
     lambda x, w: F.conv2d(x, w, padding=1, groups=4))
case("transposedConv", [each(3, 4), all_(3, 2, 3)], dict(stride=[2], padding=pads(1), dilation=[1], groups=1, outputPadding=[1]),
     lambda x, w: F.conv_transpose1d(x, w, stride=2, padding=1, output_padding=1))
case("transposedConv", [each(4, 3, 3), all_(4, 3, 2, 3)], dict(stride=[2, 3], padding=pads(0, 1), dilation=[2, 1], groups=2, outputPadding=[1, 2]),
     lambda x, w: F.conv_transpose2d(x, w, stride=(2, 3), padding=(0, 1), output_padding=(1, 2), dilation=(2, 1), groups=2))
case("unfold", [each(2, 4, 5)], dict(kernel=[2, 3], stride=[1, 2], padding=pads(1, 0), dilation=[2, 1]),
     lambda x: F.unfold(x, (2, 3), dilation=(2, 1), padding=(1, 0), stride=(1, 2)))
case("fold", [each(12, 12)], dict(kernel=[2, 3], stride=[1, 1], padding=pads(0, 0), dilation=[1, 1], size=[4, 6]),
     lambda x: F.fold(x, (4, 6), (2, 3)))
case("dense", [each(3, 5), all_(4, 5)], {}, F.linear)
case("matmul", [each(2, 3, 4), each(2, 4, 5)], {}, torch.matmul)

# Poolings
for ceil in (False, True):
    case("maxpool", [each(2, 6, 7)], dict(kernel=[3, 2], stride=[2, 2], padding=pads(1, 0), dilation=[1, 2], ceil=ceil),
         lambda x: F.max_pool2d(x, (3, 2), 2, (1, 0), (1, 2), ceil, return_indices=True))
    for count in (False, True):
        case("avgpool", [each(2, 6, 7)], dict(kernel=[3, 2], stride=[2, 2], padding=pads(1, 1), ceil=ceil, countPad=count),
             lambda x: F.avg_pool2d(x, (3, 2), 2, 1, ceil, count))
    case("lpPool", [each(2, 6, 7)], dict(power=2, kernel=[3, 2], stride=[2, 2], ceil=ceil),
         lambda x: F.lp_pool2d(x, 2, (3, 2), 2, ceil))
case("avgpool", [each(2, 4, 4)], dict(kernel=[2, 2], stride=[1, 1], padding=pads(0, 0), ceil=False, countPad=True, divisor=3),
     lambda x: F.avg_pool2d(x, 2, 1, divisor_override=3))
case("maxpool", [each(2, 4, 5, 4)], dict(kernel=[2, 2, 2], stride=[2, 1, 2], padding=pads(0, 1, 0), dilation=[1, 1, 1], ceil=False),
     lambda x: F.max_pool3d(x, 2, (2, 1, 2), (0, 1, 0), return_indices=True))
case("adaptiveAvgpool", [each(2, 5, 7)], dict(size=[2, 3]), lambda x: F.adaptive_avg_pool2d(x, (2, 3)))
case("adaptiveMaxpool", [each(2, 5, 7)], dict(size=[2, 3]), lambda x: F.adaptive_max_pool2d(x, (2, 3), return_indices=True))
case("globalAvgpool", [each(3, 4, 5)], {}, lambda x: x.mean((2, 3)))

# Norms
def batch_norm(x, w, b, m, v):
    return F.batch_norm(x, m, v, w, b, True, 0.2, 0.01), m, v
case("batchNorm", [each(3, 4, 2), all_(3), all_(3), fixed(all_(3)), fixed(all_(3, offset=2.0))], dict(eps=0.01, momentum=0.2, axis=0), batch_norm)
case("batchNormInference", [each(3, 4), all_(3), all_(3), fixed(all_(3)), fixed(all_(3, offset=2.0))], dict(eps=0.01, axis=0),
     lambda x, w, b, m, v: F.batch_norm(x, m, v, w, b, False, 0.2, 0.01))
case("layerNorm", [each(3, 5), all_(5), all_(5)], dict(axes=[1], eps=0.01), lambda x, w, b: F.layer_norm(x, (5,), w, b, 0.01))
case("layerNorm", [each(3, 2, 2), all_(2, 2), all_(2, 2)], dict(axes=[1, 2], eps=0.01), lambda x, w, b: F.layer_norm(x, (2, 2), w, b, 0.01))
case("groupNorm", [each(4, 3), all_(4), all_(4)], dict(groups=2, eps=0.01), lambda x, w, b: F.group_norm(x, 2, w, b, 0.01))
case("groupNorm", [each(4, 3, 2), all_(4), all_(4)], dict(groups=4, eps=0.01, instance=True),
     lambda x, w, b: F.instance_norm(x, None, None, w, b, eps=0.01))
case("rmsNorm", [each(3, 5), all_(5)], dict(axes=[1], eps=0.01), lambda x, w: F.rms_norm(x, (5,), w, 0.01))
for size in (3, 4):
    case("localResponseNorm", [each(5, 3, 2)], dict(size=size, alpha=0.7, beta=0.75, k=1.5),
         lambda x: F.local_response_norm(x, size, 0.7, 0.75, 1.5))

# Element by element
wide = dict(scale=4.5)
for op, attributes, f in [
    ("relu", {}, F.relu), ("relu6", {}, F.relu6), ("tanh", {}, torch.tanh),
    ("sigmoid", {}, torch.sigmoid), ("gelu", dict(approximate=False), F.gelu),
    ("gelu", dict(approximate=True), lambda x: F.gelu(x, approximate="tanh")), ("silu", {}, F.silu), ("mish", {}, F.mish),
    ("elu", dict(alpha=1.3), lambda x: F.elu(x, 1.3)), ("selu", {}, F.selu), ("celu", dict(alpha=0.7), lambda x: F.celu(x, 0.7)),
    ("leakyRelu", dict(slope=0.2), lambda x: F.leaky_relu(x, 0.2)), ("hardtanh", dict(low=-0.5, high=1.5), lambda x: F.hardtanh(x, -0.5, 1.5)),
    ("hardsigmoid", {}, F.hardsigmoid), ("hardswish", {}, F.hardswish),
    ("softplus", dict(beta=2, threshold=3), lambda x: F.softplus(x, 2, 3)), ("softsign", {}, F.softsign), ("logSigmoid", {}, F.logsigmoid),
    ("tanhshrink", {}, F.tanhshrink), ("hardshrink", dict(bound=0.5), lambda x: F.hardshrink(x, 0.5)),
    ("softshrink", dict(bound=0.5), lambda x: F.softshrink(x, 0.5)), ("threshold", dict(threshold=0.3, value=-7), lambda x: F.threshold(x, 0.3, -7)),
    ("glu", dict(axis=0), lambda x: F.glu(x, 1)), ("softmax", dict(axis=1), lambda x: F.softmax(x, 2)), ("logSoftmax", dict(axis=0), lambda x: F.log_softmax(x, 1)),
    ("reduceMax", dict(axes=[0], keep=False), lambda x: x.amax(1)), ("reduceMean", dict(axes=[0, 1], keep=True), lambda x: x.mean((1, 2), True)),
    ("clamp", dict(low=-1, high=2), lambda x: x.clamp(-1, 2)), ("sign", {}, torch.sign), ("floor", {}, torch.floor), ("abs", {}, torch.abs),
    ("roll", dict(shift=[1, -2], axes=[0, 1]), lambda x: torch.roll(x, (1, -2), (1, 2))), ("argmax", dict(axis=1), lambda x: x.argmax(2)),
]:
    case(op, [each(4, 5, **wide)], attributes, f)
case("prelu", [each(3, 4), all_(3)], dict(axis=0), F.prelu)
case("prelu", [each(3, 4), all_(1)], dict(axis=0), F.prelu)

# Borders and sizes
for mode, name in [("constant", "zeros"), ("reflect", "reflect"), ("replicate", "replicate"), ("circular", "circular")]:
    more = dict(value=1.5) if mode == "constant" else {}
    case("pad", [each(2, 4, 5)], dict(amounts=[[0, 0], [1, 2], [3, 0]], mode=name, **more), lambda x: F.pad(x, (3, 0, 1, 2), mode, **more))
case("upsample", [each(2, 3)], dict(size=[7], mode="nearest", align=False), lambda x: F.interpolate(x, 7))
case("upsample", [each(2, 3)], dict(size=[7], mode="linear", align=False), lambda x: F.interpolate(x, 7, mode="linear"))
for align in (False, True):
    for mode in ("bilinear", "bicubic"):
        case("upsample", [each(1, 3, 4)], dict(size=[5, 7], mode=mode, align=align), lambda x: F.interpolate(x, (5, 7), mode=mode, align_corners=align))
case("upsample", [each(1, 3, 4)], dict(size=[5, 7], mode="bilinear", align=False, scales=[1.8, 1.8]),
     lambda x: F.interpolate(x, scale_factor=1.8, mode="bilinear"))
case("upsample", [each(1, 2, 2, 3)], dict(size=[3, 4, 4], mode="trilinear", align=False), lambda x: F.interpolate(x, (3, 4, 4), mode="trilinear"))
case("embedding", [ints([0, 2, 1, 2, 0, 4], [3]), all_(5, 2)], {}, F.embedding)

case("dropout", [each(4, 3)], dict(p=0.5, channel=False), lambda x: F.dropout(x, 0.5), random=True)
case("dropout", [each(4, 3, 3)], dict(p=0.5, channel=True), lambda x: F.dropout2d(x, 0.5), random=True)
for op, f in [("add", torch.add), ("multiply", torch.mul), ("divide", torch.div), ("subtract", torch.sub), ("maximum", torch.maximum)]:
    case(op, [each(3, 4), each(3, 4, offset=3.0)], {}, f)
case("concat", [each(2, 3), each(1, 3)], dict(axis=0), lambda a, b: torch.cat((a, b), 1))
for op, attributes, f in [
    ("exp", {}, torch.exp), ("log", {}, torch.log), ("sqrt", {}, torch.sqrt), ("reciprocal", {}, torch.reciprocal), ("square", {}, torch.square),
    ("negate", {}, torch.neg), ("power", dict(exponent=3), lambda x: x**3), ("scaleBy", dict(by=2.5), lambda x: x * 2.5),
    ("addConstant", dict(constant=2), lambda x: x + 2), ("sin", {}, torch.sin), ("cos", {}, torch.cos),
    ("reshape", dict(shape=[4, 3]), lambda x: x.reshape(2, 4, 3)), ("permute", dict(order=[1, 0]), lambda x: x.permute(0, 2, 1)),
    ("reduceSum", dict(axes=[0], keep=False), lambda x: x.sum(1)),
]:
    case(op, [each(3, 4, offset=2.0)], attributes, f)

# Attention: heads inside
def heads(x, h):
    return x.reshape(*x.shape[:-1], h, -1).transpose(-2, -3)
def attention(q, k, v, mask=None, h=2, g=None, **more):
    g = g or h
    y = F.scaled_dot_product_attention(heads(q, h), heads(k, g), heads(v, g), attn_mask=mask, enable_gqa=g != h, **more)
    return y.transpose(-2, -3).flatten(-2)
plain = dict(heads=2, causal=False, kernel="plain")
case("attention", [each(3, 4), each(5, 4), each(5, 6)], plain, attention)
case("attention", [each(4, 8), each(4, 4), each(4, 6)], dict(heads=4, kvHeads=2, causal=True, kernel="fused", scale=0.4),
     lambda q, k, v: attention(q, k, v, h=4, g=2, is_causal=True, scale=0.4))
case("attention", [each(4, 4), each(4, 4), each(4, 6)], dict(heads=2, causal=False, kernel="fused"), attention)
case("attention", [each(3, 4), each(5, 4), each(5, 4), all_(2, 3, 5)], plain, attention)

# Recurrent layers
def recurrent(kind, hidden, layers=1, both=False, proj=0, **more):
    def compute(x, h, c, *weights):
        net = getattr(torch.nn, kind)(x.shape[-1], hidden, layers, batch_first=True, bidirectional=both, **({"proj_size": proj} if proj else {}), **more)
        names = [n for n, _ in net.named_parameters()]
        state = None if h is None else (h.transpose(0, 1).contiguous(), c.transpose(0, 1).contiguous()) if kind == "LSTM" else h.transpose(0, 1).contiguous()
        y, last = torch.func.functional_call(net, dict(zip(names, weights)), (x, state) if state is not None else (x,))
        last = last if isinstance(last, tuple) else (last,)
        return (y, *[s.transpose(0, 1) for s in last])
    return compute
def weights(gates, width, hidden, layers=1, both=False, proj=0):
    specs = []
    for layer in range(layers):
        for _ in range(2 if both else 1):
            out = proj or hidden
            inner = width if layer == 0 else out * (2 if both else 1)
            specs += [all_(gates * hidden, inner), all_(gates * hidden, out), all_(gates * hidden), all_(gates * hidden)]
            specs += [all_(proj, hidden)] if proj else []
    return specs
base = dict(hidden=3, layers=1, bidirectional=False, biases=2)
case("lstm", [each(4, 2), None, None, *weights(4, 2, 3)], base, recurrent("LSTM", 3))
case("lstm", [each(3, 2), each(4, 2), each(4, 3), *weights(4, 2, 3, 2, True, 2)], dict(base, layers=2, bidirectional=True, projection=2), recurrent("LSTM", 3, 2, True, 2))
case("gru", [each(4, 2), each(4, 3), *weights(3, 2, 3, 2, True)], dict(base, layers=2, bidirectional=True),
     lambda x, h, *w: recurrent("GRU", 3, 2, True)(x, h, None, *w))
for activation in ("tanh", "relu"):
    case("rnn", [each(4, 2), None, *weights(1, 2, 3)], dict(base, activation=activation),
         lambda x, h, *w: recurrent("RNN", 3, nonlinearity=activation)(x, h, None, *w))

# Losses
labels = ints([1, 3], [])
map_ = ints([1, 3, 0, 2, 2, 1], [3])
case("crossEntropy", [each(4), labels], {}, F.cross_entropy)
case("crossEntropy", [each(4), labels, fixed(all_(4, scale=0.4, offset=1.0))], dict(smoothing=0.2), lambda x, t, w: F.cross_entropy(x, t, w, label_smoothing=0.2))
case("crossEntropy", [each(4, 3), map_, fixed(all_(4, scale=0.4, offset=1.0))], dict(smoothing=0.1, ignore=2),
     lambda x, t, w: F.cross_entropy(x, t, w, ignore_index=2, label_smoothing=0.1))
case("crossEntropy", [each(4), fixed(each(4, scale=0.2, offset=0.25))], dict(smoothing=0.1), lambda x, t: F.cross_entropy(x, t, label_smoothing=0.1))
case("nll", [each(4, 3), map_], dict(ignore=1), lambda x, t: F.nll_loss(x, t, ignore_index=1))
case("mse", [each(3, 2), each(3, 2)], {}, F.mse_loss)
case("l1", [each(3, 2), each(3, 2)], {}, F.l1_loss)
case("huber", [each(3, 2), each(3, 2)], dict(delta=0.8), lambda x, t: F.huber_loss(x, t, delta=0.8))
share = dict(scale=0.3, offset=0.5)
case("binaryCrossEntropy", [each(3), each(3, **share)], dict(logits=True), F.binary_cross_entropy_with_logits)
case("binaryCrossEntropy", [each(3, **share), fixed(each(3, **share))], dict(logits=False), F.binary_cross_entropy)
case("klDivergence", [each(4), each(4, **share)], dict(log=False), lambda x, t: F.kl_div(x, t, reduction="batchmean"))
case("klDivergence", [each(4), each(4)], dict(log=True), lambda x, t: F.kl_div(x, t, reduction="batchmean", log_target=True))

with open(sys.argv[1], "w") as file:
    file.write("[\n" + ",\n".join(json.dumps(each, separators=(",", ":")) for each in cases) + "\n]\n")
print(len(cases), "cases with torch", torch.__version__)
