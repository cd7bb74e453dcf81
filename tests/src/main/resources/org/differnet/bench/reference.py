"""What the reference code does, in PyTorch, timed: one line per item, name, tab, seconds.

Written from a description of its work: views are made one at a time with Pillow, the network runs in fp32 with
gradients kept, every subnet runs twice in a training step (once more for the log determinant), Adam is PyTorch's default.
"""
import math
import random
import statistics
import time

import torch
from PIL import Image, ImageEnhance
from torch import nn

random.seed(0)
torch.manual_seed(0)
MEAN = torch.tensor([0.485, 0.456, 0.406]).view(3, 1, 1)
STD = torch.tensor([0.229, 0.224, 0.225]).view(3, 1, 1)
GREY = Image.new("L", (300, 350))
GREY.putdata([(x * 7 + y * 13 + x * y // 50) & 255 for y in range(350) for x in range(300)])


def view():
    image = GREY.convert("RGB").resize((448, 448), Image.BILINEAR).rotate(random.uniform(-180, 180))
    image = ImageEnhance.Brightness(image).enhance(random.uniform(0.85, 1.15))
    image = ImageEnhance.Contrast(image).enhance(random.uniform(0.85, 1.15))
    pixels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8).view(448, 448, 3)
    return (pixels.permute(2, 0, 1).float() / 255 - MEAN) / STD


def alexnet():
    def block(*layers):
        return nn.Sequential(*layers)

    return block(
        nn.Conv2d(3, 64, 11, 4, 2), nn.ReLU(True), nn.MaxPool2d(3, 2),
        nn.Conv2d(64, 192, 5, padding=2), nn.ReLU(True), nn.MaxPool2d(3, 2),
        nn.Conv2d(192, 384, 3, padding=1), nn.ReLU(True),
        nn.Conv2d(384, 256, 3, padding=1), nn.ReLU(True),
        nn.Conv2d(256, 256, 3, padding=1), nn.ReLU(True), nn.MaxPool2d(3, 2))


def features(network, views):
    scales = [views, nn.functional.interpolate(views, 224), nn.functional.interpolate(views, 112)]
    return torch.cat([network(scale).mean((2, 3)) for scale in scales], 1)


class Coupling(nn.Module):
    def __init__(self, units, block):
        super().__init__()
        self.order = torch.randperm(768)
        self.nets = nn.ModuleList(
            nn.Sequential(
                nn.Linear(384, units), nn.ReLU(), nn.Linear(units, units), nn.ReLU(),
                nn.Linear(units, units), nn.ReLU(), nn.Linear(units, 768))
            for _ in range(2))

    @staticmethod
    def clamp(s):
        return 3 * 0.636 * torch.atan(s / 3)

    def forward(self, x, twice):
        x1, x2 = x[:, self.order].split(384, 1)
        r2 = self.nets[1](x2)
        y1 = torch.exp(self.clamp(r2[:, :384])) * x1 + r2[:, 384:]
        r1 = self.nets[0](y1)
        y2 = torch.exp(self.clamp(r1[:, :384])) * x2 + r1[:, 384:]
        if twice:
            r2 = self.nets[1](x2)
            r1 = self.nets[0](y1)
        log_det = self.clamp(r1[:, :384]).sum(1) + self.clamp(r2[:, :384]).sum(1)
        return torch.cat([y1, y2], 1), log_det


def flow(units):
    return nn.ModuleList(Coupling(units, k) for k in range(8))


def through(blocks, x, twice):
    log_det = 0
    for block in blocks:
        x, part = block(x, twice)
        log_det = log_det + part
    return x, log_det


def step(blocks, optimiser, x, twice):
    optimiser.zero_grad()
    z, log_det = through(blocks, x, twice)
    (((z * z).sum(1) / 2 - log_det).mean() / 768).backward()
    optimiser.step()


def adam(blocks, network=None):
    parameters = list(blocks.parameters()) + (list(network.parameters()) if network else [])
    return torch.optim.Adam(parameters, lr=2e-4, betas=(0.8, 0.8), eps=1e-4, weight_decay=1e-5)


def report(name, runs, work, divide=1):
    work()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - start)
    print(f"{name}\t{statistics.median(seconds) / divide}", flush=True)


network = alexnet()
report("render", 5, lambda: [view() for _ in range(8)], 8)
views = torch.stack([view() for _ in range(16)])
with torch.no_grad():
    report("features", 3, lambda: features(network, views), 16)
rows = torch.randn(96, 768)
for units in (256, 512, 2048):
    blocks = flow(units)
    optimiser = adam(blocks)
    report(f"flow step {units}", 4, lambda: step(blocks, optimiser, rows, False))


def score(count):
    with torch.no_grad():
        z, _ = through(blocks, features(network, torch.stack([view() for _ in range(count)])), True)
        return (z ** 2).mean().item()


for count in (1, 16, 64):
    report(f"score {count}", 3, lambda: score(count))

optimiser = adam(blocks, network)


def training_step():
    step(blocks, optimiser, features(network, torch.stack([view() for _ in range(96)])), True)


report("training step", 3, training_step)
