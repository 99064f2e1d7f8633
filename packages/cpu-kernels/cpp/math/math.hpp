/// The elementary functions of vectors, all of them: templates over the vector, within 2 ulp of the exact results in
/// float32 and float64 (README.md has what was measured). Subnormal numbers are kept.
#pragma once

#include "error_function.hpp"
#include "exponential.hpp"
#include "hyperbolic.hpp"
#include "inverse_hyperbolic.hpp"
#include "inverse_trigonometric.hpp"
#include "logarithm.hpp"
#include "power.hpp"
#include "remainder.hpp"
#include "trigonometric.hpp"
