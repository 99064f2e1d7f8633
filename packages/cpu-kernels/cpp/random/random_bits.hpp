/// `randomBits`: words of a counter-based generator.
#pragma once

#include "base/command.hpp"

namespace tenon::TENON_ISA {

/// Reads: 2 words of key, 4 of the counter (low first), address of the words, how many.
Status randomBits(CommandReader& command);

}  // namespace tenon::TENON_ISA
