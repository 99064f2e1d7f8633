"""Records what TensorFlow 2.21 answers on a CPU, as data for the tests of the operation table.

Run with TensorFlow installed: `python record.py`, in this folder. The tests read the JSON files and need no Python.
Values that JSON lacks are written as text: NaN, Infinity, -0, and integers beyond 2^53.
"""

import json

import numpy as np
import tensorflow as tf

INF, NAN = float("inf"), float("nan")
INTEGERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"]
FLOATS = ["float16", "bfloat16", "float32", "float64"]

UNARY = {
    "neg": tf.negative, "abs": tf.abs, "sign": tf.sign, "floor": tf.floor, "ceil": tf.math.ceil, "round": tf.round,
    "sqrt": tf.sqrt, "rsqrt": tf.math.rsqrt, "exp": tf.exp, "expm1": tf.math.expm1, "log": tf.math.log,
    "log1p": tf.math.log1p, "sin": tf.sin, "cos": tf.cos, "tan": tf.tan, "asin": tf.asin, "acos": tf.acos,
    "atan": tf.atan, "sinh": tf.sinh, "cosh": tf.cosh, "tanh": tf.tanh, "asinh": tf.asinh, "acosh": tf.acosh,
    "atanh": tf.atanh, "erf": tf.math.erf, "erfc": tf.math.erfc, "erfinv": tf.math.erfinv, "lgamma": tf.math.lgamma,
    "digamma": tf.math.digamma, "isNan": tf.math.is_nan, "isInf": tf.math.is_inf, "isFinite": tf.math.is_finite,
}
ANY_BINARY = {
    "add": tf.add, "sub": tf.subtract, "mul": tf.multiply, "max": tf.maximum, "min": tf.minimum, "equal": tf.equal,
    "notEqual": tf.not_equal, "less": tf.less, "lessEqual": tf.less_equal, "greater": tf.greater,
    "greaterEqual": tf.greater_equal,
}
FLOAT_BINARY = ANY_BINARY | {
    "div": tf.divide, "floorDiv": tf.math.floordiv, "floorMod": tf.math.floormod, "truncMod": tf.truncatemod,
    "pow": tf.pow, "atan2": tf.atan2, "nextAfter": tf.math.nextafter, "zeta": tf.math.zeta, "igamma": tf.math.igamma,
    "igammac": tf.math.igammac, "igammaGradA": lambda a, b: tf.raw_ops.IgammaGradA(a=a, x=b),
}
INTEGER_BINARY = ANY_BINARY | {
    "bitAnd": tf.bitwise.bitwise_and, "bitOr": tf.bitwise.bitwise_or, "bitXor": tf.bitwise.bitwise_xor,
    "shiftLeft": tf.bitwise.left_shift, "shiftRight": tf.bitwise.right_shift,
}
DIVISIONS = {
    "floorDiv": tf.math.floordiv, "floorMod": tf.math.floormod,
    "truncDiv": lambda a, b: tf.raw_ops.TruncateDiv(x=a, y=b),
}


def encode(value):
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    if isinstance(value, (int, np.integer)):
        return int(value) if abs(int(value)) < 2**53 else str(int(value))
    value = float(value)
    if value != value:
        return "NaN"
    if abs(value) == INF:
        return "Infinity" if value > 0 else "-Infinity"
    return "-0" if value == 0 and np.signbit(value) else value


def encode_all(values):
    return [encode(v) for v in (values.numpy() if hasattr(values, "numpy") else values)]


def pairs(first, second):
    return [a for a in first for _ in second], [b for _ in first for b in second]


