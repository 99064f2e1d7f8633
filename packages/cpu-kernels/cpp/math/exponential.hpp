/// eˣ and eˣ − 1.
///
/// x = n ln 2 + r with |r| ≤ ½ ln 2, so that eˣ = 2ⁿ eʳ, and eʳ = 1 + r + r² q(r). The reduction is Cody and Waite's
/// (Software Manual for the Elementary Functions, 1980): ln 2 in two parts, the first so short that n times it is exact.
#pragma once

#include "float_format.hpp"
#include "polynomial.hpp"

namespace tenon::TENON_ISA {

template <class T> struct ExponentialConstants;

template <> struct ExponentialConstants<float> {
  static constexpr float log2OfE = 1.44269504f;
  static constexpr float ln2Head = 0x1.62e4p-1f;
  static constexpr float ln2Tail = 0x1.7f7d1cp-20f;
  /// Beyond these, eˣ is 0 or ∞.
  static constexpr float lowest = -104.5f;
  static constexpr float highest = 89.0f;
  /// Up to this magnitude, eˣ is a normal number.
  static constexpr float moderate = 87.0f;
  /// Below this, eˣ − 1 rounds to −1.
  static constexpr float lowestOfExpm1 = -20.0f;
  /// (eʳ − 1 − r) / r², minimax on ±0.3470 for the relative error of eʳ, 2⁻²⁸·².
  static constexpr float quadratic[] = {0.4999999342f, 0.1666652012f, 0.04166839358f, 0.008368778605f,
                                        0.001381449943f};
  /// The same for the relative error of eʳ − 1, 2⁻³¹·⁷.
  static constexpr float quadraticOfExpm1[] = {0.5000000053f, 0.166666669f,    0.04166632572f,
                                               8.333219315e-3f, 1.394330994e-3f, 1.996255107e-4f};
};

template <> struct ExponentialConstants<double> {
  static constexpr double log2OfE = 1.4426950408889634;
  static constexpr double ln2Head = 0x1.62e42feep-1;
  static constexpr double ln2Tail = 0x1.a39ef35793c76p-33;
  static constexpr double lowest = -746.0;
  static constexpr double highest = 710.0;
  static constexpr double moderate = 708.0;
  static constexpr double lowestOfExpm1 = -40.0;
  /// (eʳ − 1 − r) / r², minimax on ±0.3470 for the relative error of eʳ − 1, 2⁻⁵⁸·³.
  static constexpr double quadratic[] = {
      0.500000000000000087,    0.16666666666666671,     0.0416666666666521885,   8.33333333332610316e-3,
      1.38888888956324861e-3,  1.98412698749417526e-4,  2.4801574493265517e-5,   2.75572552378008993e-6,
      2.75679457879920366e-7,  2.51052874173096435e-8,  1.76877639907942959e-9};
  static constexpr const double (&quadraticOfExpm1)[11] = quadratic;
};

/// x within [lowest, highest], as it was if NaN.
template <class V>
[[gnu::always_inline]] inline V clamp(V x, Element<V> lowest, Element<V> highest) {
  return lesser(constant<V>(highest), greater(constant<V>(lowest), x));
}

/// x = n ln 2 + r.
template <class V>
struct ExponentialReduction {
  /// n + integerShift, as `scale` takes it.
  V shifted;
  V r;
};

template <class V>
[[gnu::always_inline]] inline ExponentialReduction<V> reduceExponential(V x) {
  using C = ExponentialConstants<Element<V>>;
  const V shift = constant<V>(FormatOf<V>::integerShift);
  const V shifted = fma(x, constant<V>(C::log2OfE), shift);
  const V n = shifted - shift;
  return {shifted, fma(n, constant<V>(-C::ln2Tail), fma(n, constant<V>(-C::ln2Head), x))};
}

/// −x² = n ln 2 + r, where r does not suffer from what rounding x² loses: e^(−x²) would, many times as much.
template <class V>
[[gnu::always_inline]] inline ExponentialReduction<V> reduceNegativeSquare(V x) {
  using C = ExponentialConstants<Element<V>>;
  const V shift = constant<V>(FormatOf<V>::integerShift);
  const V shifted = fma(x * x, constant<V>(-C::log2OfE), shift);
  const V n = shifted - shift;
  const V head = n * constant<V>(C::ln2Head);
  V negated;
  if constexpr (kFusesMultiplyAdd) {
    negated = fma(x, x, head);
  } else {
    // With a half as long as its square is exact: x² = upper² + (x − upper)(x + upper).
    using U = UnsignedBits<V>;
    const V upper = bitcast<V>(bitcast<U>(x) & constant<U>(~Element<U>(0) << (FormatOf<V>::fractionBits / 2 + 1)));
    negated = fma(x - upper, x + upper, fma(upper, upper, head));
  }
  return {shifted, -fma(n, constant<V>(C::ln2Tail), negated)};
}

/// eʳ − 1 for a reduced r, to as many digits as eʳ has.
template <class V>
[[gnu::always_inline]] inline V exponentialOfReducedLessOne(V r) {
  return fma(r * r, polynomial(ExponentialConstants<Element<V>>::quadratic, r), r);
}

/// eʳ for a reduced r.
template <class V>
[[gnu::always_inline]] inline V exponentialOfReduced(V r) {
  return exponentialOfReducedLessOne(r) + constant<V>(1);
}

/// eˣ where that is a normal number.
template <class V>
[[gnu::always_inline]] inline V exponentialOfModerate(V x) {
  const auto [shifted, r] = reduceExponential(x);
  return scaleNormal(exponentialOfReduced(r), shifted);
}

/// eˣ, of any x.
template <class V>
[[gnu::always_inline]] inline V exponentialOfAny(V x) {
  using C = ExponentialConstants<Element<V>>;
  const auto [shifted, r] = reduceExponential(clamp(x, C::lowest, C::highest));
  return scale(exponentialOfReduced(r), shifted);
}
template <class V>
[[gnu::noinline]] V exponentialOfAnyApart(V x) {
  return exponentialOfAny(x);
}

/// eˣ.
template <class V>
[[gnu::always_inline]] inline V exp(V x) {
#if defined(__AVX512F__)
  return exponentialOfAny(x);
#else
  // Scaling into subnormal numbers takes a fifth of the time where there is no instruction for it.
  const V power = exponentialOfModerate(x);
  const Bits<V> isModerate = absolute(x) < constant<V>(ExponentialConstants<Element<V>>::moderate);
  return anyLane(~isModerate) ? exponentialOfAnyApart(x) : power;
#endif
}

/// ½ (eˣ − 1), as 2ⁿ⁻¹ (eʳ − 1) + (2ⁿ⁻¹ − ½): half of it, since 2ⁿ may be just too large. For x above `lowestOfExpm1`.
template <class V>
[[gnu::always_inline]] inline V halfOfExpm1(V x) {
  using T = Element<V>;
  using C = ExponentialConstants<T>;
  const auto [shifted, r] = reduceExponential(x);
  V rest = r * r * polynomial(C::quadraticOfExpm1, r);
  if constexpr (sizeof(T) == 8) {
    // Where r is near −½ ln 2 half of the result cancels, and what rounding r lost would be seen.
    const V n = shifted - constant<V>(FormatOf<V>::integerShift);
    rest = rest + fma(n, constant<V>(-C::ln2Tail), fma(n, constant<V>(-C::ln2Head), x) - r);
  }
  const V fraction = r + rest;
  const V half = scaleNormal(constant<V>(T(0.5)), shifted);
  return fma(fraction, half, half - constant<V>(T(0.5)));
}

/// eˣ − 1.
template <class V>
[[gnu::always_inline]] inline V expm1(V x) {
  using T = Element<V>;
  using C = ExponentialConstants<T>;
  const V result = 2 * halfOfExpm1(clamp(x, C::lowestOfExpm1, C::highest));
  // Tiny numbers are their own result; halves of subnormal ones would lose a bit, and sums the sign of −0.
  const T tiny = T(1) / (uint64_t(2) << FormatOf<V>::fractionBits);
  return select<V>(absolute(x) < constant<V>(tiny), x, result);
}

/// Of one number.
inline float exp(float x) { return exp(splat<Vector<float, 4>>(x))[0]; }
inline double exp(double x) { return exp(splat<Vector<double, 2>>(x))[0]; }
inline float expm1(float x) { return expm1(splat<Vector<float, 4>>(x))[0]; }
inline double expm1(double x) { return expm1(splat<Vector<double, 2>>(x))[0]; }

}  // namespace tenon::TENON_ISA
