/// The special functions, of one float64 each: the algorithms and constants of `packages/core/src/scalar/special`.
#pragma once

#include "digamma.hpp"
#include "erfinv.hpp"
#include "gamma_function.hpp"
#include "hurwitz_zeta.hpp"
#include "incomplete_beta.hpp"
#include "incomplete_gamma.hpp"
#include "next_after.hpp"
