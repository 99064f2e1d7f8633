/// Incomplete gamma functions for a ≥ 10⁸, where series take √a steps: Temme's uniform expansion (DLMF 8.12).
///
/// With x = a (1 + μ) and ½η² = μ − ln(1 + μ), η of μ's sign, Q(a, x) = ½ erfc(η √(a/2)) + R and P = 1 − Q. At such a,
/// e^(−aη²/2) vanishes unless η is below 10⁻², so R needs its first term only, and of that a short series in η.
#pragma once

#include "excess_over_log.hpp"

namespace tenon::TENON_ISA {

/// From this a on.
inline constexpr double kIncompleteGammaAsymptoticFrom = 1e8;

/// c₀(η) = 1/μ − 1/η (DLMF 8.12.10).
inline constexpr double kTemmeFirstCoefficient[] = {
    -1.0 / 3.0, 1.0 / 12.0, -2.0 / 135.0, 1.0 / 864.0};

struct TemmeExpansion {
  double mu;
  double eta;
  double gaussian;
  double coefficient;
};

inline TemmeExpansion expandTemme(double a, double x) {
  const double mu = (x - a) / a;
  const double halfSquare = excessOverLog(mu, x / a);
  const double root = sqrt(2 * halfSquare);
  const double eta = mu < 0 ? -root : root;
  const double gaussian = exp(-a * halfSquare) / sqrt(2 * kPi * a);
  return {mu, eta, gaussian, polynomial(kTemmeFirstCoefficient, eta)};
}

/// P(a, x) for a ≥ 10⁸.
inline double lowerAsymptotic(double a, double x) {
  const auto [mu, eta, gaussian, coefficient] = expandTemme(a, x);
  return erfc(-eta * sqrt(a / 2)) / 2 - (gaussian == 0 ? 0 : gaussian * coefficient);
}

/// Q(a, x) for a ≥ 10⁸.
inline double upperAsymptotic(double a, double x) {
  const auto [mu, eta, gaussian, coefficient] = expandTemme(a, x);
  return erfc(eta * sqrt(a / 2)) / 2 + (gaussian == 0 ? 0 : gaussian * coefficient);
}

/// ∂P(a, x)/∂a for a ≥ 10⁸, the expansion of P differentiated with dη/da = −μ / (a η).
inline double lowerGradientAsymptotic(double a, double x) {
  const auto [mu, eta, gaussian, coefficient] = expandTemme(a, x);
  if (gaussian == 0) return 0;
  const double muOverEta = eta == 0 ? 1 : mu / eta;
  const double remainder = (log1p(mu) - 0.5 / a) * coefficient - muOverEta / (12 * a);
  return gaussian * (eta / 2 - muOverEta - remainder);
}

}  // namespace tenon::TENON_ISA
