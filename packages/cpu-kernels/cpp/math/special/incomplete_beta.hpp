/// The regularized incomplete beta function Iₓ(a, b).
///
/// A continued fraction that converges fast below the mean a / (a + b), and the symmetry Iₓ(a, b) = 1 − I₁₋ₓ(b, a) above it
/// (DLMF 8.17.22, 8.17.4); for small b, where the difference from 1 may cancel, a power series of positive terms
/// (DLMF 8.17.7). The factor before them is written around the peak, as in `incomplete_gamma.hpp`.
#pragma once

#include "excess_over_log.hpp"
#include "gamma_function.hpp"

namespace tenon::TENON_ISA {

/// xᵃ (1 − x)ᵇ / B(a, b).
inline double betaDensity(double a, double b, double x) {
  const double sum = a + b;
  if (sum < 10) {
    const double powers = pow(x, a) * exp(b * log1p(-x));
    return (powers * gammaFunction(sum)) / (gammaFunction(a) * gammaFunction(b));
  }
  // x = a/(a + b) · (1 + μ) and 1 − x = b/(a + b) · (1 − μ a/b).
  const double shift = sum * x - a;
  const double exponent =
      a * excessOverLog(shift / a, (sum * x) / a) + b * excessOverLog(-shift / b, (sum * (1 - x)) / b);
  const double stirling = scaledGamma(sum) / (scaledGamma(a) * scaledGamma(b));
  return exp(-exponent) * sqrt((a * b) / (2 * kPi * sum)) * stirling;
}

/// a Σ (1 − b)(2 − b) … (n − b) xⁿ / (n! (a + n)): the hypergeometric series ₂F₁(a, 1 − b; a + 1; x).
inline double incompleteBetaSeries(double a, double b, double x) {
  double sum = 1;
  double power = 1;
  for (int n = 1;; n++) {
    power *= ((n - b) * x) / n;
    const double term = (power * a) / (a + n);
    sum += term;
    if (absolute(term) <= sum * 0x1p-60) return sum;
  }
}

/// 1/(1 +) d₁/(1 +) d₂/(1 +) … (DLMF 8.17.22, 8.17.23), by Lentz's method as modified by Thompson and Barnett. It takes
/// O(√max(a, b)) steps: parameters beyond some 10⁹ would take longer than the limit and give NaN.
inline double incompleteBetaFraction(double a, double b, double x) {
  constexpr int mostSteps = 200000;
  const auto guard = [](double value) { return value == 0 ? 1e-300 : value; };
  double numerators = 1;
  double denominators = 1 / guard(1 - ((a + b) * x) / (a + 1));
  double value = denominators;
  for (int step = 1; step <= mostSteps; step++) {
    const double m = step;
    const double even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    denominators = 1 / guard(1 + even * denominators);
    numerators = guard(1 + even / numerators);
    value *= denominators * numerators;
    const double odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominators = 1 / guard(1 + odd * denominators);
    numerators = guard(1 + odd / numerators);
    const double factor = denominators * numerators;
    value *= factor;
    if (absolute(factor - 1) <= 0x1p-52) return value;
  }
  return kNotANumber;
}

/// Iₓ(a, b) for a, b > 0 and x in [0, 1]; NaN elsewhere.
inline double incompleteBeta(double a, double b, double x) {
  if (!(a > 0 && b > 0 && x >= 0 && x <= 1)) return kNotANumber;
  if (x == 0 || x == 1) return x;
  if (a == kInfinity || b == kInfinity) return kNotANumber;
  if (b * x <= 1 && x <= 0.95) {
    return (betaDensity(a, b, x) / a) * exp(-b * log1p(-x)) * incompleteBetaSeries(a, b, x);
  }
  if (x <= (a + 1) / (a + b + 2)) return (betaDensity(a, b, x) / a) * incompleteBetaFraction(a, b, x);
  return 1 - (betaDensity(a, b, x) / b) * incompleteBetaFraction(b, a, 1 - x);
}

}  // namespace tenon::TENON_ISA
