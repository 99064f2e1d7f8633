/// Updates of one slice are folded in the order of their rows, so a call gives the same bits however often and on however
/// many threads it runs. What is shared among threads is therefore not the rows but the slice: each thread folds its own
/// part of every row.
#include "scatter.hpp"

#include "fold_slices.hpp"
#include "index_rows.hpp"
#include "map/copy.hpp"
#include "parallel/parallel_for.hpp"
#include "program/elements.hpp"

namespace tenon::TENON_ISA {
namespace {

/// Bytes of updates below which nothing is split.
constexpr int64_t kBytesToSplit = int64_t(1) << 18;
/// The least part of a slice: two cache lines, so that two threads do not write to one pair of lines.
constexpr int64_t kBytesPerPart = 128;
constexpr int64_t kMostParts = 8;

enum CopyOperand { kCopyFrom, kCopyTo, kCopyOperands };
enum RowOperand { kRowIndices, kRowUpdates, kRowOperands };
enum SliceOperand { kSliceOutput, kSliceUpdates, kSliceOperands };

struct Scatter {
  const IndexRows& index;
  const Walk& rows;
  const Walk& slice;
  FoldSlices fold;
  int width;
  char* output;
  const char* updates;

  /// Folds, of all rows, elements [from, to) of the slice's innermost axis.
  void run(int64_t from, int64_t to) const {
    const int64_t rowCount = rows.size();
    const int64_t sliceSize = slice.size();
    Cursor indices(rows, kRowIndices, 0);
    Cursor source(rows, kRowUpdates, 0);
    int64_t offsets[kRowsAtOnce];
    for (int64_t row = 0; row < rowCount;) {
      int64_t count = indices.leftInRow();
      if (count > kRowsAtOnce) count = kRowsAtOnce;
      index.offsets(indices.offset(), indices.rowStride(), count, offsets);
      Cursor write(slice, kSliceOutput, 0);
      Cursor read(slice, kSliceUpdates, 0);
      for (int64_t done = 0; done < sliceSize; done += slice.rowLength()) {
        SliceUpdates batch;
        batch.count = count;
        batch.length = to - from;
        batch.fromStride = read.rowStride();
        batch.fromStep = source.rowStride();
        batch.from = updates + (source.offset() + read.offset() + from * read.rowStride()) * width;
        batch.toStride = write.rowStride();
        batch.offsets = offsets;
        batch.to = output + (write.offset() + from * write.rowStride()) * width;
        fold(batch);
        write.advance(slice.rowLength());
        read.advance(slice.rowLength());
      }
      indices.advance(count);
      source.advance(count);
      row += count;
    }
  }
};

}  // namespace

Status scatter(CommandReader& command) {
  const ScatterKind kind = command.enumerator<ScatterKind>();
  const View operand = command.view();
  const View indices = command.view();
  const View updates = command.view();
  const View output = command.view();
  const int rowRank = indices.rank - 1;
  const int depth = int(indices.shape[rowRank]);
  const int width = elementBytes(operand.dtype);

  Walk rows;
  rows.operandCount = kRowOperands;
  for (int axis = 0; axis < rowRank; axis++) {
    rows.append(indices.shape[axis],
                [&](int operand) { return (operand == kRowIndices ? indices : updates).strides[axis]; });
  }
  const IndexRows index(indices, output.shape, output.strides);
  const int64_t rowCount = rows.size();
  if (rowCount > 0) {
    const Status status = index.check(command, rows);
    if (status != Status::Ok) return status;
  }

  Walk whole;
  whole.operandCount = kCopyOperands;
  for (int axis = 0; axis < output.rank; axis++) {
    whole.append(output.shape[axis],
                 [&](int each) { return (each == kCopyFrom ? operand : output).strides[axis]; });
  }
  if (whole.size() == 0) return Status::Ok;
  copyElements(width, whole, operand.data, output.data);
  if (rowCount == 0) return Status::Ok;

  Walk slice;
  slice.operandCount = kSliceOperands;
  for (int axis = depth; axis < output.rank; axis++) {
    slice.append(output.shape[axis], [&](int each) {
      return each == kSliceOutput ? output.strides[axis] : updates.strides[rowRank + axis - depth];
    });
  }
  const Scatter task{index, rows, slice, foldSlicesOf(kind, operand.dtype), width, output.data, updates.data};
  const int64_t length = slice.rowLength();
  int64_t parts = rowCount * slice.size() * width < kBytesToSplit ? 1 : length * width / kBytesPerPart;
  if (parts > kMostParts) parts = kMostParts;
  if (parts < 1) parts = 1;
  parallelFor(parts, [&](int64_t part, Worker&) { task.run(part * length / parts, (part + 1) * length / parts); });
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
