/// Powers: aᵇ and 1/√x.
///
/// aᵇ = e^(b ln a). An error of ln a is one of the power b ln a times as large, up to 745 times, so in float64 the
/// logarithm is computed to about 2⁻⁶⁶ as a pair of numbers; float32 goes by way of float64, whose logarithm suffices.
#pragma once

#include "exact_product.hpp"
#include "exponential.hpp"
#include "logarithm.hpp"
#include "widen.hpp"

namespace tenon::TENON_ISA {

struct PowerConstants {
  /// ln 2: k times the first part is exact.
  static constexpr double ln2Head = 0x1.62e42feep-1;
  static constexpr double ln2Tail = 0x1.a39ef35793c76p-33;
  static constexpr double twoThirds = 0x1.5555555555555p-1;
  static constexpr double twoThirdsTail = 0x1.5555555555555p-55;
  /// (2 artanh s − 2 s − ⅔ s³) / s⁵ in s², minimax for |s| ≤ 0.1716 for the relative error of artanh s, 2⁻⁷³.
  static constexpr double quintic[] = {
      0.399999999999999775, 0.285714285714451003, 0.222222222175392022, 0.181818188699784021, 0.153845568940097742,
      0.13336316530062664, 0.116748366335023374, 0.119888615172151751};
};

/// ln x as a pair, for positive finite x.
template <class V>
[[gnu::always_inline]] inline Pair<V> logarithmAsPair(V x) {
  using C = PowerConstants;
  using L = LogarithmConstants<double>;
  const Bits<V> isSubnormal = x < FormatOf<V>::smallestNormal;
  auto [k, m] = decompose(select<V>(isSubnormal, x * L::magnify, x));
  k = k - select<V>(isSubnormal, constant<V>(L::magnified), V{});
  // ln m = 2 artanh s = 2 s + s³ (⅔ + s² q(s²)), every part down to s⁵ with what rounding it lost.
  const V numerator = m - 1;
  const auto denominator = exactSum(m, constant<V>(1));
  const V s = numerator / denominator.high;
  const auto product = exactProduct(s, denominator.high);
  const V lostOfS = (((numerator - product.high) - product.low) - s * denominator.low) / denominator.high;
  auto square = exactProduct(s, s);
  square.low = square.low + 2 * s * lostOfS;
  const V tail = square.high * polynomial(C::quintic, square.high);
  auto factor = exactSumOfOrdered(constant<V>(C::twoThirds), tail);
  factor.low = factor.low + (C::twoThirdsTail + square.low * C::quintic[0]);
  auto cubic = exactProduct(square.high, factor.high);
  cubic.low = cubic.low + (square.high * factor.low + square.low * factor.high);
  auto rest = exactProduct(s, cubic.high);
  rest.low = rest.low + (s * cubic.low + lostOfS * cubic.high);
  const auto ofM = exactSumOfOrdered(2 * s, rest.high);
  const auto sum = exactSum(k * C::ln2Head, ofM.high);
  const V low = sum.low + ((ofM.low + (2 * lostOfS + rest.low)) + k * C::ln2Tail);
  return exactSumOfOrdered(sum.high, low);
}

/// |a|ᵇ made aᵇ: signs of odd powers, and what IEEE 754-2019, 9.2.1 says of 0, 1, NaN and negative bases.
template <class V>
[[gnu::always_inline]] inline V powerAtEdges(V a, V b, V power) {
  using Format = FormatOf<V>;
  const V half = b / 2;
  const Bits<V> isInteger = trunc(b) == b;
  // Numbers that are halves of even ones are integers; great numbers and infinities are even.
  const Bits<V> isOdd = isInteger & (trunc(half) != half);
  const UnsignedBits<V> sign = signBit(a) & bitcast<UnsignedBits<V>>(isOdd);
  power = multiplySign(power, sign);
  const Bits<V> isComplex = (a < 0) & ~isInteger & (a > -Format::infinity);
  power = select<V>(isComplex | (a != a) | (b != b), constant<V>(Format::notANumber), power);
  const Bits<V> isOne = (b == 0) | (a == 1) | ((a == -1) & (absolute(b) == Format::infinity));
  return select<V>(isOne, constant<V>(1), power);
}

/// a to the b.
template <class V>
inline V pow(V a, V b) {
  if constexpr (sizeof(Element<V>) == 4) {
    return computeWidened(a, b, [](auto base, auto exponent) {
      return powerAtEdges(base, exponent, exp(exponent * log(absolute(base))));
    });
  } else {
    using Format = FormatOf<V>;
    const V magnitude = absolute(a);
    auto logarithm = logarithmAsPair(magnitude);
    logarithm.high = select<V>(magnitude == 0, constant<V>(-Format::infinity), logarithm.high);
    logarithm.high = select<V>(magnitude == Format::infinity, magnitude, logarithm.high);
    auto exponent = exactProduct(b, logarithm.high);
    // Out of range or not finite: what was lost means nothing then.
    const Bits<V> isModerate = absolute(exponent.high) < 800;
    const V low = select<V>(isModerate, fma(b, logarithm.low, exponent.low), V{});
    const auto [shifted, r] = reduceExponential(clamp(exponent.high, -800.0, 800.0));
    return powerAtEdges(a, b, scale(exponentialOfReduced(r + low), shifted));
  }
}

/// 1 / √x; +∞ for 0, −∞ for −0.
template <class V>
inline V rsqrt(V x) {
  return 1 / sqrt(x);
}

inline double pow(double a, double b) {
  using V = Vector<double, 2>;
  return pow(splat<V>(a), splat<V>(b))[0];
}

}  // namespace tenon::TENON_ISA
