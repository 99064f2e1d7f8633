/// Mean and deviation of a row, in two passes: the difference of mean square and squared mean has no digit left where
/// the mean is great beside the deviation.
#pragma once

#include "simd/row.hpp"
#include "simd/elementary.hpp"

namespace tenon::TENON_ISA {

template <class T>
struct Statistics {
  T mean;
  /// 1 / √(variance + ε), of the biased variance Σ (x − mean)² / n.
  T inverseDeviation;
};

template <class V>
inline Statistics<Element<V>> statisticsOfRow(const Element<V>* x, int64_t length, double epsilon) {
  using T = Element<V>;
  const double sum = sumRow<V>(length, [&](int64_t i, int count) { return loadLanes<V>(x + i, count); });
  const T mean = T(sum / double(length));
  const V center = splat<V>(mean);
  const double squares = sumRow<V>(length, [&](int64_t i, int count) {
    const V deviation = keepLanes(loadLanes<V>(x + i, count) - center, count);
    return deviation * deviation;
  });
  return {mean, T(1 / sqrt(squares / double(length) + epsilon))};
}

}  // namespace tenon::TENON_ISA
