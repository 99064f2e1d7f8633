"""Records TensorFlow's draws, to which the tests beside hold this folder.

    python record-draws.py > tensorflow-draws.ts     (tensorflow-cpu 2.21, Linux, x86-64 with FMA)

Each entry has the first values of a draw, its length, and the 32-bit FNV-1a hash of all its values as little-endian
bytes (float16 and bfloat16 widened to float32). Nothing else needs Python.
"""

import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import numpy as np
import tensorflow as tf

# One thread, so that a categorical draw is one shard.
tf.config.threading.set_intra_op_parallelism_threads(1)

entries = {}
FLOATS = ["float16", "bfloat16", "float32", "float64"]
N = 10_000


def fnv1a(data):
    value = 0x811C9DC5
    for byte in data:
        value = ((value ^ byte) * 0x01000193) & 0xFFFFFFFF
    return value


def literal(value):
    if isinstance(value, np.floating):
        return repr(float(value)).replace("inf", "Number.POSITIVE_INFINITY").replace("nan", "Number.NaN")
    return f"{value}n" if value.dtype.itemsize == 8 else str(value)


def record(name, tensor):
    values = np.asarray(tensor).reshape(-1)
    if tensor.dtype in (tf.float16, tf.bfloat16):
        values = values.astype(np.float32)
    first = ", ".join(literal(value) for value in values[:12])
    entries[name] = f"{{ length: {values.size}, hash: 0x{fnv1a(values.tobytes()):08x}, first: [{first}] }}"


# Without a global seed (so before the first set_seed).
record("unset, seed 7, call 1", tf.random.uniform([6], seed=7))
record("unset, seed 7, call 2", tf.random.uniform([6], seed=7))
record("unset, seed 0", tf.random.uniform([6], seed=0))

# The sequence of op seeds, shared by all kinds of ops.
for seed in [42, 0, -42, 2**31 - 1, 2**31 + 5, 12345678901234567890]:
    tf.random.set_seed(seed)
    record(f"set {seed}, uniform", tf.random.uniform([6]))
    record(f"set {seed}, empty", tf.random.uniform([0]))
    record(f"set {seed}, normal", tf.random.normal([5]))
    record(f"set {seed}, shuffle of one", tf.random.shuffle(tf.range(1)))
    record(f"set {seed}, shuffle", tf.random.shuffle(tf.range(9)))
    record(f"set {seed}, truncated", tf.random.truncated_normal([5]))
    record(f"set {seed}, integers", tf.random.uniform([7], -5, 100, tf.int32))
    record(f"set {seed}, seed 7", tf.random.uniform([3], seed=7))
    record(f"set {seed}, categorical", tf.random.categorical([[0.0, 1.0, 2.0]], 9))
    record(f"set {seed}, last", tf.random.uniform([3]))
tf.random.set_seed(0)
record("set 0, seed 0", tf.random.uniform([6], seed=0))
tf.random.set_seed(42)
record("set 42, seed -3", tf.random.uniform([6], seed=-3))
record("set 42, seed 2**40", tf.random.uniform([6], seed=2**40))

# An explicit seed continues its stream, for each kind of op and its attributes.
tf.random.set_seed(42)
for call in [1, 2, 3]:
    record(f"continued float32, {call}", tf.random.uniform([5], seed=7))
    record(f"continued float64, {call}", tf.random.uniform([3], seed=7, dtype=tf.float64))
    record(f"continued int32, {call}", tf.random.uniform([3], 0, 1000, tf.int32, seed=7))
    record(f"continued int64, {call}", tf.random.uniform([3], 0, 1000, tf.int64, seed=7))
    record(f"continued normal, {call}", tf.random.normal([3], seed=7))
    record(f"continued truncated, {call}", tf.random.truncated_normal([6], seed=7))
    record(f"continued shuffle, {call}", tf.random.shuffle(tf.range(11), seed=7))
    record(f"continued shuffle of one, {call}", tf.random.shuffle(tf.range(1), seed=7))
    record(f"continued categorical, {call}", tf.random.categorical([[0.0, 0.5], [1.0, 0.0]], 5, seed=7))

# Every distribution and dtype, long enough to cross blocks, groups and the C library's special cases.
for dtype in FLOATS:
    tf.random.set_seed(42)
    record(f"uniform {dtype}", tf.random.uniform([N], dtype=dtype, seed=1))
    record(f"uniform {dtype} in [-3, 5)", tf.random.uniform([N], -3, 5, dtype, seed=2))
    record(f"uniform {dtype} in [0, 0.3)", tf.random.uniform([N], 0, 0.3, dtype, seed=3))
    record(f"normal {dtype}", tf.random.normal([N - 1], dtype=dtype, seed=4))
    record(f"normal {dtype} of mean 1.7, deviation 0.3", tf.random.normal([N], 1.7, 0.3, dtype, seed=5))
    record(f"truncated {dtype}", tf.random.truncated_normal([N - 1], dtype=dtype, seed=6))
    record(f"truncated {dtype} of mean -1, deviation 2", tf.random.truncated_normal([N], -1, 2, dtype, seed=7))
tf.random.set_seed(42)
record("integers int32", tf.random.uniform([N], -1000, 12345, tf.int32, seed=1))
record("integers int32, widest", tf.random.uniform([N], -(2**31), 2**31 - 1, tf.int32, seed=2))
record("integers int64", tf.random.uniform([N], -1000, 10**15, tf.int64, seed=3))
record("integers int64, widest", tf.random.uniform([N], -(2**63), 2**63 - 1, tf.int64, seed=4))

