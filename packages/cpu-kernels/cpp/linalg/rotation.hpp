/// Givens rotations of two vectors.
#pragma once

#include "simd/row.hpp"
#include "simd/elementary.hpp"

namespace tenon::TENON_ISA {

/// x, y = c · x − s · y, s · x + c · y.
inline void rotate(double* x, double* y, double c, double s, int64_t length) {
  using V = Register<double>;
  const V cosine = splat<V>(c), sine = splat<V>(s);
  eachVector<V>(length, [&](int64_t i, int count) {
    const V a = loadLanes<V>(x + i, count), b = loadLanes<V>(y + i, count);
    storeLanes(x + i, fma(cosine, a, -(sine * b)), count);
    storeLanes(y + i, fma(sine, a, cosine * b), count);
  });
}

}  // namespace tenon::TENON_ISA
