/// float32 functions by way of float64: a vector's halves are widened, computed, and rounded once.
#pragma once

#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

template <class V, class Function>
[[gnu::always_inline]] inline V computeWidened(V x, Function f) {
  constexpr int half = kLanesOf<V> / 2;
  using Half = Vector<float, half>;
  using Wide = Vector<double, half>;
  Half halves[2];
  __builtin_memcpy(halves, &x, sizeof(V));
  for (Half& h : halves) h = convert<Half>(f(convert<Wide>(h)));
  __builtin_memcpy(&x, halves, sizeof(V));
  return x;
}

template <class V, class Function>
[[gnu::always_inline]] inline V computeWidened(V x, V y, Function f) {
  constexpr int half = kLanesOf<V> / 2;
  using Half = Vector<float, half>;
  using Wide = Vector<double, half>;
  Half xs[2], ys[2];
  __builtin_memcpy(xs, &x, sizeof(V));
  __builtin_memcpy(ys, &y, sizeof(V));
  for (int i = 0; i < 2; i++) xs[i] = convert<Half>(f(convert<Wide>(xs[i]), convert<Wide>(ys[i])));
  __builtin_memcpy(&x, xs, sizeof(V));
  return x;
}

}  // namespace tenon::TENON_ISA
