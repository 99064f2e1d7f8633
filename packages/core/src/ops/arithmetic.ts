/**
 * @file Arithmetic.
 */

import { floating, numeric } from '../dtype/index.ts';
import { binary, unary } from './define/index.ts';

/** x + y, elementwise with broadcasting. Integers wrap. */
export const add = binary('add', numeric, (s, x, y) => s.add(x, y));
/** x − y, elementwise with broadcasting. Integers wrap. */
export const subtract = binary('subtract', numeric, (s, x, y) => s.sub(x, y));
/** x · y, elementwise with broadcasting. Integers wrap. */
export const multiply = binary('multiply', numeric, (s, x, y) => s.mul(x, y));
/** eˣ, elementwise. */
export const exp = unary('exp', floating, (s, x) => s.exp(x));
