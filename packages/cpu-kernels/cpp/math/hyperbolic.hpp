/// sinh, cosh and tanh.
///
/// sinh near 0 by an odd polynomial; elsewhere from half of e^|x|, which is finite wherever the results are; tanh from
/// half of e^|2x| − 1.
#pragma once

#include "exponential.hpp"

namespace tenon::TENON_ISA {

template <class T> struct HyperbolicConstants;

template <> struct HyperbolicConstants<float> {
  /// From here on tanh rounds to 1.
  static constexpr float tanhIsOne = 9.5f;
  /// Where cosh has long overflowed.
  static constexpr float highest = 91;
  /// (sinh x − x) / x³ in x², minimax for |x| ≤ 1, relative error 2⁻³⁴.
  static constexpr float sinh[] = {0.166666665f, 8.333350059e-3f, 1.983615968e-4f, 2.81695172e-6f};
};

template <> struct HyperbolicConstants<double> {
  static constexpr double tanhIsOne = 20;
  static constexpr double highest = 712;
  /// As above, relative error 2⁻⁶³.
  static constexpr double sinh[] = {0.166666666666666674,   8.33333333333314774e-3, 1.98412698414318714e-4,
                                    2.75573191570722433e-6, 2.50521231366648714e-8, 1.60572597731673081e-10,
                                    7.75874866982481339e-13};
};

/// x + x³ p(x²).
template <class V, int Count>
[[gnu::always_inline]] inline V oddPolynomial(const Element<V> (&cubic)[Count], V x) {
  const V square = x * x;
  return fma(square * x, polynomial(cubic, square), x);
}

/// ½ e^x for x ≥ 0, up to twice the greatest number.
template <class V>
[[gnu::always_inline]] inline V halfExponential(V x) {
  const auto [shifted, r] = reduceExponential(x);
  return scale(exponentialOfReduced(r), shifted - 1);
}

/// sinh x.
template <class V>
[[gnu::always_inline]] inline V sinh(V x) {
  using C = HyperbolicConstants<Element<V>>;
  const V magnitude = absolute(x);
  const V half = halfExponential(lesser(constant<V>(C::highest), magnitude));
  const V far = copySign(half - Element<V>(0.25) / half, x);
  return select<V>(magnitude < 1, oddPolynomial(C::sinh, x), far);
}

/// cosh x.
template <class V>
[[gnu::always_inline]] inline V cosh(V x) {
  using C = HyperbolicConstants<Element<V>>;
  const V magnitude = absolute(x);
  const V half = halfExponential(lesser(constant<V>(C::highest), magnitude));
  return half + Element<V>(0.25) / half;
}

/// tanh x = h / (1 + h), where h = ½ (e²ˣ − 1).
template <class V>
[[gnu::always_inline]] inline V tanh(V x) {
  using T = Element<V>;
  const V bounded = lesser(constant<V>(HyperbolicConstants<T>::tanhIsOne), absolute(x));
  const V h = halfOfExpm1(bounded + bounded);
  const V quotient = h / (h + constant<V>(1));
  // Near 0 as h − h · h / (1 + h), of which h alone has rounding errors that count.
  const V near = fma(-h, quotient, h);
  return copySign(select<V>(h < constant<V>(T(0.375)), near, quotient), x);
}

}  // namespace tenon::TENON_ISA
