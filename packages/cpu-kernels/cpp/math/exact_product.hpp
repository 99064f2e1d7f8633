/// Sums and products together with what rounding them lost (Dekker, "A floating-point technique for extending the
/// available precision", Numer. Math. 18, 1971).
#pragma once

#include "simd/elementary.hpp"

namespace tenon::TENON_ISA {

/// The number high + low, where low is at most half of high's last place.
template <class V>
struct Pair {
  V high;
  V low;
};

/// a + b exactly, whichever is the greater (Knuth's TwoSum).
template <class V>
[[gnu::always_inline]] inline Pair<V> exactSum(V a, V b) {
  const V sum = a + b;
  const V addend = sum - a;
  return {sum, (a - (sum - addend)) + (b - addend)};
}

/// a + b exactly, for |a| ≥ |b|.
template <class V>
[[gnu::always_inline]] inline Pair<V> exactSumOfOrdered(V a, V b) {
  const V sum = a + b;
  return {sum, b - (sum - a)};
}

/// a · b exactly, unless parts of it over- or underflow. Without a fused multiplication the factors are split into
/// halves (Veltkamp), by their bits: a multiplication could overflow.
template <class V>
[[gnu::always_inline]] inline Pair<V> exactProduct(V a, V b) {
  const V product = a * b;
  if constexpr (kFusesMultiplyAdd) {
    return {product, fma(a, b, -product)};
  } else {
    static_assert(sizeof(Element<V>) == 8);
    // The upper 26 bits of the significands; the lower 27 lose nothing in products with them, and those of two lower
    // parts are rounded below the last place of the whole.
    const auto upper = [](V x) { return bitcast<V>(bitcast<UnsignedBits<V>>(x) & ~uint64_t(0x7FFFFFF)); };
    const V ah = upper(a), bh = upper(b);
    const V al = a - ah, bl = b - bh;
    return {product, ((ah * bh - product) + ah * bl + al * bh) + al * bl};
  }
}

}  // namespace tenon::TENON_ISA
