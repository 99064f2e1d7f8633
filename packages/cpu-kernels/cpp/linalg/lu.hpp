/// LU factors of a batch of matrices.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// Input, output, permutation (int32).
Status lu(CommandReader& command);

}  // namespace tenon::TENON_ISA
