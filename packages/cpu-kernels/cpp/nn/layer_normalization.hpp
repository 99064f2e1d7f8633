/// Layer normalization: each row by its own mean and deviation.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// ε, of each axis whether it is normalized, x, output, then whether there is a scale and the scale, whether there is an
/// offset and the offset; both have the normalized axes alone.
Status layerNormalization(CommandReader& command);

}  // namespace tenon::TENON_ISA
