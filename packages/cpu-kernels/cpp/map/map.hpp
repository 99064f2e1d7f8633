/// `map`: a scalar program at every coordinate.
#pragma once

#include "base/command.hpp"

namespace tenon::TENON_ISA {

Status map(CommandReader& command);

}  // namespace tenon::TENON_ISA
