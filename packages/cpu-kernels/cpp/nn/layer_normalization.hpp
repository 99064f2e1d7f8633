/// Layer normalization, each row by its own mean and deviation, and the way back.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// ε, of each axis whether it is normalized, x, output, then what may be absent, each after whether it is there: scale and
/// offset, which have the normalized axes alone, and the upstream gradient. With that the gradient of x is asked for,
/// else x normalized.
Status layerNormalization(CommandReader& command);

}  // namespace tenon::TENON_ISA
