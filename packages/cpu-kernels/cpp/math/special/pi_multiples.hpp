/// sin πx and cot πx. Reduced in units of half a turn, where the reduction is exact, unlike that of π·x.
#pragma once

#include "series.hpp"

namespace tenon::TENON_ISA {

/// The remainder of x ≥ 0 by 1 or 2, exact: beyond 2⁵³ all numbers are even.
inline double remainderByTwo(double x) { return x < 0x1p53 ? x - 2 * trunc(x / 2) : 0; }

/// sin πx; 0 for integers.
inline double sinPi(double x) {
  const double turn = remainderByTwo(absolute(x));
  const double half = turn > 1 ? turn - 2 : turn;
  const double folded = half > 0.5 ? 1 - half : half < -0.5 ? -1 - half : half;
  const double sine = sin(kPi * folded);
  return x < 0 ? -sine : sine;
}

/// cot πx; ±∞ for integers.
inline double cotPi(double x) {
  const double remainder = x - trunc(x);
  const double folded = remainder > 0.5 ? remainder - 1 : remainder < -0.5 ? remainder + 1 : remainder;
  // Near ±1/2 the tangent of the complement keeps the digits that tan would lose.
  if (absolute(folded) <= 0.25) return 1 / tan(kPi * folded);
  const double tangent = tan(kPi * (0.5 - absolute(folded)));
  return folded < 0 ? -tangent : tangent;
}

}  // namespace tenon::TENON_ISA
