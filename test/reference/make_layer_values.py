"""Writes layer_values.json: what modules of PyTorch compute, for layers that are made of several operations.

Usage: python make_layer_values.py layer_values.json (torch 2.15.0, torchvision 0.29.2, CPU, double precision).
Element i of input j is sin(0.7 i + 1.3 j + 0.5), of weight j 0.6 sin(1.9 i + 0.8 j + 0.2), of buffer j 1.2 + sin(0.4 i + j); a batch of 2
comes first in every input. Weights and buffers are numbered in the order in which our declarations list them. `values` are results,
flat; where a layer has several, all of them.
"""
import json
import math
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F
import torchvision

torch.set_default_dtype(torch.float64)
cases = []


def numbers(shape, f):
    return torch.tensor([f(i) for i in range(math.prod(shape))]).reshape(shape)


def given(shape, j):
    return numbers(shape, lambda i: math.sin(0.7 * i + 1.3 * j + 0.5))


def weight(shape, j):
    return numbers(shape, lambda i: 0.6 * math.sin(1.9 * i + 0.8 * j + 0.2))


def buffer(shape, j):
    return numbers(shape, lambda i: 1.2 + math.sin(0.4 * i + j))


def case(step, shapes, compute, training=False, all_results=False):
    inputs = [given([2, *shape], j) for j, shape in enumerate(shapes)]
    with torch.no_grad():
        results = compute(*inputs)
    results = results if isinstance(results, (list, tuple)) else [results]
    values = [[float(x) for x in r.flatten()] for r in results]
    cases.append({"step": step, "shapes": shapes, **({"training": True} if training else {}), **({"all": True} if all_results else {}), "values": values})


def fill(parameters, buffers=()):
    with torch.no_grad():
        for j, p in enumerate(parameters):
            p.copy_(weight(p.shape, j))
        for j, b in enumerate(buffers):
            b.copy_(buffer(b.shape, j))


def module(step, shapes, made, order=None, buffers=(), training=False, call=None, all_results=False):
    fill(order(made) if order else list(made.parameters()), buffers(made) if callable(buffers) else buffers)
    made.train(training)
    case(step, shapes, call(made) if call else made, training, all_results)


conv = lambda m: [m.weight, m.bias]
module("conv(4, 2, padding: same)", [[3, 5, 5]], nn.Conv2d(3, 4, 2, padding="same"), conv)
module("conv(4, 3, stride: 2, padding: [1, 2], dilation: [1, 2], groups: 2)", [[4, 6, 7]], nn.Conv2d(4, 4, 3, stride=2, padding=(1, 2), dilation=(1, 2), groups=2), conv)
module("conv(2, 3, padding: 2, padding_mode: reflect)", [[2, 5, 5]], nn.Conv2d(2, 2, 3, padding=2, padding_mode="reflect"), conv)
module("conv(2, 3, padding: 1, padding_mode: circular)", [[2, 5]], nn.Conv1d(2, 2, 3, padding=1, padding_mode="circular"), conv)
module("conv(2, 3, padding: causal, dilation: 2)", [[2, 7]], nn.Conv1d(2, 2, 3, dilation=2), conv, call=lambda m: lambda x: m(F.pad(x, (4, 0))))
module("conv(2, 3, axis: -1)", [[7, 3]], nn.Conv1d(3, 2, 3), conv, call=lambda m: lambda x: m(x.transpose(1, 2)).transpose(1, 2))
module("depthwise_conv(3, padding: 1, multiplier: 2)", [[2, 4, 4]], nn.Conv2d(2, 4, 3, padding=1, groups=2), conv)
module("conv(3, 2, weight_norm: plain)", [[2, 5]], nn.utils.parametrizations.weight_norm(nn.Conv1d(2, 3, 2)), lambda m: [m.parametrizations.weight.original0, m.parametrizations.weight.original1, m.bias])
spectral = nn.utils.parametrizations.spectral_norm(nn.Linear(3, 4))
module("dense(4, weight_norm: spectral)", [[3]], spectral, lambda m: [m.parametrizations.weight.original, m.bias], lambda m: [m.parametrizations.weight[0]._u, m.parametrizations.weight[0]._v])
module("transposed_conv(4, 3, stride: 2, padding: 1, output_padding: 1, groups: 2)", [[2, 4, 3]], nn.ConvTranspose2d(2, 4, 3, stride=2, padding=1, output_padding=1, groups=2), conv)
module("dense(4)", [[2, 3]], nn.Linear(3, 4), conv)
bilinear = nn.Bilinear(3, 2, 4)
module("bilinear(4, other: y)", [[3], [2]], bilinear, conv)

