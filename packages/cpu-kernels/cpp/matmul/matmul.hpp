/// `matmul`: batched products of matrices.
#pragma once

#include "base/command.hpp"

namespace tenon::TENON_ISA {

/// Reads: views of a, b and the output, of one rank ≥ 2 and one batch shape. The output is of the operands' dtype; for
/// 16-bit floats it may be of float32 instead, and is then not rounded.
Status matmul(CommandReader& command);

}  // namespace tenon::TENON_ISA
