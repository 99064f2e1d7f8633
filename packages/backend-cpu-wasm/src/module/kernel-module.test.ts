import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

/** The function as a program finds it that runs on an engine whose compiler refuses the first modules it is given. */
async function onEngineThatRefuses(refusals: number) {
  const { Module, CompileError } = WebAssembly;
  let left = refusals;
  vi.stubGlobal('WebAssembly', {
    ...Object.fromEntries(
      Object.getOwnPropertyNames(WebAssembly).map((name) => [name, WebAssembly[name as 'Module']]),
    ),
    Module: function compile(bytes: Uint8Array<ArrayBuffer>) {
      if (left-- > 0) throw new CompileError('unknown opcode');
      return new Module(bytes);
    },
  });
  return (await import('./kernel-module.ts')).kernelModule;
}

test('an engine that knows relaxed SIMD gets it, and both modules are compiled once', async () => {
  const kernelModule = await onEngineThatRefuses(0);
  expect(kernelModule(true).isRelaxed).toBe(true);
  expect(kernelModule(true).module).toBe(kernelModule(true).module);
  expect(kernelModule(false).isRelaxed).toBe(false);
  expect(kernelModule(false).module).toBe(kernelModule(false).module);
});

test('an engine that does not gets the other', async () => {
  const kernelModule = await onEngineThatRefuses(1);
  expect(kernelModule(true).isRelaxed).toBe(false);
});

test('an engine without SIMD is refused, with what to do', async () => {
  const kernelModule = await onEngineThatRefuses(2);
  expect(() => kernelModule(true)).toThrow(
    expect.objectContaining({
      name: 'UnimplementedError',
      message: expect.stringMatching(/has no WebAssembly SIMD .*@tenon\/backend-reference runs everywhere/),
    }),
  );
});
