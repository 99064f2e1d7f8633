/// `conv`: the general N-D convolution.
#pragma once

#include "base/command.hpp"

namespace tenon::TENON_ISA {

/// Reads: views of lhs, rhs and the output (as in `packages/core/src/backend/kernels.ts`), the number of groups, and for
/// each spatial axis the stride, the low padding, the dilation of lhs and that of rhs. High padding follows from shapes.
Status conv(CommandReader& command);

}  // namespace tenon::TENON_ISA
