/**
 * @file The script of a helper thread: an instance of the module on the shared memory, with a stack of its own, that takes
 * part in loops until it is told to stop.
 *
 * It is source text, because a thread is started from text on every platform and a bundler must not have to know of it.
 * An iteration that traps ends the thread, not the kernel: the issuer hears of it (`failed`) and reports the failure.
 */

/** What a helper is told. */
export interface HelperMessage {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  /** Its number, from 1. */
  readonly index: number;
  /** The end of its stack, which grows downwards. */
  readonly stack: number;
  readonly scratch: number;
}

export const helperScript = `
function receive({ module, memory, index, stack, scratch }) {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  exports.__stack_pointer.value = stack;
  try {
    exports.help(index, scratch);
  } catch {
    exports.__stack_pointer.value = stack;
    exports.failed(index);
  }
}`;
