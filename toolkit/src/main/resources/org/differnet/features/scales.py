  def pooled(self: __torch__.M, x: Tensor, w: List[Tensor]) -> Tensor:
    return torch.mean(self.maps(torch.contiguous(x, memory_format=2), w), [2, 3], False, dtype=6)

  def features(self: __torch__.M, x: Tensor, w: List[Tensor]) -> Tensor:
    parts = torch.split(torch.to(x, ops.prim.dtype(w[0])), 2, 0)
    rows = annotate(List[Tensor], [])
    for i in range(torch.len(parts)):
      part = parts[i]
      half = torch.slice(torch.slice(part, 2, 0, 9223372036854775807, 2), 3, 0, 9223372036854775807, 2)
      quarter = torch.slice(torch.slice(part, 2, 0, 9223372036854775807, 4), 3, 0, 9223372036854775807, 4)
      scales = [self.pooled(part, w), self.pooled(half, w), self.pooled(quarter, w)]
      _0 = torch.append(rows, torch.cat(scales, 1))
    return torch.cat(rows, 0)

  def positions(self: __torch__.M, x: Tensor, w: List[Tensor]) -> Tensor:
    parts = torch.split(torch.to(x, ops.prim.dtype(w[0])), 2, 0)
    rows = annotate(List[Tensor], [])
    for i in range(torch.len(parts)):
      part = torch.contiguous(parts[i], memory_format=2)
      half = torch.contiguous(torch.slice(torch.slice(part, 2, 0, 9223372036854775807, 2), 3, 0, 9223372036854775807, 2), memory_format=2)
      quarter = torch.contiguous(torch.slice(torch.slice(part, 2, 0, 9223372036854775807, 4), 3, 0, 9223372036854775807, 4), memory_format=2)
      scales = [torch.flatten(self.maps(part, w), 2), torch.flatten(self.maps(half, w), 2), torch.flatten(self.maps(quarter, w), 2)]
      _0 = torch.append(rows, torch.to(torch.cat(scales, 2), 6))
    return torch.cat(rows, 0)

  def last(self: __torch__.M, x: Tensor, w: List[Tensor]) -> Tensor:
    parts = torch.split(torch.to(x, ops.prim.dtype(w[0])), 2, 0)
    rows = annotate(List[Tensor], [])
    for i in range(torch.len(parts)):
      _0 = torch.append(rows, torch.to(self.maps(torch.contiguous(parts[i], memory_format=2), w), 6))
    return torch.cat(rows, 0)
