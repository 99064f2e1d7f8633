/// Singular value decompositions of a batch of matrices.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// Input [m, n], s [min(m, n)], whether vectors are wanted and u [m, p] and v [n, q], then a workspace: its address, and
/// how many float64 each of `kMatrixSlices` slices has: with l the longer and k the shorter axis, room for matrices [l, k],
/// [k, l], [k, k], [k, k] and [l, p] (q where m < n) and three vectors of k (`Workspace`). NotConverged: the matrix.
Status svd(CommandReader& command);

}  // namespace tenon::TENON_ISA
