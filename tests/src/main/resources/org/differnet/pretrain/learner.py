  def layer(self: __torch__.M, x: Tensor, w: Tensor, gain: Tensor, shift: Tensor, mean: Tensor, variance: Tensor, stride: int, padding: int) -> Tensor:
    y = torch.conv2d(x, torch.to(w, ops.prim.dtype(x)), None, [stride, stride], [padding, padding], [1, 1], 1)
    return torch.relu(torch.batch_norm(y, gain, shift, mean, variance, True, 0.02, 1.0000000000000001e-05, False))

  def standardised(self: __torch__.M, x: Tensor) -> Tensor:
    centred = torch.sub(x, torch.mean(x, [0], True))
    return torch.div(centred, torch.sqrt(torch.add(torch.mean(torch.square(centred), [0], True), 1.0000000000000001e-05)))

  def losses(self: __torch__.M, x: Tensor, w0: Tensor, g0: Tensor, s0: Tensor, w3: Tensor, g3: Tensor, s3: Tensor, w6: Tensor, g6: Tensor, s6: Tensor, w8: Tensor, g8: Tensor, s8: Tensor, w10: Tensor, g10: Tensor, s10: Tensor, a1: Tensor, c1: Tensor, a2: Tensor, c2: Tensor, p1: Tensor, q1: Tensor, p2: Tensor, q2: Tensor, m0: Tensor, v0: Tensor, m3: Tensor, v3: Tensor, m6: Tensor, v6: Tensor, m8: Tensor, v8: Tensor, m10: Tensor, v10: Tensor, weights: Tensor) -> Tensor:
    y = torch.contiguous(torch.to(torch.slice(x, 1, 0, 3), 15), memory_format=2)
    y = self.layer(y, w0, g0, s0, m0, v0, 4, 2)
    y = torch.max_pool2d(y, [3, 3], [2, 2], [0, 0], [1, 1], False)
    y = self.layer(y, w3, g3, s3, m3, v3, 1, 2)
    y = torch.max_pool2d(y, [3, 3], [2, 2], [0, 0], [1, 1], False)
    y = self.layer(y, w6, g6, s6, m6, v6, 1, 1)
    y = self.layer(y, w8, g8, s8, m8, v8, 1, 1)
    last = torch.to(self.layer(y, w10, g10, s10, m10, v10, 1, 1), 6)
    f = self.standardised(torch.mean(torch.max_pool2d(last, [3, 3], [2, 2], [0, 0], [1, 1], False), [2, 3], False))
    n = torch.size(f, 0)
    d = torch.size(f, 1)
    products = torch.floordiv(n, 4)
    # What kind of flaw there is at each position of the last maps, 0 for none.
    marks = torch.slice(torch.slice(torch.slice(x, 1, 3, 4), 2, 8, 9223372036854775807), 3, 8, 9223372036854775807)
    kinds = torch.flatten(torch.to(torch.max_pool2d(marks, [16, 16], [16, 16], [0, 0], [1, 1], False), 4))
    places = torch.flatten(torch.permute(last, [0, 2, 3, 1]), 0, 2)
    answers = torch.linear(torch.relu(torch.linear(places, a1, c1)), a2, c2)
    flaw = torch.nll_loss(torch.log_softmax(answers, 1), kinds)
    # Which is the other good picture of the same product, among all others, its flawed ones too.
    z = torch.linear(torch.relu(torch.linear(f, p1, q1)), p2, q2)
    z = torch.div(z, torch.sqrt(torch.add(torch.sum(torch.square(z), [1], True), 9.9999999999999995e-07)))
    alike = torch.div(torch.matmul(z, torch.t(z)), 0.14999999999999999)
    alike = torch.sub(alike, torch.mul(torch.eye(n), 10000.))
    first = torch.mul(torch.arange(products), 4)
    rows = torch.cat([first, torch.add(first, 1)])
    partners = torch.cat([torch.add(first, 1), first])
    product = torch.nll_loss(torch.log_softmax(torch.index_select(alike, 0, rows), 1), partners)
    # A flaw moves the features further than another good picture does.
    v = torch.reshape(f, [products, 4, d])
    one = torch.select(v, 1, 0)
    two = torch.select(v, 1, 1)
    near = torch.log(torch.add(torch.mean(torch.square(torch.sub(one, two)), [1]), 0.01))
    apart = torch.zeros([])
    for k in range(2):
      flawed = torch.select(v, 1, torch.add(k, 2))
      far1 = torch.log(torch.add(torch.mean(torch.square(torch.sub(one, flawed)), [1]), 0.01))
      far2 = torch.log(torch.add(torch.mean(torch.square(torch.sub(two, flawed)), [1]), 0.01))
      apart = torch.add(apart, torch.mean(torch.softplus(torch.mul(torch.sub(near, far1), 3))))
      apart = torch.add(apart, torch.mean(torch.softplus(torch.mul(torch.sub(near, far2), 3))))
    apart = torch.div(apart, 4)
    # Each feature says something of its own.
    covariance = torch.div(torch.matmul(torch.t(f), f), n)
    shared = torch.sub(torch.div(torch.sum(torch.square(covariance)), d), torch.mean(torch.square(torch.diag(covariance))))
    parts = torch.stack([flaw, product, apart, shared])
    return torch.cat([torch.reshape(torch.sum(torch.mul(parts, weights)), [1]), parts])

  def update(self: __torch__.M, masters: List[Tensor], gradients: List[Tensor], means: List[Tensor], squares: List[Tensor], count: Tensor, rate: float, decay: float) -> Tensor:
    none = annotate(List[Tensor], [])
    counts = annotate(List[Tensor], [])
    _0 = torch.add_(count, 1)
    for i in range(torch.len(masters)):
      _1 = torch.append(counts, count)
    torch._fused_adamw_(masters, gradients, means, squares, none, counts, lr=rate, beta1=0.90000000000000002, beta2=0.98999999999999999, weight_decay=decay, eps=1e-08, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
    return count
