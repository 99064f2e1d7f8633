/// The k first in descending order are selected by a threshold: the key of the last of the k found so far. Few elements
/// of a long row pass it, so a row is read at the speed of comparing vectors; those that pass are collected, and when
/// they are many they are sorted, the k first kept, and the threshold is lowered to the last of these. An element that
/// equals the threshold comes later than the k, and so after them.
#include "top_k.hpp"

#include "parallel/parallel_for.hpp"
#include "program/walk.hpp"
#include "sort_row.hpp"

namespace tenon::TENON_ISA {
namespace {

/// Elements that are compared before any is looked at.
constexpr int64_t kBlock = 128;
/// Candidates beside the k before they are sorted; as many as k if that is more.
constexpr int64_t kLeastSurplus = 256;
/// Elements that one iteration reads: below, splitting costs more than it saves.
constexpr int64_t kElementsPerTask = int64_t(1) << 14;
/// Bytes of a thread's scratch for each of two arrays of candidates; the sort's own memory follows.
constexpr int64_t kCandidateBytes = int64_t(5) << 17;
static_assert((2 * kMostTop + kBlock) * int64_t(sizeof(WideEntry)) <= kCandidateBytes);
static_assert(2 * kCandidateBytes + int64_t(sizeof(RadixScratch)) <= kScratchBytes);

enum RowOperand { kRowInput, kRowValues, kRowPositions, kRowOperands };

/// Those of a row that may be among the k first.
template <class Order>
class Candidates {
 public:
  using Bits = typename Order::Bits;
  using Entry = EntryOf<Bits>;

  Candidates(int64_t k, char* scratch)
      : k_(k),
        enough_(k + (k < kLeastSurplus ? kLeastSurplus : k)),
        entries_(reinterpret_cast<Entry*>(scratch)),
        spare_(reinterpret_cast<Entry*>(scratch + kCandidateBytes)),
        radix_(*reinterpret_cast<RadixScratch*>(scratch + 2 * kCandidateBytes)) {}

  /// Whether none of some elements passes the threshold. Nearly all blocks are done with so.
  bool passesOver(const Bits* elements, int64_t count) const {
    if (!selects_ || threshold_ == Order::kLast) return false;
    const Bits last = Order::bits(threshold_, [] { return Bits(0); });
    Bits passes = 0;
    for (int64_t i = 0; i < count; i++) passes |= Bits(Order::isBefore(elements[i], last));
    return passes == 0;
  }

  /// Takes up to `kBlock` keys, the first of which is at a position of the row.
  void take(const Bits* keys, int64_t count, int64_t position) {
    if (!selects_) {
      for (int64_t i = 0; i < count; i++) entries_[count_++] = Entry::of(keys[i], uint32_t(position + i));
    } else {
      const Bits threshold = threshold_;
      Bits passes = 0;
      for (int64_t i = 0; i < count; i++) passes |= Bits(keys[i] < threshold);
      if (passes == 0) return;
      for (int64_t i = 0; i < count; i++) {
        entries_[count_] = Entry::of(keys[i], uint32_t(position + i));
        count_ += keys[i] < threshold;
      }
    }
    if (count_ >= enough_) select();
  }

  /// The k first, in order. There were at least as many.
  const Entry* first() {
    select();
    return entries_;
  }

 private:
  void select() {
    Entry* sorted = sortEntries(entries_, spare_, count_, radix_);
    if (sorted == spare_) {
      spare_ = entries_;
      entries_ = sorted;
    }
    if (count_ < k_) return;
    count_ = k_;
    threshold_ = Bits(entries_[k_ - 1].key());
    selects_ = true;
  }

  int64_t k_;
  int64_t enough_;
  Entry* entries_;
  Entry* spare_;
  RadixScratch& radix_;
  int64_t count_ = 0;
  bool selects_ = false;
  Bits threshold_ = 0;
};

template <class Order>
const EntryOf<typename Order::Bits>* selectRow(const typename Order::Bits* row, int64_t stride, int64_t length,
                                               Candidates<Order>& candidates) {
  typename Order::Bits keys[kBlock];
  for (int64_t at = 0; at < length; at += kBlock) {
    const int64_t count = length - at < kBlock ? length - at : kBlock;
    const typename Order::Bits* from = row + at * stride;
    if (stride == 1 && candidates.passesOver(from, count)) continue;
    if (stride == 1) for (int64_t i = 0; i < count; i++) keys[i] = Order::key(from[i]);
    else for (int64_t i = 0; i < count; i++) keys[i] = Order::key(from[i * stride]);
    candidates.take(keys, count, at);
  }
  return candidates.first();
}

}  // namespace

Status topK(CommandReader& command) {
  const View input = command.view();
  const View values = command.view();
  const View positions = command.view();
  const int last = input.rank - 1;
  const int64_t length = input.shape[last];
  const int64_t k = values.shape[last];
  const View* const views[kRowOperands] = {&input, &values, &positions};
  Walk rows;
  rows.operandCount = kRowOperands;
  for (int axis = 0; axis < last; axis++) {
    rows.append(input.shape[axis], [&](int operand) { return views[operand]->strides[axis]; });
  }
  const int64_t rowCount = rows.size();
  if (rowCount == 0 || k == 0) return Status::Ok;
  const int64_t perTask = 1 + kElementsPerTask / length;
  const auto deliver = [&](int64_t at, uint32_t position) {
    if (positions.dtype == DType::Int32) positions.as<int32_t>()[at] = int32_t(position);
    else positions.as<int64_t>()[at] = position;
  };
  withOrderOf(input.dtype, [&]<class Ascending>(Ascending) {
    using Descending = Order<Ascending, true>;
    using Bits = typename Descending::Bits;
    parallelFor((rowCount + perTask - 1) / perTask, [&](int64_t task, Worker& worker) {
      for (int64_t row = task * perTask; row < rowCount && row < (task + 1) * perTask; row++) {
        const Bits* from = input.as<const Bits>() + Cursor(rows, kRowInput, row).offset();
        Candidates<Descending> candidates(k, worker.scratch);
        const auto* first = selectRow<Descending>(from, input.strides[last], length, candidates);
        const int64_t toValues = Cursor(rows, kRowValues, row).offset();
        const int64_t toPositions = Cursor(rows, kRowPositions, row).offset();
        for (int64_t i = 0; i < k; i++) {
          const uint32_t position = first[i].position();
          values.as<Bits>()[toValues + i * values.strides[last]] = from[position * input.strides[last]];
          deliver(toPositions + i * positions.strides[last], position);
        }
      }
    });
  });
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