stats = lambda m: [m.running_mean, m.running_var]
bn = lambda m: [m.weight, m.bias]
module("batchnorm", [[3, 4, 2]], nn.BatchNorm2d(3), bn, stats)
module("batchnorm", [[3, 4, 2]], nn.BatchNorm2d(3), bn, stats, training=True)
module("batchnorm(axis: -1)", [[4, 3]], nn.BatchNorm1d(3), bn, stats, training=True, call=lambda m: lambda x: m(x.transpose(1, 2)).transpose(1, 2))
module("batchnorm(track: false)", [[3]], nn.BatchNorm1d(3, track_running_stats=False), bn)
module("instancenorm(affine: true)", [[3, 4]], nn.InstanceNorm1d(3, affine=True), bn)
module("instancenorm(track: true)", [[3, 4]], nn.InstanceNorm1d(3, track_running_stats=True), lambda m: [], stats)
module("groupnorm(2)", [[4, 3, 2]], nn.GroupNorm(2, 4), bn)
module("layernorm", [[2, 4]], nn.LayerNorm(4), bn)
module("layernorm(axes: 0)", [[3, 4]], nn.LayerNorm(3), bn, call=lambda m: lambda x: m(x.transpose(1, 2)).transpose(1, 2))
module("rmsnorm(eps: 1e-5)", [[2, 4]], nn.RMSNorm(4, eps=1e-5), lambda m: [m.weight])
module("local_response_norm(3, alpha: 0.5)", [[5, 3]], nn.LocalResponseNorm(3, alpha=0.5))
module("prelu", [[3, 2]], nn.PReLU())
module("prelu(per: channel)", [[3, 2]], nn.PReLU(3))
case("prelu(per: element)", [[3, 2]], lambda x: torch.where(x > 0, x, x * weight([3, 2], 0)))
case("glu(axis: 0)", [[4, 3]], lambda x: F.glu(x, 1))
case("gelu(approximate: tanh)", [[5]], lambda x: F.gelu(x, approximate="tanh"))
case("softmin(axis: 1)", [[2, 4]], lambda x: F.softmin(x, 2))
case("normalize(axis: 0)", [[3, 2]], lambda x: F.normalize(x, dim=1))
case("cosine_similarity(y, axis: 0)", [[3, 2], [3, 2]], lambda x, y: F.cosine_similarity(x, y, dim=1))
case("pairwise_distance(y, axis: -1)", [[2, 3], [2, 3]], lambda x, y: F.pairwise_distance(x, y))
case("scale(axis: -1, bias: true)", [[2, 3]], lambda x: x * weight([3], 0) + weight([3], 1))
case("maxout(2, pieces: 3)", [[4]], lambda x: F.linear(x, weight([6, 4], 0), weight([6], 1)).reshape(2, 2, 3).amax(2))
case("rbf(3)", [[2]], lambda x: torch.exp(-weight([3], 1) * torch.cdist(x, weight([3, 2], 0)) ** 2))
case("reduce(norm, axis: 0)", [[3, 2]], lambda x: x.norm(dim=1))
case("matmul(y, transpose: true)", [[2, 3], [4, 3]], lambda x, y: x @ y.transpose(1, 2))
case('einsum("td,sd->ts", y)', [[2, 3], [4, 3]], lambda x, y: torch.einsum("btd,bsd->bts", x, y))
case('einsum("hwc,cd,hd->wd", y, z)', [[2, 3, 4], [4, 2], [2, 2]], lambda x, y, z: torch.einsum("bhwc,bcd,bhd->bwd", x, y, z))
case('einsum("ij->j")', [[2, 3]], lambda x: x.sum(1))
case("add(y)", [[3, 2, 2], [3]], lambda x, y: x + y[:, :, None, None])
case("add(y, axis: -1)", [[2, 3], [3]], lambda x, y: x + y[:, None, :])
case("multiply(y, 2)", [[3, 2], [3, 1]], lambda x, y: x * y * 2)
case("subtract(1)", [[3]], lambda x: x - 1)

