import { expect, test } from 'vitest';
import { BackendChoiceError, makeBackend } from './backends.ts';

test('the reference backend is made by its name', async () => {
  expect(await makeBackend('reference')).toMatchObject({ name: 'reference', apiVersion: 1 });
});

test('a backend whose package is not installed is refused with the package’s name', async () => {
  const table = { abacus: { package: '@tenon/backend-abacus', factory: 'abacus' } };
  const refused = makeBackend('abacus', table);
  await expect(refused).rejects.toThrow(BackendChoiceError);
  await expect(refused).rejects.toThrow(
    "The backend 'abacus' needs @tenon/backend-abacus, which is not installed. TENON_BACKEND may be:\n" +
      '  abacus       @tenon/backend-abacus (not installed)',
  );
});

test('what every object has is no backend', async () => {
  await expect(makeBackend('toString')).rejects.toThrow("There is no backend 'toString'.");
});
