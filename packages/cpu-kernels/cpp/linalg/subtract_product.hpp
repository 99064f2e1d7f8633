/// C −= A · B, the inner loop of every blocked factorization.
///
/// B and C have adjacent columns. A may have any strides, so its transpose costs nothing: its elements are read one by
/// one and spread over a register. A block of C is kept in registers for the whole product.
#pragma once

#include "simd/row.hpp"
#include "simd/elementary.hpp"

namespace tenon::TENON_ISA {

template <class V, int kRows, int kColumns, class T>
inline void subtractProductBlock(
    T* c, int64_t cStride, const T* a, int64_t aRowStride, int64_t aColumnStride, const T* b, int64_t bStride,
    int64_t depth, int count) {
  constexpr int kLanes = kLanesOf<V>;
  V block[kRows][kColumns];
  for (int i = 0; i < kRows; i++) {
    for (int j = 0; j < kColumns; j++) block[i][j] = loadLanes<V>(c + i * cStride + j * kLanes, count);
  }
  for (int64_t k = 0; k < depth; k++) {
    V right[kColumns];
    for (int j = 0; j < kColumns; j++) right[j] = loadLanes<V>(b + k * bStride + j * kLanes, count);
    for (int i = 0; i < kRows; i++) {
      const V left = splat<V>(-a[i * aRowStride + k * aColumnStride]);
      for (int j = 0; j < kColumns; j++) block[i][j] = fma(left, right[j], block[i][j]);
    }
  }
  for (int i = 0; i < kRows; i++) {
    for (int j = 0; j < kColumns; j++) storeLanes(c + i * cStride + j * kLanes, block[i][j], count);
  }
}

/// C [rows, columns] −= A [rows, depth] · B [depth, columns].
template <class T>
inline void subtractProduct(
    T* c, int64_t cStride, const T* a, int64_t aRowStride, int64_t aColumnStride, const T* b, int64_t bStride,
    int64_t rows, int64_t columns, int64_t depth) {
  using V = Register<T>;
  constexpr int kLanes = kLanesOf<V>;
  // 32 registers hold 4 × 4 accumulators beside operands, 16 hold 4 × 2.
  constexpr int kColumns = kVectorBytes == 64 ? 4 : 2;
  const auto panel = [&]<int kWide>(int64_t column, int count) {
    const auto block = [&]<int kRows>(int64_t row) {
      subtractProductBlock<V, kRows, kWide>(
          c + row * cStride + column, cStride, a + row * aRowStride, aRowStride, aColumnStride, b + column, bStride,
          depth, count);
    };
    int64_t row = 0;
    for (; row + 4 <= rows; row += 4) block.template operator()<4>(row);
    for (; row < rows; row++) block.template operator()<1>(row);
  };
  int64_t column = 0;
  for (; column + kColumns * kLanes <= columns; column += kColumns * kLanes) {
    panel.template operator()<kColumns>(column, kLanes);
  }
  eachVector<V>(columns - column, [&](int64_t i, int count) { panel.template operator()<1>(column + i, count); });
}

}  // namespace tenon::TENON_ISA
