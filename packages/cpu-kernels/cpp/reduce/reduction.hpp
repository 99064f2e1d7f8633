/// A reduction as its command describes it, with its axes in the order in which it is best walked.
///
/// Axes are sorted by the first operand's strides, so that what is near in memory is near in time, however the operand was
/// transposed. If the innermost axis is folded, each output is a fold along rows; if it is kept, outputs lie side by side
/// and are folded down columns.
#pragma once

#include "program/machine.hpp"

namespace tenon::TENON_ISA {

struct Reduction {
  ReduceKind kind;
  const Program& program;
  const char* bases[kMaxOperands];
  DType outputDType;
  char* output;

  /// The program's operands: kept axes outside of the columns, then folded axes, then the columns, merged.
  Walk sources;
  /// The output, over the kept axes in the same order.
  Walk outputs;
  /// How many values each output folds.
  int64_t terms = 1;
  /// Outputs that lie side by side inside of the folded axes; 1 if folds run along rows.
  int64_t columns = 1;
  int64_t outputCount = 1;

  explicit Reduction(CommandReader& command)
      : kind(command.enumerator<ReduceKind>()), program(*command.pointer<const Program>()) {
    const int rank = command.index();
    const double* shape = command.list(rank);
    const double* folded = command.list(rank);
    const double* strides[kMaxOperands];
    for (int i = 0; i < program.sourceCount; i++) {
      bases[i] = command.pointer();
      strides[i] = command.list(rank);
    }
    outputDType = command.enumerator<DType>();
    output = command.pointer();
    const double* outputStrides = command.list(rank);

    int axes[kMaxRank];
    int count = 0;
    for (int axis = 0; axis < rank; axis++) {
      if (shape[axis] != 1) axes[count++] = axis;
    }
    sortByStride(axes, count, program.sourceCount > 0 ? strides[leadingSource()] : nullptr);

    // The trailing kept axes are columns, if they are long enough to fill a vector.
    int columnAxes = 0;
    while (columnAxes < count && !folded[axes[count - 1 - columnAxes]]) {
      columns *= int64_t(shape[axes[count - 1 - columnAxes]]);
      columnAxes++;
    }
    if (columnAxes == count || columns < kShortestColumns) {
      columns = 1;
      columnAxes = 0;
    }
    sources.operandCount = program.sourceCount;
    outputs.operandCount = 1;
    auto append = [&](int axis) {
      sources.append(int64_t(shape[axis]), [&](int operand) { return int64_t(strides[operand][axis]); });
    };
    auto appendOutput = [&](int axis) {
      outputs.append(int64_t(shape[axis]), [&](int) { return int64_t(outputStrides[axis]); });
      outputCount *= int64_t(shape[axis]);
    };
    for (int i = 0; i < count - columnAxes; i++) {
      if (folded[axes[i]]) continue;
      append(axes[i]);
      appendOutput(axes[i]);
    }
    for (int i = 0; i < count; i++) {
      if (!folded[axes[i]]) continue;
      append(axes[i]);
      terms *= int64_t(shape[axes[i]]);
    }
    for (int i = count - columnAxes; i < count; i++) {
      append(axes[i]);
      appendOutput(axes[i]);
    }
  }

  /// Stores `count` results where the output's cursor is; positions come as int64 and go as the output's dtype.
  template <class Result>
  void storeResults(Result* results, Cursor& cursor, int64_t count) const {
    if (sizeof(Result) == 8 && outputDType == DType::Int32 && kind >= ReduceKind::ArgMin) {
      int32_t* narrow = reinterpret_cast<int32_t*>(results);
      for (int64_t i = 0; i < count; i++) narrow[i] = int32_t(results[i]);
    }
    storeElements(outputDType, reinterpret_cast<const char*>(results), false, output, cursor, count);
  }

 private:
  static constexpr int64_t kShortestColumns = 16;

  /// The source whose layout decides the order: the first that is in memory.
  int leadingSource() const {
    for (int i = 0; i < program.sourceCount; i++) {
      if (!program.sources()[i].isCoordinate) return i;
    }
    return 0;
  }

  /// Descending by magnitude; a stable insertion sort, since there are few.
  static void sortByStride(int* axes, int count, const double* strides) {
    if (strides == nullptr) return;
    auto magnitude = [&](int axis) { return strides[axis] < 0 ? -strides[axis] : strides[axis]; };
    for (int i = 1; i < count; i++) {
      const int axis = axes[i];
      int at = i;
      for (; at > 0 && magnitude(axes[at - 1]) < magnitude(axis); at--) axes[at] = axes[at - 1];
      axes[at] = axis;
    }
  }
};

}  // namespace tenon::TENON_ISA
