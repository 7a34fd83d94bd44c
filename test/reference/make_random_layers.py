"""Writes random_layers.json: single modules of PyTorch with random arguments on random inputs, what comes out or which error.

Usage: python make_random_layers.py SEED COUNT FOLDER_OF_MAKE_REFERENCE OUTPUT_FOLDER (torch 2.15.0, CPU). The script that made
layers.json runs the cases; here they are only drawn. Left out are results with a size of 0, which PyTorch has and we refuse, and two
oddities of PyTorch: `LPPool1d` refuses a kernel in a list, and circular padding refuses some negative amounts for an aliasing of memory.
"""

import random
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[3])
import make_reference as m  # noqa: E402

R = random.Random(int(sys.argv[1]))
N = int(sys.argv[2])
c = m.Cases()
ri = R.randint


def per(rank, lo, hi, p=0.3):
    return [ri(lo, hi) for _ in range(rank)] if R.random() < p else ri(lo, hi)


def size(rank, lo=1, hi=14):
    return [ri(lo, hi) for _ in range(rank)]


def conv():
    r = ri(1, 3)
    ci = R.choice([1, 2, 3, 4, 6, 8])
    g = R.choice([1, 1, 1, 2, 3, 4, ci])
    a = dict(
        in_channels=ci,
        out_channels=R.choice([1, 2, 4, 6, 8, 12]),
        kernel_size=per(r, 1, 6),
        stride=per(r, 1, 4),
        padding=per(r, 0, 4),
        dilation=per(r, 1, 3),
        groups=g,
        bias=R.random() < 0.7,
    )
    if R.random() < 0.15:
        a["padding_mode"] = R.choice(["reflect", "replicate", "circular", "zeros"])
    if R.random() < 0.1:
        a["padding"] = "same"
        a["stride"] = 1
    c.add(f"Conv{r}d", [ri(1, 3), ci, *size(r)], **a)


def convt():
    r = ri(1, 3)
    ci = R.choice([2, 3, 4, 6])
    g = R.choice([1, 1, 2, ci])
    a = dict(
        in_channels=ci,
        out_channels=R.choice([2, 4, 6, 8]),
        kernel_size=per(r, 1, 5),
        stride=per(r, 1, 4),
        padding=per(r, 0, 3),
        output_padding=per(r, 0, 2),
        dilation=per(r, 1, 3),
        groups=g,
        bias=R.random() < 0.7,
    )
    c.add(f"ConvTranspose{r}d", [ri(1, 3), ci, *size(r, 1, 8)], **a)


def pool():
    r = ri(1, 3)
    kind = R.choice(["Max", "Avg"])
    a = dict(kernel_size=per(r, 1, 5), padding=per(r, 0, 2), ceil_mode=R.random() < 0.5)
    if R.random() < 0.8:
        a["stride"] = per(r, 1, 4)
    if kind == "Max" and R.random() < 0.5:
        a["dilation"] = per(r, 1, 3)
    if kind == "Avg" and R.random() < 0.3:
        a["count_include_pad"] = False
    c.add(f"{kind}Pool{r}d", [ri(1, 3), ri(1, 4), *size(r)], **a)


def lp():
    r = ri(1, 3)
    p = 0 if r == 1 else 0.3
    c.add(
        f"LPPool{r}d",
        [ri(1, 2), 2, *size(r)],
        norm_type=R.choice([1, 2, 3]),
        kernel_size=per(r, 1, 4, p),
        stride=per(r, 1, 4, p),
        ceil_mode=R.random() < 0.5,
    )


def adaptive():
    r = ri(1, 3)
    c.add(
        f"Adaptive{R.choice(['Avg','Max'])}Pool{r}d",
        [ri(1, 2), ri(1, 4), *size(r)],
        output_size=R.choice([ri(1, 9), [R.choice([None, ri(1, 9)]) for _ in range(r)]]) if r > 1 else ri(1, 9),
    )


def unfold():
    a = dict(kernel_size=per(2, 1, 4), stride=per(2, 1, 3), padding=per(2, 0, 3), dilation=per(2, 1, 3))
    c.add("Unfold", [ri(1, 2), ri(1, 3), *size(2)], **a)


