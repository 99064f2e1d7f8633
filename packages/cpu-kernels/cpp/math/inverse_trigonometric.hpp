/// asin, acos, atan and atan2.
///
/// asin x up to 1/2 is an odd polynomial; beyond, π/2 − 2 asin √((1 − x)/2). atan of a quotient is that of a smaller one,
/// by the angle π/4 or π/2 between them, so that one division serves (thresholds of Moshier's Cephes, atan.c).
#pragma once

#include "float_format.hpp"
#include "polynomial.hpp"

namespace tenon::TENON_ISA {

template <class T> struct InverseTrigonometricConstants;

template <> struct InverseTrigonometricConstants<float> {
  /// Multiples of π/4 from the first on, and what rounding them loses.
  static constexpr float angles[] = {0, 0x1.921fb6p-1f, 0x1.921fb6p+0f, 0x1.2d97c8p+1f, 0x1.921fb6p+1f};
  static constexpr float lost[] = {0, -0x1.777a5cp-26f, -0x1.777a5cp-25f, -0x1.99bc5cp-28f, -0x1.777a5cp-24f};
  /// (asin x − x) / x³ in x², minimax for |x| ≤ 1/2, relative error 2⁻²⁷·⁶.
  static constexpr float arcsine[] = {0.1666675248f, 0.07495297654f, 0.04547037737f, 0.02417950127f, 0.04216633892f};
  /// (atan x − x) / x³ in x², minimax for |x| ≤ 0.66, relative error 2⁻³⁰·⁶.
  static constexpr float arctangent[] = {
      -0.3333332197f, 0.1999931102f, -0.1427144758f, 0.1096862739f, -0.08305899025f, 0.05163040962f, -0.01782089464f};
};

template <> struct InverseTrigonometricConstants<double> {
  static constexpr double angles[] = {0, 0x1.921fb54442d18p-1, 0x1.921fb54442d18p+0, 0x1.2d97c7f3321d2p+1,
                                      0x1.921fb54442d18p+1};
  static constexpr double lost[] = {0, 0x1.1a62633145c07p-55, 0x1.1a62633145c07p-54, 0x1.a79394c9e8a0ap-54,
                                    0x1.1a62633145c07p-53};
  /// As above, relative error 2⁻⁵⁹·⁹.
  static constexpr double arcsine[] = {
      0.166666666666667604, 0.0749999999997080118, 0.0446428571746103267, 0.0303819427078648535,
      0.0223722149852145358, 0.0173516120593188687, 0.0139808199824390601, 0.0113989169304266623,
      0.0107802262628828869, 3.70650876381312209e-3, 0.0217072048424445445, -0.0209987215279369523,
      0.0326284116311138895};
  /// As above, relative error 2⁻⁵⁹·⁴.
  static constexpr double arctangent[] = {
      -0.33333333333333236, 0.199999999999765328, -0.142857142837249337, 0.111111110254216854, -0.0909090688629641752,
      0.0769227061218858089, -0.0666623547981233703, 0.0587875809849451005, -0.0524115642802808579,
      0.0466158683850028014, -0.0400424705433593189, 0.031126973036507968, -0.019707768659148509,
      8.64572806262457129e-3, -1.90147750084692837e-3};
};

/// asin(argument) = argument + cubic, where the argument is |x| up to 1/2 and √((1 − |x|)/2) beyond.
template <class V>
struct ReducedArcsine {
  V argument;
  V cubic;
  Bits<V> isNear;
};

template <class V>
[[gnu::always_inline]] inline ReducedArcsine<V> reduceArcsine(V magnitude) {
  using T = Element<V>;
  const Bits<V> isNear = magnitude <= T(0.5);
  const V square = select<V>(isNear, magnitude * magnitude, T(0.5) * (1 - magnitude));
  const V argument = select<V>(isNear, magnitude, sqrt(square));
  const V cubic = argument * square * polynomial(InverseTrigonometricConstants<T>::arcsine, square);
  return {argument, cubic, isNear};
}

/// arcsin x in [−π/2, π/2]; NaN outside [−1, 1].
template <class V>
inline V asin(V x) {
  using C = InverseTrigonometricConstants<Element<V>>;
  const auto [argument, cubic, isNear] = reduceArcsine(absolute(x));
  const V far = C::angles[2] - (2 * argument + (2 * cubic - C::lost[2]));
  return copySign(select<V>(isNear, argument + cubic, far), x);
}

/// arccos x in [0, π]; NaN outside [−1, 1].
template <class V>
inline V acos(V x) {
  using C = InverseTrigonometricConstants<Element<V>>;
  const auto [argument, cubic, isNear] = reduceArcsine(absolute(x));
  const V near = C::angles[2] - (x + (copySign(cubic, x) - C::lost[2]));
  const V positive = 2 * (argument + cubic);
  const V negative = C::angles[4] - (2 * argument + (2 * cubic - C::lost[4]));
  return select<V>(isNear, near, select<V>(x < 0, negative, positive));
}

/// The angle of the point (x, y) for x, y ≥ 0, in a half-plane's sense: π less that where `isReflected`.
template <class V>
[[gnu::always_inline]] inline V angleOf(V y, V x, Bits<V> isReflected) {
  using T = Element<V>;
  using C = InverseTrigonometricConstants<T>;
  const Bits<V> isSteep = y > T(2.414213562373095) * x;
  const Bits<V> isMiddle = y > T(0.66) * x;
  // The tangents of the angles from π/2, from π/4 and from 0.
  const V numerator = select<V>(isSteep, -x, select<V>(isMiddle, y - x, y));
  const V denominator = select<V>(isSteep, y, select<V>(isMiddle, y + x, x));
  const V tangent = numerator / denominator;
  const V square = tangent * tangent;
  const V cubic = tangent * square * polynomial(C::arctangent, square);
  const auto choose = [&](const T(&of)[5]) {
    const V middle = select<V>(isReflected, constant<V>(of[3]), constant<V>(of[1]));
    const V flat = select<V>(isReflected, constant<V>(of[4]), V{});
    return select<V>(isSteep, constant<V>(of[2]), select<V>(isMiddle, middle, flat));
  };
  const UnsignedBits<V> sign = signBit(bitcast<V>(isReflected));
  return choose(C::angles) + (multiplySign(tangent, sign) + (multiplySign(cubic, sign) + choose(C::lost)));
}

/// arctan x in [−π/2, π/2].
template <class V>
inline V atan(V x) {
  return copySign(angleOf(absolute(x), constant<V>(1), Bits<V>{}), x);
}

/// The angle of the point (x, y), in [−π, π], with the signs of zeros as in C (ISO C, F.10.1.4).
template <class V>
inline V atan2(V y, V x) {
  using T = Element<V>;
  V height = absolute(y);
  V width = absolute(x);
  // Infinities are like ones if both are; zeros are like any height over no width. Sums must not overflow, and
  // thresholds not fall among subnormal numbers.
  const Bits<V> areInfinite = (height == FormatOf<V>::infinity) & (width == FormatOf<V>::infinity);
  const Bits<V> areZero = (height == 0) & (width == 0);
  constexpr T huge = T(1) / FormatOf<V>::smallestNormal;
  constexpr T tiny = T(0x1p60) * FormatOf<V>::smallestNormal;
  V factor = select<V>((height > huge) | (width > huge), constant<V>(T(0.25)), constant<V>(1));
  factor = select<V>((height < tiny) & (width < tiny), constant<V>(1 / tiny), factor);
  height = select<V>(areInfinite, constant<V>(1), height * factor);
  width = select<V>(areInfinite | areZero, constant<V>(1), width * factor);
  return copySign(angleOf(height, width, bitcast<Bits<V>>(x) < 0), y);
}

}  // namespace tenon::TENON_ISA
