/// Rows of indices, as gather and scatter read them: each row of `depth` indices stands for one place of an operand.
///
/// All indices are checked before anything is written, so a call that fails leaves its output as it was; what is
/// reported is the first index out of range in row-major order, whichever thread came upon it.
#pragma once

#include "base/command.hpp"
#include "program/walk.hpp"

namespace tenon::TENON_ISA {

/// How many rows are turned into offsets at a time.
inline constexpr int64_t kRowsAtOnce = 512;

/// The indexed axes of an operand and the indices that address them.
class IndexRows {
 public:
  /// @param lengths, strides Of the operand's axes that are addressed: as many as the last axis of `indices` is long.
  IndexRows(const View& indices, const int64_t* lengths, const int64_t* strides);

  /// Offsets of the slices that `count` rows address, in elements of the operand. The first row's indices begin
  /// `start` elements from those of row 0, the others' `step` apart.
  void offsets(int64_t start, int64_t step, int64_t count, int64_t* to) const;

  /// Reads all rows once. `walk` is over the rows, and its first operand is the indices.
  /// @return `Status::IndexOutOfRange`, with the row, the axis and the index, if there is one.
  Status check(CommandReader& command, const Walk& walk) const;

 private:
  int64_t firstOutOfRange(int64_t start, int64_t step, int64_t count) const;
  int64_t at(int64_t offset) const;

  DType dtype_;
  const char* data_;
  /// Elements from one index of a row to the next.
  int64_t stride_;
  int depth_;
  const int64_t* lengths_;
  const int64_t* strides_;
};

}  // namespace tenon::TENON_ISA
