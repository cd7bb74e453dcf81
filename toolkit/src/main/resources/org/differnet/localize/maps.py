  def turned_back(self: __torch__.M, maps: Tensor, theta: Tensor) -> Tensor:
    n, c, h, w, = torch.size(maps)
    grid = torch.affine_grid_generator(theta, [n, c, h, w], False)
    return torch.grid_sampler(maps, grid, 0, 0, False)

  def strength(self: __torch__.M, gradient: Tensor, theta: Tensor, blur: Tensor) -> Tensor:
    back = self.turned_back(gradient, theta)
    return torch.abs(torch.matmul(torch.matmul(blur, back), torch.t(blur)))

  def paper(self: __torch__.M, gradient: Tensor, theta: Tensor, blur: Tensor) -> Tensor:
    visible = self.turned_back(torch.ones_like(torch.slice(gradient, 1, 0, 1)), theta)
    strength = torch.sum(self.strength(gradient, theta, blur), [1], True)
    seen = torch.clamp_min(torch.sum(visible, [0, 1]), 1)
    return torch.div(torch.sum(strength * visible, [0, 1]), seen)

  def reference(self: __torch__.M, gradient: Tensor, theta: Tensor, blur: Tensor) -> Tensor:
    return torch.pow(torch.mean(self.strength(gradient, theta, blur), [0, 1]), 2)
