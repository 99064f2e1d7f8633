/// Angles modulo π/2: x = n π/2 + r with |r| ≤ π/4, and n modulo 4.
///
/// Up to a bound by Cody and Waite's method, π/2 being in parts so short that n times each is exact, whether or not `fma`
/// rounds once. Beyond it by Payne and Hanek's ("Radian reduction for trigonometric functions", ACM SIGNUM 18, 1983): only
/// those bits of 2/π are multiplied that leave something modulo 4. Large float32 numbers are reduced as float64.
#pragma once

#include "exact_product.hpp"
#include "float_format.hpp"

namespace tenon::TENON_ISA {

template <class V>
struct Quadrant {
  /// r is high + low.
  V high;
  V low;
  /// The low two bits are n modulo 4.
  UnsignedBits<V> number;
};

template <class T> struct QuadrantConstants;

template <> struct QuadrantConstants<float> {
  static constexpr float twoOverPi = 0x1.45f306p-1f;
  /// n has up to 13 bits.
  static constexpr float highest = 12800;
  /// π/2, 11 bits each and what is left.
  static constexpr float parts[] = {0x1.92p+0f, 0x1.fb4p-12f, 0x1.444p-24f, 0x1.68c234p-39f};
};

template <> struct QuadrantConstants<double> {
  static constexpr double twoOverPi = 0x1.45f306dc9c883p-1;
  /// n has up to 20 bits.
  static constexpr double highest = 1.6e6;
  /// π/2, 33 bits each and what is left.
  static constexpr double parts[] = {0x1.921fb544p+0, 0x1.0b4611a6p-34, 0x1.3198a2ep-69, 0x1.b839a252049c1p-104};
};

/// 2/π, 32 bits after the point each.
inline constexpr uint32_t kTwoOverPi[] = {
    0xA2F9836E, 0x4E441529, 0xFC2757D1, 0xF534DDC0, 0xDB629599, 0x3C439041, 0xFE5163AB, 0xDEBBC561, 0xB7246E3A, 0x424DD2E0,
    0x06492EEA, 0x09D1921C, 0xFE1DEB1C, 0xB129A73E, 0xE88235F5, 0x2EBB4484, 0xE99C7026, 0xB45F7E41, 0x3991D639, 0x835339F4,
    0x9C845F8B, 0xBDF9283B, 0x1FF897FF, 0xDE05980F, 0xEF2F118B, 0x5A0A6D1F, 0x6D367ECF, 0x27CB09B7, 0x4F463F66, 0x9E5FEA2D,
    0x7527BAC7, 0xEBE5F17B, 0x3D0739F7, 0x8A5292EA, 0x6BFB5FB1, 0x1F8D5D08, 0x56033046, 0xFC7B6BAB};

/// x · 2/π modulo 4 of one finite x ≥ 2²⁰: the nearest integer, and four words of the signed fraction beyond it.
struct TurnFraction {
  uint32_t number;
  bool isNegative;
  uint32_t words[4];
};

inline TurnFraction multiplyByTwoOverPi(double x) {
  constexpr int kWords = 7;
  const uint64_t bits = bitcast<uint64_t>(x);
  const uint64_t significand = (bits & 0xFFFFFFFFFFFFF) | 0x10000000000000;
  const int exponent = int(bits >> 52) - 1075;
  // Words before this one leave multiples of 4.
  const int first = exponent < 2 ? 0 : (exponent - 2) / 32;
  // The product of the significand and the words, least significant word first.
  uint32_t product[kWords + 3] = {};
  for (int limb = 0; limb < 2; limb++) {
    const uint64_t factor = uint32_t(significand >> (32 * limb));
    uint64_t carry = 0;
    for (int i = 0; i < kWords; i++) {
      carry += factor * kTwoOverPi[first + kWords - 1 - i] + product[limb + i];
      product[limb + i] = uint32_t(carry);
      carry >>= 32;
    }
    product[limb + kWords] = uint32_t(carry);
  }
  const int point = 32 * (first + kWords) - exponent;
  const auto wordAt = [&](int bit) {
    const uint64_t pair = product[bit / 32] | uint64_t(product[bit / 32 + 1]) << 32;
    return uint32_t(pair >> (bit % 32));
  };
  TurnFraction turn;
  turn.number = wordAt(point) & 3;
  for (int i = 0; i < 4; i++) turn.words[i] = wordAt(point - 32 * (i + 1));
  turn.isNegative = turn.words[0] >> 31;
  if (turn.isNegative) {
    turn.number++;
    uint64_t carry = 1;
    for (int i = 3; i >= 0; i--) {
      carry += uint32_t(~turn.words[i]);
      turn.words[i] = uint32_t(carry);
      carry >>= 32;
    }
  }
  return turn;
}

/// The reduction of those lanes of x ≥ 0 that are at least 2²⁰; NaN for ∞ and NaN.
template <class V>
  requires(sizeof(Element<V>) == 8)
[[gnu::noinline]] Quadrant<V> reduceLargeAngles(V x) {
  Quadrant<V> quadrant = {};
  V words[4] = {};
  for (int lane = 0; lane < kLanesOf<V>; lane++) {
    if (!(x[lane] >= 0x1p20 && x[lane] < FormatOf<V>::infinity)) continue;
    const TurnFraction turn = multiplyByTwoOverPi(x[lane]);
    quadrant.number[lane] = turn.number;
    for (int i = 0; i < 4; i++) words[i][lane] = turn.isNegative ? -double(turn.words[i]) : double(turn.words[i]);
  }
  const auto leading = exactSumOfOrdered(words[0] * 0x1p-32, words[1] * 0x1p-64);
  const auto fraction = exactSumOfOrdered(leading.high, leading.low + (words[2] * 0x1p-96 + words[3] * 0x1p-128));
  const V halfPi = constant<V>(0x1.921fb54442d18p+0);
  const auto angle = exactProduct(fraction.high, halfPi);
  const V low = angle.low + (fraction.high * 0x1.1a62633145c07p-54 + fraction.low * halfPi);
  // ∞ − ∞ is NaN, and so is everything from it.
  quadrant.high = angle.high + (x - x);
  quadrant.low = low;
  return quadrant;
}

template <class V>
[[gnu::always_inline]] inline Quadrant<V> reduceQuadrant(V x);

/// The reduction of x ≥ 0 in float32 by way of float64.
template <class V>
  requires(sizeof(Element<V>) == 4)
[[gnu::noinline]] Quadrant<V> reduceLargeAngles(V x) {
  constexpr int half = kLanesOf<V> / 2;
  using Half = Vector<float, half>;
  using Wide = Vector<double, half>;
  Half from[2], high[2], low[2];
  Vector<uint32_t, half> number[2];
  __builtin_memcpy(from, &x, sizeof(V));
  for (int i = 0; i < 2; i++) {
    const Quadrant<Wide> wide = reduceQuadrant(convert<Wide>(from[i]));
    high[i] = convert<Half>(wide.high);
    low[i] = convert<Half>(wide.high - convert<Wide>(high[i]));
    number[i] = convert<Vector<uint32_t, half>>(wide.number);
  }
  Quadrant<V> quadrant;
  __builtin_memcpy(&quadrant.high, high, sizeof(V));
  __builtin_memcpy(&quadrant.low, low, sizeof(V));
  __builtin_memcpy(&quadrant.number, number, sizeof(V));
  return quadrant;
}

/// The reduction of x ≥ 0; NaN for ∞ and NaN.
template <class V>
[[gnu::always_inline]] inline Quadrant<V> reduceQuadrant(V x) {
  using C = QuadrantConstants<Element<V>>;
  const V shift = constant<V>(FormatOf<V>::integerShift);
  const V shifted = fma(x, constant<V>(C::twoOverPi), shift);
  const V n = shifted - shift;
  Quadrant<V> quadrant;
  quadrant.number = bitcast<UnsignedBits<V>>(shifted);
  const Bits<V> isLarge = !(x <= C::highest);
  V r = fma(n, constant<V>(-C::parts[0]), x);
  if constexpr (sizeof(Element<V>) == 4) {
    r = fma(n, constant<V>(-C::parts[1]), r);
    // This difference is exact where r nearly vanishes; elsewhere what it loses is kept.
    const V third = n * C::parts[2];
    quadrant.high = r - third;
    quadrant.low = fma(n, constant<V>(-C::parts[3]), (r - quadrant.high) - third);
    if (anyLane(isLarge)) [[unlikely]] return reduceLargeAngles(x);
  } else {
    // The differences of the second and third parts with what rounding loses: r may nearly vanish.
    const auto second = exactSum(r, n * -C::parts[1]);
    const auto third = exactSum(second.high, n * -C::parts[2]);
    const auto sum = exactSumOfOrdered(third.high, fma(n, constant<V>(-C::parts[3]), third.low + second.low));
    quadrant.high = sum.high;
    quadrant.low = sum.low;
    if (anyLane(isLarge)) [[unlikely]] {
      const Quadrant<V> large = reduceLargeAngles(x);
      quadrant.high = select<V>(isLarge, large.high, quadrant.high);
      quadrant.low = select<V>(isLarge, large.low, quadrant.low);
      quadrant.number = select<UnsignedBits<V>>(isLarge, large.number, quadrant.number);
    }
  }
  return quadrant;
}

}  // namespace tenon::TENON_ISA
