/// ln x and ln(1 + x).
///
/// x = 2ᵏ m with m around 1 and ln x = k ln 2 + ln m, k times the first part of ln 2 being exact. In float32 ln m is
/// f − f²/2 + f³ p(f) of f = m − 1; in float64, where that would take twenty terms, with s = f / (2 + f) it is
/// 2 artanh s = f − (f²/2 − s (f²/2 + R(s²))), in the arrangement of Sun's fdlibm (e_log.c, 1993).
#pragma once

#include "float_format.hpp"
#include "polynomial.hpp"

namespace tenon::TENON_ISA {

template <class T> struct LogarithmConstants;

template <> struct LogarithmConstants<float> {
  static constexpr float ln2Head = 0x1.62e4p-1f;
  static constexpr float ln2Tail = 0x1.7f7d1cp-20f;
  /// m is in [2/3, 4/3).
  static constexpr float lowest = 0.6666667f;
  /// Scales subnormal numbers into the normal ones.
  static constexpr float magnify = 0x1p24f;
  static constexpr float magnified = 24;
  /// (ln(1 + f) − f + f²/2) / f³, minimax on ±0.3334 for the relative error of ln(1 + f), 2⁻²⁷·⁷.
  static constexpr float cubic[] = {0.3333321575f,  -0.2499979713f, 0.2001042202f, -0.1668051435f,
                                    0.1400556923f,  -0.121838548f,  0.1398606744f, -0.1289359487f};
};

template <> struct LogarithmConstants<double> {
  static constexpr double ln2Head = 0x1.62e42feep-1;
  static constexpr double ln2Tail = 0x1.a39ef35793c76p-33;
  /// m is in [√½, √2).
  static constexpr double lowest = 0.70710678118654752;
  static constexpr double magnify = 0x1p54;
  static constexpr double magnified = 54;
  /// (2 artanh s − 2 s) / s³ in s², minimax for |s| ≤ 0.1716 for the relative error of artanh s, 2⁻⁵⁹·⁵.
  static constexpr double cubic[] = {0.666666666666673441, 0.399999999994146975, 0.285714287423848264,
                                     0.222221985733512955, 0.181835643231083234, 0.153140504944174857,
                                     0.147959515250276342};
};

/// x = 2ᵏ m.
template <class V>
struct Decomposition {
  V k;
  V m;
};

/// For positive normal x.
template <class V>
[[gnu::always_inline]] inline Decomposition<V> decompose(V x) {
  using Format = FormatOf<V>;
  using B = UnsignedBits<V>;
  using U = Element<B>;
  // Counted from the lower end of m's interval on, the exponent is k, biased to be positive.
  const U lowest = bitcast<U>(LogarithmConstants<Element<V>>::lowest);
  const U biased = U(Format::bias) << Format::fractionBits;
  const B k = (bitcast<B>(x) + constant<B>(biased - lowest)) >> Format::fractionBits;
  const V m = bitcast<V>(bitcast<B>(x) + constant<B>(biased) - (k << Format::fractionBits));
  // An integer joined to the bits of a large power of two is a number, without an instruction that converts.
  const V shifted = bitcast<V>(k + constant<B>(bitcast<U>(Format::integerShift)));
  return {shifted - constant<V>(Format::integerShift + Format::bias), m};
}

/// k ln 2 + ln(1 + f) + correction, for f where `decompose` leaves m − 1, and a correction below f's last place.
template <class V>
[[gnu::always_inline]] inline V logarithmOfParts(V k, V f, V correction) {
  using C = LogarithmConstants<Element<V>>;
  const V tail = fma(k, constant<V>(C::ln2Tail), correction);
  if constexpr (sizeof(Element<V>) == 4) {
    const V square = f * f;
    const V rest = fma(square * f, polynomial(C::cubic, f), fma(square, constant<V>(-0.5f), tail));
    return fma(k, constant<V>(C::ln2Head), f + rest);
  } else {
    const V s = f / (2 + f);
    const V z = s * s;
    const V halfSquare = 0.5 * f * f;
    const V rest = fma(s, fma(z, polynomial(C::cubic, z), halfSquare), tail);
    return fma(k, constant<V>(C::ln2Head), f - (halfSquare - rest));
  }
}

/// What ln does outside of the positive finite numbers.
template <class V>
[[gnu::always_inline]] inline V logarithmAtEdges(V x, V result) {
  using Format = FormatOf<V>;
  result = select<V>(x == Format::infinity, x, result);
  result = select<V>(x == 0, constant<V>(-Format::infinity), result);
  return select<V>(!(x >= 0), constant<V>(Format::notANumber), result);
}

/// ln x of any x.
template <class V>
[[gnu::noinline]] V logarithmOfAny(V x) {
  using C = LogarithmConstants<Element<V>>;
  const Bits<V> isSubnormal = x < FormatOf<V>::smallestNormal;
  const auto [k, m] = decompose(select<V>(isSubnormal, x * C::magnify, x));
  const V result = logarithmOfParts(k - select<V>(isSubnormal, constant<V>(C::magnified), V{}), m - 1, V{});
  return logarithmAtEdges(x, result);
}

/// ln x; −∞ for ±0, NaN below.
template <class V>
[[gnu::always_inline]] inline V log(V x) {
  using Format = FormatOf<V>;
  const Bits<V> isOrdinary =
      (x >= constant<V>(Format::smallestNormal)) & (x < constant<V>(Format::infinity));
  const auto [k, m] = decompose(x);
  const V result = logarithmOfParts(k, m - constant<V>(1), V{});
  return anyLane(~isOrdinary) ? logarithmOfAny(x) : result;
}

/// ln(1 + high + low), where low is below high's last place. Finite numbers, and 1 + high > 0.
template <class V>
[[gnu::always_inline]] inline V log1pOfSum(V high, V low) {
  const V sum = 1 + high;
  // What the sum lost: exact, whichever of the two is the greater (Knuth's TwoSum).
  const V addend = sum - 1;
  const V lost = (1 - (sum - addend)) + (high - addend) + low;
  const auto [k, m] = decompose(sum);
  // Without a scaling the sum is not needed: high is 1 + high − 1 more exactly.
  const Bits<V> isUnscaled = k == 0;
  const V f = select<V>(isUnscaled, high, m - 1);
  const V correction = select<V>(isUnscaled, low, lost) / sum;
  return logarithmOfParts(k, f, correction);
}

/// ln(1 + x); −∞ for −1, NaN below.
template <class V>
[[gnu::always_inline]] inline V log1p(V x) {
  using T = Element<V>;
  using Format = FormatOf<V>;
  const V result = log1pOfSum(x, V{});
  const T tiny = T(1) / (uint64_t(2) << Format::fractionBits);
  const Bits<V> isOrdinary = (x > -1) & (x < Format::infinity) & (absolute(x) > tiny);
  if (!anyLane(~isOrdinary)) [[likely]] return result;
  // Tiny numbers are their own result.
  return logarithmAtEdges(1 + x, select<V>(absolute(x) <= tiny, x, result));
}

/// Of one number.
inline float log(float x) { return log(splat<Vector<float, 4>>(x))[0]; }
inline double log(double x) { return log(splat<Vector<double, 2>>(x))[0]; }
inline float log1p(float x) { return log1p(splat<Vector<float, 4>>(x))[0]; }
inline double log1p(double x) { return log1p(splat<Vector<double, 2>>(x))[0]; }

}  // namespace tenon::TENON_ISA
