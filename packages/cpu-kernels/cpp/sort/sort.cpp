#include "sort.hpp"

#include "parallel/parallel_for.hpp"
#include "program/walk.hpp"
#include "sort_row.hpp"

namespace tenon::TENON_ISA {
namespace {

/// Elements that one iteration sorts: below, splitting costs more than it saves.
constexpr int64_t kElementsPerTask = 2048;
/// Bytes of a thread's scratch that are entries; the radix sort's own memory follows.
constexpr int64_t kEntryBytes = int64_t(1) << 20;
static_assert(kEntryBytes + int64_t(sizeof(RadixScratch)) <= kScratchBytes);

enum RowOperand { kRowInput, kRowValues, kRowPermutation, kRowOperands };

}  // namespace

Status sort(CommandReader& command) {
  const bool descending = command.flag();
  const View input = command.view();
  const View values = command.view();
  const View permutation = command.view();
  char* workspace = command.pointer();
  const int last = input.rank - 1;
  const int64_t length = input.shape[last];
  const View* const views[kRowOperands] = {&input, &values, &permutation};
  Walk rows;
  rows.operandCount = kRowOperands;
  for (int axis = 0; axis < last; axis++) {
    rows.append(input.shape[axis], [&](int operand) { return views[operand]->strides[axis]; });
  }
  const int64_t rowCount = rows.size();
  if (rowCount == 0 || length == 0) return Status::Ok;
  const int64_t perTask = workspace != nullptr ? rowCount : 1 + kElementsPerTask / length;

  const auto sortRows = [&]<class Order>(Order) {
    using Bits = typename Order::Bits;
    using Entry = EntryOf<Bits>;
    parallelFor((rowCount + perTask - 1) / perTask, [&](int64_t task, Worker& worker) {
      Entry* entries = reinterpret_cast<Entry*>(workspace != nullptr ? workspace : worker.scratch);
      // Rounded up to a whole line.
      const int64_t entryBytes = (length * int64_t(sizeof(Entry)) + kLineBytes - 1) / kLineBytes * kLineBytes;
      Entry* spare = entries + entryBytes / int64_t(sizeof(Entry));
      RadixScratch& scratch = *reinterpret_cast<RadixScratch*>(worker.scratch + kEntryBytes);
      Cursor from(rows, kRowInput, task * perTask);
      Cursor toValues(rows, kRowValues, task * perTask);
      Cursor toPermutation(rows, kRowPermutation, task * perTask);
      const int64_t end = (task + 1) * perTask < rowCount ? (task + 1) * perTask : rowCount;
      for (int64_t row = task * perTask; row < end; row++) {
        sortRow<Order>({input.as<const Bits>() + from.offset(), input.strides[last], values.as<Bits>() + toValues.offset(),
                        values.strides[last], permutation.as<int32_t>() + toPermutation.offset(),
                        permutation.strides[last], length},
                       entries, spare, scratch);
        from.advance(1);
        toValues.advance(1);
        toPermutation.advance(1);
      }
      endStream();
    });
  };
  withOrderOf(input.dtype, [&]<class Ascending>(Ascending) {
    if (descending) sortRows(Order<Ascending, true>{});
    else sortRows(Order<Ascending, false>{});
  });
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
