#include "index_rows.hpp"

#include "parallel/parallel_for.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {
namespace {

/// Rows that one iteration checks: below, splitting costs more than it saves.
constexpr int64_t kRowsPerCheck = int64_t(1) << 16;

template <class Index, class Step>
void addOffsets(const Index* index, Step step, int64_t count, int64_t stride, int64_t* to) {
  for (int64_t row = 0; row < count; row++) to[row] += int64_t(index[row * step]) * stride;
}

template <class Index, class Step>
bool allInRange(const Index* index, Step step, int64_t count, int64_t length) {
  using Unsigned = typename IntegerOfWidth<sizeof(Index)>::Unsigned;
  // One unsigned comparison finds negative indices too. An axis longer than an int32 index can say has no upper end.
  const uint64_t most = uint64_t(Unsigned(~Unsigned(0)) >> 1);
  const Unsigned last = Unsigned(uint64_t(length - 1) < most ? uint64_t(length - 1) : most);
  if (length == 0) return count == 0;
  Unsigned outside = 0;
  for (int64_t row = 0; row < count; row++) outside |= Unsigned(index[row * step]) > last;
  return outside == 0;
}

/// A step of one element, known when the loop is compiled.
struct UnitStep {
  friend constexpr int64_t operator*(int64_t row, UnitStep) { return row; }
};

}  // namespace

IndexRows::IndexRows(const View& indices, const int64_t* lengths, const int64_t* strides)
    : dtype_(indices.dtype),
      data_(indices.data),
      stride_(indices.strides[indices.rank - 1]),
      depth_(int(indices.shape[indices.rank - 1])),
      lengths_(lengths),
      strides_(strides) {}

int64_t IndexRows::at(int64_t offset) const {
  return dtype_ == DType::Int32 ? reinterpret_cast<const int32_t*>(data_)[offset]
                                : reinterpret_cast<const int64_t*>(data_)[offset];
}

void IndexRows::offsets(int64_t start, int64_t step, int64_t count, int64_t* to) const {
  for (int64_t row = 0; row < count; row++) to[row] = 0;
  for (int axis = 0; axis < depth_; axis++) {
    const int64_t first = start + axis * stride_;
    const auto add = [&](const auto* index) {
      if (step == 1) addOffsets(index, UnitStep{}, count, strides_[axis], to);
      else addOffsets(index, step, count, strides_[axis], to);
    };
    if (dtype_ == DType::Int32) add(reinterpret_cast<const int32_t*>(data_) + first);
    else add(reinterpret_cast<const int64_t*>(data_) + first);
  }
}

int64_t IndexRows::firstOutOfRange(int64_t start, int64_t step, int64_t count) const {
  bool sound = true;
  for (int axis = 0; axis < depth_ && sound; axis++) {
    const int64_t first = start + axis * stride_;
    const auto check = [&](const auto* index) {
      return step == 1 ? allInRange(index, UnitStep{}, count, lengths_[axis])
                       : allInRange(index, step, count, lengths_[axis]);
    };
    sound = dtype_ == DType::Int32 ? check(reinterpret_cast<const int32_t*>(data_) + first)
                                   : check(reinterpret_cast<const int64_t*>(data_) + first);
  }
  if (sound) return -1;
  for (int64_t row = 0; row < count; row++) {
    for (int axis = 0; axis < depth_; axis++) {
      const int64_t index = at(start + row * step + axis * stride_);
      if (index < 0 || index >= lengths_[axis]) return row * depth_ + axis;
    }
  }
  return -1;
}

Status IndexRows::check(CommandReader& command, const Walk& walk) const {
  if (depth_ == 0) return Status::Ok;
  const int64_t rows = walk.size();
  int64_t first = INT64_MAX;
  parallelFor((rows + kRowsPerCheck - 1) / kRowsPerCheck, [&](int64_t part, Worker&) {
    int64_t row = part * kRowsPerCheck;
    const int64_t end = row + kRowsPerCheck < rows ? row + kRowsPerCheck : rows;
    Cursor cursor(walk, 0, row);
    while (row < end) {
      const int64_t left = cursor.leftInRow();
      const int64_t count = left < end - row ? left : end - row;
      const int64_t found = firstOutOfRange(cursor.offset(), cursor.rowStride(), count);
      if (found >= 0) {
        const int64_t position = row * depth_ + found;
        int64_t least = __atomic_load_n(&first, __ATOMIC_RELAXED);
        while (position < least && !__atomic_compare_exchange_n(&first, &least, position, true, __ATOMIC_RELAXED,
                                                                __ATOMIC_RELAXED)) {
        }
        return;
      }
      cursor.advance(count);
      row += count;
    }
  });
  if (first == INT64_MAX) return Status::Ok;
  const int64_t row = first / depth_;
  const int64_t axis = first % depth_;
  const int64_t index = at(Cursor(walk, 0, row).offset() + axis * stride_);
  return command.fail(Status::IndexOutOfRange, row, axis, index);
}

}  // namespace tenon::TENON_ISA
