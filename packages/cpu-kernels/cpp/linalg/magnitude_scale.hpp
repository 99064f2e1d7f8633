/// Bringing the elements of a matrix near 1, so that neither their squares nor products overflow or vanish.
#pragma once

#include "householder.hpp"

namespace tenon::TENON_ISA {

/// Divides a matrix by the power of two not above its greatest magnitude.
/// @returns what it was divided by, 1 if all elements are zero; 0 if one is not finite.
inline double scaleDown(Strided<double> a, int64_t rows, int64_t columns) {
  double greatest = 0;
  for (int64_t i = 0; i < rows; i++) {
    const double magnitude = greatestMagnitude(&a(i, 0), columns);
    if (!(magnitude <= 0x1.fffffffffffffp1023)) return 0;
    if (magnitude > greatest) greatest = magnitude;
  }
  if (greatest == 0) return 1;
  const uint64_t exponent = bitcast<uint64_t>(greatest) & (uint64_t(0x7FF) << 52);
  // A subnormal is smaller than all powers of two that can be divided by.
  const double scale = exponent == 0 ? 0x1p-1022 : bitcast<double>(exponent);
  for (int64_t i = 0; i < rows; i++) {
    for (int64_t j = 0; j < columns; j++) a(i, j) /= scale;
  }
  return scale;
}

}  // namespace tenon::TENON_ISA
