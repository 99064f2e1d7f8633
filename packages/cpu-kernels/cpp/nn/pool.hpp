/// Pooling: the maximum or the mean of windows that move over up to three axes.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// Whether the mean is asked for, input, output, then the windows (`PoolWindows::read`).
Status pool(CommandReader& command);

}  // namespace tenon::TENON_ISA
