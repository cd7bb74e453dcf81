  def mean(self: __torch__.M, x: Tensor) -> Tensor:
    return torch.mean(x, [0], True, dtype=7)

  def covariance(self: __torch__.M, x: Tensor, mean: Tensor) -> Tensor:
    centred = torch.sub(torch.to(x, 7), mean)
    return torch.div(torch.matmul(torch.t(centred), centred), torch.size(x, 0))

  def shrinkage(self: __torch__.M, x: Tensor, mean: Tensor, covariance: Tensor) -> Tensor:
    n = torch.size(x, 0)
    d = torch.size(x, 1)
    centred = torch.sub(torch.to(x, 7), mean)
    level = torch.div(torch.trace(covariance), d)
    squares = torch.sum(torch.mul(covariance, covariance))
    delta = torch.div(torch.sub(squares, torch.mul(torch.mul(level, level), d)), d)
    norms = torch.sum(torch.mul(centred, centred), [1])
    fourth = torch.div(torch.sum(torch.mul(norms, norms)), n)
    beta = torch.div(torch.sub(fourth, squares), torch.mul(n, d))
    return torch.clamp(torch.div(beta, delta), 0, 1)

  def whitening(self: __torch__.M, covariance: Tensor, shrinkage: Tensor) -> Tensor:
    d = torch.size(covariance, 0)
    level = torch.div(torch.trace(covariance), d)
    one = torch.diag_embed(torch.ones_like(torch.diagonal(covariance)))
    kept = torch.mul(covariance, torch.rsub(shrinkage, 1))
    shrunk = torch.add(kept, torch.mul(one, torch.mul(level, shrinkage)))
    lower = torch.linalg_cholesky(shrunk)
    return torch.t(torch.linalg_solve_triangular(lower, one, upper=False))

  def components(self: __torch__.M, covariance: Tensor, k: int) -> Tensor:
    values, vectors, = torch.linalg_eigh(covariance, "L")
    d = torch.size(covariance, 0)
    top = torch.flip(torch.slice(values, 0, torch.sub(d, k), d), [0])
    axes = torch.flip(torch.slice(vectors, 1, torch.sub(d, k), d), [1])
    counts = torch.gt(top, torch.mul(torch.max(values), 1e-10))
    return torch.mul(axes, torch.mul(torch.rsqrt(torch.where(counts, top, torch.ones_like(top))), counts))

  def project(self: __torch__.M, x: Tensor, mean: Tensor, axes: Tensor) -> Tensor:
    return torch.matmul(torch.sub(torch.to(x, 7), mean), axes)

  def squared_distances(self: __torch__.M, x: Tensor, rows: Tensor) -> Tensor:
    lengths = torch.sum(torch.mul(x, x), [1], True)
    others = torch.sum(torch.mul(rows, rows), [1])
    products = torch.matmul(x, torch.t(rows))
    return torch.clamp_min(torch.sub(torch.add(lengths, others), torch.mul(products, 2)), 0)

  def nearest(self: __torch__.M, x: Tensor, rows: Tensor, k: int) -> Tensor:
    squared, _0, = torch.topk(self.squared_distances(x, rows), k, 1, False, False)
    return torch.mean(torch.sqrt(squared), [1])

  def similarity(self: __torch__.M, x: Tensor, rows: Tensor, weights: Tensor, gamma: float) -> Tensor:
    kernel = torch.exp(torch.mul(self.squared_distances(torch.to(x, 7), rows), torch.neg(gamma)))
    return torch.matmul(kernel, weights)
