/** @file A function of WGSL's library. */

/** Its text, and the names of those that it calls. */
export interface WgslFunction {
  readonly name: string;
  readonly source: string;
  readonly needs?: readonly string[];
}
