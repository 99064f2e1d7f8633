/// Polynomials by Horner's rule, unrolled at compile time.
#pragma once

#include "constant.hpp"
#include "simd/elementary.hpp"

namespace tenon::TENON_ISA {

/// Σ coefficients[k] · xᵏ over k ≥ First, divided by xᶠⁱʳˢᵗ: the constant term stands first.
template <int First = 0, class V, int Count>
[[gnu::always_inline]] inline V polynomial(const Element<V> (&coefficients)[Count], V x) {
  if constexpr (First == Count - 1) {
    return constant<V>(coefficients[First]);
  } else {
    return fma(polynomial<First + 1>(coefficients, x), x, constant<V>(coefficients[First]));
  }
}

}  // namespace tenon::TENON_ISA
