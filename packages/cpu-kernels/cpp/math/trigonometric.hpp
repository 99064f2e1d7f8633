/// sin, cos and tan, of angles reduced to |r| ≤ π/4.
///
/// Both polynomials are computed in every lane and the quadrant chooses. Their arrangement is Ng's in fdlibm (k_sin.c,
/// k_cos.c, 1993), with the low part of r as a first-order correction.
#pragma once

#include "polynomial.hpp"
#include "quadrant.hpp"
#include "widen.hpp"

namespace tenon::TENON_ISA {

template <class T> struct TrigonometricConstants;

template <> struct TrigonometricConstants<float> {
  /// (sin r − r) / r³ and (cos r − 1 + r²/2) / r⁴ in r², minimax for |r| ≤ π/4, relative errors 2⁻³⁷ and 2⁻³³.
  static constexpr float sine[] = {-0.1666666664f, 8.333329293e-3f, -1.983930846e-4f, 2.718084974e-6f};
  static constexpr float cosine[] = {0.04166664562f, -1.388731316e-3f, 2.443279604e-5f};
};

template <> struct TrigonometricConstants<double> {
  /// As above, relative errors 2⁻⁶⁸ and 2⁻⁶⁴.
  static constexpr double sine[] = {
      -0.166666666666666666, 8.33333333333332244e-3, -1.9841269841254726e-4, 2.75573192140260662e-6,
      -2.50521048715847103e-8, 1.60583618363315283e-10, -7.57847343549455058e-13};
  static constexpr double cosine[] = {
      0.0416666666666665925, -1.3888888888872979e-3, 2.48015872888019177e-5, -2.75573141645102238e-7,
      2.08756987793243791e-9, -1.13584270987584145e-11};
};

/// sin(high + low), but for a rounding: the sum of the two parts.
template <class V>
[[gnu::always_inline]] inline Pair<V> sineOfReduced(V high, V low) {
  using T = Element<V>;
  const V square = high * high;
  // The low part's factor is cos high, which in float32 may as well be 1.
  const V correction = sizeof(T) == 4 ? low : low * (1 - T(0.5) * square);
  return {high, fma(square * high, polynomial(TrigonometricConstants<T>::sine, square), correction)};
}

/// cos(high + low), as above.
template <class V>
[[gnu::always_inline]] inline Pair<V> cosineOfReduced(V high, V low) {
  using T = Element<V>;
  const V square = high * high;
  const V quartic = polynomial(TrigonometricConstants<T>::cosine, square);
  if constexpr (sizeof(T) == 4) return {constant<V>(1), fma(square, fma(square, quartic, constant<V>(-0.5f)), -high * low)};
  // Half a square is as large as 0.3: what taking it from 1 loses is kept.
  const V half = T(0.5) * square;
  const V leading = 1 - half;
  return {leading, ((1 - leading) - half) + fma(square * square, quartic, -high * low)};
}

/// sin of x + turns · π/2 for x ≥ 0.
template <class V>
[[gnu::always_inline]] inline V sineAfterTurns(V x, Element<UnsignedBits<V>> turns) {
  using B = UnsignedBits<V>;
  const auto [high, low, number] = reduceQuadrant(x);
  const B quadrant = number + turns;
  const auto sine = sineOfReduced(high, low);
  const auto cosine = cosineOfReduced(high, low);
  const V value = select<V>((quadrant & 1) != 0, cosine.high + cosine.low, sine.high + sine.low);
  return multiplySign(value, (quadrant & 2) << (8 * sizeof(Element<V>) - 2));
}

/// sin x; NaN for ±∞.
template <class V>
[[gnu::always_inline]] inline V sin(V x) {
  return multiplySign(sineAfterTurns(absolute(x), 0), signBit(x));
}

/// cos x; NaN for ±∞.
template <class V>
[[gnu::always_inline]] inline V cos(V x) {
  return sineAfterTurns(absolute(x), 1);
}

/// tan x; NaN for ±∞. The quotient of sine and cosine, corrected for what rounding them lost.
template <class V>
inline V tan(V x) {
  if constexpr (sizeof(Element<V>) == 4) {
    return computeWidened(x, [](auto wide) { return tan(wide); });
  } else {
    const auto [high, low, number] = reduceQuadrant(absolute(x));
    const auto sineParts = sineOfReduced(high, low);
    const auto cosineParts = cosineOfReduced(high, low);
    const auto sine = exactSumOfOrdered(sineParts.high, sineParts.low);
    const auto cosine = exactSumOfOrdered(cosineParts.high, cosineParts.low);
    const Bits<V> isOdd = (number & 1) != 0;
    const V numerator = select<V>(isOdd, cosine.high, sine.high);
    const V denominator = select<V>(isOdd, -sine.high, cosine.high);
    const V lostAbove = select<V>(isOdd, cosine.low, sine.low);
    const V lostBelow = select<V>(isOdd, -sine.low, cosine.low);
    const V quotient = numerator / denominator;
    const V tangent = quotient + (lostAbove - quotient * lostBelow) / denominator;
    return multiplySign(tangent, signBit(x));
  }
}

inline double sin(double x) { return sin(splat<Vector<double, 2>>(x))[0]; }
inline double tan(double x) { return tan(splat<Vector<double, 2>>(x))[0]; }

}  // namespace tenon::TENON_ISA
