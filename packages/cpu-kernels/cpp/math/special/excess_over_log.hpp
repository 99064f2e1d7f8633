/// μ − ln(1 + μ), the exponent of the incomplete gamma and beta functions' peaks.
#pragma once

#include "series.hpp"

namespace tenon::TENON_ISA {

/// μ − ln(1 + μ) ≥ 0 with full relative accuracy, for μ > −1. `ratio` is 1 + μ, apart, since far from 0 it is the more
/// exact of the two.
///
/// With r = μ / (2 + μ), ln(1 + μ) = 2 artanh r = 2 (r + r³/3 + r⁵/5 + …) and μ − 2r = μ r, so that near 0 what cancels is
/// cancelled by algebra.
inline double excessOverLog(double mu, double ratio) {
  if (!(absolute(mu) < 0.5)) return ratio - 1 - log(ratio);
  const double r = mu / (2 + mu);
  const double square = r * r;
  double series = 0;
  // |r| ≤ 1/3, so twenty terms leave 3⁻⁴⁰.
  for (int k = 20; k >= 1; k--) series = series * square + 1.0 / (2 * k + 1);
  return r * (mu - 2 * square * series);
}

}  // namespace tenon::TENON_ISA
