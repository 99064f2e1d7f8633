/// The Hurwitz zeta function ζ(s, q) = Σ (q + k)⁻ˢ, by Euler–Maclaurin summation (DLMF 25.11.28).
///
/// The first terms are added as they stand, until the next is negligible or q + k is large; an integral and derivatives at
/// that point stand for all others.
#pragma once

#include "series.hpp"

namespace tenon::TENON_ISA {

/// B₂ₖ / (2k)! (DLMF 24.2.1).
inline constexpr double kBernoulliOverFactorial[] = {
    8.3333333333333333e-2, -1.3888888888888889e-3, 3.3068783068783069e-5, -8.2671957671957672e-7,
    2.0876756987868099e-8, -5.2841901386874931e-10, 1.3382536530684679e-11, -3.3896802963225829e-13,
    8.5860620562778446e-15, -2.1748686985580619e-16, 5.5090028283602295e-18, -1.3954464685812523e-19};

/// Σ (base + k)⁻ˢ over all k ≥ 0, for a large base.
inline double hurwitzZetaTail(double s, double base) {
  const double first = pow(base, -s);
  double sum = (first * base) / (s - 1) + first / 2;
  // s (s + 1) … (s + 2j − 2) · base^(−s − 2j + 1)
  double derivative = (first * s) / base;
  int j = 0;
  for (const double coefficient : kBernoulliOverFactorial) {
    const double term = coefficient * derivative;
    sum += term;
    if (absolute(term) <= absolute(sum) * 0x1p-60) break;
    derivative *= ((s + 2 * j + 1) * (s + 2 * j + 2)) / (base * base);
    j++;
  }
  return sum;
}

/// ζ(s, q). +∞ at s = 1, NaN for s < 1. For q ≤ 0 a term is a pole where q is an integer (+∞ for even s, else NaN) and
/// complex, hence NaN, where s is not.
inline double hurwitzZeta(double s, double q) {
  constexpr int sumAtLeast = 9;
  constexpr double sumUntil = 10;
  if (s == 1) return kInfinity;
  if (!(s > 1) || q != q) return kNotANumber;
  if (q <= 0) {
    // −∞ is whole too, and no sum would end there.
    const bool isEven = s == kInfinity || trunc(s / 2) == s / 2;
    if (q == floor(q)) return isEven ? kInfinity : kNotANumber;
    if (!isInteger(s) && s != kInfinity) return kNotANumber;
  }
  if (s == kInfinity) return q > 1 ? 0 : q == 1 ? 1 : kInfinity;
  double sum = 0;
  double base = q;
  for (int k = 0; k < sumAtLeast || base < sumUntil; k++) {
    const double term = pow(base, -s);
    sum += term;
    if (base > 0 && term <= sum * 0x1p-60) return sum;
    base += 1;
  }
  return sum + hurwitzZetaTail(s, base);
}

}  // namespace tenon::TENON_ISA
