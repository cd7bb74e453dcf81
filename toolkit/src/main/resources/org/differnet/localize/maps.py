  def turned_back(self: __torch__.M, maps: Tensor, theta: Tensor) -> Tensor:
    n, c, h, w, = torch.size(maps)
    grid = torch.affine_grid_generator(theta, [n, c, h, w], False)
    return torch.grid_sampler(maps, grid, 0, 0, False)

  def visible(self: __torch__.M, theta: Tensor, size: int) -> Tensor:
    n = torch.size(theta, 0)
    view = torch.ones([n, 1, size, size], dtype=6, layout=None, device=ops.prim.device(theta))
    return self.turned_back(view, theta)

  def seen(self: __torch__.M, theta: Tensor, size: int) -> Tensor:
    return torch.clamp_min(torch.sum(self.visible(theta, size), [0, 1]), 1)

  def blurred(self: __torch__.M, gradient: Tensor, theta: Tensor, blur: Tensor) -> Tensor:
    return torch.matmul(torch.matmul(blur, self.turned_back(gradient, theta)), torch.t(blur))

  def strength(self: __torch__.M, gradient: Tensor, theta: Tensor, blur: Tensor, everywhere: bool) -> Tensor:
    strength = torch.sum(torch.abs(self.blurred(gradient, theta, blur)), [1], True)
    if not everywhere:
      strength = strength * self.visible(theta, torch.size(gradient, 2))
    return torch.sum(strength, [0, 1])

  def signed(self: __torch__.M, gradient: Tensor, theta: Tensor, blur: Tensor, everywhere: bool) -> Tensor:
    value = self.blurred(torch.sum(gradient, [1], True), theta, blur)
    return torch.sum(value * self.visible(theta, torch.size(gradient, 2)), [0, 1])

  def influence(self: __torch__.M, positions: Tensor, gradient: Tensor, theta: Tensor, size: int) -> Tensor:
    n, c, h, w, = torch.size(positions)
    deviation = positions - torch.mean(positions, [2, 3], True)
    pull = torch.sum(torch.clamp_min(deviation * torch.view(gradient, [n, c, 1, 1]), 0), [1], True)
    grid = torch.affine_grid_generator(theta, [n, 1, size, size], False)
    return torch.grid_sampler(pull, grid, 0, 1, False)

  def visibleSum(self: __torch__.M, maps: Tensor, theta: Tensor) -> Tensor:
    return torch.sum(maps * self.visible(theta, torch.size(maps, 2)), [0, 1])

  def credit(self: __torch__.M, activation: Tensor, gradient: Tensor, theta: Tensor, size: int, area: float) -> Tensor:
    deviation = activation - torch.mean(activation, [2, 3], True)
    credit = torch.sum(torch.abs(deviation * gradient), [1], True) / area
    grid = torch.affine_grid_generator(theta, [torch.size(credit, 0), 1, size, size], False)
    return torch.grid_sampler(credit, grid, 0, 1, False)

  def agreed(self: __torch__.M, depths: Tensor, seen: Tensor, blur: Tensor) -> Tensor:
    blurred = torch.matmul(torch.matmul(blur, depths / seen), torch.t(blur))
    return torch.exp(torch.mean(torch.log(blurred), [0]))
