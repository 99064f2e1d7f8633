/// Softmax and its logarithm along one axis, and their gradients.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// axis, whether the logarithm is asked for, logits, output.
Status softmax(CommandReader& command);

}  // namespace tenon::TENON_ISA