def floats():
    x = [NAN, INF, -INF, 0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -1.5, 2.0, -2.0, 3.5, -3.5, 0.1, 7.3, -20.0, 90.0]
    edges = [NAN, INF, -INF, 0.0, -0.0, 1.0, -1.0]
    a, b = pairs(edges + [2.5, -2.5, 7.25], edges + [2.0, -2.0, 0.5, -3.0])
    both = ["float32", "float64"]
    return {
        "x": encode_all(x), "a": encode_all(a), "b": encode_all(b),
        "unary": {n: {d: encode_all(f(tf.constant(x, d))) for d in both} for n, f in UNARY.items()},
        "binary": {
            n: {d: encode_all(f(tf.constant(a, d), tf.constant(b, d))) for d in both} for n, f in FLOAT_BINARY.items()
        },
    }


def integers(dtype):
    low, high = int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)
    x = [0, 1, 2, 7, 100, high] + ([low, -1, -7] if low < 0 else [])
    a, b = pairs(x, x)
    # The lowest integer by -1 traps on x86, so TensorFlow must not be asked.
    quotients = [(p, q) for p, q in zip(a, b) if q != 0 and not (p == low and q == -1)]
    p = tf.constant([p for p, _ in quotients], dtype)
    q = tf.constant([q for _, q in quotients], dtype)
    record = {"x": encode_all(x), "a": encode_all(a), "b": encode_all(b), "p": encode_all(p), "q": encode_all(q)}
    unary = {"bitNot": tf.bitwise.invert}
    if low < 0:
        unary |= {"neg": tf.negative, "abs": tf.abs, "sign": tf.sign}
        bases, exponents = pairs([0, 1, 2, 3, 7, -1, -2, -3], [0, 1, 2, 5, 30])
        record |= {"bases": encode_all(bases), "exponents": encode_all(exponents)}
        record["powers"] = encode_all(tf.pow(tf.constant(bases, dtype), tf.constant(exponents, dtype)))
    record["unary"] = {n: encode_all(f(tf.constant(x, dtype))) for n, f in unary.items()}
    record["binary"] = {
        n: encode_all(f(tf.constant(a, dtype), tf.constant(b, dtype))) for n, f in INTEGER_BINARY.items()
    }
    record["divisions"] = {n: encode_all(f(p, q)) for n, f in DIVISIONS.items()}
    return record


def cast_one_by_one(values, source, target):
    """TensorFlow's vectorized casts differ from those of single elements; the table follows the latter.

    The constant is a list, because TensorFlow keeps scalar constants, and takes -0 and 0 for the same one.
    """
    return [encode(tf.cast(tf.constant([v], source), target).numpy()[0].item()) for v in values]


def casts():
    every = ["bool"] + INTEGERS + FLOATS
    values = [NAN, INF, -INF, 0.0, -0.0, 1e20, -1e20, 3e9, -3e9, 300.7, -300.7, -1.5, 2.7, 255.5, -0.9, 5e9, -5e9]
    values += [65536.5, 9.3e18, 1.9e19, 2049.0, 65520.0, 1e-8, 1 / 3]
    record = {"values": encode_all(values), "fromFloat": {}, "fromInteger": {}}
    for source in FLOATS:
        record["fromFloat"][source] = {t: cast_one_by_one(values, source, t) for t in every}
    candidates = [0, 1, -1, 100, -100, 200, 300, -300, 2049, 2051, 40000, 70000, 16777217, 16777219, 2**31]
    candidates += [2**40 + 1, 2**53 + 1, 2**53 + 3]
    for source in INTEGERS:
        low, high = int(np.iinfo(source).min), int(np.iinfo(source).max)
        held = [v for v in candidates if low <= v <= high] + [low, high]
        record["fromInteger"][source] = {"values": encode_all(held)}
        record["fromInteger"][source] |= {t: cast_one_by_one(held, source, t) for t in every}
    return record


def write(name, record):
    with open(name, "w") as file:
        json.dump(record, file, separators=(",", ":"))


write("tensorflow-floats.json", floats())
write("tensorflow-integers.json", {dtype: integers(dtype) for dtype in INTEGERS})
write("tensorflow-casts.json", casts())
