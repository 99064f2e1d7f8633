/// `sort`: the elements of every row in order, and where each was.
#pragma once

#include "base/command.hpp"

namespace tenon::TENON_ISA {

/// Reads: descending, view of the input, view of the values, view of the permutation, and the address of a workspace.
///
/// The workspace has room for two entries for each element of a row, of 8 bytes, or 16 for elements of 64 bits. It is 0
/// if that is at most 2²⁰ bytes: then each thread's scratch does, and rows are sorted in parallel.
Status sort(CommandReader& command);

}  // namespace tenon::TENON_ISA
