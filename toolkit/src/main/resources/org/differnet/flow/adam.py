  def step(self: __torch__.M, loss: Tensor, parameters: List[Tensor], means: List[Tensor], squares: List[Tensor], count: Tensor, rate: float, beta1: float, beta2: float, epsilon: float, decay: float) -> Tensor:
    found = torch.grad([loss], parameters, None, None, False, False)
    count = torch.add_(count, 1)
    gradients = annotate(List[Tensor], [])
    counts = annotate(List[Tensor], [])
    for i in range(torch.len(parameters)):
      _0 = torch.append(gradients, unchecked_cast(Tensor, found[i]))
      _1 = torch.append(counts, count)
    none = annotate(List[Tensor], [])
    torch._fused_adam_(parameters, gradients, means, squares, none, counts, lr=rate, beta1=beta1, beta2=beta2, weight_decay=decay, eps=epsilon, amsgrad=False, maximize=False, grad_scale=None, found_inf=None)
    return count
