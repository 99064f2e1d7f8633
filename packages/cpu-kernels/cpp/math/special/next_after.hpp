/// The next representable number of a dtype, by stepping its bit pattern.
///
/// Positive floats are ordered as their bit patterns are, so a step away from 0 adds one to the pattern and a step toward 0
/// subtracts one (IEEE 754-2019, 5.3.1).
#pragma once

#include "math/half.hpp"

namespace tenon::TENON_ISA {

/// The pattern next to `a`, where the numbers stand for the patterns' values and `signBit` is the sign's.
template <class Pattern, class T>
inline Pattern nextPattern(T a, T b, Pattern pattern, Pattern signBit) {
  if (a == 0) return b > 0 ? Pattern(1) : Pattern(signBit | 1);
  const bool isAwayFromZero = (a < 0) == (b < a);
  return Pattern(isAwayFromZero ? pattern + 1 : pattern - 1);
}

/// The number next to `a` toward `b`; `b` itself if they are equal, NaN if either is.
inline float nextAfter(float a, float b) {
  if (a != a || b != b) return __builtin_nanf("");
  return a == b ? b : bitcast<float>(nextPattern(a, b, bitcast<uint32_t>(a), uint32_t(1) << 31));
}
inline double nextAfter(double a, double b) {
  if (a != a || b != b) return __builtin_nan("");
  return a == b ? b : bitcast<double>(nextPattern(a, b, bitcast<uint64_t>(a), uint64_t(1) << 63));
}

/// The same among 16-bit floats, given and returned widened.
inline float nextAfterFloat16(float a, float b) {
  if (a != a || b != b) return __builtin_nanf("");
  return a == b ? b : float16ToFloat(nextPattern(a, b, floatToFloat16(a), uint16_t(0x8000)));
}
inline float nextAfterBfloat16(float a, float b) {
  if (a != a || b != b) return __builtin_nanf("");
  return a == b ? b : bfloat16ToFloat(nextPattern(a, b, floatToBfloat16(a), uint16_t(0x8000)));
}

}  // namespace tenon::TENON_ISA
