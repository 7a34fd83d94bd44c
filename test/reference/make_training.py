"""Writes training.json: what PyTorch's optimizers, schedules and losses compute, in double precision.

Usage: python make_training.py training.json (torch 2.15.0, CPU).
Optimizers start from the weights 0.5, -1.2, 2 and get the gradient sin(1.7 t + i) * (i + 1) for element i in step t from 1;
`weights` are those after each of eight steps. Schedules give the factor on a learning rate of 1 in each of `epochs` epochs; `plateau`
sees the losses that stand with it. Losses compare inputs whose element i of input j is sin(0.9 i + 1.1 j + 0.3), a batch of 2 first.
"""
import json
import math
import sys

import torch
import torch.nn.functional as F
from torch.optim import lr_scheduler

torch.set_default_dtype(torch.float64)
STEPS = 8
optimizers, schedules, losses = [], [], []


def optimizer(name, call, cls, **args):
    w = torch.tensor([0.5, -1.2, 2.0], requires_grad=True)
    made = cls([w], **args)
    after = []
    for t in range(1, STEPS + 1):
        w.grad = torch.tensor([math.sin(1.7 * t + i) * (i + 1) for i in range(3)])
        made.step()
        after.append([float(x) for x in w])
    optimizers.append({"call": call, "torch": name, "weights": after})


O = torch.optim
optimizer("SGD", "sgd(lr: 0.1)", O.SGD, lr=0.1)
optimizer("SGD", "sgd(lr: 0.1, momentum: 0.9)", O.SGD, lr=0.1, momentum=0.9)
optimizer("SGD", "sgd(lr: 0.1, momentum: 0.9, nesterov: true, weight_decay: 0.01)", O.SGD, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01)
optimizer("SGD", "sgd(lr: 0.1, momentum: 0.8, dampening: 0.3)", O.SGD, lr=0.1, momentum=0.8, dampening=0.3)
optimizer("Adam", "adam(lr: 0.01)", O.Adam, lr=0.01)
optimizer("Adam", "adam(lr: 0.01, beta1: 0.8, beta2: 0.9, weight_decay: 0.1)", O.Adam, lr=0.01, betas=(0.8, 0.9), weight_decay=0.1)
optimizer("Adam", "adam(lr: 0.01, beta2: 0.5, amsgrad: true)", O.Adam, lr=0.01, betas=(0.9, 0.5), amsgrad=True)
optimizer("AdamW", "adamw(lr: 0.01, weight_decay: 0.1)", O.AdamW, lr=0.01, weight_decay=0.1)
optimizer("Adagrad", "adagrad(lr: 0.1, lr_decay: 0.05, weight_decay: 0.01, initial: 0.2)", O.Adagrad, lr=0.1, lr_decay=0.05, weight_decay=0.01, initial_accumulator_value=0.2)
optimizer("RMSprop", "rmsprop(lr: 0.01)", O.RMSprop, lr=0.01)
optimizer("RMSprop", "rmsprop(lr: 0.01, momentum: 0.9, centered: true, weight_decay: 0.1)", O.RMSprop, lr=0.01, momentum=0.9, centered=True, weight_decay=0.1)
optimizer("Adadelta", "adadelta(rho: 0.8)", O.Adadelta, rho=0.8)
optimizer("NAdam", "nadam(lr: 0.01, weight_decay: 0.1)", O.NAdam, lr=0.01, weight_decay=0.1)
optimizer("RAdam", "radam(lr: 0.01)", O.RAdam, lr=0.01)
optimizer("Adamax", "adamax(lr: 0.01, weight_decay: 0.1)", O.Adamax, lr=0.01, weight_decay=0.1)
optimizer("ASGD", "asgd(lr: 0.1, lambd: 0.02, weight_decay: 0.1)", O.ASGD, lr=0.1, lambd=0.02, weight_decay=0.1)
optimizer("Rprop", "rprop(lr: 0.1)", O.Rprop, lr=0.1)


def schedule(call, make, epochs=12, seen=None):
    w = torch.zeros(1, requires_grad=True)
    made = torch.optim.SGD([w], lr=1.0)
    s = make(made)
    factors = []
    for epoch in range(epochs):
        factors.append(made.param_groups[0]["lr"])
        made.step()
        if seen is None:
            s.step()
        else:
            s.step(seen[epoch])
    schedules.append({"call": call, "epochs": epochs, "factors": factors, **({"losses": seen} if seen else {})})


