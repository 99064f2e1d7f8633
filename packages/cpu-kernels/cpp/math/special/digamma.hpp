/// The digamma function ψ(x) = Γ′(x) / Γ(x).
///
/// The asymptotic series from 10 on, reached by ψ(x + 1) = ψ(x) + 1/x; a Taylor series around the positive zero, where that
/// sum would cancel; the reflection formula below 0. Near the zeros between negative integers the error is small against 1,
/// not against the result.
#pragma once

#include "pi_multiples.hpp"

namespace tenon::TENON_ISA {

struct DigammaConstants {
  /// B₂ₖ / (2k), the coefficients of −x⁻²ᵏ (DLMF 5.11.2).
  static constexpr double asymptotic[] = {
    0.0, 1.0 / 12.0, -1.0 / 120.0, 1.0 / 252.0, -1.0 / 240.0, 1.0 / 132.0, -691.0 / 32760.0, 1.0 / 12.0,
    -3617.0 / 8160.0};
  static constexpr double asymptoticFrom = 10;
  /// The positive zero in two parts: a float64 and what it leaves out.
  static constexpr double zeroHead = 1.4616321449683622;
  static constexpr double zeroTail = 9.549995429965697e-17;
  /// ψ⁽ᵏ⁾ / k! = (−1)ᵏ⁺¹ ζ(k + 1, ·) at the zero, from k = 1 on (DLMF 5.15.1, 25.11.12).
  static constexpr double aroundZero[] = {
    0.0, 0.9676722454476212, -0.4427631689835921, 0.258499760955651, -0.16394270544240652, 0.10782405069126237,
    -0.07219956125645471, 0.04880428816414311, -0.03316112647484736, 0.022597648232218104, -0.01542476590494896,
    0.010538791616612175, -0.007204534386356869, 0.004926781395729853, -0.003369801655439328, 0.002305126326734928,
    -0.0015769367714301972, 0.0010788252019162967, -0.0007380709389960052, 0.000504953265834602,
    -0.0003454680251063077, 0.00023635601564027053, -0.00016170622091974803};
};

/// ψ(x); NaN at 0 and the negative integers.
inline double digamma(double x) {
  using C = DigammaConstants;
  double reflected = 0;
  if (x <= 0) {
    if (isInteger(x) || x == -kInfinity) return kNotANumber;
    reflected = -kPi * cotPi(x);
    x = 1 - x;
  }
  const double fromZero = x - C::zeroHead - C::zeroTail;
  if (absolute(fromZero) < 0.2) return reflected + polynomial(C::aroundZero, fromZero);
  double sum = 0;
  while (x < C::asymptoticFrom) {
    sum -= 1 / x;
    x += 1;
  }
  return reflected + (sum + log(x) - 0.5 / x - polynomial(C::asymptotic, 1 / (x * x)));
}

}  // namespace tenon::TENON_ISA
