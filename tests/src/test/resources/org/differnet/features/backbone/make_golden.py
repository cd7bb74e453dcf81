"""Writes alexnet.safetensors: the features of a picture from a formula, with weights from a formula, in double precision.

An implementation of its own, from the paper and torchvision's documentation of AlexNet; needs torch and numpy.
"""

import json
import pathlib
import struct

import numpy as np
import torch
from torch.nn.functional import conv2d, max_pool2d, relu

SIDE = 448
MEAN, DEVIATION = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
# Outputs, inputs, kernel, stride, padding, and whether a pool of 3 in steps of 2 follows.
CONVOLUTIONS = (
    (64, 3, 11, 4, 2, True),
    (192, 64, 5, 1, 2, True),
    (384, 192, 3, 1, 1, False),
    (256, 384, 3, 1, 1, False),
    (256, 256, 3, 1, 1, True),
)


def mix(numbers):
    """The output mix of splitmix64."""
    z = numbers + np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def weights(tensor, outputs, inputs, kernel):
    fan_in = inputs * kernel * kernel
    index = np.arange(outputs * fan_in, dtype=np.uint64) + np.uint64(tensor << 32)
    u = (mix(index) >> np.uint64(11)).astype(np.float64) * 2.0**-53
    values = ((2 * u - 1) * np.sqrt(6 / fan_in)).astype(np.float32)
    return torch.tensor(values.astype(np.float64)).reshape(outputs, inputs, kernel, kernel)


def picture():
    """Red, green and blue of each pixel, of different brightness."""
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    return np.stack(((3 * x + 5 * y) % 256, (x * x // 64 + 7 * y) % 128, (x ^ y) % 64 + 192)).astype(np.float64)


def features(pixels):
    view = (pixels / 255 - np.reshape(MEAN, (3, 1, 1))) / np.reshape(DEVIATION, (3, 1, 1))
    found = []
    for step in (1, 2, 4):
        x = torch.tensor(view[None, :, ::step, ::step].copy())
        for place, (outputs, inputs, kernel, stride, padding, pool) in enumerate(CONVOLUTIONS):
            # Each bias, which is 0, counts as a tensor.
            x = relu(conv2d(x, weights(2 * place, outputs, inputs, kernel), stride=stride, padding=padding))
            x = max_pool2d(x, 3, 2) if pool else x
        found.append(x.mean(dim=(2, 3))[0])
    return torch.cat(found).numpy()


if __name__ == "__main__":
    data = features(picture()).astype("<f4")
    header = {"features": {"dtype": "F32", "shape": list(data.shape), "data_offsets": [0, data.nbytes]}}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    file = pathlib.Path(__file__).with_name("alexnet.safetensors")
    file.write_bytes(struct.pack("<Q", len(text)) + text + data.tobytes())
