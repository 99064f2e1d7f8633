"""torch, eager. Images are in its own layout, NCHW."""

import torch
import torch.nn.functional as F

LEARNING_RATE = 0.01
UNARY = {"exp": torch.exp, "tanh": torch.tanh, "gelu": F.gelu}


def floats(*shape, scale=1.0):
    return (torch.rand(*shape) * 2 - 1) * scale


def parameter(*shape):
    return floats(*shape, scale=0.05).requires_grad_()


def nchw(image):
    batch, height, width, channels = image
    return floats(batch, channels, height, width)


def training(parameters, loss, update=True):
    def step():
        for each in parameters:
            each.grad = None
        loss().backward()
        if update:
            with torch.no_grad():
                for each in parameters:
                    each.sub_(each.grad, alpha=LEARNING_RATE)

    return step


class Adapter:
    version = torch.__version__

    def __init__(self, threads):
        torch.set_num_threads(threads)

    def matmul(self, a, b, dtype, transposeA=False, transposeB=False):
        kind = getattr(torch, dtype)
        make = (lambda s: torch.randint(100, tuple(s), dtype=kind)) if "int" in dtype else (lambda s: floats(*s).to(kind))
        left, right = make(a), make(b)
        left, right = left.mT if transposeA else left, right.mT if transposeB else right
        return lambda: torch.matmul(left, right)

    def add(self, a, b):
        left, right = floats(*a), floats(*b)
        return lambda: torch.add(left, right)

    def unary(self, op, shape):
        function, x = UNARY[op], floats(*shape)
        return lambda: function(x)

    def sum(self, shape, axis):
        x = floats(*shape)
        return lambda: torch.sum(x, dim=axis)

    def softmax(self, shape):
        x = floats(*shape)
        return lambda: torch.softmax(x, -1)

    def layerNorm(self, shape):
        x, width = floats(*shape), shape[-1]
        scale, offset = torch.ones(width), torch.zeros(width)
        return lambda: F.layer_norm(x, (width,), scale, offset)

    def transpose(self, shape):
        x = floats(*shape)
        return lambda: x.T.contiguous()

    def gather(self, table, count):
        x, indices = floats(*table), torch.randint(table[0], (count,))
        return lambda: torch.index_select(x, 0, indices)

    def cumsum(self, length):
        x = floats(length)
        return lambda: torch.cumsum(x, 0)

    def topK(self, length, k):
        x = floats(length)
        return lambda: torch.topk(x, k)

    def sort(self, length):
        x = floats(length)
        return lambda: torch.sort(x)

    def argMax(self, length):
        x = floats(length)
        return lambda: torch.argmax(x)

    def conv2d(self, image, filter):
        height, width, channels, out = filter
        x, weights = nchw(image), floats(out, channels, height, width)
        return lambda: F.conv2d(x, weights, padding="same")

    def depthwiseConv2d(self, image, filter):
        height, width, channels, _ = filter
        x, weights = nchw(image), floats(channels, 1, height, width)
        return lambda: F.conv2d(x, weights, padding="same", groups=channels)

    def maxPool(self, image, window):
        x = nchw(image)
        return lambda: F.max_pool2d(x, window)

    def dependentAdds(self, length, count):
        start, increment = floats(length), floats(length)

        def chain():
            x = start
            for _ in range(count):
                x = torch.add(x, increment)

        return chain

    def linearRegression(self, examples, features):
        x, y, weights = floats(examples, features), floats(examples, 1), parameter(features, 1)
        return training([weights], lambda: (y - x @ weights).square().mean())

    def mlp(self, layers, batch):
        x, labels = floats(batch, layers[0]), torch.randint(layers[-1], (batch,))
        weights = [parameter(a, b) for a, b in zip(layers, layers[1:])]
        biases = [parameter(width) for width in layers[1:]]

        def loss():
            h = x
            for i, (weight, bias) in enumerate(zip(weights, biases)):
                h = torch.addmm(bias, h, weight)
                if i < len(weights) - 1:
                    h = torch.relu(h)
            return F.cross_entropy(h, labels)

        return training(weights + biases, loss)

    def transformerBlock(self, batch, length, width, heads):
        rows = batch * length
        x = floats(rows, width)
        dense = lambda a, b: (parameter(a, b), parameter(b))
        norm = lambda: (torch.ones(width, requires_grad=True), torch.zeros(width, requires_grad=True))
        norm1, norm2 = norm(), norm()
        qkv, projection = dense(width, 3 * width), dense(width, width)
        widen, narrow = dense(width, 4 * width), dense(4 * width, width)
        apply = lambda h, layer: torch.addmm(layer[1], h, layer[0])

        def loss():
            split = apply(F.layer_norm(x, (width,), *norm1), qkv).view(batch, length, 3, heads, width // heads)
            query, key, value = split.permute(2, 0, 3, 1, 4)
            attended = F.scaled_dot_product_attention(query, key, value).transpose(1, 2)
            h = x + apply(attended.reshape(rows, width), projection)
            return (h + apply(F.gelu(apply(F.layer_norm(h, (width,), *norm2), widen)), narrow)).square().mean()

        parameters = [each for layer in (norm1, norm2, qkv, projection, widen, narrow) for each in layer]
        return training(parameters, loss, update=False)
