  def prepare(self: __torch__.M, w: Tensor, half: bool) -> Tensor:
    if half:
      dtype = 15
    else:
      dtype = 6
    if torch.eq(torch.dim(w), 4):
      format = 2
    else:
      format = 0
    return torch.contiguous(torch.to(w, dtype), memory_format=format)
