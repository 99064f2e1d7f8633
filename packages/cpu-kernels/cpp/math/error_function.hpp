/// erf and erfc.
///
/// Up to 1, erf x = x + x p(x²). Beyond 1 in float32, erf x = 1 − e^(−q(x)) with a polynomial for q = −ln erfc x.
///
/// erfc x = e^(−x²) g(x) for positive x, and 2 − erfc(−x) for negative ones. In float32, g is one rational function for all x.
/// It behaves as 1 / (1 + √π x), and is written as that with a correction that stays small, p / (p + x (√π p + d)): as a
/// plain quotient it would carry the rounding errors of both polynomials. In float64, g = h(t) / (1 + 2x), where
/// t = (x − 3) / (x + 3) brings all x to [−¾, 1) and h hardly varies (the scaling of Shepherd and Laframboise, "Chebyshev
/// approximation of (1 + 2x) exp(x²) erfc x", Math. Comp. 36, 1981); erfc is 1 − erf below ½.
#pragma once

#include "exponential.hpp"

namespace tenon::TENON_ISA {

template <class T> struct ErrorFunctionConstants;

template <> struct ErrorFunctionConstants<float> {
  /// From here on erf rounds to 1.
  static constexpr float erfIsOne = 3.95f;
  /// erf x / x − 1 in x², minimax for |x| ≤ 1, relative error 2⁻²⁹·⁶.
  static constexpr float near[] = {0.128379166f,    -0.3761262583f,   0.1128358515f,  -0.02685381185f,
                                   5.18832732e-3f, -8.010189247e-4f, 7.853844046e-5f};
  /// −ln erfc x, minimax on [1, 3.95] for the relative error of erf x, 2⁻²⁹·⁸.
  static constexpr float exponent[] = {3.41564426e-4f,  1.127089024f,    0.638145104f,    0.1031065249f,
                                       -0.02183795755f, 2.947632729e-3f, -1.86376706e-4f};
  /// From here on erfc rounds to 0.
  static constexpr float erfcIsZero = 10.06f;
  /// e^(x²) erfc x = p / (p + x (s p + d)) on [0, 10.06], minimax for the relative error, 2⁻²⁷: p, d, and s, which is a
  /// little less than √π. The scale of p is free: of some that were tried, this one's roundings add up to the least.
  static constexpr float scaledErfc[] = {1.1875f, 1.4621174f, 0.8594987f, 0.26761663f, 0.037920292f};
  static constexpr float scaledErfcDifference[] = {-0.7648101f, -0.6172114f, -0.23453593f, -0.037880044f};
  static constexpr float scaledErfcSlope = 1.77242994f;
};

template <> struct ErrorFunctionConstants<double> {
  /// From here on erfc rounds to 0.
  static constexpr double erfcIsZero = 27.25;
  /// As above, relative error 2⁻⁶².
  static constexpr double near[] = {0.12837916709551257,     -0.376126389031837476,   0.112837916709548575,
                                    -0.0268661706450728912,  5.22397762478083465e-3,  -8.54832697874056762e-4,
                                    1.20553310368466683e-4,  -1.4925593505766363e-5,  1.64609728011907177e-6,
                                    -1.63500250762238812e-7, 1.46578789898888785e-8,  -1.13656631366284934e-9,
                                    5.94525769394154252e-11};
  /// (1 + 2x) e^(x²) erfc x in t = (x − 3) / (x + 3), minimax on [1/2, 27.3], relative error 2⁻⁶⁰.
  static constexpr double far[] = {
      1.25300805826972965, -0.135621106124581201, -0.0475622943534507048, 0.129645158702763816, -0.119273663415311333,
      0.0683080273438724616, -0.023770514918536847, 2.52939181766708397e-3, 1.88869035618998941e-3,
      -7.7983228509769338e-4, -1.05159756181208728e-4, 1.25099411385886064e-4, 4.94913816407273124e-6,
      -2.01007006380888338e-5, -7.29894798317382483e-7, 3.47241274975217705e-6, 3.52231168253534142e-7,
      -6.15835607861173454e-7, -1.33532386483647113e-7, 9.97913994143696611e-8, 3.34918140677392461e-8,
      -1.10297592237807118e-8, -4.03213286948614121e-9};
};

/// erf x for |x| ≤ 1.
template <class V>
[[gnu::always_inline]] inline V erfNear(V x) {
  return fma(polynomial(ErrorFunctionConstants<Element<V>>::near, x * x), x, x);
}

/// e^(x²) erfc x for x ≥ 0 in float32, for x ≥ 1/2 in float64.
template <class V>
[[gnu::always_inline]] inline V scaledErfc(V x) {
  using C = ErrorFunctionConstants<Element<V>>;
  if constexpr (sizeof(Element<V>) == 4) {
    const V p = polynomial(C::scaledErfc, x);
    const V slope = fma(p, constant<V>(C::scaledErfcSlope), polynomial(C::scaledErfcDifference, x));
    return p / fma(x, slope, p);
  } else {
    return polynomial(C::far, (x - 3) / (x + 3)) / (1 + 2 * x);
  }
}

/// erfc x where `scaledErfc` is.
template <class V>
[[gnu::always_inline]] inline V erfcFar(V x) {
  const V bounded = lesser(constant<V>(ErrorFunctionConstants<Element<V>>::erfcIsZero), x);
  const auto [shifted, r] = reduceNegativeSquare(bounded);
  const V g = scaledErfc(bounded);
  return scaleDown(fma(g, exponentialOfReducedLessOne(r), g), shifted);
}

/// The error function.
template <class V>
inline V erf(V x) {
  using T = Element<V>;
  using C = ErrorFunctionConstants<T>;
  const V magnitude = absolute(x);
  if constexpr (sizeof(T) == 4) {
    const V bounded = lesser(constant<V>(C::erfIsOne), magnitude);
    const V far = constant<V>(1) - exponentialOfModerate(-polynomial(C::exponent, bounded));
    // The far form loses NaN.
    return select<V>(magnitude >= constant<V>(1), copySign(far, x), erfNear(x));
  } else {
    const V near = erfNear(x);
    // NaN too: the far form loses it.
    const Bits<V> isNear = ~(magnitude >= 1);
    if (!anyLane(~isNear)) return near;
    return select<V>(isNear, near, copySign(1 - erfcFar(magnitude), x));
  }
}

/// 1 − erf x.
template <class V>
[[gnu::always_inline]] inline V erfc(V x) {
  const V magnitude = absolute(x);
  if constexpr (sizeof(Element<V>) == 4) {
    const V far = erfcFar(magnitude);
    return select<V>(x < constant<V>(0), constant<V>(2) - far, far);
  } else {
    // Beyond 1/2 the difference from 1 would cancel.
    const Bits<V> isNear = ~(magnitude >= 0.5);
    const V far = erfcFar(select<V>(isNear, constant<V>(0.5), magnitude));
    return select<V>(isNear, 1 - erfNear(x), select<V>(x < 0, 2 - far, far));
  }
}

/// Of one number.
inline double erf(double x) { return erf(splat<Vector<double, 2>>(x))[0]; }
inline double erfc(double x) { return erfc(splat<Vector<double, 2>>(x))[0]; }

}  // namespace tenon::TENON_ISA
