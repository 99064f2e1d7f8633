/// What special functions are made of, on one number: polynomials, and elementary functions by way of the vector forms,
/// since WebAssembly has no C library.
#pragma once

#include "math/error_function.hpp"
#include "math/exponential.hpp"
#include "math/logarithm.hpp"
#include "math/power.hpp"
#include "math/trigonometric.hpp"

namespace tenon::TENON_ISA {

/// Σ coefficients[k] · xᵏ, constant term first.
template <int Count>
inline double polynomial(const double (&coefficients)[Count], double x) {
  double sum = 0;
  for (int k = Count - 1; k >= 0; k--) sum = sum * x + coefficients[k];
  return sum;
}

inline constexpr double kInfinity = FloatFormat<double>::infinity;
inline constexpr double kNotANumber = FloatFormat<double>::notANumber;
inline constexpr double kPi = 3.141592653589793;

inline bool isInteger(double x) { return trunc(x) == x && absolute(x) < kInfinity; }

}  // namespace tenon::TENON_ISA
