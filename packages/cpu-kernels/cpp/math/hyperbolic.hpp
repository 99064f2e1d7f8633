/// sinh, cosh and tanh.
///
/// Near 0 odd polynomials; elsewhere from half of e^|x|, which is finite wherever the results are.
#pragma once

#include "exponential.hpp"

namespace tenon::TENON_ISA {

template <class T> struct HyperbolicConstants;

template <> struct HyperbolicConstants<float> {
  /// From here on tanh rounds to 1.
  static constexpr float tanhIsOne = 9.5f;
  /// Where cosh has long overflowed.
  static constexpr float highest = 91;
  /// (tanh x − x) / x³ in x², minimax for |x| ≤ 0.625, relative error 2⁻²⁷·⁸.
  static constexpr float tanh[] = {-0.3333328195f, 0.1333144222f, -0.05373971391f, 0.02063907846f, -5.704974394e-3f};
  /// (sinh x − x) / x³ in x², minimax for |x| ≤ 1, relative error 2⁻³⁴.
  static constexpr float sinh[] = {0.166666665f, 8.333350059e-3f, 1.983615968e-4f, 2.81695172e-6f};
};

template <> struct HyperbolicConstants<double> {
  static constexpr double tanhIsOne = 20;
  static constexpr double highest = 712;
  /// As above, relative error 2⁻⁶¹.
  static constexpr double tanh[] = {-0.333333333333333128,   0.133333333333297427,    -0.0539682539660588329,
                                    0.0218694884687136293,   -8.86323431255371402e-3, 3.59211399965855071e-3,
                                    -1.4557259468221995e-3,  5.89451794167741797e-4,  -2.37011717840588232e-4,
                                    9.15583912179269347e-5,  -3.01872003603916481e-5, 6.042459525188529e-6};
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

/// tanh x = 1 − 2 / (e²ˣ + 1).
template <class V>
[[gnu::always_inline]] inline V tanh(V x) {
  using C = HyperbolicConstants<Element<V>>;
  const V magnitude = absolute(x);
  const V bounded = lesser(constant<V>(C::tanhIsOne), magnitude);
  const V one = constant<V>(1);
  const V far = one - constant<V>(2) / (exponentialOfModerate(bounded + bounded) + one);
  const V near = oddPolynomial(C::tanh, magnitude);
  // The far form loses NaN.
  return copySign(select<V>(magnitude >= constant<V>(Element<V>(0.625)), far, near), x);
}

}  // namespace tenon::TENON_ISA
