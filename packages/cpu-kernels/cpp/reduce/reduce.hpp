/// `reduce`: folding axes away, after a scalar program.
#pragma once

#include "base/command.hpp"

namespace tenon::TENON_ISA {

Status reduce(CommandReader& command);

}  // namespace tenon::TENON_ISA
