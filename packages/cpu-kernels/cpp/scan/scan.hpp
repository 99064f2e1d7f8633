/// `scan`: a running fold along one axis.
#pragma once

#include "base/command.hpp"

namespace tenon::TENON_ISA {

/// Reads: kind, axis, exclusive, view of the input, view of the output.
Status scan(CommandReader& command);

}  // namespace tenon::TENON_ISA