case("pixel_shuffle(2)", [[8, 2, 3]], lambda x: F.pixel_shuffle(x, 2))
case("pixel_unshuffle(2)", [[2, 4, 6]], lambda x: F.pixel_unshuffle(x, 2))
case("channel_shuffle(2)", [[4, 3]], lambda x: F.channel_shuffle(x, 2))
case("unfold(2, stride: 2, padding: 1)", [[2, 4, 4]], lambda x: F.unfold(x, 2, stride=2, padding=1))
case("fold(4x4, 2, stride: 2)", [[8, 4]], lambda x: F.fold(x, (4, 4), 2, stride=2))
for mode in ("nearest", "bilinear", "bicubic", "nearest-exact", "area"):
    case(f"upsample(size: 5x3, mode: {mode.replace('-', '_')})", [[2, 3, 4]], lambda x: F.interpolate(x, (5, 3), mode=mode))
case("upsample(1.5, mode: bilinear)", [[2, 3, 4]], lambda x: F.interpolate(x, scale_factor=1.5, mode="bilinear"))
case("upsample(2, mode: linear, align: true)", [[2, 3]], lambda x: F.interpolate(x, scale_factor=2, mode="linear", align_corners=True))
for mode, ours in (("reflect", "reflect"), ("replicate", "replicate"), ("circular", "circular"), ("constant", "zeros")):
    case(f"pad([[1, 2], [0, 1]], mode: {ours})", [[2, 3, 3]], lambda x: F.pad(x, (0, 1, 1, 2), mode=mode))
case("pad([[-1, 1], [2, -2]], value: 0.5)", [[2, 3, 3]], lambda x: F.pad(x, (2, -2, -1, 1), value=0.5))
case("crop(like: y)", [[2, 5, 4], [1, 2, 3]], lambda x, y: x[:, :, 1:3, 0:3])
case("roll([1, -1], axes: [1, 2])", [[2, 3, 4]], lambda x: torch.roll(x, (1, -1), (2, 3)))
case("windows(2)", [[3, 4, 6]], lambda x: x.reshape(2, 3, 2, 2, 3, 2).permute(0, 2, 4, 3, 5, 1).reshape(2, 6, 4, 3))
case("merge_windows(4x6)", [[6, 4, 3]], lambda x: x.reshape(2, 2, 3, 2, 2, 3).permute(0, 5, 1, 3, 2, 4).reshape(2, 3, 4, 6))
case("maxpool(3, stride: 2, padding: 1, ceil_mode: true)", [[2, 6, 5]], lambda x: F.max_pool2d(x, 3, 2, 1, ceil_mode=True))
case("avgpool(3, stride: 2, padding: 1, count_pad: false)", [[2, 6, 5]], lambda x: F.avg_pool2d(x, 3, 2, 1, count_include_pad=False))
case("global_maxpool", [[2, 3, 3]], lambda x: x.amax((2, 3)))
case("global_avgpool(axis: -1)", [[4, 3]], lambda x: x.mean(1))
case("lppool(2, 2)", [[2, 4]], lambda x: F.lp_pool1d(x, 2, 2))


