import { afterEach, describe, expect, test } from 'vitest';
import {
  activeRecorders,
  isStarted,
  type Recorder,
  startRecorder,
  stopRecorder,
  withOuterRecorders,
  withoutRecorder,
  withoutRecorders,
  withRecorder,
} from './recorder.ts';

const recorder = (): Recorder => ({ recordOp() {} });
const [outer, middle, inner] = [recorder(), recorder(), recorder()];

afterEach(() => {
  for (const each of [outer, middle, inner]) stopRecorder(each);
});

function startAll() {
  for (const each of [outer, middle, inner]) startRecorder(each);
}

describe('recorders', () => {
  test('stack, outermost first, and stop wherever they are', () => {
    startAll();
    expect(activeRecorders()).toEqual([outer, middle, inner]);
    stopRecorder(middle);
    stopRecorder(middle);
    expect(activeRecorders()).toEqual([outer, inner]);
  });

  test('withRecorder starts one and stops it, also when its function throws', () => {
    startRecorder(outer);
    expect(withRecorder(inner, activeRecorders)).toEqual([outer, inner]);
    expect(() =>
      withRecorder(inner, () => {
        throw new Error('inside');
      }),
    ).toThrow('inside');
    expect(activeRecorders()).toEqual([outer]);
  });
});

describe('a pause', () => {
  test('hides one, all, or one and those inside of it', () => {
    startAll();
    expect(withoutRecorder(middle, activeRecorders)).toEqual([outer, inner]);
    expect(withoutRecorders(activeRecorders)).toEqual([]);
    expect(withOuterRecorders(middle, activeRecorders)).toEqual([outer]);
    expect(activeRecorders()).toEqual([outer, middle, inner]);
  });

  test('leaves its recorders started', () => {
    startAll();
    expect(withoutRecorders(() => isStarted(inner))).toBe(true);
  });

  test('nests', () => {
    startAll();
    const seen = withoutRecorder(outer, () => [withoutRecorder(inner, activeRecorders), activeRecorders()]);
    expect(seen).toEqual([[middle], [middle, inner]]);
  });

  test('does not hide what starts inside of it', () => {
    startRecorder(outer);
    expect(withoutRecorders(() => withRecorder(inner, activeRecorders))).toEqual([inner]);
    withoutRecorders(() => startRecorder(middle));
    expect(activeRecorders()).toEqual([outer, middle]);
  });

  test('does not bring back what stops inside of it', () => {
    startAll();
    withoutRecorders(() => stopRecorder(middle));
    withoutRecorder(outer, () => stopRecorder(inner));
    expect(activeRecorders()).toEqual([outer]);
  });

  test('ends when its function throws', () => {
    startAll();
    expect(() =>
      withoutRecorders(() => {
        throw new Error('inside');
      }),
    ).toThrow('inside');
    expect(activeRecorders()).toEqual([outer, middle, inner]);
  });
});
