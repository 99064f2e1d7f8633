/// Cholesky factors of a batch of matrices.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// Input, output. NotPositiveDefinite: the matrix, and the order of the leading minor that is not positive.
Status cholesky(CommandReader& command);

}  // namespace tenon::TENON_ISA
