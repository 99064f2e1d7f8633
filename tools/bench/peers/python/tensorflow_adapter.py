"""TensorFlow, eager."""

import tensorflow as tf

LEARNING_RATE = 0.01
UNARY = {"exp": tf.exp, "tanh": tf.tanh, "gelu": tf.nn.gelu}


def floats(*shape, scale=1.0):
    return tf.random.uniform(shape, -scale, scale)


def integers(below, *shape, dtype=tf.int32):
    return tf.random.uniform(shape, 0, below, dtype=dtype)


def parameter(*shape):
    return tf.Variable(floats(*shape, scale=0.05))


def layer_norm(x, scale, offset):
    # tf.nn has no layer normalization; Keras computes it so.
    mean, variance = tf.nn.moments(x, -1, keepdims=True)
    return tf.nn.batch_normalization(x, mean, variance, offset, scale, 1e-5)


def training(parameters, loss, update=True):
    def step():
        with tf.GradientTape() as tape:
            value = loss()
        gradients = tape.gradient(value, parameters)
        if update:
            for each, gradient in zip(parameters, gradients):
                each.assign_sub(LEARNING_RATE * gradient)

    return step


class Adapter:
    version = tf.__version__

    def __init__(self, threads):
        tf.config.threading.set_intra_op_parallelism_threads(threads)
        tf.config.threading.set_inter_op_parallelism_threads(1)

    def matmul(self, a, b, dtype, transposeA=False, transposeB=False):
        kind = getattr(tf, dtype)
        make = (lambda s: integers(100, *s, dtype=kind)) if "int" in dtype else (lambda s: tf.cast(floats(*s), kind))
        left, right = make(a), make(b)
        return lambda: tf.matmul(left, right, transpose_a=transposeA, transpose_b=transposeB)

    def add(self, a, b):
        left, right = floats(*a), floats(*b)
        return lambda: tf.add(left, right)

    def unary(self, op, shape):
        function, x = UNARY[op], floats(*shape)
        return lambda: function(x)

    def sum(self, shape, axis):
        x = floats(*shape)
        return lambda: tf.reduce_sum(x, axis)

    def softmax(self, shape):
        x = floats(*shape)
        return lambda: tf.nn.softmax(x)

    def layerNorm(self, shape):
        x, width = floats(*shape), shape[-1]
        scale, offset = tf.ones(width), tf.zeros(width)
        return lambda: layer_norm(x, scale, offset)

    def transpose(self, shape):
        x = floats(*shape)
        return lambda: tf.transpose(x)

    def gather(self, table, count):
        x, indices = floats(*table), integers(table[0], count)
        return lambda: tf.gather(x, indices)

    def cumsum(self, length):
        x = floats(length)
        return lambda: tf.cumsum(x)

    def topK(self, length, k):
        x = floats(length)
        return lambda: tf.math.top_k(x, k)

    def sort(self, length):
        x = floats(length)
        return lambda: tf.sort(x)

    def argMax(self, length):
        x = floats(length)
        return lambda: tf.argmax(x)

    def conv2d(self, image, filter):
        x, weights = floats(*image), floats(*filter)
        return lambda: tf.nn.conv2d(x, weights, 1, "SAME")

    def depthwiseConv2d(self, image, filter):
        x, weights = floats(*image), floats(*filter)
        return lambda: tf.nn.depthwise_conv2d(x, weights, [1, 1, 1, 1], "SAME")

    def maxPool(self, image, window):
        x = floats(*image)
        return lambda: tf.nn.max_pool2d(x, window, window, "VALID")

    def dependentAdds(self, length, count):
        start, increment = floats(length), floats(length)

        def chain():
            x = start
            for _ in range(count):
                x = tf.add(x, increment)

        return chain

    def linearRegression(self, examples, features):
        x, y, weights = floats(examples, features), floats(examples, 1), parameter(features, 1)
        return training([weights], lambda: tf.reduce_mean(tf.square(y - tf.matmul(x, weights))))

    def mlp(self, layers, batch):
        x, labels = floats(batch, layers[0]), integers(layers[-1], batch)
        weights = [parameter(a, b) for a, b in zip(layers, layers[1:])]
        biases = [parameter(width) for width in layers[1:]]

        def loss():
            h = x
            for i, (weight, bias) in enumerate(zip(weights, biases)):
                h = tf.matmul(h, weight) + bias
                if i < len(weights) - 1:
                    h = tf.nn.relu(h)
            return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, h))

        return training(weights + biases, loss)

    def transformerBlock(self, batch, length, width, heads):
        rows = batch * length
        x = floats(rows, width)
        dense = lambda a, b: (parameter(a, b), parameter(b))
        norm = lambda: (tf.Variable(tf.ones(width)), tf.Variable(tf.zeros(width)))
        norm1, norm2 = norm(), norm()
        qkv, projection = dense(width, 3 * width), dense(width, width)
        widen, narrow = dense(width, 4 * width), dense(4 * width, width)
        apply = lambda h, layer: tf.matmul(h, layer[0]) + layer[1]

        def loss():
            split = tf.reshape(apply(layer_norm(x, *norm1), qkv), (batch, length, 3, heads, width // heads))
            query, key, value = tf.unstack(tf.transpose(split, (2, 0, 3, 1, 4)))
            scores = tf.matmul(query * (width // heads) ** -0.5, key, transpose_b=True)
            attended = tf.transpose(tf.matmul(tf.nn.softmax(scores), value), (0, 2, 1, 3))
            h = x + apply(tf.reshape(attended, (rows, width)), projection)
            y = h + apply(tf.nn.gelu(apply(layer_norm(h, *norm2), widen)), narrow)
            return tf.reduce_mean(tf.square(y))

        parameters = [each for layer in (norm1, norm2, qkv, projection, widen, narrow) for each in layer]
        return training(parameters, loss, update=False)
