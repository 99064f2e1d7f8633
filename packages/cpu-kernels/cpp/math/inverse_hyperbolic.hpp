/// asinh, acosh and atanh.
///
/// Near 0 odd polynomials; elsewhere logarithms whose argument carries what rounding it lost: where the logarithm is small,
/// that would be several of its last places. float32 goes by way of float64.
#pragma once

#include "exact_product.hpp"
#include "hyperbolic.hpp"
#include "logarithm.hpp"
#include "widen.hpp"

namespace tenon::TENON_ISA {

struct InverseHyperbolicConstants {
  /// From here on √(x² ± 1) is x, and the square could overflow.
  static constexpr double isLarge = 0x1p28;
  /// (asinh x − x) / x³ in x², minimax for |x| ≤ 1/2, relative error 2⁻⁶⁰.
  static constexpr double areaSine[] = {
      -0.166666666666666102, 0.0749999999998441699, -0.0446428571278315723, 0.0303819437163968896,
      -0.0223721383584064264, 0.0173523869593804511, -0.013960232319076074, 0.0115129845832708615,
      -9.5341448070567666e-3, 7.46560533802747439e-3, -4.74751915816440115e-3, 1.71808682970161886e-3};
  /// (atanh x − x) / x³ in x², minimax for |x| ≤ 1/2, relative error 2⁻⁵⁷.
  static constexpr double areaTangent[] = {
      0.333333333333339898, 0.19999999999795152, 0.142857143080312097, 0.111111098887755211, 0.090909484812429238,
      0.0769149482599838251, 0.0667794354315514807, 0.0577440221044083321, 0.0598237418777628085,
      0.0145658126798008845, 0.144925572001196066, -0.152891496122428218, 0.224774428131995532};
};

/// √(high + low), with what rounding it lost. 0 for 0.
template <class V>
[[gnu::always_inline]] inline Pair<V> exactSquareRoot(V high, V low) {
  const V root = sqrt(high);
  const auto square = exactProduct(root, root);
  const V lost = (((high - square.high) - square.low) + low) / (2 * root);
  return {root, select<V>(high == 0, V{}, lost)};
}

/// The inverse of sinh: ln(x + √(x² + 1)).
template <class V>
inline V asinh(V x) {
  if constexpr (sizeof(Element<V>) == 4) {
    return computeWidened(x, [](auto wide) { return asinh(wide); });
  } else {
    using C = InverseHyperbolicConstants;
    const V magnitude = absolute(x);
    const Bits<V> isLarge = magnitude > C::isLarge;
    const V bounded = select<V>(isLarge, constant<V>(1), magnitude);
    const auto square = exactProduct(bounded, bounded);
    const auto sum = exactSum(square.high, constant<V>(1));
    const auto root = exactSquareRoot(sum.high, sum.low + square.low);
    const auto argument = exactSum(bounded, root.high);
    const auto [k, m] = decompose(select<V>(isLarge, magnitude, argument.high));
    const V correction = select<V>(isLarge, V{}, (argument.low + root.low) / argument.high);
    const V far = logarithmOfParts(k + select<V>(isLarge, constant<V>(1), V{}), m - 1, correction);
    const V result = select<V>(magnitude < 0.5, oddPolynomial(C::areaSine, magnitude), far);
    return copySign(select<V>(isNotFinite(x), magnitude, result), x);
  }
}

/// The inverse of cosh on [1, ∞), ln(x + √(x² − 1)); NaN below 1.
template <class V>
inline V acosh(V x) {
  if constexpr (sizeof(Element<V>) == 4) {
    return computeWidened(x, [](auto wide) { return acosh(wide); });
  } else {
    const Bits<V> isLarge = x > InverseHyperbolicConstants::isLarge;
    const V bounded = select<V>(isLarge, constant<V>(1), x);
    const auto square = exactProduct(bounded, bounded);
    const auto difference = exactSum(square.high, constant<V>(-1));
    // Near 1 the difference is of the order of what squaring lost.
    const auto radicand = exactSumOfOrdered(difference.high, difference.low + square.low);
    const auto root = exactSquareRoot(radicand.high, radicand.low);
    const auto excess = exactSum(bounded, constant<V>(-1));
    const auto argument = exactSum(excess.high, root.high);
    const V near = log1pOfSum(argument.high, argument.low + (excess.low + root.low));
    if (!anyLane(isLarge | ~(x >= 1))) return near;
    const auto [k, m] = decompose(x);
    const V far = select<V>(x < FormatOf<V>::infinity, logarithmOfParts(k + 1, m - 1, V{}), x);
    return select<V>(x >= 1, select<V>(isLarge, far, near), constant<V>(FormatOf<V>::notANumber));
  }
}

/// The inverse of tanh on [−1, 1], ½ ln((1 + x) / (1 − x)); ±∞ at the ends, NaN outside.
template <class V>
inline V atanh(V x) {
  if constexpr (sizeof(Element<V>) == 4) {
    return computeWidened(x, [](auto wide) { return atanh(wide); });
  } else {
    using Format = FormatOf<V>;
    const V magnitude = absolute(x);
    const V near = oddPolynomial(InverseHyperbolicConstants::areaTangent, magnitude);
    const V far = 0.5 * log1pOfSum(2 * magnitude / (1 - magnitude), V{});
    V result = select<V>(magnitude < 0.5, near, far);
    result = select<V>(magnitude == 1, constant<V>(Format::infinity), result);
    return copySign(select<V>(magnitude <= 1, result, constant<V>(Format::notANumber)), x);
  }
}

}  // namespace tenon::TENON_ISA
