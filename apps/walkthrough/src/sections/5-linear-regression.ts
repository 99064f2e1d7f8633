/**
 * @file Section 5: all of it together. A linear model finds the weights that made its data.
 */

import * as tn from '@tenon/core';

const STEPS = 1000;
const STEPS_BETWEEN_REPORTS = 100;
const LEARNING_RATE = 0.05;

/** Prints the section. */
export async function linearRegression() {
  // The truth: y = x · (0, 1, 2, 3, 4)ᵀ, for random x.
  const trueWeights = tn.constant([0, 1, 2, 3, 4]).at(':', tn.newaxis);
  const x = tn.random.uniform([32, 5]);
  const y = x.matmul(trueWeights);

  // The model begins anywhere.
  const weights = new tn.Variable(tn.random.uniform([5, 1]));

  for (let step = 0; step <= STEPS; step++) {
    // What a step makes on the way is freed as it ends; only the loss comes out.
    const loss = tn.tidy(() => {
      const tape = new tn.GradientTape();
      const meanSquared = tape.record(() => tn.reduceMean(tn.square(y.sub(x.matmul(weights)))));
      const gradient = tape.gradient(meanSquared, weights, { unconnectedGradients: 'zero' });
      weights.assignSub(gradient.mul(LEARNING_RATE));
      return meanSquared;
    });
    if (step % STEPS_BETWEEN_REPORTS === 0) {
      const [value] = await loss.data();
      console.log(`mean squared loss at iteration ${String(step).padStart(4)} is ${value.toFixed(4)}`);
    }
    loss.dispose();
  }

  await tn.print(weights);
}
