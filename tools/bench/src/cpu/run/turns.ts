/**
 * @file Who is measured when: in rounds, each library once a round, so that what disturbs the machine for a while
 * disturbs all alike. Each round begins with another library, so that none always follows the same one.
 */

/** The orders of `count` libraries in so many rounds. */
export function turns(count: number, rounds: number): readonly (readonly number[])[] {
  return Array.from({ length: rounds }, (_, round) =>
    Array.from({ length: count }, (_, turn) => (round + turn) % count),
  );
}