def fold():
    k = [ri(1, 3), ri(1, 3)]
    s = [ri(1, 3), ri(1, 3)]
    p = [ri(0, 2), ri(0, 2)]
    d = [ri(1, 2), ri(1, 2)]
    o = [ri(3, 9), ri(3, 9)]
    L = 1
    for i in range(2):
        L *= (o[i] + 2 * p[i] - d[i] * (k[i] - 1) - 1) // s[i] + 1
    if R.random() < 0.2:
        L += ri(-1, 1)
    if L < 1:
        return
    c.add(
        "Fold",
        [ri(1, 2), ri(1, 3) * k[0] * k[1] + (1 if R.random() < 0.1 else 0), L],
        output_size=o,
        kernel_size=k,
        stride=s,
        padding=p,
        dilation=d,
    )


def linear():
    n = ri(1, 9)
    c.add(
        "Linear",
        [ri(1, 3), *size(ri(0, 3), 1, 6), n if R.random() < 0.9 else n + 1],
        in_features=n,
        out_features=ri(1, 9),
        bias=R.random() < 0.7,
    )


def norm():
    k = ri(0, 4)
    if k == 0:
        ch = ri(1, 8)
        g = R.choice([1, 2, 3, 4, ch])
        c.add(
            "GroupNorm",
            [ri(1, 3), ch, *size(ri(0, 3), 1, 5)],
            {"train": R.random() < 0.5},
            num_groups=g,
            num_channels=ch,
            affine=R.random() < 0.7,
        )
    if k == 1:
        r = ri(1, 3)
        ch = ri(1, 8)
        c.add(
            f"BatchNorm{r}d",
            [ri(1, 3), ch, *size(r, 1, 4)],
            {"train": R.random() < 0.5},
            num_features=ch,
            affine=R.random() < 0.7,
            track_running_stats=R.random() < 0.7,
        )
    if k == 2:
        r = ri(1, 3)
        ch = ri(1, 8)
        c.add(
            f"InstanceNorm{r}d",
            [ri(1, 3), ch, *size(r, 1, 4)],
            {"train": R.random() < 0.5},
            num_features=ch,
            affine=R.random() < 0.7,
            track_running_stats=R.random() < 0.5,
        )
    if k == 3:
        s = size(ri(1, 4), 1, 6)
        n = ri(1, len(s))
        c.add(
            R.choice(["LayerNorm", "RMSNorm"]),
            [ri(1, 3), *s],
            normalized_shape=s[-n:],
            elementwise_affine=R.random() < 0.7,
        )
    if k == 4:
        c.add("LocalResponseNorm", [ri(1, 3), ri(1, 8), *size(ri(1, 3), 1, 5)], size=ri(1, 6))


def attn():
    e = R.choice([4, 6, 8, 12])
    h = R.choice([1, 2, 3, 4])
    B, T, S = ri(1, 3), ri(1, 7), ri(1, 7)
    a = dict(embed_dim=e, num_heads=h, batch_first=True, bias=R.random() < 0.6)
    kd, vd = e, e
    if R.random() < 0.4:
        kd = a["kdim"] = ri(2, 9)
    if R.random() < 0.4:
        vd = a["vdim"] = ri(2, 9)
    if R.random() < 0.2:
        a["add_bias_kv"] = True
    if R.random() < 0.2:
        a["add_zero_attn"] = True
    c.add("MultiheadAttention", [[B, T, e], [B, S, kd], [B, S, vd]], **a)


def rnn():
    n = R.choice(["RNN", "LSTM", "GRU"])
    i, h = ri(1, 7), ri(1, 7)
    a = dict(
        input_size=i,
        hidden_size=h,
        num_layers=ri(1, 3),
        bidirectional=R.random() < 0.5,
        bias=R.random() < 0.7,
        batch_first=True,
    )
    if n == "LSTM" and h > 1 and R.random() < 0.4:
        a["proj_size"] = ri(1, h)
    c.add(n, [ri(1, 3), ri(1, 6), i], **a)


def cell():
    n = R.choice(["RNN", "LSTM", "GRU"])
    i, h = ri(1, 7), ri(1, 7)
    c.add(n + "Cell", [ri(1, 3), i], input_size=i, hidden_size=h, bias=R.random() < 0.7)


