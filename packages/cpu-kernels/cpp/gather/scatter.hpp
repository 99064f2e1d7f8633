/// `scatter`: folding updates into the slices of an operand that indices address.
#pragma once

#include "base/command.hpp"

namespace tenon::TENON_ISA {

/// Reads: kind, view of the operand, view of indices, view of updates, view of the output.
Status scatter(CommandReader& command);

}  // namespace tenon::TENON_ISA
