/// Philox4x32-10: ten rounds of multiplication and exclusive or that turn a counter and a key into four random words.
///
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3" (SC 2011), section 3.3, and the
/// constants of its reference implementation. `core/src/random/philox.ts` is the same in TypeScript.
///
/// A lane is a counter, of 64 bits because products are; what stands in the high half of a word is ignored until the end.
#pragma once

#include "simd/shuffle.hpp"
#include "simd/wide_product.hpp"

namespace tenon::TENON_ISA {

inline constexpr int kPhiloxRounds = 10;
/// Words of one counter.
inline constexpr int kPhiloxWords = 4;

/// The key of every round: a Weyl sequence.
struct PhiloxKeys {
  uint32_t first[kPhiloxRounds];
  uint32_t second[kPhiloxRounds];

  PhiloxKeys(uint32_t key0, uint32_t key1) {
    for (int round = 0; round < kPhiloxRounds; round++) {
      first[round] = key0;
      second[round] = key1;
      // The golden ratio and √3 − 1, as 32-bit fractions.
      key0 += 0x9e3779b9;
      key1 += 0xbb67ae85;
    }
  }
};

/// How many counters are hashed at once: several vectors, so that one's products hide the latency of another's.
template <int Vectors>
inline constexpr int kPhiloxCounters = Vectors * kLanes<uint64_t>;

/// The words of the counters `low + 2⁶⁴ · high + first …`, one after the other.
template <int Vectors>
inline void philox(const PhiloxKeys& keys, uint64_t low, uint64_t high, uint64_t first, uint32_t* words) {
  using V = Register<uint64_t>;
  constexpr int kCounters = kLanes<uint64_t>;
  V x0[Vectors], x1[Vectors], x2[Vectors], x3[Vectors];
  for (int i = 0; i < Vectors; i++) {
    V place;
    for (int lane = 0; lane < kCounters; lane++) place[lane] = uint64_t(lane);
    const V lower = place + (low + first + uint64_t(i) * kCounters);
    // A sum less than its operand has wrapped. A mask is −1.
    const V upper = high - V(lower < low);
    x0[i] = lower;
    x1[i] = lower >> 32;
    x2[i] = upper;
    x3[i] = upper >> 32;
  }
  const V multiplier0 = splat<V>(0xd2511f53);
  const V multiplier1 = splat<V>(0xcd9e8d57);
  for (int round = 0; round < kPhiloxRounds; round++) {
    const V key0 = splat<V>(keys.first[round]);
    const V key1 = splat<V>(keys.second[round]);
    for (int i = 0; i < Vectors; i++) {
      const V product0 = wideProduct(x0[i], multiplier0);
      const V product1 = wideProduct(x2[i], multiplier1);
      x0[i] = (product1 >> 32) ^ x1[i] ^ key0;
      x2[i] = (product0 >> 32) ^ x3[i] ^ key1;
      x1[i] = product1;
      x3[i] = product0;
    }
  }
  for (int i = 0; i < Vectors; i++) {
    // Two words in each lane; the four of a counter are neighbours.
    const V front = (x0[i] & 0xffffffff) | (x1[i] << 32);
    const V back = (x2[i] & 0xffffffff) | (x3[i] << 32);
    uint32_t* to = words + i * kCounters * kPhiloxWords;
    store(to, interleaved<0>(front, back));
    store(to + kCounters * kPhiloxWords / 2, interleaved<1>(front, back));
  }
}

}  // namespace tenon::TENON_ISA