def tr():
    d = R.choice([4, 8, 12])
    h = R.choice([1, 2, 3, 4])
    B, T, S = ri(1, 3), ri(1, 6), ri(1, 6)
    a = dict(d_model=d, nhead=h, dim_feedforward=ri(2, 20), batch_first=True, bias=R.random() < 0.7)
    if R.random() < 0.5:
        c.add(
            "TransformerEncoderLayer",
            [B, T, d],
            norm_first=R.random() < 0.5,
            activation=R.choice(["relu", "gelu"]),
            **a,
        )
    else:
        c.add("TransformerDecoderLayer", [[B, T, d], [B, S, d]], **a)


def up():
    r = ri(1, 3)
    mode = R.choice(["nearest", "nearest", {1: "linear", 2: "bilinear", 3: "trilinear"}[r], "area", "nearest-exact"])
    a = dict(mode=mode)
    if R.random() < 0.5:
        a["scale_factor"] = (
            R.choice([2, 3, 1.5, 0.5, 2.3, 0.7, R.random() * 3 + 0.2])
            if R.random() < 0.6
            else [R.choice([2, 1.5, 0.5, 3, 1]) for _ in range(r)]
        )
    else:
        a["size"] = per(r, 1, 12)
    if "linear" in mode and R.random() < 0.3:
        a["align_corners"] = True
    c.add("Upsample", [ri(1, 2), ri(1, 3), *size(r, 1, 9)], **a)


def pad():
    r = ri(1, 3)
    kind = R.choice(["ZeroPad", "ReflectionPad", "ReplicationPad", "CircularPad", "ConstantPad"])
    f = dict(value=1.0) if kind == "ConstantPad" else {}
    c.add(
        f"{kind}{r}d",
        [ri(1, 2), ri(1, 3), *size(r, 1, 7)],
        padding=(
            [ri(0 if kind == "CircularPad" else -2, 4) for _ in range(2 * r)]
            if R.random() < 0.7
            else ri(0 if kind == "CircularPad" else -1, 4)
        ),
        **f,
    )


def shape():
    k = ri(0, 5)
    if k == 0:
        s = size(ri(2, 4), 1, 5)
        c.add("Flatten", [2, *s], start_dim=ri(1, len(s)), end_dim=R.choice([-1, ri(1, len(s))]))
    if k == 1:
        f = ri(1, 3)
        c.add("PixelShuffle", [2, ri(1, 3) * f * f + (1 if R.random() < 0.1 else 0), *size(2, 1, 5)], upscale_factor=f)
    if k == 2:
        f = ri(1, 3)
        c.add(
            "PixelUnshuffle",
            [2, ri(1, 3), *[f * ri(1, 3) + (1 if R.random() < 0.1 else 0) for _ in range(2)]],
            downscale_factor=f,
        )
    if k == 3:
        g = ri(1, 4)
        c.add("ChannelShuffle", [2, g * ri(1, 3) + (1 if R.random() < 0.1 else 0), *size(2, 1, 4)], groups=g)
    if k == 4:
        a, b = ri(1, 4), ri(1, 4)
        c.add(
            "Unflatten",
            [2, a * b, ri(1, 4)],
            dim=1,
            unflattened_size=R.choice([[a, b], [a, -1], [-1, b], [a, b, 1], [a + 1, b]]),
        )
    if k == 5:
        a, b = ri(1, 5), ri(1, 5)
        c.add(
            "Bilinear", [[2, a], [2, b]], in1_features=a, in2_features=b, out_features=ri(1, 5), bias=R.random() < 0.6
        )


kinds = (
    [conv] * 6
    + [convt] * 4
    + [pool] * 6
    + [
        lp,
        adaptive,
        adaptive,
        unfold,
        fold,
        linear,
        norm,
        norm,
        norm,
        attn,
        attn,
        rnn,
        rnn,
        cell,
        tr,
        up,
        up,
        pad,
        pad,
        shape,
        shape,
    ]
)
while len(c) < N:
    R.choice(kinds)()
run = m.run_case
m.layer_cases = lambda: [x for x in c if not any(0 in o for o in run(x).get("outputs", []))]
m.write_layers(Path(sys.argv[4]))
