/// QR factors of a batch of matrices.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// Input [m, n], q [m, p], r [p, n], then a workspace: its address, and how many float64 each of `kMatrixSlices` slices
/// has: room for matrices [m, n], [min(m, n), m] and [m, p] and a vector of min(m, n) (`Workspace`).
Status qr(CommandReader& command);

}  // namespace tenon::TENON_ISA
