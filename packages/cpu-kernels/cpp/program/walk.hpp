/// Walking several operands of one shape in row-major order.
///
/// Neighbouring axes that every operand walks as one are merged, so that what is contiguous is one row, whatever its
/// shape. A position is then a number of elements from the beginning, and a cursor keeps one operand's place.
#pragma once

#include "base/command.hpp"

namespace tenon {

/// The most operands of one walk.
inline constexpr int kMaxOperands = 72;

/// A shape and the strides of its operands, outermost axis first.
struct Walk {
  int rank = 0;
  int operandCount = 0;
  int64_t shape[kMaxRank];
  int64_t strides[kMaxOperands][kMaxRank];

  int64_t size() const {
    int64_t product = 1;
    for (int axis = 0; axis < rank; axis++) product *= shape[axis];
    return product;
  }
  /// The length of the innermost axis; 1 for a scalar.
  int64_t rowLength() const { return rank == 0 ? 1 : shape[rank - 1]; }
  int64_t rowStride(int operand) const { return rank == 0 ? 0 : strides[operand][rank - 1]; }

  /// Appends an axis inside of those there are; merges it with the last if every operand walks the two as one.
  /// `stride(operand)` gives the strides along it.
  template <class StrideOf>
  void append(int64_t length, StrideOf stride, bool mayMerge = true) {
    if (length == 1 && mayMerge) return;
    if (rank > 0 && mayMerge) {
      const int last = rank - 1;
      bool merges = true;
      for (int operand = 0; operand < operandCount && merges; operand++) {
        merges = strides[operand][last] == stride(operand) * length;
      }
      if (merges) {
        shape[last] *= length;
        for (int operand = 0; operand < operandCount; operand++) strides[operand][last] = stride(operand);
        return;
      }
    }
    shape[rank] = length;
    for (int operand = 0; operand < operandCount; operand++) strides[operand][rank] = stride(operand);
    rank++;
  }
};

/// One operand's place in a walk.
class Cursor {
 public:
  /// Without a place: tables of cursors are made for every call, and their entries not all used.
  Cursor() = default;
  Cursor(const Walk& walk, int operand, int64_t position)
      : walk_(&walk), strides_(walk.strides[operand]) {
    seek(position);
  }

  /// Goes to a position.
  void seek(int64_t position) {
    offset_ = 0;
    for (int axis = walk_->rank - 1; axis >= 0; axis--) {
      const int64_t length = walk_->shape[axis];
      // The outermost coordinate is what is left; most walks have one axis, and divide nothing.
      const int64_t outer = axis == 0 ? 0 : position / length;
      coordinate_[axis] = position - outer * length;
      offset_ += coordinate_[axis] * strides_[axis];
      position = outer;
    }
  }

  /// Elements from the operand's first to the one at this place.
  int64_t offset() const { return offset_; }
  /// Elements from here to the end of the row.
  int64_t leftInRow() const { return walk_->rank == 0 ? 1 : walk_->shape[walk_->rank - 1] - coordinate_[walk_->rank - 1]; }
  int64_t rowStride() const { return walk_->rank == 0 ? 0 : strides_[walk_->rank - 1]; }
  int64_t stride(int axis) const { return strides_[axis]; }

  /// Passes over `count` elements, not beyond the end of the row.
  void advance(int64_t count) {
    int axis = walk_->rank - 1;
    if (axis < 0) return;
    coordinate_[axis] += count;
    offset_ += count * strides_[axis];
    while (coordinate_[axis] == walk_->shape[axis] && axis > 0) {
      offset_ -= coordinate_[axis] * strides_[axis];
      coordinate_[axis] = 0;
      axis--;
      coordinate_[axis]++;
      offset_ += strides_[axis];
    }
  }

 private:
  const Walk* walk_;
  const int64_t* strides_;
  int64_t offset_;
  int64_t coordinate_[kMaxRank];
};

}  // namespace tenon
