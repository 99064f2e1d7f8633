/// `gather`: slices of an operand, by index.
#pragma once

#include "base/command.hpp"

namespace tenon::TENON_ISA {

/// Reads: view of params, view of indices, batchDims, view of the output.
Status gather(CommandReader& command);

}  // namespace tenon::TENON_ISA
