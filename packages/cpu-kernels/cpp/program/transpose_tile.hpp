/// Transposing a tile of elements: squares of as many rows as a register has lanes are read along the source's columns,
/// transposed in registers and written along rows, so that every cache line is used whole and once.
#pragma once

#include "simd/stream.hpp"
#include "simd/transpose.hpp"

namespace tenon::TENON_ISA {

/// `to[row · rowStride + column] = from[row + column · columnStride]`. `Streamed`: past the caches, where lines are whole;
/// the caller ends the stream.
template <class T, bool Streamed = false>
inline void transposeTile(const T* from, int64_t columnStride, T* to, int64_t rowStride, int64_t rows,
                          int64_t columns) {
  // Squares of bytes and of 16-bit elements fill a part of a register.
  constexpr int n = sizeof(T) >= 4 ? kLanes<T> : 8;
  using V = Vector<T, n>;
  auto copyRest = [&](int64_t row, int64_t rowEnd, int64_t column, int64_t columnEnd) {
    for (int64_t r = row; r < rowEnd; r++) {
      for (int64_t c = column; c < columnEnd; c++) to[r * rowStride + c] = from[r + c * columnStride];
    }
  };
  constexpr bool isRegister = sizeof(V) == kVectorBytes;
  const bool isAligned = (reinterpret_cast<uintptr_t>(to) | uintptr_t(rowStride * int64_t(sizeof(T)))) % sizeof(V) == 0;
  const int64_t wholeRows = rows / n * n;
  const int64_t wholeColumns = columns / n * n;
  for (int64_t row = 0; row < wholeRows; row += n) {
    for (int64_t column = 0; column < wholeColumns; column += n) {
      V square[n];
      for (int i = 0; i < n; i++) square[i] = load<V>(from + row + (column + i) * columnStride);
      transposeSquare(square);
      if constexpr (Streamed && isRegister) {
        if (isAligned) {
          for (int i = 0; i < n; i++) streamRegister(to + (row + i) * rowStride + column, square[i]);
          continue;
        }
      }
      for (int i = 0; i < n; i++) store(to + (row + i) * rowStride + column, square[i]);
    }
  }
  copyRest(0, wholeRows, wholeColumns, columns);
  copyRest(wholeRows, rows, 0, columns);
}

}  // namespace tenon::TENON_ISA
