  def products(self: __torch__.M, size: int, count: int, half: bool) -> Tensor:
    if half:
      dtype = 15
    else:
      dtype = 6
    x = torch.ones([size, size], dtype=dtype)
    y = torch.ones([size, size], dtype=dtype)
    for i in range(count):
      y = torch.div_(torch.mm(x, y), size)
    return torch.sum(y, dtype=6)
