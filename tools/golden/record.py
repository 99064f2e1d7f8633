"""Puts the calls that `src/export-calls.ts` wrote to TensorFlow and keeps its answers.

usage: python record.py samples.jsonl ../../packages/conformance/golden

Each family of ops becomes one file: an index as one line of JSON, then the elements of all tensors, gzipped
(`packages/conformance/src/golden/vector-file.ts` reads them). A call that TensorFlow refuses is recorded as refused,
and reported here.
"""

import base64
import collections
import gzip
import json
import os
import re
import sys

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
# oneDNN replaces kernels by others of other rounding, depending on the processor.
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "0"
os.environ["CUDA_VISIBLE_DEVICES"] = ""

import ml_dtypes  # noqa: E402
import numpy as np  # noqa: E402
import tensorflow as tf  # noqa: E402

tf.get_logger().setLevel("ERROR")
# Sums are added up in one order, so that recording the same again gives the same file.
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.threading.set_inter_op_parallelism_threads(1)

# Of a large ordinary answer about this many elements are kept.
KEPT_ELEMENTS = 24


def numpy_dtype(name):
    return np.dtype(ml_dtypes.bfloat16) if name == "bfloat16" else np.dtype(name)


def to_tensor(tensor):
    """A tensor from its dtype, shape and base64 of its elements in value form."""
    dtype = numpy_dtype(tensor["dtype"])
    carried = np.dtype("float32") if tensor["dtype"] in ("float16", "bfloat16") else dtype
    elements = np.frombuffer(base64.b64decode(tensor["data"]), carried).astype(dtype)
    return tf.constant(elements.reshape(tensor["shape"]))


def to_attribute(value):
    """An attribute from JSON: `$python` is an expression."""
    if isinstance(value, dict) and set(value) == {"$python"}:
        return eval(value["$python"], {})
    if isinstance(value, dict):
        return {key: to_attribute(item) for key, item in value.items()}
    if isinstance(value, list):
        return [to_attribute(item) for item in value]
    return value


def snake_case(name):
    return re.sub(r"([A-Z])", lambda match: "_" + match.group(1).lower(), name)


def callable_of(tensorflow):
    """The function of a path under `tf`, or of a Python expression."""
    if isinstance(tensorflow, dict):
        return eval(tensorflow["python"], {"tf": tf, "np": np})
    function = tf
    for part in tensorflow.split("."):
        function = getattr(function, part)
    return function


class VectorWriter:
    """The index and the elements of one family's file."""

    def __init__(self):
        self.vectors = []
        self.elements = []

    def tensor(self, value, keep_all):
        """Keeps a tensor's elements, and gives its entry of the index."""
        array = tf.convert_to_tensor(value).numpy()
        flat = np.ascontiguousarray(array).reshape(-1)
        step = 1 if keep_all or flat.size <= 2 * KEPT_ELEMENTS else odd_step(flat.size, array.shape)
        self.elements.append(flat[::step].tobytes())
        return [array.dtype.name, list(array.shape), step]

    def write(self, path):
        index = {"tensorflow": tf.__version__, "vectors": self.vectors}
        line = json.dumps(index, separators=(",", ":")).encode()
        with open(path, "wb") as file:
            # No time of day in it, so that recording the same again gives the same file.
            file.write(gzip.compress(line + b"\n" + b"".join(self.elements), 9, mtime=0))


def odd_step(size, shape):
    """A step that visits every position along the last axis: one that has no divisor in common with its length."""
    step = max(size // KEPT_ELEMENTS, 1)
    while np.gcd(step, int(shape[-1])) > 1:
        step += 1
    return int(step)


def is_floating(tensor):
    return tf.convert_to_tensor(tensor).dtype.is_floating


def answer(call):
    """TensorFlow's outputs of a call, and the gradients if they are asked for."""
    inputs, flat = {}, []
    for entry in call["inputs"]:
        value = entry["value"]
        tensors = [to_tensor(item) for item in value] if isinstance(value, list) else to_tensor(value)
        inputs[snake_case(entry["name"])] = tensors
        flat.extend(tensors if isinstance(value, list) else [tensors])
    attrs = {snake_case(name): to_attribute(value) for name, value in call["attrs"].items()}
    function = callable_of(call["tensorflow"])
    wanted = [tensor for tensor, asked in zip(flat, call.get("differentiate", [])) if asked]
    if "seed" in call:
        tf.random.set_seed(call["seed"])
    with tf.GradientTape() as tape:
        for tensor in wanted:
            tape.watch(tensor)
        outputs = tf.nest.flatten(function(**inputs, **attrs))
        outputs = [tf.convert_to_tensor(output) for output in outputs]
    if not wanted:
        return outputs, None
    upstreams = [upstream and to_tensor(upstream) for upstream in call["upstreams"]]
    targets = [(output, upstream) for output, upstream in zip(outputs, upstreams) if upstream is not None]
    try:
        gradients = tape.gradient(
            [output for output, _ in targets], wanted, output_gradients=[upstream for _, upstream in targets]
        )
    except Exception as error:  # TensorFlow raises whatever its gradient functions do.
        return outputs, first_line(error)
    by_input = iter(gradients)
    return outputs, [next(by_input) if asked else None for asked in call["differentiate"]]


def first_line(error):
    """What an error says, without what differs from call to call where TensorFlow merely lacks a kernel."""
    line = f"{type(error).__name__}: {error}".split("\n")[0]
    absent = ("Could not find device for node", "list of allowed values", "data type is not supported")
    if any(words in line for words in absent):
        return "no kernel"
    return re.sub(r"\{\{.*?\}\}", "", line)[:160]


def main(calls_path, folder):
    writers = collections.defaultdict(VectorWriter)
    refused = collections.defaultdict(list)
    with open(calls_path) as calls:
        for line in calls:
            call = json.loads(line)
            writer = writers[call["family"]]
            name = [call["op"], call["dtype"], call["key"]]
            try:
                outputs, gradients = answer(call)
            except Exception as error:
                reason = first_line(error)
                refused[(call["op"], reason)].append(call["dtype"])
                writer.vectors.append(name + [{"refused": reason[:60]}])
                continue
            vector = {"outputs": [writer.tensor(output, call["keepAll"]) for output in outputs]}
            if isinstance(gradients, str):
                refused[(call["op"], "gradient: " + gradients)].append(call["dtype"])
            elif gradients is not None:
                vector["gradients"] = [
                    None if gradient is None else writer.tensor(gradient, call["keepAll"]) for gradient in gradients
                ]
            writer.vectors.append(name + [vector])
    os.makedirs(folder, exist_ok=True)
    for family, writer in sorted(writers.items()):
        writer.write(os.path.join(folder, f"{family}.vectors.gz"))
    report(writers, refused)


def report(writers, refused):
    """Says what was recorded, and what TensorFlow refused."""
    for (op, reason), dtypes in sorted(refused.items()):
        print(f"refused  {op} ({', '.join(sorted(set(dtypes)))}): {reason}")
    count = sum(len(writer.vectors) for writer in writers.values())
    print(f"{count} calls recorded with TensorFlow {tf.__version__}, {sum(map(len, refused.values()))} refused")


if __name__ == "__main__":
    main(*sys.argv[1:])
