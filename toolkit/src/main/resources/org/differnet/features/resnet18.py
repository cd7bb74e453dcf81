  def weight(self: __torch__.M, w: Tensor, gain: Tensor, variance: Tensor) -> Tensor:
    factor = torch.mul(gain, torch.rsqrt(torch.add(variance, 1e-05)))
    return torch.mul(w, torch.reshape(factor, [-1, 1, 1, 1]))

  def bias(self: __torch__.M, gain: Tensor, bias: Tensor, mean: Tensor, variance: Tensor) -> Tensor:
    factor = torch.mul(gain, torch.rsqrt(torch.add(variance, 1e-05)))
    return torch.sub(bias, torch.mul(mean, factor))

  def conv(self: __torch__.M, x: Tensor, w: List[Tensor], at: int, stride: int, padding: int) -> Tensor:
    return torch.conv2d(x, w[at], w[at + 1], [stride, stride], [padding, padding], [1, 1], 1)

  def block(self: __torch__.M, x: Tensor, w: List[Tensor], at: int, stride: int, shortcut: Tensor) -> Tensor:
    y = torch.relu(self.conv(x, w, at, stride, 1))
    return torch.relu(torch.add(self.conv(y, w, at + 2, 1, 1), shortcut))

  def maps(self: __torch__.M, x: Tensor, w: List[Tensor]) -> Tensor:
    y = torch.relu(self.conv(x, w, 0, 2, 3))
    y = torch.max_pool2d(y, [3, 3], [2, 2], [1, 1], [1, 1], False)
    y = self.block(y, w, 2, 1, y)
    y = self.block(y, w, 6, 1, y)
    for i in range(torch.floordiv(torch.len(w) - 10, 10)):
      at = 10 * i + 10
      y = self.block(y, w, at, 2, self.conv(y, w, at + 4, 2, 0))
      y = self.block(y, w, at + 6, 1, y)
    return y

