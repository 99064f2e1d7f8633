/// `topK`: the greatest elements of every row, and where they were.
#pragma once

#include "base/command.hpp"

namespace tenon::TENON_ISA {

/// The greatest k that a thread's scratch has room for.
inline constexpr int64_t kMostTop = int64_t(1) << 14;

/// Reads: view of the input, view of the values, view of the positions (int32 or int64). Their last axis is k long.
Status topK(CommandReader& command);

}  // namespace tenon::TENON_ISA