schedule("constant", lambda o: lr_scheduler.LambdaLR(o, lambda e: 1.0))
schedule("step(every: 5, factor: 0.3)", lambda o: lr_scheduler.StepLR(o, 5, gamma=0.3))
schedule("milestones([3, 7], factor: 0.2)", lambda o: lr_scheduler.MultiStepLR(o, [3, 7], gamma=0.2))
schedule("exponential(factor: 0.9)", lambda o: lr_scheduler.ExponentialLR(o, 0.9))
schedule("cosine(lowest: 0.1)", lambda o: lr_scheduler.CosineAnnealingLR(o, 12, eta_min=0.1))
schedule("linear(lowest: 0.2)", lambda o: lr_scheduler.LinearLR(o, 1.0, 0.2, 12))
schedule("polynomial(power: 2)", lambda o: lr_scheduler.PolynomialLR(o, 12, 2))
schedule("cosine_restarts(first: 3, longer: 2)", lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 3, 2))
schedule("plateau(factor: 0.5, patience: 1)", lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.5, patience=1), seen=[1, 0.9, 0.95, 0.92, 0.91, 0.93, 0.8, 0.81, 0.82, 0.83, 0.84, 0.85])
schedule("plateau(factor: 0.1, patience: 0, cooldown: 2)", lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.1, patience=0, cooldown=2), seen=[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])


def numbers(shape, j):
    n = math.prod(shape)
    return torch.tensor([math.sin(0.9 * i + 1.1 * j + 0.3) for i in range(n)]).reshape(shape)


def loss(call, shapes, make, classes=None):
    inputs = [numbers([2, *shape], j) for j, shape in enumerate(shapes)]
    if classes is not None:
        inputs[-1] = torch.tensor(classes)
    losses.append({"call": call, "shapes": shapes, "value": float(make(*inputs)), **({"classes": classes} if classes else {})})


loss("cross_entropy", [[4], []], F.cross_entropy, [1, 3])
loss("cross_entropy(smoothing: 0.1)", [[4], []], lambda x, t: F.cross_entropy(x, t, label_smoothing=0.1), [1, 3])
loss("cross_entropy(ignore: 3)", [[4], []], lambda x, t: F.cross_entropy(x, t, ignore_index=3), [1, 3])
loss("cross_entropy", [[4, 3], [3]], F.cross_entropy, [[0, 1, 2], [3, 2, 1]])
loss("cross_entropy(axis: -1)", [[3, 4], [3]], lambda x, t: F.cross_entropy(x.transpose(1, 2), t), [[0, 1, 2], [3, 2, 1]])
loss("nll", [[4], []], F.nll_loss, [1, 3])
loss("mse", [[3], [3]], F.mse_loss)
loss("mae", [[3], [3]], F.l1_loss)
loss("huber(delta: 0.5)", [[3], [3]], lambda x, t: F.huber_loss(x, t, delta=0.5))
loss("binary_cross_entropy", [[3], [3]], F.binary_cross_entropy_with_logits)
loss("kl_normal", [[3], [3]], lambda m, v: 0.5 * (m**2 + v.exp() - v - 1).sum(1).mean())
loss("distillation(temperature: 3)", [[4], [4]], lambda x, t: 9 * F.cross_entropy(x / 3, (t / 3).softmax(1)))
loss("triplet(margin: 0.7)", [[3], [3], [3]], lambda a, p, n: F.triplet_margin_loss(a, p, n, margin=0.7))
loss("cosine_distance", [[3], [3]], lambda a, b: (1 - F.cosine_similarity(a, b)).mean())
loss("gaussian_nll", [[3], [3], [3]], lambda m, v, t: F.gaussian_nll_loss(m, t, v.exp()))
loss("poisson_nll", [[3], [3]], F.poisson_nll_loss)
loss("minimize", [[3]], lambda x: x.mean())
loss("hinge(margin: 0.5)", [[3], [3]], lambda x, t: F.relu(0.5 - x * t).mean())
loss("dice", [[2, 3], [2, 3]], lambda x, t: (1 - (2 * (x.sigmoid() * t).sum((1, 2)) + 1) / ((x.sigmoid() + t).sum((1, 2)) + 1)).mean())

with open(sys.argv[1], "w") as out:
    rows = [json.dumps(r) for r in optimizers], [json.dumps(r) for r in schedules], [json.dumps(r) for r in losses]
    parts = [f'"{name}": [\n' + ",\n".join(r) + "\n]" for name, r in zip(("optimizers", "schedules", "losses"), rows)]
    out.write(f'{{"torch": "{torch.__version__.split("+")[0]}",\n' + ",\n".join(parts) + "}\n")
