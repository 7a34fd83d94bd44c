"""Writes layer_values.json: what modules of PyTorch compute, for layers that are made of several operations.

Usage: python make_layer_values.py layer_values.json (torch 2.15.0, torchvision 0.29.2, CPU, double precision).
Element i of input j is sin(0.7 i + 1.3 j + 0.5), of weight j 0.6 sin(1.9 i + 0.8 j + 0.2), of buffer j 1.2 + sin(0.4 i + j); a batch of 2
comes first in every input. Weights and buffers are numbered in the order in which our declarations list them. `values` are results,
flat; where a layer has several, all of them.

`gradients` are those of the sum of all results, element i of result j times cos(0.9 i + 1.7 j + 0.4), by each input and then by each
weight in order; each as the sum of its elements i times cos(1.1 i + 0.3), and of their squares. null where nothing depends on it.
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
short = False


def numbers(shape, f):
    return torch.tensor([f(i) for i in range(math.prod(shape))]).reshape(shape)


def given(shape, j):
    return numbers(shape, lambda i: math.sin(0.7 * i + 1.3 * j + 0.5))


def whole(j, shape, below):
    """Whole numbers (7 i + 3 j + 1) modulo `below`."""
    return torch.tensor([(7 * i + 3 * j + 1) % below for i in range(2 * math.prod(shape))]).reshape([2, *shape])


weights = {}


def weight(shape, j):
    """The same leaf for each use within a case."""
    if j not in weights:
        weights[j] = numbers(shape, lambda i: 0.6 * math.sin(1.9 * i + 0.8 * j + 0.2)).requires_grad_()
    return weights[j]


def buffer(shape, j):
    return numbers(shape, lambda i: 1.2 + math.sin(0.4 * i + j))


def seen(gradient):
    if gradient is None:
        return None
    flat = gradient.detach().flatten()
    return [rounded(torch.dot(flat, numbers(flat.shape, lambda i: math.cos(1.1 * i + 0.3)))), rounded(flat.square().sum())]


def rounded(x):
    return float(f"{float(x.detach()):.13g}")


def case(step, shapes, compute, training=False, all_results=False, more=None):
    inputs = [given([2, *shape], j).requires_grad_() if isinstance(shape, list) else whole(j, **shape) for j, shape in enumerate(shapes)]
    results = compute(*inputs)
    results = results if isinstance(results, (list, tuple)) else [results]
    loss = sum((r * numbers(r.shape, lambda i, j=j: math.cos(0.9 * i + 1.7 * j + 0.4))).sum() for j, r in enumerate(results))
    floats = [x for x in inputs if x.requires_grad]
    leaves = [*floats, *(weights[j] for j in sorted(weights))]
    by = dict(zip(leaves, torch.autograd.grad(loss, leaves, allow_unused=True)))
    values = {"sums": [seen(r) for r in results]} if short else {"values": [[rounded(x) for x in r.flatten()] for r in results]}
    cases.append({"step": step, "shapes": shapes, **({"training": True} if training else {}), **({"all": True} if all_results else {}), **(more or {}), **values, "gradients": [seen(by.get(t)) for t in [*inputs, *leaves[len(floats) :]]]})
    weights.clear()


def fill(parameters, buffers=()):
    with torch.no_grad():
        for j, p in enumerate(parameters):
            p.copy_(weight(p.shape, j))
            weights[j] = p
        for j, b in enumerate(buffers):
            b.copy_(buffer(b.shape, j))


def module(step, shapes, made, order=None, buffers=(), training=False, call=None, all_results=False, more=None):
    fill(order(made) if order else list(made.parameters()), buffers(made) if callable(buffers) else buffers)
    made.train(training)
    case(step, shapes, call(made) if call else made, training, all_results, more)


conv = lambda m: [m.weight, m.bias]
module("conv(4, 2, padding: same)", [[3, 5, 5]], nn.Conv2d(3, 4, 2, padding="same"), conv)
module("conv(4, 3, stride: 2, padding: [1, 2], dilation: [1, 2], groups: 2)", [[4, 6, 7]], nn.Conv2d(4, 4, 3, stride=2, padding=(1, 2), dilation=(1, 2), groups=2), conv)
module("conv(2, 3, padding: 2, padding_mode: reflect)", [[2, 5, 5]], nn.Conv2d(2, 2, 3, padding=2, padding_mode="reflect"), conv)
module("conv(2, 3, padding: 1, padding_mode: circular)", [[2, 5]], nn.Conv1d(2, 2, 3, padding=1, padding_mode="circular"), conv)
module("conv(2, 3, padding: causal, dilation: 2)", [[2, 7]], nn.Conv1d(2, 2, 3, dilation=2), conv, call=lambda m: lambda x: m(F.pad(x, (4, 0))))
module("conv(2, 3, axis: -1)", [[7, 3]], nn.Conv1d(3, 2, 3), conv, call=lambda m: lambda x: m(x.transpose(1, 2)).transpose(1, 2))
module("depthwise_conv(3, padding: 1, multiplier: 2)", [[2, 4, 4]], nn.Conv2d(2, 4, 3, padding=1, groups=2), conv)
module("conv(3, 2, weight_norm: plain)", [[2, 5]], nn.utils.parametrizations.weight_norm(nn.Conv1d(2, 3, 2)), lambda m: [m.parametrizations.weight.original0, m.parametrizations.weight.original1, m.bias])


def standardized(w, gain=None):
    scale = None if gain is None else (gain * w[0].numel() ** -0.5).view(-1)
    flat = w.reshape(1, w.shape[0], -1)
    return F.batch_norm(flat, None, None, weight=scale, training=True, momentum=0.0, eps=1e-6).reshape_as(w)


case("conv(3, 2, weight_norm: standard)", [[2, 5]], lambda x: F.conv1d(x, standardized(weight([3, 2, 2], 0)), weight([3], 1)))
case("conv(3, 2, weight_norm: scaled)", [[2, 5]], lambda x: F.conv1d(x, standardized(weight([3, 2, 2], 1), weight([3, 1, 1], 0)), weight([3], 2)))
# Masks of van den Oord et al. 2016: rows above the middle, and what is left of it in its row; B the middle too.
maskA = torch.tensor([[1.0, 1, 1], [1, 0, 0], [0, 0, 0]])
maskB = torch.tensor([[1.0, 1, 1], [1, 1, 0], [0, 0, 0]])
for word, mask in (("before", maskA), ("upto", maskB)):
    case(f"conv(2, 3, padding: 1, mask: {word})", [[2, 4, 3]], lambda x: F.conv2d(x, weight([2, 2, 3, 3], 0) * mask, weight([2], 1), padding=1))
for align in (False, True):
    for mode in ("zeros", "border"):
        case(f"grid_sample(y, padding_mode: {mode}, align: {str(align).lower()})", [[2, 4, 3], [3, 2, 2]], lambda x, y: F.grid_sample(x, y, padding_mode=mode, align_corners=align))
    case(f"affine_grid(3x2, align: {str(align).lower()})", [[2, 3]], lambda x: F.affine_grid(x, (2, 1, 3, 2), align_corners=align))
case("take([2, 0, -1], axis: 1)", [[2, 3, 2]], lambda x: x[:, :, [2, 0, -1]])
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


def three(x, h, g, turn=lambda q: q, match=lambda m: m, key_bias=True, scale=None):
    """The same with three projections: [q_weight, k_weight, v_weight, in_bias, out_weight, out_bias], written out."""
    D = x.shape[-1]
    d = D // h
    sizes = [h * d, g * d if key_bias else 0, g * d]
    b = list(weight([sum(sizes)], 3).split(sizes))
    q, k, v = (F.linear(x, weight([n * d, D], j)) for j, n in enumerate([h, g, g]))
    q, v = q + b[0], v + b[2]
    k = k + b[1] if key_bias else k
    q, k, v = turn(heads(q, h)), turn(heads(k, g)), heads(v, g)
    k, v = k.repeat_interleave(h // g, 1), v.repeat_interleave(h // g, 1)
    y = match(q @ k.transpose(2, 3) * (scale or d**-0.5)).softmax(-1) @ v
    return F.linear(y.transpose(1, 2).reshape(2, -1, h * d), weight([D, h * d], 4), weight([D], 5))


case("attention(heads: 2, kv_heads: 1)", [[3, 4]], lambda x: three(x, 2, 1))
case("attention(heads: 2, packed: false)", [[3, 4]], lambda x: three(x, 2, 2))
case("attention(heads: 2, key_bias: false)", [[3, 4]], lambda x: three(x, 2, 2, key_bias=False))
case("attention(heads: 2, packed: false, scale: 1)", [[3, 4]], lambda x: three(x, 2, 2, scale=1.0))
case("attention(heads: 2, packed: false, softcap: 0.3)", [[3, 4]], lambda x: three(x, 2, 2, match=lambda m: 0.3 * torch.tanh(m / 0.3)))

def rotary(q, width=None):
    T, d = q.shape[-2:]
    if width is not None:
        return torch.cat([rotary(q[..., :width]), q[..., width:]], -1)
    turns = torch.arange(T)[:, None] / 10000 ** (torch.arange(0, d, 2) / d)
    cos, sin = turns.cos(), turns.sin()
    a, b = q[..., : d // 2], q[..., d // 2 :]
    return torch.cat([a * cos - b * sin, b * cos + a * sin], -1)


case("attention(heads: 2, position: rotary)", [[3, 8]], lambda x: three(x, 2, 2, rotary))
case("attention(heads: 2, position: rotary(width: 2))", [[3, 8]], lambda x: three(x, 2, 2, lambda q: rotary(q, 2)))
slopes = torch.tensor([2.0 ** (-8 * (i + 1) / 2) for i in range(2)])
far = (torch.arange(3)[:, None] - torch.arange(3)[None]).abs()
case("attention(heads: 2, position: alibi)", [[3, 4]], lambda x: by_hand(x, 2, 2, bias=-slopes[:, None, None] * far))
case("attention(heads: 2, mask: y)", [[3, 4], [2, 3, 3]], lambda x, y: by_hand(x, 2, 2, bias=y))
swin = torchvision.models.swin_transformer.ShiftedWindowAttention(4, [2, 2], [0, 0], 2)
index = swin.relative_position_index.reshape(4, 4)
table = lambda: weight([9, 2], 2)[index].permute(2, 0, 1)
case("attention(heads: 2, position: relative_position(2x2))", [[4, 4]], lambda x: by_hand(x, 2, 2, bias=table(), first=3))

away = torch.arange(6)[None] - torch.arange(6)[:, None]
near = lambda seen: lambda m: m.masked_fill(~seen, -math.inf)
case("attention(heads: 2, packed: false, window: 2)", [[6, 4]], lambda x: three(x, 2, 2, match=near(away.abs() < 2)))
case("attention(heads: 2, packed: false, window: 3, causal: true)", [[6, 4]], lambda x: three(x, 2, 2, match=near((away <= 0) & (away > -3))))


def buckets(away, many, distance, causal):
    """Raffel et al. 2020: near distances each by itself, then stretches that grow with the logarithm."""
    side = many if causal else many // 2
    n = -away.clamp(max=0) if causal else away.abs()
    near = side // 2
    far = near + (torch.log(n.clamp(min=near) / near) / math.log(distance / near) * (side - near)).long()
    return torch.where(n < near, n, far.clamp(max=side - 1)) + (0 if causal else (away > 0).long() * side)


def bucket_bias(j, T, causal):
    away = torch.arange(T)[None] - torch.arange(T)[:, None]
    return weight([8, 2], j)[buckets(away, 8, 6, causal)].permute(2, 0, 1)


case("attention(heads: 2, position: relative_position(buckets: 8, distance: 6))", [[9, 4]], lambda x: by_hand(x, 2, 2, bias=bucket_bias(2, 9, False), first=3))
case("position_bias(buckets: 8, distance: 6)", [[2, 9, 9]], lambda x: x + bucket_bias(0, 9, False))
case("position_bias(buckets: 8, distance: 6, causal: true)", [[2, 9, 9]], lambda x: x + bucket_bias(0, 9, True))

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
    D, N = x.shape[-1], write.shape[-1]
    rates, skip = -weight([D, N], 0).exp(), weight([D], 1)
    h, out = torch.zeros(2, D, N), []
    for t in range(x.shape[1]):
        h = (step[:, t, :, None] * rates).exp() * h + (step[:, t] * x[:, t])[..., None] * write[:, t, None]
        out.append((h * read[:, t, None]).sum(-1) + skip * x[:, t])
    return torch.stack(out, 1)


case("selective_scan(y, z, w)", [[4, 3], [4, 3], [4, 2], [4, 2]], scan)


# Further arguments of the same layers; from here on results stand as `sums`, as gradients do.
short = True
module("conv(3, 2, weight_norm: spectral)", [[2, 5]], nn.utils.parametrizations.spectral_norm(nn.Conv1d(2, 3, 2)), lambda m: [m.parametrizations.weight.original, m.bias], lambda m: [m.parametrizations.weight[0]._u, m.parametrizations.weight[0]._v], training=True)
module("conv(2, 2x3, weight_norm: plain, groups: 2)", [[4, 4, 5]], nn.utils.parametrizations.weight_norm(nn.Conv2d(4, 2, (2, 3), groups=2)), lambda m: [m.parametrizations.weight.original0, m.parametrizations.weight.original1, m.bias])
module("dense(4, weight_norm: plain)", [[3]], nn.utils.parametrizations.weight_norm(nn.Linear(3, 4)), lambda m: [m.parametrizations.weight.original0, m.parametrizations.weight.original1, m.bias])
module("transposed_conv(3, 2, weight_norm: plain)", [[2, 4]], nn.utils.parametrizations.weight_norm(nn.ConvTranspose1d(2, 3, 2)), lambda m: [m.parametrizations.weight.original0, m.parametrizations.weight.original1, m.bias])
module("transposed_conv(3, 2, weight_norm: spectral)", [[2, 4]], nn.utils.parametrizations.spectral_norm(nn.ConvTranspose1d(2, 3, 2)), lambda m: [m.parametrizations.weight.original, m.bias], lambda m: [m.parametrizations.weight[0]._u, m.parametrizations.weight[0]._v], training=True)
module("conv(2, 2, stride: 2, padding: 1)", [[2, 3, 4, 3]], nn.Conv3d(2, 2, 2, stride=2, padding=1), conv)
module("conv(2, 3, padding: 1, padding_mode: replicate)", [[2, 4, 4]], nn.Conv2d(2, 2, 3, padding=1, padding_mode="replicate"), conv)
module("transposed_conv(2, 2, dilation: 2, padding: 1)", [[2, 3, 3, 2]], nn.ConvTranspose3d(2, 2, 2, dilation=2, padding=1), conv)
module("batchnorm(affine: false)", [[2, 3]], nn.BatchNorm1d(2, affine=False), lambda m: [], stats, training=True)
module("instancenorm(track: true)", [[3, 4]], nn.InstanceNorm1d(3, track_running_stats=True), lambda m: [], stats, training=True)
module("groupnorm(4)", [[4, 3]], nn.GroupNorm(4, 4), bn)
module("layernorm(axes: [0, 1])", [[3, 4]], nn.LayerNorm([3, 4]), bn)
module("layernorm(bias: false)", [[3, 4]], nn.LayerNorm(4, bias=False), lambda m: [m.weight])
module("layernorm(affine: false)", [[3, 4]], nn.LayerNorm(4, elementwise_affine=False), lambda m: [])
module("local_response_norm(4, alpha: 0.3, beta: 0.6, k: 2)", [[5, 2, 2]], nn.LocalResponseNorm(4, alpha=0.3, beta=0.6, k=2.0))
module("local_response_norm(7, alpha: 2)", [[3, 4]], nn.LocalResponseNorm(7, alpha=2.0))
module("embedding(5, 3)", [{"shape": [4], "below": 5}], nn.Embedding(5, 3), lambda m: [m.weight])
module("embedding(5, 3, padding: 1)", [{"shape": [4], "below": 5}], nn.Embedding(5, 3, padding_idx=1), lambda m: [m.weight])
module("embedding(5, 3, max_norm: 0.7)", [{"shape": [4], "below": 5}], nn.Embedding(5, 3, max_norm=0.7), lambda m: [m.weight])
for mode in ("mean", "sum", "max"):
    module(f"embedding_bag(3, 2, mode: {mode})", [{"shape": [5], "below": 3}], nn.EmbeddingBag(3, 2, mode=mode), lambda m: [m.weight])
module("bilinear(2, other: y, bias: false)", [[2, 3], [2, 2]], nn.Bilinear(3, 2, 2, bias=False), lambda m: [m.weight])

case("unfold(2x3, stride: [1, 2], padding: [1, 0], dilation: [2, 1])", [[2, 4, 5]], lambda x: F.unfold(x, (2, 3), stride=(1, 2), padding=(1, 0), dilation=(2, 1)))
case("fold(4x5, 2x3, stride: [1, 2], padding: [1, 0], dilation: [2, 1])", [[12, 8]], lambda x: F.fold(x, (4, 5), (2, 3), stride=(1, 2), padding=(1, 0), dilation=(2, 1)))
case("\n  x -> abs -> lppool(3, 2, stride: 1)", [[2, 4]], lambda x: F.lp_pool1d(x.abs(), 3.0, 2, 1))
case("lppool(2, 2x3, ceil_mode: true)", [[2, 3, 4]], lambda x: F.lp_pool2d(x, 2.0, (2, 3), ceil_mode=True))
case("lppool(1, 2)", [[2, 4]], lambda x: F.lp_pool1d(x, 1.0, 2))
case("lppool(2, 2)", [[1, 2, 4, 2]], lambda x: F.lp_pool3d(x, 2.0, 2))
case("avgpool(2, ceil_mode: true)", [[2, 5]], lambda x: F.avg_pool1d(x, 2, ceil_mode=True))
case("avgpool(2, padding: 1, divisor: 3)", [[2, 4, 4]], lambda x: F.avg_pool2d(x, 2, padding=1, divisor_override=3))
case("adaptive_avgpool(3x2)", [[2, 5, 4]], lambda x: F.adaptive_avg_pool2d(x, (3, 2)))
case("adaptive_maxpool(3x2)", [[2, 5, 4]], lambda x: F.adaptive_max_pool2d(x, (3, 2)))
case("maxpool(2, dilation: 2, stride: 1)", [[2, 4, 5]], lambda x: F.max_pool2d(x, 2, 1, dilation=2))
case("maxpool(2)", [[1, 4, 2, 2]], lambda x: F.max_pool3d(x, 2))
for mode in ("nearest", "linear", "nearest-exact", "area"):
    case(f"upsample(size: 7, mode: {mode.replace('-', '_')})", [[2, 3]], lambda x: F.interpolate(x, 7, mode=mode))
for mode in ("nearest", "trilinear", "nearest-exact", "area"):
    case(f"upsample(2, mode: {mode.replace('-', '_')})", [[1, 2, 2, 3]], lambda x: F.interpolate(x, scale_factor=2, mode=mode))
case("upsample(size: 2x2, mode: bilinear)", [[2, 5, 4]], lambda x: F.interpolate(x, (2, 2), mode="bilinear"))
case("upsample(1.7, mode: bicubic)", [[1, 3, 3]], lambda x: F.interpolate(x, scale_factor=1.7, mode="bicubic"))
case("upsample(size: 5x4, mode: bicubic, align: true)", [[1, 3, 3]], lambda x: F.interpolate(x, (5, 4), mode="bicubic", align_corners=True))
case("upsample(1.6)", [[2, 5]], lambda x: F.interpolate(x, scale_factor=1.6))
for mode in ("reflect", "replicate", "circular"):
    case(f"pad(1, mode: {mode})", [[1, 2, 3, 2]], lambda x: F.pad(x, (1,) * 6, mode=mode))
case("pairwise_distance(y, p: 1, axis: -1)", [[2, 3], [2, 3]], lambda x, y: F.pairwise_distance(x, y, p=1))
case("matmul(y)", [[2, 3, 4], [4, 2]], lambda x, y: x @ y[:, None])
case('einsum("bhd,bd->hb", y)', [[2, 3, 4], [2, 4]], lambda x, y: torch.einsum("nbhd,nbd->nhb", x, y))
case("pairwise_distance(y, p: 3, eps: 0.1, axis: -1)", [[2, 3], [2, 3]], lambda x, y: F.pairwise_distance(x, y, p=3, eps=0.1))
case("cosine_similarity(y, axis: -1, eps: 2)", [[2, 3], [2, 3]], lambda x, y: F.cosine_similarity(x, y, dim=-1, eps=2.0))
case("sinusoidal(6, base: 100)", [[2]], lambda x: torch.cat([(x[..., None] / 100 ** (torch.arange(3) / 3)).sin(), (x[..., None] / 100 ** (torch.arange(3) / 3)).cos()], -1))
case("position_encoding(base: 50)", [[4, 6]], lambda x: x + positions(4, 6, 50.0))
case("position_embedding(max: 5)", [[3, 2]], lambda x: x + weight([5, 2], 0)[:3])
case("class_token(2)", [[3, 2]], lambda x: torch.cat([weight([2, 2], 0).expand(2, -1, -1), x], 1))

# Attention, with each of its arguments.
module("attention(heads: 2, bias: false)", [[3, 4]], nn.MultiheadAttention(4, 2, bias=False, batch_first=True), lambda m: [m.in_proj_weight, m.out_proj.weight], call=own())
module("attention(heads: 2, context: y, bias_kv: true)", [[3, 4], [2, 4]], nn.MultiheadAttention(4, 2, add_bias_kv=True, batch_first=True), extra, call=lambda m: lambda x, y: m(x, y, y)[0])
module("attention(heads: 2, zero_kv: true, causal: true)", [[3, 4]], nn.MultiheadAttention(4, 2, add_zero_attn=True, batch_first=True), packed, call=own(future))
module("attention(heads: 2, context: y, causal: true)", [[4, 4], [3, 4]], nn.MultiheadAttention(4, 2, batch_first=True), packed, call=lambda m: lambda x, y: m(x, y, y, attn_mask=torch.ones(4, 3).triu(1).bool())[0])
module("attention(heads: 2, context: y)", [[3, 4], [5, 4]], nn.MultiheadAttention(4, 2, batch_first=True), packed, call=lambda m: lambda x, y: m(x, y, y, average_attn_weights=False), all_results=True)


def full(x, h, g=None, keys=None, values=None, head=None, value_head=None, out=None, bias=True, out_bias=True, norm=None, turn=None, add=None, causal=False, table=None):
    """Attention from its definition, its weights numbered as they are used: in, biases, norms of queries and keys, a table, out."""
    D, g = x.shape[-1], g or h
    keys = x if keys is None else keys
    values = keys if values is None else values
    d = head or D // h
    e = value_head or d
    at = iter(range(20))
    sizes = [h * d, g * d, g * e]
    if keys.shape[-1] == D and values.shape[-1] == D and g == h and turn is None:
        parts = weight([sum(sizes), D], next(at)).split(sizes)
    else:
        parts = [weight([n, source.shape[-1]], next(at)) for n, source in zip(sizes, (x, keys, values))]
    offsets = weight([sum(sizes)], next(at)).split(sizes) if bias else [None] * 3
    q, k, v = [heads(F.linear(source, w, b), n) for source, w, b, n in zip((x, keys, values), parts, offsets, (h, g, g))]
    if norm == "layernorm":
        q = F.layer_norm(q, [d], weight([d], next(at)), weight([d], next(at)))
        k = F.layer_norm(k, [d], weight([d], next(at)), weight([d], next(at)))
    elif norm:
        q, k = [F.rms_norm(p, [d], weight([d], next(at)), 2.0**-23) for p in (q, k)]
    q, k = (turn(q), turn(k)) if turn else (q, k)
    k, v = k.repeat_interleave(h // g, 1), v.repeat_interleave(h // g, 1)
    match = q @ k.transpose(2, 3) / math.sqrt(d)
    if table is not None:
        match = match + table(next(at))
    if add is not None:
        match = match + add
    if causal:
        match = match.masked_fill(torch.ones(match.shape[2:]).triu(1).bool(), -math.inf)
    y = (match.softmax(3) @ v).transpose(1, 2).reshape(2, -1, h * e)
    return F.linear(y, weight([out or D, h * e], next(at)), weight([out or D], next(at)) if out_bias else None)


def rotary_of(base):
    def turn(q):
        T, d = q.shape[-2:]
        angles = torch.arange(T)[:, None] / base ** (torch.arange(0, d, 2) / d)
        a, b = q[..., : d // 2], q[..., d // 2 :]
        return torch.cat([a * angles.cos() - b * angles.sin(), b * angles.cos() + a * angles.sin()], -1)

    return turn


def slope(h, T, S):
    steps = torch.tensor([2.0 ** (-8 * (i + 1) / h) for i in range(h)])
    return -steps[:, None, None] * (torch.arange(T)[:, None] - torch.arange(S)[None]).abs()


case("attention(heads: 4, kv_heads: 2, causal: true)", [[3, 8]], lambda x: full(x, 4, 2, causal=True))
case("attention(heads: 2, head_width: 3, value_width: 2, out: 5)", [[3, 4]], lambda x: full(x, 2, head=3, value_head=2, out=5))
case("attention(heads: 2, kv_heads: 1, keys: y, values: z, value_width: 3)", [[3, 4], [4, 2], [4, 5]], lambda x, y, z: full(x, 2, 1, keys=y, values=z, value_head=3))
case("attention(heads: 2, out_bias: false)", [[3, 4]], lambda x: full(x, 2, out_bias=False))
case("attention(heads: 2, bias: false, out_bias: true)", [[3, 4]], lambda x: full(x, 2, bias=False))
case("attention(heads: 2, qk_norm: true)", [[3, 6]], lambda x: full(x, 2, norm="layernorm"))
case("attention(heads: 2, qk_norm: rmsnorm, kv_heads: 1)", [[3, 6]], lambda x: full(x, 2, 1, norm="rmsnorm"))
case("attention(heads: 2, qk_norm: rmsnorm, position: rotary(base: 100), causal: true)", [[4, 8]], lambda x: full(x, 2, norm="rmsnorm", turn=rotary_of(100.0), causal=True))
case("attention(heads: 4, kv_heads: 2, position: rotary(500))", [[3, 16]], lambda x: full(x, 4, 2, turn=rotary_of(500.0)))
case("attention(heads: 2, context: y, position: rotary)", [[3, 8], [4, 8]], lambda x, y: full(x, 2, keys=y, turn=rotary_of(10000.0)))
case("attention(heads: 3, position: alibi, causal: true)", [[3, 6]], lambda x: full(x, 3, add=slope(3, 3, 3), causal=True))
case("attention(heads: 2, context: y, position: alibi)", [[3, 4], [4, 4]], lambda x, y: full(x, 2, keys=y, add=slope(2, 3, 4)))
case("attention(heads: 2, mask: y, causal: true)", [[3, 4], [3, 3]], lambda x, y: full(x, 2, add=y[:, None], causal=True))
case("attention(heads: 2, mask: y, position: alibi)", [[3, 4], [3]], lambda x, y: full(x, 2, add=slope(2, 3, 3) + y[:, None, None]))
swin_index = torchvision.models.swin_transformer.ShiftedWindowAttention(4, [2, 3], [0, 0], 2).relative_position_index.reshape(6, 6)
case("attention(heads: 2, position: relative_position(2x3), mask: y)", [[6, 4], [2, 6, 6]], lambda x, y: full(x, 2, table=lambda j: weight([15, 2], j)[swin_index].permute(2, 0, 1), add=y))
case("\n  mask = y -> not_equal(0)\n  x -> attention(heads: 2, mask: mask)", [[4, 4], {"shape": [4], "below": 3}], lambda x, y: full(x, 2, add=torch.zeros(2, 4).masked_fill(y == 0, -math.inf)[:, None, None]))
case("\n  mask = y -> not_equal(0)\n  x -> attention(heads: 2, mask: mask, causal: true, position: alibi)", [[4, 4], {"shape": [4], "below": 3}], lambda x, y: full(x, 2, add=slope(2, 4, 4) + torch.zeros(2, 4).masked_fill(y == 0, -1e30)[:, None, None], causal=True))

# Recurrent layers: layers, directions, projections, states, and Keras' forms.
module("rnn(3, bidirectional: true, layers: 2)", [[3, 2]], nn.RNN(2, 3, num_layers=2, bidirectional=True, batch_first=True), recurrent, call=last)
module("rnn(3, bias: false)", [[3, 2]], nn.RNN(2, 3, bias=False, batch_first=True), recurrent, call=last)
module("gru(3, bidirectional: true, layers: 2)", [[3, 2]], nn.GRU(2, 3, num_layers=2, bidirectional=True, batch_first=True), recurrent, call=last)
module("lstm(4, layers: 2, bidirectional: true, projection: 2)", [[3, 2]], nn.LSTM(2, 4, num_layers=2, bidirectional=True, proj_size=2, batch_first=True), recurrent, call=last)
module("lstm(3, bias: false)", [[3, 2]], nn.LSTM(2, 3, bias=False, batch_first=True), recurrent, call=last)
turned = lambda s: s.transpose(0, 1).contiguous()
module("gru(3, state: y)", [[3, 2], [3]], nn.GRU(2, 3, batch_first=True), recurrent, call=lambda m: lambda x, y: (lambda o, s: [o, s[0]])(*m(x, y[None])))
module("rnn(3, layers: 2, state: y)", [[3, 2], [2, 3]], nn.RNN(2, 3, num_layers=2, batch_first=True), recurrent, call=lambda m: lambda x, y: (lambda o, s: [o, turned(s)])(*m(x, turned(y))))
module("lstm(3, bidirectional: true, state: y, cell: z)", [[3, 2], [2, 3], [2, 3]], nn.LSTM(2, 3, bidirectional=True, batch_first=True), recurrent, call=lambda m: lambda x, y, z: (lambda o, s: [o, turned(s[0]), turned(s[1])])(*m(x, (turned(y), turned(z)))))
module("lstm_cell(3, bias: false)", [[2]], nn.LSTMCell(2, 3, bias=False), recurrent, call=lambda m: lambda x: m(x))
module("rnn_cell(3, y, activation: relu)", [[2], [3]], nn.RNNCell(2, 3, nonlinearity="relu"), recurrent)


def keras_gru(x, after):
    """Gates in our order (reset, update, new), one vector of biases; the reset gate before or behind the product with the state."""
    W, U, b = weight([9, 2], 0), weight([9, 3], 1), weight([9], 2)
    h, out = torch.zeros(2, 3), []
    for t in range(x.shape[1]):
        g = F.linear(x[:, t], W, b)
        s = F.linear(h, U)
        r, z = (g[:, :3] + s[:, :3]).sigmoid(), (g[:, 3:6] + s[:, 3:6]).sigmoid()
        n = (g[:, 6:] + (r * s[:, 6:] if after else F.linear(r * h, U[6:]))).tanh()
        h = z * h + (1 - z) * n
        out.append(h)
    return [torch.stack(out, 1), h]


case("gru(3, reset_after: false)", [[3, 2]], lambda x: keras_gru(x, False))


def keras_lstm(x):
    W, U, b = weight([12, 2], 0), weight([12, 3], 1), weight([12], 2)
    h, c, out = torch.zeros(2, 3), torch.zeros(2, 3), []
    for t in range(x.shape[1]):
        i, f, g, o = (F.linear(x[:, t], W, b) + F.linear(h, U)).chunk(4, 1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        out.append(h)
    return [torch.stack(out, 1), h, c]


case("lstm(3, biases: 1)", [[3, 2]], keras_lstm)

# Recipes as arguments.
module("\n  x -> scan(gru_cell(3))", [[4, 2]], nn.GRU(2, 3, batch_first=True), recurrent, call=lambda m: lambda x: m(x)[0])
module("\n  x -> scan(gru_cell(3), reverse: true)", [[4, 2]], nn.GRU(2, 3, batch_first=True), recurrent, call=lambda m: lambda x: m(x.flip(1))[0].flip(1))
module("\n  x -> recurrent(lstm_cell(3), bidirectional: true)", [[4, 2]], nn.LSTM(2, 3, bidirectional=True, batch_first=True), recurrent, call=lambda m: lambda x: m(x)[0])
module("\n  x -> recurrent(rnn_cell(3), layers: 2, bidirectional: true)", [[3, 2]], nn.RNN(2, 3, num_layers=2, bidirectional=True, batch_first=True), recurrent, call=lambda m: lambda x: m(x)[0])


def summed(x):
    """Both directions of a plain recurrence, added, each projected before."""
    total = 0
    for d in (0, 1):
        W, U, a, b, P = (weight(s, 5 * d + j) for j, s in enumerate(([3, 2], [3, 3], [3], [3], [2, 3])))
        seq, h, out = (x.flip(1) if d else x), torch.zeros(2, 3), []
        for t in range(seq.shape[1]):
            h = (F.linear(seq[:, t], W, a) + F.linear(h, U, b)).tanh()
            out.append(h)
        y = torch.stack(out, 1)
        total = total + F.linear(y.flip(1) if d else y, P)
    return total


case("\n  x -> recurrent(rnn_cell(3), bidirectional: true, join: sum, projection: 2)", [[3, 2]], summed)


def own_cell(x):
    W, h, out = weight([3, 5], 0), torch.zeros(2, 3), []
    b = weight([3], 1)
    for t in range(x.shape[1]):
        h = F.linear(torch.cat([x[:, t], h], 1), W, b).tanh()
        out.append(h)
    return torch.stack(out, 1)


case("\n  x -> scan(Cell, state: [3])", [[4, 2]], own_cell, more={"above": "block Cell {\n  input x: [D]\n  input state: [H]\n  concat(state) -> dense(H) -> tanh\n}"})


def mixed(x, active, normalize):
    """Gates over the chosen experts; each expert a dense layer. The router comes first."""
    logits = F.linear(x, weight([3, x.shape[-1]], 0))
    top = logits.topk(active, -1).indices
    mask = torch.zeros_like(logits).scatter(-1, top, 1.0)
    gates = logits.masked_fill(mask == 0, -math.inf).softmax(-1) if normalize else logits.softmax(-1) * mask
    return sum(gates[..., i : i + 1] * F.linear(x, weight([4, x.shape[-1]], 2 * i + 1), weight([4], 2 * i + 2)) for i in range(3))


def balance(x, active):
    logits = F.linear(x, weight([3, x.shape[-1]], 0))
    mask = torch.zeros_like(logits).scatter(-1, logits.topk(active, -1).indices, 1.0)
    over = tuple(range(x.dim() - 1))
    return (3 / active * (mask.mean(over) * logits.softmax(-1).mean(over)).sum()).expand(2)


case("\n  x -> mixture(dense(4), 3, 2)", [[3, 5]], lambda x: mixed(x, 2, True))
case("\n  x -> mixture(dense(4), 3)", [[3, 5]], lambda x: mixed(x, 1, False))
case("\n  x -> mixture(dense(4), 3, 2, normalize: false)", [[5]], lambda x: mixed(x, 2, False))
case("\n  x -> mixture(dense(4), 3, 3)", [[5]], lambda x: mixed(x, 3, True))
case("\n  output y = x -> mixture(dense(4), 3, 2)\n  output b = y.balance", [[3, 5]], lambda x: [mixed(x, 2, True), balance(x, 2)])
case("deformable_conv(2, 2, offset: y, dilation: 2, padding: 1)", [[2, 4, 4], [16, 4, 4]], lambda x, y: deform(x, y, weight([2, 2, 2, 2], 0), weight([2], 1), padding=1, dilation=2))
case("deformable_conv(2, 1, offset: y, mask: z, bias: false)", [[2, 3, 3], [4, 3, 3], [2, 3, 3]], lambda x, y, z: deform(x, y, weight([2, 2, 1, 1], 0), mask=z))
case("roi_align(y, 2, samples: 1, scale: 2)", [[1, 4, 4], [2, 4]], lambda x, y: torch.stack([torchvision.ops.roi_align(x[i : i + 1], [y[i]], (2, 2), 2.0, 1, True) for i in range(2)]))
case("selective_scan(y, z, w)", [[3, 2], [3, 2], [3, 3], [3, 3]], scan)

# Blocks of the library, as torch.nn has them.
library = 'import EncoderLayer, DecoderLayer, Encoder, Decoder, FeedForward, GatedFeedForward, PreNorm, PostNorm from "netwright:transformer"'
linear = lambda m: [m.weight, m.bias]
attends = lambda m: [m.in_proj_weight, m.in_proj_bias, m.out_proj.weight, m.out_proj.bias]


def encoder_order(m, first):
    feed = [*linear(m.linear1), *linear(m.linear2)]
    n1, n2, a = linear(m.norm1), linear(m.norm2), attends(m.self_attn)
    return [*n1, *a, *n2, *feed] if first else [*a, *n1, *feed, *n2]


def decoder_order(m, first):
    parts = [attends(m.self_attn), attends(m.multihead_attn), [*linear(m.linear1), *linear(m.linear2)]]
    norms = [linear(m.norm1), linear(m.norm2), linear(m.norm3)]
    return [w for p, n in zip(parts, norms) for w in ([*n, *p] if first else [*p, *n])]


above = {"above": library}
for first in (False, True):
    made = {"norm_first": first, "batch_first": True, "dropout": 0.0}
    word = f", first: {str(first).lower()}"
    for act, call in (("relu", F.relu), ("gelu", F.gelu)):
        module(f"  x -> EncoderLayer(2, 3, act: {act}, drop: 0{word})", [[3, 4]], nn.TransformerEncoderLayer(4, 2, 3, activation=call, **made), lambda m: encoder_order(m, first), training=True, more=above)
    module(f"  x -> EncoderLayer(2, 3, drop: 0.1, causal: true{word})", [[3, 4]], nn.TransformerEncoderLayer(4, 2, 3, **made), lambda m: encoder_order(m, first), call=lambda m: lambda x: m(x, src_mask=future), more=above)
    module(f"  x -> DecoderLayer(2, 3, drop: 0, memory: y{word})", [[3, 4], [2, 4]], nn.TransformerDecoderLayer(4, 2, 3, **made), lambda m: decoder_order(m, first), training=True, call=lambda m: lambda x, y: m(x, y, tgt_mask=future), more=above)
    stack_of = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 3, **made), 2, norm=nn.LayerNorm(4) if first else None, enable_nested_tensor=False)
    module(f"  x -> Encoder(2, 2, 3, drop: 0{word})", [[3, 4]], stack_of, lambda m: [w for l in m.layers for w in encoder_order(l, first)] + (linear(m.norm) if first else []), training=True, more=above)
    stack_of = nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 3, **made), 2, norm=nn.LayerNorm(4) if first else None)
    module(f"  x -> Decoder(2, 2, 3, drop: 0, memory: y{word})", [[3, 4], [2, 4]], stack_of, lambda m: [w for l in m.layers for w in decoder_order(l, first)] + (linear(m.norm) if first else []), training=True, call=lambda m: lambda x, y: m(x, y, tgt_mask=future), more=above)
case("  x -> GatedFeedForward(3)", [[2, 4]], lambda x: F.linear(F.silu(F.linear(x, weight([3, 4], 0))) * F.linear(x, weight([3, 4], 1)), weight([4, 3], 2)), more=above)
case("  x -> PreNorm(dense(4), norm: rmsnorm)", [[2, 4]], lambda x: x + F.linear(F.rms_norm(x, [4], weight([4], 0), 2.0**-23), weight([4, 4], 1), weight([4], 2)), more=above)
case("  x -> PostNorm(FeedForward(3, gelu), norm: layernorm(bias: false))", [[2, 4]], lambda x: F.layer_norm(x + F.linear(F.gelu(F.linear(x, weight([3, 4], 0), weight([3], 1))), weight([4, 3], 2), weight([4], 3)), [4], weight([4], 4)), more=above)

with open(sys.argv[1], "w") as out:
    out.write(f'{{"torch": "{torch.__version__.split("+")[0]}",\n"cases": [\n' + ",\n".join(json.dumps(c) for c in cases) + "\n]}\n")
