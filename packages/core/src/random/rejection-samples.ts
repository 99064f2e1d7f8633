/**
 * @file The uniform and normal numbers that rejection methods consume, in TensorFlow's order.
 *
 * Gamma, Poisson and binomial draws take as many numbers as it needs. Each element starts at its own place in the
 * stream; from there, uniform and normal numbers are made a block at a time as they run out, and of the two that a
 * block gives the second is handed out first.
 *
 * Source: TensorFlow 2.21, `SampleBuffer` in `stateless_random_gamma_op.cc`, `UNIFORM` in `random_poisson_op.cc`.
 */
import { boxMullerFloat64, type NormalPair } from './normal.ts';
import { type PhiloxState, PhiloxStream, skipBlocks } from './philox.ts';
import { uniformFloat64 } from './uniform.ts';

export class RejectionSamples {
  readonly #stream: PhiloxStream;
  readonly #normals: NormalPair = { first: 0, second: 0 };
  #normalsLeft = 0;
  #firstUniform = 0;
  #uniformsLeft = 0;

  /** The samples of an element that starts `blocks` blocks after `state`. */
  constructor(state: PhiloxState, blocks: number) {
    this.#stream = new PhiloxStream(skipBlocks(state, blocks));
  }

  /** The next float64 uniform in [0, 1). */
  uniform(): number {
    if (this.#uniformsLeft > 0) {
      this.#uniformsLeft = 0;
      return this.#firstUniform;
    }
    this.#firstUniform = uniformFloat64(this.#stream.next(), this.#stream.next());
    this.#uniformsLeft = 1;
    return uniformFloat64(this.#stream.next(), this.#stream.next());
  }

  /** The next float64 standard normal. */
  normal(): number {
    if (this.#normalsLeft > 0) {
      this.#normalsLeft = 0;
      return this.#normals.first;
    }
    const stream = this.#stream;
    boxMullerFloat64(stream.next(), stream.next(), stream.next(), stream.next(), this.#normals);
    this.#normalsLeft = 1;
    return this.#normals.second;
  }
}
