"""NumPy, where it has the operation as one call."""

import numpy as np

UNARY = {"exp": np.exp, "tanh": np.tanh}


def floats(*shape):
    return np.random.default_rng(1).uniform(-1, 1, shape).astype(np.float32)


class Adapter:
    version = np.__version__

    def __init__(self, threads):
        pass

    def matmul(self, a, b, dtype, transposeA=False, transposeB=False):
        if dtype == "bfloat16":
            return None
        generator = np.random.default_rng(1)
        make = (lambda s: generator.integers(100, size=s).astype(dtype)) if "int" in dtype else (lambda s: floats(*s).astype(dtype))
        left, right = make(a), make(b)
        left, right = left.mT if transposeA else left, right.mT if transposeB else right
        return lambda: np.matmul(left, right)

    def add(self, a, b):
        # Into an array that exists: what is left is the speed of memory (the Add of McCalpin's STREAM).
        left, right = floats(*a), floats(*b)
        result = left + right
        return lambda: np.add(left, right, out=result)

    def unary(self, op, shape):
        x = floats(*shape)
        return op in UNARY and (lambda: UNARY[op](x))

    def sum(self, shape, axis):
        x = floats(*shape)
        return lambda: np.sum(x, axis)

    def transpose(self, shape):
        x = floats(*shape)
        return lambda: np.ascontiguousarray(x.T)

    def gather(self, table, count):
        x, indices = floats(*table), np.random.default_rng(1).integers(table[0], size=count)
        return lambda: np.take(x, indices, 0)

    def cumsum(self, length):
        x = floats(length)
        return lambda: np.cumsum(x)

    def sort(self, length):
        x = floats(length)
        return lambda: np.sort(x)

    def argMax(self, length):
        x = floats(length)
        return lambda: np.argmax(x)

    def dependentAdds(self, length, count):
        start, increment = floats(length), floats(length)

        def chain():
            x = start
            for _ in range(count):
                x = np.add(x, increment)

        return chain
