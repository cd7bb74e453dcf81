"""Writes golden.safetensors: what a small flow computes in double precision, and what ten steps of Adam make of it.

An implementation of its own, from the paper's equations 1 to 4 and PyTorch's documentation of Adam; needs torch and
numpy. With the folder of the first implementation's golden values as argument it first computes those anew and says how
far it is off.
"""

import json
import pathlib
import struct
import sys

import numpy as np
import torch

CLAMP, FACTOR = 3.0, 0.636
DIMENSION, HIDDEN, BLOCKS, ROWS, STEPS = 12, 8, 3, 24, 10
LAYERS = ("fc1", "fc2", "fc2b", "fc3")
# float32 holds them all, so that both sides begin with the same numbers.
random = np.random.RandomState(2021)


def weights():
    state = {}
    for block in range(BLOCKS):
        for net in ("s1", "s2"):
            sizes = (DIMENSION // 2, HIDDEN, HIDDEN, HIDDEN, DIMENSION)
            for layer, inputs, outputs in zip(LAYERS, sizes, sizes[1:]):
                name = f"module_list.{2 * block + 2}.{net}.{layer}"
                bound = 1 / np.sqrt(inputs)
                state[name + ".weight"] = random.uniform(-bound, bound, (outputs, inputs)).astype(np.float32)
                state[name + ".bias"] = random.uniform(-bound, bound, outputs).astype(np.float32)
    return state


class Flow:
    def __init__(self, state):
        self.state = {name: torch.tensor(value, dtype=torch.float64) for name, value in state.items()}
        numbers = sorted({int(name.split(".")[1]) for name in state})
        self.first = numbers[0]
        self.blocks = len(numbers)
        self.dimension = 2 * state[f"module_list.{self.first}.s1.fc1.weight"].shape[1]
        self.orders = [np.random.RandomState(seed=k).permutation(self.dimension) for k in range(self.blocks)]

    def net(self, block, name, x):
        for layer in LAYERS:
            place = f"module_list.{2 * block + self.first}.{name}.{layer}"
            x = x @ self.state[place + ".weight"].T + self.state[place + ".bias"]
            x = torch.relu(x) if layer != LAYERS[-1] else x
        s, t = x.chunk(2, dim=1)
        return CLAMP * FACTOR * torch.atan(s / CLAMP), t

    def forward(self, y):
        log_det = torch.zeros(len(y), dtype=torch.float64)
        for block, order in enumerate(self.orders):
            x1, x2 = y[:, order].chunk(2, dim=1)
            s2, t2 = self.net(block, "s2", x2)
            y1 = torch.exp(s2) * x1 + t2
            s1, t1 = self.net(block, "s1", y1)
            y2 = torch.exp(s1) * x2 + t1
            y = torch.clamp(torch.cat((y1, y2), dim=1), -1e6, 1e6)
            log_det = log_det + s1.sum(dim=1) + s2.sum(dim=1)
        return y, log_det

    def loss(self, y):
        z, log_det = self.forward(y)
        return ((z**2).sum(dim=1) / 2 - log_det).mean() / self.dimension


def computed(flow, y):
    y = torch.tensor(y, dtype=torch.float64, requires_grad=True)
    z, log_det = flow.forward(y)
    loss = flow.loss(y)
    (gradient,) = torch.autograd.grad(loss, y)
    return {"flow.z": z, "flow.log_det": log_det, "flow.loss": loss.reshape(1), "flow.grad_y": gradient}


def trained(flow, batch, steps):
    batch = torch.tensor(batch, dtype=torch.float64)
    parameters = [value.requires_grad_() for value in flow.state.values()]
    adam = torch.optim.Adam(parameters, lr=2e-4, betas=(0.8, 0.8), eps=1e-4, weight_decay=1e-5)
    losses = []
    for _ in range(steps):
        adam.zero_grad()
        loss = flow.loss(batch)
        loss.backward()
        adam.step()
        losses.append(loss.detach())
    return {"adam.losses": torch.stack(losses), "adam.z_after_10_steps": flow.forward(batch)[0]}


def read(file):
    content = file.read_bytes()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    header = json.loads(content[8:start])
    header.pop("__metadata__", None)
    return {
        name: np.frombuffer(content[start + e["data_offsets"][0] : start + e["data_offsets"][1]], "<f4").reshape(e["shape"])
        for name, e in header.items()
        if e["dtype"] == "F32"
    }


def write(file, tensors):
    header, data = {}, b""
    for name, value in tensors.items():
        array = np.ascontiguousarray(value, dtype="<f4")
        place = [len(data), len(data) + array.nbytes]
        header[name] = {"dtype": "F32", "shape": array.shape, "data_offsets": place}
        data += array.tobytes()
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    file.write_bytes(struct.pack("<Q", len(text)) + text + data)


def compare(folder):
    values = read(folder / "values.safetensors")
    mine = computed(Flow(read(folder / "flow-trained.safetensors")), values["flow.y"])
    mine |= trained(Flow(read(folder / "flow-initial.safetensors")), values["adam.batch"], STEPS)
    for name, value in mine.items():
        off = np.abs(value.detach().numpy() - values[name]).max() / np.abs(values[name]).max()
        print(f"{name}: off by {off:.1e} of the largest")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        compare(pathlib.Path(sys.argv[1]))
    state = weights()
    y = random.standard_normal((ROWS, DIMENSION)).astype(np.float32)
    values = computed(Flow(state), y) | trained(Flow(state), y, STEPS)
    tensors = {name: value.detach().numpy() for name, value in values.items()}
    write(pathlib.Path(__file__).with_name("golden.safetensors"), {"flow.y": y, **state, **tensors})
