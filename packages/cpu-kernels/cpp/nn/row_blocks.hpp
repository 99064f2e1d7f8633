/// How rows are shared among threads.
#pragma once

#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// How many rows an iteration of a parallel loop takes: enough work to be worth a thread's while.
inline int64_t rowsPerBlock(int64_t length, int64_t elementsPerBlock = 32768) {
  const int64_t rows = length > 0 ? elementsPerBlock / length : elementsPerBlock;
  return rows > 0 ? rows : 1;
}

}  // namespace tenon::TENON_ISA
