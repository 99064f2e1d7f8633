/**
 * @file The errors Tenon throws, one class per kind, all under `TenonError`.
 *
 * The kinds and their names are TensorFlow's (`tf.errors`), so a caller can tell bad input from an exhausted device
 * without reading messages. A message says what was asked (op, shapes, dtypes, device), what was expected, and what
 * to do. This folder imports nothing, so every other folder may throw.
 */

/** The base class of every error that Tenon throws on purpose. */
export class TenonError extends Error {
  override get name(): string {
    return this.constructor.name;
  }
}

/** An argument is of the wrong type, dtype, shape or range. The call changed nothing. */
export class InvalidArgumentError extends TenonError {}

/** The object is in a state that does not allow the call: a disposed tensor, a used-up tape. */
export class FailedPreconditionError extends TenonError {}

/** A device has no room for what was asked. Every existing tensor stays usable. */
export class ResourceExhaustedError extends TenonError {}

/** The backend declares that it cannot do this: a dtype, a kernel, a synchronous read. */
export class UnimplementedError extends TenonError {}

/** A device is missing, lost, or two devices were mixed in one call. */
export class DeviceError extends TenonError {}

/** Bytes that should hold tensors are malformed, truncated or inconsistent. */
export class DataLossError extends TenonError {}