tf.random.set_seed(42)
record("shuffle of 10000", tf.random.shuffle(tf.range(N), seed=1))
logits = tf.constant([[0.1, -2.0, 1.3, 0.4], [0.0, -np.inf, 5.0, np.nan], [-np.inf] * 4])
record("categorical", tf.random.categorical(logits, 3333, dtype=tf.int32, seed=2))

# Stateless.
for seed in [[1, 2], [0, 0], [-5, 7], [2**31 - 1, -(2**31)], [2**40, -(2**62)]]:
    record(f"stateless uniform, {seed}", tf.random.stateless_uniform([9], seed))
for dtype in FLOATS:
    record(f"stateless uniform {dtype}", tf.random.stateless_uniform([N], [3, 4], dtype=dtype))
    record(f"stateless uniform {dtype} in [-1, 1)", tf.random.stateless_uniform([N], [3, 4], -1, 1, dtype))
    record(f"stateless normal {dtype}", tf.random.stateless_normal([N], [3, 4], dtype=dtype))
    record(f"stateless truncated {dtype}", tf.random.stateless_truncated_normal([N], [3, 4], dtype=dtype))
for dtype in ["int32", "int64", "uint32", "uint64"]:
    record(f"stateless full {dtype}", tf.random.stateless_uniform([N], [3, 4], None, None, dtype))
for dtype in ["int32", "int64"]:
    record(f"stateless integers {dtype}", tf.random.stateless_uniform([N], [3, 4], -7, 100, dtype))
    record(f"split {dtype}", tf.random.split(tf.constant([5, -6], dtype), 4))
    record(f"fold in {dtype}", tf.random.fold_in([5, -6], tf.constant(77, dtype)))
record("stateless categorical", tf.random.stateless_categorical(logits, 11, [3, 4], tf.int32))
record("stateless shuffle", tf.random.experimental.stateless_shuffle(tf.range(N), [3, 4]))

# Generators.
for seed in [1234, 0, -1, 2**64 - 1, 2**130 + 2**70 + 5, [12, 34], [1, 2, 3, 4]]:
    generator = tf.random.Generator.from_seed(seed)
    record(f"generator {seed}, state", generator.state)
    record(f"generator {seed}, normal", generator.normal([7]))
    record(f"generator {seed}, uniform", generator.uniform([7]))
    record(f"generator {seed}, state after", generator.state)
generator = tf.random.Generator.from_seed(1234)
for dtype in FLOATS:
    record(f"generator uniform {dtype}", generator.uniform([5], -2, 3, dtype))
    record(f"generator normal {dtype}", generator.normal([5], 2, 3, dtype))
    record(f"generator truncated {dtype}", generator.truncated_normal([5], 0, 1, dtype))
for dtype in ["int32", "int64", "uint32", "uint64"]:
    record(f"generator full {dtype}", generator.uniform_full_int([5], dtype))
for dtype in ["int32", "int64"]:
    record(f"generator integers {dtype}", generator.uniform([5], -3, 50, dtype))
generator.skip(1000)
record("generator, state after skip", generator.state)
record("generator, seeds", generator.make_seeds(4))
record("generator, split", tf.concat([part.state for part in generator.split(3)], 0))
record("generator, last", generator.uniform([4]))
generator = tf.random.Generator.from_key_counter(99, [7, -1], "philox")
record("generator from key and counter, state", generator.state)
record("generator from key and counter", generator.normal([4]))

# Distributions that reject. Rows of draws, one column for each parameter.
tf.random.set_seed(42)
for call in [1, 2]:
    record(f"continued gamma, {call}", tf.random.gamma([3], [0.5, 2.0], seed=7))
    record(f"continued poisson, {call}", tf.random.poisson([3], [0.5, 20.0], seed=7))
for dtype in ["float16", "float32", "float64"]:
    record(f"stateless gamma {dtype}", tf.random.stateless_gamma([3000, 3], [3, 4], [0.3, 1.5, 40.0], dtype=dtype))
record("stateless gamma float32 of shape 1", tf.random.stateless_gamma([3000], [3, 4], 1.0))
rates = tf.constant([0.5, 9.9, 10.0, 1e6, np.inf, -1.0])
record("stateless poisson", tf.random.stateless_poisson([2000, 6], [3, 4], rates, tf.float64))
record("stateless poisson of float16", tf.random.stateless_poisson([2000, 1], [3, 4], [65400.0], tf.float16))
counts = tf.constant([20.0, 100.0, 1e6, 20.0, 1000.0, 5.0, 5.0, -5.0, 5.0])
probabilities = tf.constant([0.3, 0.3, 0.4, 0.7, 0.9, 0.0, 1.0, 0.5, np.nan])
record("stateless binomial", tf.random.stateless_binomial([1000, 9], [3, 4], counts, probabilities, tf.float64))
generator = tf.random.Generator.from_seed(1234)
record("generator binomial", generator.binomial([4, 2], [20.0, 1000.0], [0.3, 0.9], tf.float64))
record("generator binomial, state", generator.state)
generator.binomial([7], 5.0, 0.5)
record("generator binomial, state after 7", generator.state)

print("// Recorded by record-draws.py. Do not edit.")
print(f"/** Draws of TensorFlow {tf.__version__}. */")
print("export const draws = {")
for name, entry in entries.items():
    print(f"  '{name}': {entry},")
print("};")
