/// Folding a packed row with vectors: sums whose error does not grow with the row, maxima, and walks.
///
/// All take a function of a position and a count of lanes. The count is the vector's own but for the end of a row, so
/// the compiler drops what handles less.
#pragma once

#include "elementary.hpp"
#include "partial.hpp"

namespace tenon::TENON_ISA {

/// The next `count` elements; the other lanes are zero.
template <class V>
inline V loadLanes(const Element<V>* from, int count) {
  return count == kLanesOf<V> ? load<V>(from) : loadPartial<V>(from, count);
}
template <class V>
inline void storeLanes(Element<V>* to, V v, int count) {
  if (count == kLanesOf<V>) store(to, v);
  else storePartial(to, v, count);
}
/// The first `count` lanes, and `other` in those that are past the end of a row.
template <class V>
inline V keepLanes(V v, int count, Element<V> other = 0) {
  if (count == kLanesOf<V>) return v;
  Bits<V> lane{};
  for (int i = 0; i < kLanesOf<V>; i++) lane[i] = i;
  return select<V>(lane < Element<Bits<V>>(count), v, splat<V>(other));
}

/// `visit(position, count)` for every vector of a row.
template <class V, class Visit>
inline void eachVector(int64_t length, Visit visit) {
  constexpr int kLanes = kLanesOf<V>;
  int64_t i = 0;
  for (; i + kLanes <= length; i += kLanes) visit(i, kLanes);
  if (i < length) visit(i, int(length - i));
}

/// The sum of the lanes, in float64 and pairwise.
template <class V>
inline double sumOfLanes(V v) {
  double sums[kLanesOf<V>];
  for (int i = 0; i < kLanesOf<V>; i++) sums[i] = double(v[i]);
  for (int half = kLanesOf<V> / 2; half > 0; half /= 2) {
    for (int i = 0; i < half; i++) sums[i] += sums[i + half];
  }
  return sums[0];
}

/// Σ term(position, count), where `term` gives zero in the lanes past its count. Every lane adds up 64 terms at most;
/// what lanes have added up is summed in float64.
template <class V, class Term>
inline double sumRow(int64_t length, Term term) {
  constexpr int kLanes = kLanesOf<V>;
  constexpr int64_t kStep = 4 * kLanes;
  double total = 0;
  for (int64_t start = 0; start < length; start += 64 * kStep) {
    const int64_t end = length - start > 64 * kStep ? start + 64 * kStep : length;
    V sums[4] = {};
    int64_t i = start;
    for (; i + kStep <= end; i += kStep) {
      for (int k = 0; k < 4; k++) sums[k] += term(i + k * kLanes, kLanes);
    }
    for (; i + kLanes <= end; i += kLanes) sums[0] += term(i, kLanes);
    if (i < end) sums[1] += term(i, int(end - i));
    total += sumOfLanes((sums[0] + sums[1]) + (sums[2] + sums[3]));
  }
  return total;
}

/// The greatest element, −∞ of none; NaN if there is a NaN. That is seen in the sum of all: NaN, too, where infinities of
/// both signs are among them or it overflows, so only then is it looked for.
template <class V>
inline Element<V> maxOfRow(const Element<V>* row, int64_t length) {
  using T = Element<V>;
  constexpr int kLanes = kLanesOf<V>;
  const T lowest = -T(__builtin_inff());
  V greatest[4], sums[4] = {};
  for (V& v : greatest) v = splat<V>(lowest);
  int64_t i = 0;
  for (; i + 4 * kLanes <= length; i += 4 * kLanes) {
    for (int k = 0; k < 4; k++) {
      const V x = load<V>(row + i + k * kLanes);
      greatest[k] = greater(x, greatest[k]);
      sums[k] += x;
    }
  }
  eachVector<V>(length - i, [&](int64_t j, int count) {
    const V x = keepLanes(loadLanes<V>(row + i + j, count), count, lowest);
    greatest[0] = greater(x, greatest[0]);
    sums[0] += x;
  });
  const V sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  if (any(sum != sum)) {
    for (i = 0; i < length; i++) if (row[i] != row[i]) return row[i];
  }
  const V all = greater(greater(greatest[0], greatest[1]), greater(greatest[2], greatest[3]));
  T max = lowest;
  for (int lane = 0; lane < kLanes; lane++) max = all[lane] > max ? all[lane] : max;
  return max;
}

}  // namespace tenon::TENON_ISA
