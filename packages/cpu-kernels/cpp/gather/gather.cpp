#include "gather.hpp"

#include "program/elements.hpp"
#include "simd/stream.hpp"
#include "copy_slice.hpp"
#include "index_rows.hpp"
#include "parallel/parallel_for.hpp"

namespace tenon::TENON_ISA {
namespace {

/// Bytes that one iteration copies: below, splitting costs more than it saves.
constexpr int64_t kBytesPerTask = int64_t(1) << 17;
/// How many rows ahead memory is asked for a slice. A slice is read at a random place, which no processor foresees.
constexpr int64_t kRowsAhead = 8;
/// Of how much of it.
constexpr int64_t kBytesAhead = 256;
/// Elements of a strided slice that are copied for many rows before the next are.
constexpr int64_t kStridedBlock = 16;

/// The operands of the walks: over the rows of indices, and within a slice.
enum RowOperand { kRowIndices, kRowParams, kRowOutput, kRowOperands };
enum SliceOperand { kSliceParams, kSliceOutput, kSliceOperands };

struct Gather {
  const IndexRows& index;
  const Walk& rows;
  const Walk& slice;
  const char* params;
  char* output;
  /// Whether slices are whole cache lines of an output that is larger than the caches.
  bool streams;

  bool sliceIsContiguous() const {
    return slice.rank == 0 || (slice.rank == 1 && slice.strides[kSliceParams][0] == 1 && slice.strides[kSliceOutput][0] == 1);
  }

  /// The slices of rows [first, end): of each, elements [from, to) if slices are contiguous, else all.
  template <class T>
  void run(int64_t first, int64_t end, int64_t from, int64_t to) const {
    Cursor indices(rows, kRowIndices, first);
    Cursor batch(rows, kRowParams, first);
    Cursor target(rows, kRowOutput, first);
    int64_t offsets[kRowsAtOnce];
    for (int64_t row = first; row < end;) {
      int64_t count = indices.leftInRow();
      if (count > end - row) count = end - row;
      if (count > kRowsAtOnce) count = kRowsAtOnce;
      index.offsets(indices.offset(), indices.rowStride(), count, offsets);
      const T* source = reinterpret_cast<const T*>(params) + batch.offset();
      T* destination = reinterpret_cast<T*>(output) + target.offset();
      if (batch.rowStride() != 0) {
        for (int64_t i = 0; i < count; i++) offsets[i] += i * batch.rowStride();
      }
      if (sliceIsContiguous()) {
        copySlices(source + from, offsets, destination + from, target.rowStride(), count, to - from);
      } else {
        const int64_t size = slice.size();
        Cursor read(slice, kSliceParams, 0);
        Cursor write(slice, kSliceOutput, 0);
        for (int64_t done = 0; done < size; done += slice.rowLength()) {
          copyStridedSlices(source + read.offset(), offsets, destination + write.offset(), target.rowStride(), count);
          read.advance(slice.rowLength());
          write.advance(slice.rowLength());
        }
      }
      indices.advance(count);
      batch.advance(count);
      target.advance(count);
      row += count;
    }
  }

 private:
  template <class T>
  void copySlices(const T* source, const int64_t* offsets, T* to, int64_t toStride, int64_t count, int64_t length) const {
    if (length == 1) {
      if (toStride == 1) for (int64_t i = 0; i < count; i++) to[i] = source[offsets[i]];
      else for (int64_t i = 0; i < count; i++) to[i * toStride] = source[offsets[i]];
      return;
    }
    const int64_t bytes = length * int64_t(sizeof(T));
    const int64_t bytesAhead = bytes < kBytesAhead ? bytes : kBytesAhead;
    for (int64_t i = 0; i < count; i++) {
      const char* next = reinterpret_cast<const char*>(source + offsets[i + kRowsAhead < count ? i + kRowsAhead : i]);
      for (int64_t ahead = 0; ahead < bytesAhead; ahead += 64) __builtin_prefetch(next + ahead);
      char* target = reinterpret_cast<char*>(to + i * toStride);
      const char* slice = reinterpret_cast<const char*>(source + offsets[i]);
      if (streams) streamBytes(target, slice, bytes);
      else copyBytes(target, slice, bytes);
    }
    if (streams) endStream();
  }

