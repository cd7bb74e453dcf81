  def working_copy(self: __torch__.M, master: Tensor) -> Tensor:
    return torch.to(master, 15)

  def through(self: __torch__.M, x: Tensor, layers: List[List[Tensor]]) -> List[Tensor]:
    h = torch.to(x, ops.prim.dtype(layers[0][0]))
    inputs = annotate(List[Tensor], [])
    last = torch.len(layers) - 1
    for i in range(last):
      _0 = torch.append(inputs, h)
      h = torch.relu_(torch.linear(h, layers[i][0], layers[i][1]))
    _1 = torch.append(inputs, h)
    _2 = torch.append(inputs, torch.to(torch.linear(h, layers[last][0], layers[last][1]), 6))
    return inputs

  def clamped(self: __torch__.M, h: Tensor, clamp: float, factor: float) -> Tensor:
    return torch.mul_(torch.atan_(torch.div(h, clamp)), factor * clamp)

  def slope(self: __torch__.M, h: Tensor, clamp: float, factor: float) -> Tensor:
    return torch.mul_(torch.reciprocal_(torch.add_(torch.square_(torch.div(h, clamp)), 1)), factor)

  def mean_loss(self: __torch__.M, z: Tensor, log_det: Tensor) -> Tensor:
    return torch.div(torch.mean(torch.sum(torch.square(z), [1]) / 2 - log_det), torch.size(z, 1))

  def loss(self: __torch__.M, y: Tensor, orders: List[Tensor], weights: List[List[Tensor]], clamp: float, factor: float) -> Tensor:
    n = torch.size(y, 0)
    d = torch.size(y, 1)
    half = torch.floordiv(d, 2)
    rest = d - half
    depth = torch.floordiv(torch.len(weights), 2 * torch.len(orders))
    z = y
    log_det = torch.zeros([n], dtype=6, device=ops.prim.device(y))
    for k in range(torch.len(orders)):
      net1 = torch.slice(weights, 2 * depth * k, depth * (2 * k + 1), 1)
      net2 = torch.slice(weights, depth * (2 * k + 1), depth * (2 * k + 2), 1)
      z = torch.index_select(z, 1, orders[k])
      r2 = self.through(torch.slice(z, 1, half, d), net2)[depth]
      s2 = self.clamped(torch.slice(r2, 1, 0, half), clamp, factor)
      z1 = torch.addcmul(torch.slice(r2, 1, half, 2 * half), torch.exp(s2), torch.slice(z, 1, 0, half))
      r1 = self.through(z1, net1)[depth]
      s1 = self.clamped(torch.slice(r1, 1, 0, rest), clamp, factor)
      z2 = torch.addcmul(torch.slice(r1, 1, rest, 2 * rest), torch.exp(s1), torch.slice(z, 1, half, d))
      z = torch.cat([z1, z2], 1)
      log_det = log_det + torch.sum(s1, [1]) + torch.sum(s2, [1])
    return self.mean_loss(z, log_det)

  def adam(self: __torch__.M, master: List[Tensor], gradient: List[Tensor], means: List[Tensor], squares: List[Tensor], count: Tensor, options: List[float]) -> Tensor:
    none = annotate(List[Tensor], [])
    torch._fused_adam_(master, gradient, means, squares, none, [count, count], lr=options[0], beta1=options[1], beta2=options[2], weight_decay=options[4], eps=options[3], amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
    return count

  def back(self: __torch__.M, gradient: Tensor, inputs: List[Tensor], first: int, masters: List[List[Tensor]], weights: List[List[Tensor]], means: List[List[Tensor]], squares: List[List[Tensor]], count: Tensor, options: List[float]) -> Tensor:
    half = torch.__isnot__(ops.prim.dtype(weights[0][0]), 6)
    g = torch.to(gradient, ops.prim.dtype(weights[0][0]))
    depth = torch.len(inputs) - 1
    for j in range(depth):
      i = depth - 1 - j
      layer = first + i
      of_weight = torch.to(torch.mm(torch.t(g), inputs[i]), 6)
      of_bias = torch.sum(g, [0], False, dtype=6)
      g = torch.mm(g, weights[layer][0])
      if torch.gt(i, 0):
        g = torch.threshold_backward(g, inputs[i], 0)
      _0 = self.adam(masters[layer], [of_weight, of_bias], means[layer], squares[layer], count, options)
      if half:
        _1 = torch.copy_(weights[layer][0], masters[layer][0])
        _2 = torch.copy_(weights[layer][1], masters[layer][1])
    return torch.to(g, 6)

  def step(self: __torch__.M, y: Tensor, orders: List[Tensor], inverses: List[Tensor], masters: List[List[Tensor]], weights: List[List[Tensor]], means: List[List[Tensor]], squares: List[List[Tensor]], count: Tensor, clamp: float, factor: float, options: List[float]) -> Tensor:
    n = torch.size(y, 0)
    d = torch.size(y, 1)
    half = torch.floordiv(d, 2)
    rest = d - half
    blocks = torch.len(orders)
    depth = torch.floordiv(torch.len(weights), 2 * blocks)
    z = y
    log_det = torch.zeros([n], dtype=6, device=ops.prim.device(y))
    halves = annotate(List[Tensor], [])
    inputs = annotate(List[List[Tensor]], [])
    for k in range(blocks):
      net1 = torch.slice(weights, 2 * depth * k, depth * (2 * k + 1), 1)
      net2 = torch.slice(weights, depth * (2 * k + 1), depth * (2 * k + 2), 1)
      z = torch.index_select(z, 1, orders[k])
      y1 = torch.slice(z, 1, 0, half)
      y2 = torch.slice(z, 1, half, d)
      inputs2 = self.through(y2, net2)
      s2 = self.clamped(torch.slice(inputs2[depth], 1, 0, half), clamp, factor)
      e2 = torch.exp(s2)
      z1 = torch.addcmul(torch.slice(inputs2[depth], 1, half, 2 * half), e2, y1)
      inputs1 = self.through(z1, net1)
      s1 = self.clamped(torch.slice(inputs1[depth], 1, 0, rest), clamp, factor)
      e1 = torch.exp(s1)
      z2 = torch.addcmul(torch.slice(inputs1[depth], 1, rest, 2 * rest), e1, y2)
      z = torch.cat([z1, z2], 1)
      log_det = log_det + torch.sum(s1, [1]) + torch.sum(s2, [1])
      _0 = torch.append(inputs, inputs1)
      _1 = torch.append(inputs, inputs2)
      _2 = torch.extend(halves, [y1, y2, e1, e2])
    loss = self.mean_loss(z, log_det)
    if torch.__not__(bool(torch.isfinite(loss))):
      return loss
    _3 = torch.add_(count, 1)
    share = torch.div(1.0, torch.mul(n, d))
    g = torch.mul(z, share)
    for j in range(blocks):
      k = blocks - 1 - j
      y1 = halves[4 * k]
      y2 = halves[4 * k + 1]
      e1 = halves[4 * k + 2]
      e2 = halves[4 * k + 3]
      inputs1 = inputs[2 * k]
      inputs2 = inputs[2 * k + 1]
      g1 = torch.slice(g, 1, 0, half)
      g2 = torch.slice(g, 1, half, d)
      slope1 = self.slope(torch.slice(inputs1[depth], 1, 0, rest), clamp, factor)
      of_s1 = torch.mul_(torch.sub_(torch.mul_(torch.mul(g2, y2), e1), share), slope1)
      g1 = g1 + self.back(torch.cat([of_s1, g2], 1), inputs1, 2 * depth * k, masters, weights, means, squares, count, options)
      slope2 = self.slope(torch.slice(inputs2[depth], 1, 0, half), clamp, factor)
      of_s2 = torch.mul_(torch.sub_(torch.mul_(torch.mul(g1, y1), e2), share), slope2)
      of_y2 = self.back(torch.cat([of_s2, g1], 1), inputs2, depth * (2 * k + 1), masters, weights, means, squares, count, options)
      g = torch.index_select(torch.cat([g1 * e2, torch.addcmul(of_y2, g2, e1)], 1), 1, inverses[k])
    return loss
