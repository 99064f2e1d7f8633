/// The inverse of the error function.
#pragma once

#include "series.hpp"

namespace tenon::TENON_ISA {

/// The inverse of erf on [−1, 1]; ±∞ at the ends, NaN outside.
///
/// A closed-form estimate (Winitzki, "A handy approximation for the error function and its inverse", 2008; good to 2·10⁻³)
/// is refined by Halley's method, which triples the number of correct digits each time, on erf near 0 and on erfc in the
/// tails, where 1 − x is exact and erf says nothing.
inline double erfinv(double x) {
  const double magnitude = absolute(x);
  if (!(magnitude < 1)) return magnitude == 1 ? x * kInfinity : kNotANumber;
  if (x == 0) return x;
  const double complement = 1 - magnitude;
  const double logarithm = log1p(-x * x);
  const double halved = 2 / (kPi * 0.147) + logarithm / 2;
  double y = sqrt(sqrt(halved * halved - logarithm / 0.147) - halved);
  for (int iteration = 0; iteration < 3; iteration++) {
    const double excess = magnitude < 0.5 ? erf(y) - magnitude : complement - erfc(y);
    // The Newton step is excess / erf′(y); erf″ / erf′ = −2y turns it into Halley's. The exponential only scales it.
    const double newton = (excess * sqrt(kPi)) / 2 * exp(y * y);
    y -= newton / (1 + y * newton);
  }
  return x < 0 ? -y : y;
}

}  // namespace tenon::TENON_ISA
