/// Triangular systems, one for each matrix of a batch.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// Matrix, right-hand side, output, whether the lower triangle is read, whether it is transposed, whether its diagonal
/// is ones. Singular: the matrix, and 1 + the row of the first zero of its diagonal.
Status triangularSolve(CommandReader& command);

}  // namespace tenon::TENON_ISA