def positions(T, D, base=10000.0):
    turns = torch.arange(T)[:, None] / base ** (torch.arange(0, D, 2) / D)
    return torch.stack([turns.sin(), turns.cos()], 2).reshape(T, D)


case("position_encoding", [[3, 4]], lambda x: x + positions(3, 4))
case("sinusoidal(4)", [[]], lambda x: torch.cat([(x[:, None] / 10000 ** (torch.arange(2) / 2)).sin(), (x[:, None] / 10000 ** (torch.arange(2) / 2)).cos()], 1))

packed = lambda m: [m.in_proj_weight, m.in_proj_bias, m.out_proj.weight, m.out_proj.bias]
own = lambda mask=None: lambda m: lambda x: m(x, x, x, attn_mask=mask)[0]
module("attention(heads: 2)", [[3, 4]], nn.MultiheadAttention(4, 2, batch_first=True), packed, call=own())
module("attention(heads: 2)", [[3, 4]], nn.MultiheadAttention(4, 2, batch_first=True), packed, call=lambda m: lambda x: m(x, x, x, average_attn_weights=False), all_results=True)
future = torch.ones(3, 3).triu(1).bool()
module("attention(heads: 2, causal: true)", [[3, 4]], nn.MultiheadAttention(4, 2, batch_first=True), packed, call=own(future))
module("attention(heads: 2, context: y)", [[3, 4], [5, 4]], nn.MultiheadAttention(4, 2, batch_first=True), packed, call=lambda m: lambda x, y: m(x, y, y)[0])
apart = lambda m: [m.q_proj_weight, m.k_proj_weight, m.v_proj_weight, m.in_proj_bias, m.out_proj.weight, m.out_proj.bias]
module("attention(heads: 2, keys: y, values: z)", [[3, 4], [5, 2], [5, 3]], nn.MultiheadAttention(4, 2, kdim=2, vdim=3, batch_first=True), apart, call=lambda m: lambda x, y, z: m(x, y, z)[0])
extra = lambda m: [m.in_proj_weight, m.in_proj_bias, m.bias_k, m.bias_v, m.out_proj.weight, m.out_proj.bias]
module("attention(heads: 2, bias_kv: true, zero_kv: true)", [[3, 4]], nn.MultiheadAttention(4, 2, add_bias_kv=True, add_zero_attn=True, batch_first=True), extra, call=own())


