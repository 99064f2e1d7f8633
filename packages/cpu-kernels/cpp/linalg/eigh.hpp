/// Eigenvalues and eigenvectors of a batch of symmetric matrices.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// Input [n, n], values [n], whether vectors are wanted and the vectors, then a workspace: its address, and how many
/// float64 each of `kMatrixSlices` slices has: room for two matrices [n, n] and four vectors of n (`Workspace`).
/// NotConverged: the matrix.
Status eigh(CommandReader& command);

}  // namespace tenon::TENON_ISA
