/// ln |Γ(x)|, Γ(x) and the scaled gamma function that incomplete gamma and beta functions are built on.
///
/// Between 1.5 and 2.5 a Taylor series around 2, exact in the zero of ln Γ there; the neighbouring intervals by
/// Γ(x + 1) = x Γ(x); from 10 on Stirling's series; below −0.5 the reflection formula. ln Γ has further zeros between the
/// negative integers: there the error is small against 1, not against the result.
#pragma once

#include "pi_multiples.hpp"

namespace tenon::TENON_ISA {

struct GammaConstants {
  static constexpr double halfLogTwoPi = 0.9189385332046727418;
  /// Coefficients of z, z², … in ln Γ(2 + z): 1 − γ, then (−1)ᵏ (ζ(k) − 1) / k (DLMF 5.7.3).
  static constexpr double aroundTwo[] = {
    0.0, 0.42278433509846714, 0.3224670334241132, -0.0673523010531981, 0.020580808427784546, -0.007385551028673986,
    0.0028905103307415234, -0.001192753911703261, 0.0005096695247430425, -0.00022315475845357939,
    9.945751278180853e-5, -4.492623673813314e-5, 2.050721277567069e-5, -9.439488275268397e-6, 4.374866789907488e-6,
    -2.039215753801366e-6, 9.55141213040742e-7, -4.492469198764566e-7, 2.1207184805554665e-7,
    -1.0043224823968099e-7, 4.7698101693639804e-8, -2.2711094608943164e-8, 1.0838659214896955e-8,
    -5.183475041970047e-9, 2.4836745438024785e-9, -1.1921401405860912e-9, 5.731367241678862e-10,
    -2.7595228851242334e-10, 1.330476437424449e-10};
  /// B₂ₖ / (2k (2k − 1)), the coefficients of x¹⁻²ᵏ in Stirling's series (DLMF 5.11.1).
  static constexpr double stirling[] = {
    1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360360.0, 1.0 / 156.0,
    -3617.0 / 122400.0};
  /// From here on Stirling's eight terms leave less than 10⁻¹⁷.
  static constexpr double stirlingFrom = 10;
};

/// ln Γ(2 + z) for |z| ≤ 1/2.
inline double logGammaAroundTwo(double z) { return polynomial(GammaConstants::aroundTwo, z); }

/// ln Γ(1 + z) for −1/2 ≤ z < 3/2, accurate near its zeros 0 and 1.
inline double logGammaOnePlus(double z) {
  return z < 0.5 ? logGammaAroundTwo(z) - log1p(z) : logGammaAroundTwo(z - 1);
}

/// ln Γ(x) less its leading part (x − ½) ln x − x + ½ ln 2π, for x ≥ 10.
inline double stirlingRemainder(double x) { return polynomial(GammaConstants::stirling, 1 / (x * x)) / x; }

/// (x − 1)(x − 2) … down to the factor between 1.5 and 2.5, which is given apart: Γ(x) = product · Γ(last).
struct GammaDescent {
  double product;
  double last;
};

inline GammaDescent descendGamma(double x) {
  double product = 1;
  while (x > 2.5) {
    x -= 1;
    product *= x;
  }
  return {product, x};
}

/// ln |Γ(x)| for x ≥ −0.5; +∞ at 0 and +∞.
inline double logGammaToTheRight(double x) {
  using C = GammaConstants;
  if (x < 0.5) return logGammaOnePlus(x) - log(absolute(x));
  if (x < 1.5) return logGammaOnePlus(x - 1);
  if (x < C::stirlingFrom) {
    const auto [product, last] = descendGamma(x);
    return log(product) + logGammaAroundTwo(last - 2);
  }
  return (x - 0.5) * (log(x) - 1) + (C::halfLogTwoPi - 0.5 + stirlingRemainder(x));
}

/// ln |Γ(x)|; +∞ at 0, the negative integers and ±∞.
inline double lgamma(double x) {
  if (!(x < -0.5)) return logGammaToTheRight(x);
  // A pole: for the largest of them the difference below would be ∞ − ∞.
  if (x == floor(x)) return kInfinity;
  return log(kPi / absolute(x * sinPi(x))) - logGammaToTheRight(-x);
}

/// Γ(x) for 0 < x < 171, in x steps: for small x.
inline double gammaFunction(double x) {
  if (x < 0.5) return exp(logGammaOnePlus(x)) / x;
  if (x < 1.5) return exp(logGammaOnePlus(x - 1));
  const auto [product, last] = descendGamma(x);
  return product * exp(logGammaAroundTwo(last - 2));
}

/// Γ(1 + x) for 0 ≤ x < 170, also where Γ(x) overflows.
inline double gammaOnePlus(double x) { return x < 0.5 ? exp(logGammaOnePlus(x)) : x * gammaFunction(x); }

/// Γ(x) / (√(2π) xˣ⁻½ e⁻ˣ) for x > 0, which tends to 1: what Stirling's leading part leaves (DLMF 5.11.3).
inline double scaledGamma(double x) {
  if (x >= GammaConstants::stirlingFrom) return exp(stirlingRemainder(x));
  return (gammaFunction(x) * exp(x - GammaConstants::halfLogTwoPi)) / pow(x, x - 0.5);
}

}  // namespace tenon::TENON_ISA
