/// `matmul`: batched products of matrices.
#pragma once

#include "base/command.hpp"

namespace tenon::TENON_ISA {

/// Reads: views of a, b and the output, of one rank ≥ 2, dtype and batch shape.
Status matmul(CommandReader& command);

}  // namespace tenon::TENON_ISA
