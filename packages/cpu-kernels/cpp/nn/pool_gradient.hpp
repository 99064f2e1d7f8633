/// The way back through max pooling.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// Input, what each window hands back, output, then the windows (`PoolWindows::read`). Each window's goes to its first
/// element that is its maximum; NaN counts as greater than all numbers.
Status poolGradient(CommandReader& command);

}  // namespace tenon::TENON_ISA
