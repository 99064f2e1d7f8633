/// The regularized incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x), and ∂P/∂a.
///
/// For x ≤ a a power series for P, for x > a a continued fraction for Q, both times the same density; what is small is
/// computed and the other one is 1 minus it. For small x and a, where Q is small but its fraction does not converge, Q's
/// leading part is taken out of 1 − P (Gautschi, "A computational procedure for incomplete gamma functions", ACM TOMS 5,
/// 1979). Derivatives are carried through the same recurrences: in these regions none of their terms cancel. Both take O(√a)
/// steps near x = a; from 10⁸ on an asymptotic expansion takes over.
#pragma once

#include "digamma.hpp"
#include "excess_over_log.hpp"
#include "gamma_function.hpp"
#include "incomplete_gamma_asymptotic.hpp"

namespace tenon::TENON_ISA {

/// A value and its derivative for a.
struct Differentiated {
  double value;
  double derivative;
};

/// Whether the power series is the one to use. For small x (and a) it is even where x > a: the continued fraction needs
/// x > 1.
inline bool incompleteGammaSeriesConverges(double a, double x) { return x <= a || x <= 1.1; }

/// xᵃ e⁻ˣ / Γ(a + 1). Where the powers overflow or there is no end to the factors of Γ, with x = a (1 + μ), it is
/// e^(−a (μ − ln(1 + μ))) / √(2πa), but for the factor that Stirling's formula leaves. Far from the peak the error grows with
/// the exponent.
inline double gammaDensity(double a, double x) {
  if (a < 30 && x < 100) {
    const double power = pow(x, a);
    if (power > 1e-250) return (power * exp(-x)) / gammaOnePlus(a);
  }
  return exp(-a * excessOverLog((x - a) / a, x / a)) / (sqrt(2 * kPi * a) * scaledGamma(a));
}

/// Σ xⁿ / ((a + 1) … (a + n)) and its derivative for a (DLMF 8.11.4).
inline Differentiated incompleteGammaSeries(double a, double x) {
  double value = 1;
  double derivative = 0;
  double term = 1;
  // −Σ 1 / (a + k), the logarithmic derivative of a term.
  double logarithmic = 0;
  for (int n = 1; term > value * 0x1p-60; n++) {
    term *= x / (a + n);
    logarithmic -= 1 / (a + n);
    value += term;
    derivative += term * logarithmic;
  }
  return {value, derivative};
}

/// 1/(x + 1 − a −) 1(1 − a)/(x + 3 − a −) 2(2 − a)/(x + 5 − a −) … and its derivative for a (DLMF 8.9.2), summed forward by
/// Steed's method: each step adds the difference of two convergents.
inline Differentiated incompleteGammaFraction(double a, double x) {
  double denominator = x + 1 - a;
  double inverse = 1 / denominator;
  double inverseDerivative = inverse * inverse;
  double step = inverse;
  double stepDerivative = inverseDerivative;
  double value = step;
  double derivative = stepDerivative;
  for (int n = 1;; n++) {
    const double numerator = n * (a - n);
    denominator += 2;
    const double next = 1 / (denominator + numerator * inverse);
    const double nextDerivative = -next * next * (-1 + n * inverse + numerator * inverseDerivative);
    // The new step is the old one times this ratio; the numerator's own derivative is n.
    const double ratio = -numerator * next * inverse;
    const double ratioDerivative =
        -n * next * inverse - numerator * (nextDerivative * inverse + next * inverseDerivative);
    stepDerivative = step * ratioDerivative + stepDerivative * ratio;
    step *= ratio;
    inverse = next;
    inverseDerivative = nextDerivative;
    value += step;
    derivative += stepDerivative;
    const bool converged = absolute(step) <= absolute(value) * 0x1p-54 &&
                           absolute(stepDerivative) <= absolute(derivative) * 0x1p-54;
    if (converged) return {value, derivative};
  }
}

inline double upperByFraction(double a, double x) {
  return a * gammaDensity(a, x) * incompleteGammaFraction(a, x).value;
}

/// Q for x ≤ 1.1 and a below x or 1/2: 1 − xᵃ/Γ(1 + a), and the part of P beyond that (DLMF 8.7.1).
inline double upperForSmall(double a, double x) {
  const double logarithm = a * log(x) - logGammaOnePlus(a);
  double sum = 0;
  double power = 1;
  for (int n = 1;; n++) {
    power *= -x / n;
    const double term = power / (a + n);
    sum += term;
    if (absolute(term) <= absolute(sum) * 0x1p-60) break;
  }
  return -expm1(logarithm) - a * exp(logarithm) * sum;
}

/// P(a, x), the lower function (DLMF 8.2.4). NaN for a ≤ 0 or x < 0, but P(a, 0) = 0 always.
inline double lowerIncompleteGamma(double a, double x) {
  if (x == 0) return 0;
  if (!(a > 0 && x > 0)) return kNotANumber;
  if (a == kInfinity) return 0;
  if (x == kInfinity) return 1;
  if (a >= kIncompleteGammaAsymptoticFrom) return lowerAsymptotic(a, x);
  if (!incompleteGammaSeriesConverges(a, x)) return 1 - upperByFraction(a, x);
  return gammaDensity(a, x) * incompleteGammaSeries(a, x).value;
}

/// Q(a, x), the upper function (DLMF 8.2.4). NaN for a ≤ 0 or x < 0.
inline double upperIncompleteGamma(double a, double x) {
  if (!(a > 0 && x >= 0)) return kNotANumber;
  if (x == 0) return 1;
  if (x == kInfinity) return 0;
  if (a == kInfinity) return 1;
  if (a >= kIncompleteGammaAsymptoticFrom) return upperAsymptotic(a, x);
  if (!incompleteGammaSeriesConverges(a, x)) return upperByFraction(a, x);
  if (a < x || a < 0.5) return upperForSmall(a, x);
  return 1 - gammaDensity(a, x) * incompleteGammaSeries(a, x).value;
}

/// ∂P(a, x)/∂a.
inline double lowerIncompleteGammaGradient(double a, double x) {
  if (x == 0) return 0;
  if (!(a > 0 && x > 0)) return kNotANumber;
  if (a == kInfinity || x == kInfinity) return 0;
  if (a >= kIncompleteGammaAsymptoticFrom) return lowerGradientAsymptotic(a, x);
  if (incompleteGammaSeriesConverges(a, x)) {
    // P = xᵃ e⁻ˣ / Γ(a + 1) · series.
    const auto [value, derivative] = incompleteGammaSeries(a, x);
    return gammaDensity(a, x) * (value * (log(x) - digamma(a + 1)) + derivative);
  }
  // Q = xᵃ e⁻ˣ / Γ(a) · fraction, and P = 1 − Q.
  const auto [value, derivative] = incompleteGammaFraction(a, x);
  return -a * gammaDensity(a, x) * (value * (log(x) - digamma(a)) + derivative);
}

}  // namespace tenon::TENON_ISA
