  def resize(self: __torch__.M, image: Tensor, size: int) -> Tensor:
    x = torch.unsqueeze(torch.to(image, 6), 0)
    y = torch._upsample_bilinear2d_aa(x, [size, size], False, None, None)
    return torch.to(torch.squeeze(torch.clamp(torch.round(y), 0, 255), 0), 0)

  def mirrored(self: __torch__.M, i: Tensor, s: int) -> Tensor:
    inside = torch.maximum(i, torch.bitwise_not(i))
    return torch.minimum(inside, torch.rsub(inside, 2 * s - 1))

  def sources(self: __torch__.M, affine: Tensor, s: int, mirror: bool) -> Tensor:
    n = torch.size(affine, 1)
    a = torch.view(affine, [6, n, 1, 1])
    i = torch.arange(s, dtype=3, layout=None, device=ops.prim.device(affine))
    x = torch.view(i, [1, 1, s])
    y = torch.view(i, [1, s, 1])
    column = a[0] * x + (a[1] * y + a[2])
    row = a[3] * x + (a[4] * y + a[5])
    column = torch.__irshift__(column, 16)
    row = torch.__irshift__(row, 16)
    if mirror:
      column = self.mirrored(column, s)
      row = self.mirrored(row, s)
    else:
      column = torch.clamp_(column, -1, s)
      row = torch.clamp_(row, -1, s)
    return torch.add_(torch.add_(torch.mul_(row, s + 2), column), s + 3)

  def render(self: __torch__.M, image: Tensor, affine: Tensor, light: Tensor, relight: bool, mirror: bool, scale: Tensor, shift: Tensor) -> Tensor:
    c = torch.size(image, 0)
    s = torch.size(image, 1)
    n = torch.size(affine, 1)
    bordered = torch.constant_pad_nd(image, [1, 1, 1, 1], 0)
    pixels = torch.index_select(torch.view(bordered, [c, -1]), 1, torch.flatten(self.sources(affine, s, mirror)))
    v = torch.to(torch.permute(torch.view(pixels, [c, n, s, s]), [1, 0, 2, 3]), 6)
    if relight:
      brightness = torch.view(light[0], [n, 1, 1, 1])
      contrast = torch.view(light[1], [n, 1, 1, 1])
      v = torch.clamp_(torch.floor_(torch.mul_(v, brightness)), 0, 255)
      if torch.eq(c, 1):
        grey = v
      else:
        k = torch.tensor([0.2989959716796875, 0.587005615234375, 0.1139984130859375], dtype=6, device=ops.prim.device(v))
        grey = torch.floor(torch.sum(v * torch.view(k, [1, 3, 1, 1]), [1], True) + 0.5)
      middle = torch.floor(torch.mean(grey, [1, 2, 3], True) + 0.5)
      v = torch.clamp_(torch.floor_(torch.add_(torch.mul_(torch.sub_(v, middle), contrast), middle)), 0, 255)
    return torch.addcmul(shift, v, scale)