  /// One row of each slice, a few elements of all slices at a time: where slices are columns, these lie in a few rows,
  /// which stay in cache.
  template <class T>
  void copyStridedSlices(const T* source, const int64_t* offsets, T* to, int64_t toStride, int64_t count) const {
    const int64_t sourceStep = slice.rowStride(kSliceParams);
    const int64_t toStep = slice.rowStride(kSliceOutput);
    const int64_t length = slice.rowLength();
    for (int64_t from = 0; from < length; from += kStridedBlock) {
      const int64_t block = length - from < kStridedBlock ? length - from : kStridedBlock;
      for (int64_t i = 0; i < count; i++) {
        const T* element = source + offsets[i] + from * sourceStep;
        T* destination = to + i * toStride + from * toStep;
        for (int64_t j = 0; j < block; j++) destination[j * toStep] = element[j * sourceStep];
      }
    }
  }
};

}  // namespace

Status gather(CommandReader& command) {
  const View params = command.view();
  const View indices = command.view();
  const int batchDims = command.index();
  const View output = command.view();
  const int rowRank = indices.rank - 1;
  const int sliceAxis = batchDims + int(indices.shape[rowRank]);

  Walk rows;
  rows.operandCount = kRowOperands;
  for (int axis = 0; axis < rowRank; axis++) {
    rows.append(indices.shape[axis], [&](int operand) {
      if (operand == kRowParams) return axis < batchDims ? params.strides[axis] : 0;
      return (operand == kRowIndices ? indices : output).strides[axis];
    });
  }
  Walk slice;
  slice.operandCount = kSliceOperands;
  for (int axis = sliceAxis; axis < params.rank; axis++) {
    slice.append(params.shape[axis], [&](int operand) {
      return operand == kSliceParams ? params.strides[axis] : output.strides[rowRank + axis - sliceAxis];
    });
  }
  const int64_t rowCount = rows.size();
  if (rowCount == 0) return Status::Ok;
  const IndexRows index(indices, params.shape + batchDims, params.strides + batchDims);
  const Status status = index.check(command, rows);
  const int64_t sliceSize = slice.size();
  if (status != Status::Ok || sliceSize == 0) return status;

  const int width = elementBytes(params.dtype);
  const bool isLines = (sliceSize * width) % kLineBytes == 0 && uintptr_t(output.data) % kLineBytes == 0 &&
                       rows.rowStride(kRowOutput) % sliceSize == 0;
  const bool streams = kCanStream && isLines && rowCount * sliceSize * width >= kLargeOutputBytes;
  const Gather task{index, rows, slice, params.data, output.data, streams};
  const int64_t perTask = kBytesPerTask / width;
  // Small slices are split by rows, and contiguous ones that are long also along themselves.
  const int64_t rowsPerTask = sliceSize < perTask ? perTask / sliceSize : 1;
  const int64_t part = task.sliceIsContiguous() && sliceSize > perTask ? perTask : sliceSize;
  const int64_t parts = (sliceSize + part - 1) / part;
  const int64_t blocks = (rowCount + rowsPerTask - 1) / rowsPerTask;
  parallelFor(blocks * parts, [&](int64_t i, Worker&) {
    const int64_t first = i / parts * rowsPerTask;
    const int64_t end = first + rowsPerTask < rowCount ? first + rowsPerTask : rowCount;
    const int64_t from = i % parts * part;
    const int64_t to = from + part < sliceSize ? from + part : sliceSize;
    withElementOfWidth(width, [&]<class T>(T) { task.template run<T>(first, end, from, to); });
  });
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
