/**
 * @file The walkthrough: five sections that print what they do. Run it with `npm start`.
 *
 * Later sections go on with tensors of earlier ones, and all of them draw from one random stream, so they run in order.
 */

import * as tn from '@tenon/core';
import core from '@tenon/core/package.json' with { type: 'json' };
import { BackendChoiceError, chosenBackend, makeBackend } from './backends.ts';
import { tensors } from './sections/1-tensors.ts';
import { operations } from './sections/2-operations.ts';
import { variables } from './sections/3-variables.ts';
import { automaticDifferentiation } from './sections/4-automatic-differentiation.ts';
import { linearRegression } from './sections/5-linear-regression.ts';

async function walkthrough(backendName: string) {
  const device = await tn.use(makeBackend(backendName));
  console.log(`Tenon ${core.version} on ${device}`);
  tn.random.setSeed(42);

  heading('1. Tensors');
  const made = await tensors();
  heading('2. Operations');
  await operations(made);
  heading('3. Variables');
  await variables(made);
  heading('4. Automatic differentiation');
  await automaticDifferentiation();
  heading('5. Linear regression');
  await linearRegression();
}

function heading(text: string) {
  console.log(`\n${text}\n${'─'.repeat(text.length)}`);
}

try {
  await walkthrough(chosenBackend);
} catch (error) {
  if (!(error instanceof BackendChoiceError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
