/// Moving lanes.
#pragma once

#include "vector.hpp"

namespace tenon::TENON_ISA {

/// A list of lanes.
template <int... lanes>
struct LaneList {};
template <int count, int... lanes>
struct FirstLanesOf : FirstLanesOf<count - 1, count - 1, lanes...> {};
template <int... lanes>
struct FirstLanesOf<0, lanes...> {
  using Type = LaneList<lanes...>;
};
/// The lanes of V, in order.
template <class V>
using AllLanes = typename FirstLanesOf<kLanesOf<V>>::Type;

/// The lanes moved up by `by`; those that become free are filled with the last ones of `fill`.
template <int by, class V>
inline V movedUp(V x, V fill) {
  return [&]<int... lane>(LaneList<lane...>) {
    return __builtin_shufflevector(fill, x, (kLanesOf<V> - by + lane)...);
  }(AllLanes<V>{});
}

/// The last lane in all.
template <class V>
inline V lastLane(V x) {
  return [&]<int... lane>(LaneList<lane...>) {
    return __builtin_shufflevector(x, x, (kLanesOf<V> - 1 + 0 * lane)...);
  }(AllLanes<V>{});
}

/// The lanes of the first halves of two vectors in turns (`half` 0), or those of the second halves (1).
template <int half, class V>
inline V interleaved(V a, V b) {
  return [&]<int... lane>(LaneList<lane...>) {
    return __builtin_shufflevector(a, b, (half * kLanesOf<V> / 2 + lane / 2 + lane % 2 * kLanesOf<V>)...);
  }(AllLanes<V>{});
}

}  // namespace tenon::TENON_ISA
