  def maps(self: __torch__.M, x: Tensor, w0: Tensor, b0: Tensor, w3: Tensor, b3: Tensor, w6: Tensor, b6: Tensor, w8: Tensor, b8: Tensor, w10: Tensor, b10: Tensor) -> Tensor:
    y = torch.relu_(torch.conv2d(x, w0, b0, [4, 4], [2, 2], [1, 1], 1))
    y = torch.max_pool2d(y, [3, 3], [2, 2], [0, 0], [1, 1], False)
    y = torch.relu_(torch.conv2d(y, w3, b3, [1, 1], [2, 2], [1, 1], 1))
    y = torch.max_pool2d(y, [3, 3], [2, 2], [0, 0], [1, 1], False)
    y = torch.relu_(torch.conv2d(y, w6, b6, [1, 1], [1, 1], [1, 1], 1))
    y = torch.relu_(torch.conv2d(y, w8, b8, [1, 1], [1, 1], [1, 1], 1))
    y = torch.relu_(torch.conv2d(y, w10, b10, [1, 1], [1, 1], [1, 1], 1))
    return torch.max_pool2d(y, [3, 3], [2, 2], [0, 0], [1, 1], False)

  def features(self: __torch__.M, x: Tensor, w0: Tensor, b0: Tensor, w3: Tensor, b3: Tensor, w6: Tensor, b6: Tensor, w8: Tensor, b8: Tensor, w10: Tensor, b10: Tensor) -> Tensor:
    views = torch.contiguous(torch.to(x, ops.prim.dtype(w0)), memory_format=2)
    half = torch.contiguous(torch.slice(torch.slice(views, 2, 0, 9223372036854775807, 2), 3, 0, 9223372036854775807, 2), memory_format=2)
    quarter = torch.contiguous(torch.slice(torch.slice(views, 2, 0, 9223372036854775807, 4), 3, 0, 9223372036854775807, 4), memory_format=2)
    f448 = torch.mean(self.maps(views, w0, b0, w3, b3, w6, b6, w8, b8, w10, b10), [2, 3], False, dtype=6)
    f224 = torch.mean(self.maps(half, w0, b0, w3, b3, w6, b6, w8, b8, w10, b10), [2, 3], False, dtype=6)
    f112 = torch.mean(self.maps(quarter, w0, b0, w3, b3, w6, b6, w8, b8, w10, b10), [2, 3], False, dtype=6)
    return torch.cat([f448, f224, f112], 1)

  def positions(self: __torch__.M, x: Tensor, w0: Tensor, b0: Tensor, w3: Tensor, b3: Tensor, w6: Tensor, b6: Tensor, w8: Tensor, b8: Tensor, w10: Tensor, b10: Tensor) -> Tensor:
    views = torch.contiguous(torch.to(x, ops.prim.dtype(w0)), memory_format=2)
    half = torch.contiguous(torch.slice(torch.slice(views, 2, 0, 9223372036854775807, 2), 3, 0, 9223372036854775807, 2), memory_format=2)
    quarter = torch.contiguous(torch.slice(torch.slice(views, 2, 0, 9223372036854775807, 4), 3, 0, 9223372036854775807, 4), memory_format=2)
    m448 = torch.flatten(self.maps(views, w0, b0, w3, b3, w6, b6, w8, b8, w10, b10), 2)
    m224 = torch.flatten(self.maps(half, w0, b0, w3, b3, w6, b6, w8, b8, w10, b10), 2)
    m112 = torch.flatten(self.maps(quarter, w0, b0, w3, b3, w6, b6, w8, b8, w10, b10), 2)
    return torch.to(torch.cat([m448, m224, m112], 2), 6)

  def exact(self: __torch__.M, w: Tensor) -> Tensor:
    return torch.contiguous(torch.to(w, 6), memory_format=0)

  def depth1(self: __torch__.M, x: Tensor, w0: Tensor, b0: Tensor) -> Tensor:
    y = torch.contiguous(torch.to(x, ops.prim.dtype(w0)), memory_format=2)
    return torch.to(torch.relu(torch.conv2d(y, w0, b0, [4, 4], [2, 2], [1, 1], 1)), 6)

  def depth2(self: __torch__.M, x: Tensor, w3: Tensor, b3: Tensor) -> Tensor:
    y = torch.max_pool2d(torch.to(x, ops.prim.dtype(w3)), [3, 3], [2, 2], [0, 0], [1, 1], False)
    return torch.to(torch.relu(torch.conv2d(y, w3, b3, [1, 1], [2, 2], [1, 1], 1)), 6)

  def depth3(self: __torch__.M, x: Tensor, w6: Tensor, b6: Tensor, w8: Tensor, b8: Tensor, w10: Tensor, b10: Tensor) -> Tensor:
    y = torch.max_pool2d(torch.to(x, ops.prim.dtype(w6)), [3, 3], [2, 2], [0, 0], [1, 1], False)
    y = torch.relu(torch.conv2d(y, w6, b6, [1, 1], [1, 1], [1, 1], 1))
    y = torch.relu(torch.conv2d(y, w8, b8, [1, 1], [1, 1], [1, 1], 1))
    return torch.to(torch.relu(torch.conv2d(y, w10, b10, [1, 1], [1, 1], [1, 1], 1)), 6)

  def means(self: __torch__.M, x: Tensor) -> Tensor:
    return torch.mean(torch.max_pool2d(x, [3, 3], [2, 2], [0, 0], [1, 1], False), [2, 3], False, dtype=6)
