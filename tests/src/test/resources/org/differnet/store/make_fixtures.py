"""Makes the files of this folder: python make_fixtures.py, with PyTorch 2 and safetensors."""

from collections import OrderedDict

import torch
from safetensors.torch import save_file

base = torch.arange(12, dtype=torch.float32).reshape(3, 4) / 8 - 0.5
weights = OrderedDict(
    plain=base.clone(),
    transposed=base.t(),
    window=base[1:, 1:3],
    row=base[2],
    expanded=torch.tensor([[2.5]]).expand(2, 3),
    double=base.double(),
    half=torch.tensor([0.0, -0.0, 1.5, -65504.0, 2.0**-24, float("inf"), float("nan")]).half(),
    bfloat=torch.tensor([0.0, 1.5, -3.0e38, 2.0**-130]).bfloat16(),
    long=torch.tensor([-(2**62), 7]),
    int=torch.tensor([-7], dtype=torch.int32),
    short=torch.tensor([-300], dtype=torch.int16),
    char=torch.tensor([-100], dtype=torch.int8),
    byte=torch.tensor([200], dtype=torch.uint8),
    bool=torch.tensor([True, False]),
    scalar=torch.tensor(1.25),
    empty=torch.zeros(0, 5),
    parameter=torch.nn.Parameter(torch.tensor([3.0])),
)
weights._metadata = OrderedDict([("", {"version": 1})])
training = {
    "epoch": 3,
    "loss": [0.5, float("nan")],
    "name": None,
    "size": torch.Size([1, 2]),
    "huge": 2**80,
    "optimizer": {"state": {0: {"step": torch.tensor(1.0)}}, "param_groups": [{"lr": 1e-3, "betas": (0.8, 0.8)}]},
    "state_dict": weights,
}
torch.save(training, "varied.pth")
torch.save(training, "varied-legacy.pth", _use_new_zipfile_serialization=False)
torch.save(training, "varied-protocol4.pth", pickle_protocol=4)
torch.save(torch.nn.Linear(2, 1), "module.pth")
save_file({k: v.detach().contiguous() for k, v in weights.items()}, "varied.safetensors", {"made": "in Python"})