def heads(x, n):
    return x.reshape(2, -1, n, x.shape[-1] // n).transpose(1, 2)


def by_hand(x, h, g, turn=lambda q: q, bias=None, first=2):
    """Attention over [in_weight, in_bias, ..., out_weight, out_bias]; `first` is the number of the output weight."""
    D = x.shape[-1]
    d = D // h
    all_ = F.linear(x, weight([h * d + 2 * g * d, D], 0), weight([h * d + 2 * g * d], 1))
    q, k, v = all_.split([h * d, g * d, g * d], 2)
    q, k, v = turn(heads(q, h)), turn(heads(k, g)), heads(v, g)
    k, v = k.repeat_interleave(h // g, 1), v.repeat_interleave(h // g, 1)
    y = F.scaled_dot_product_attention(q, k, v, attn_mask=bias)
    return F.linear(y.transpose(1, 2).reshape(2, -1, h * d), weight([D, h * d], first), weight([D], first + 1))


case("attention(heads: 2, kv_heads: 1)", [[3, 4]], lambda x: by_hand(x, 2, 1))


def rotary(q):
    T, d = q.shape[-2:]
    turns = torch.arange(T)[:, None] / 10000 ** (torch.arange(0, d, 2) / d)
    cos, sin = turns.cos(), turns.sin()
    a, b = q[..., : d // 2], q[..., d // 2 :]
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


case("attention(heads: 2, position: rotary)", [[3, 8]], lambda x: by_hand(x, 2, 2, rotary))
slopes = torch.tensor([2.0 ** (-8 * (i + 1) / 2) for i in range(2)])
far = (torch.arange(3)[:, None] - torch.arange(3)[None]).abs()
case("attention(heads: 2, position: alibi)", [[3, 4]], lambda x: by_hand(x, 2, 2, bias=-slopes[:, None, None] * far))
case("attention(heads: 2, mask: y)", [[3, 4], [2, 3, 3]], lambda x, y: by_hand(x, 2, 2, bias=y))
swin = torchvision.models.swin_transformer.ShiftedWindowAttention(4, [2, 2], [0, 0], 2)
index = swin.relative_position_index.reshape(4, 4)
table = lambda: weight([9, 2], 2)[index].permute(2, 0, 1)
case("attention(heads: 2, position: relative_position(2x2))", [[4, 4]], lambda x: by_hand(x, 2, 2, bias=table(), first=3))

recurrent = lambda m: [p for name, p in m.named_parameters()]
last = lambda m: lambda x: [r.transpose(0, 1) if i > 0 else r for i, r in enumerate((lambda y, s: [y, *(s if isinstance(s, tuple) else [s])])(*m(x)))]
module("rnn(3, activation: relu)", [[4, 2]], nn.RNN(2, 3, nonlinearity="relu", batch_first=True), recurrent, call=last)
module("gru(3, layers: 2)", [[4, 2]], nn.GRU(2, 3, num_layers=2, batch_first=True), recurrent, call=last)
module("lstm(3, layers: 2, bidirectional: true)", [[4, 2]], nn.LSTM(2, 3, num_layers=2, bidirectional=True, batch_first=True), recurrent, call=last)
module("lstm(3, projection: 2)", [[4, 2]], nn.LSTM(2, 3, proj_size=2, batch_first=True), recurrent, call=last)
module("lstm_cell(3, y, cell: z)", [[2], [3], [3]], nn.LSTMCell(2, 3), recurrent, call=lambda m: lambda x, y, z: m(x, (y, z)))
module("gru_cell(3, y)", [[2], [3]], nn.GRUCell(2, 3), recurrent)
module("rnn_cell(3)", [[2]], nn.RNNCell(2, 3), recurrent)

deform = torchvision.ops.deform_conv2d
case("deformable_conv(3, 2, offset: y, padding: 1)", [[2, 3, 4], [8, 4, 5]], lambda x, y: deform(x, y, weight([3, 2, 2, 2], 0), weight([3], 1), padding=1))
case("deformable_conv(2, 3x1, offset: y, mask: z, stride: [1, 2], groups: 2)", [[4, 5, 4], [12, 3, 2], [6, 3, 2]], lambda x, y, z: deform(x, y, weight([2, 2, 3, 1], 0), weight([2], 1), stride=(1, 2), mask=z))
case("roi_align(y, 2x3)", [[2, 5, 6], [3, 4]], lambda x, y: torch.stack([torchvision.ops.roi_align(x[i : i + 1], [y[i]], (2, 3), 1.0, 2, True) for i in range(2)]))


def scan(x, step, write, read):
    rates, skip = -weight([3, 2], 0).exp(), weight([3], 1)
    h, out = torch.zeros(2, 3, 2), []
    for t in range(x.shape[1]):
        h = (step[:, t, :, None] * rates).exp() * h + (step[:, t] * x[:, t])[..., None] * write[:, t, None]
        out.append((h * read[:, t, None]).sum(-1) + skip * x[:, t])
    return torch.stack(out, 1)


case("selective_scan(y, z, w)", [[4, 3], [4, 3], [4, 2], [4, 2]], scan)

with open(sys.argv[1], "w") as out:
    out.write(f'{{"torch": "{torch.__version__.split("+")[0]}",\n"cases": [\n' + ",\n".join(json.dumps(c) for c in cases) + "\n]}\n")
