/// Copying elements from one layout to another, by their width.
///
/// Contiguous rows are moved whole; where rows of the target are columns of the source, tiles are transposed.
#include "copy.hpp"

#include "parallel/parallel_for.hpp"
#include "program/schedule.hpp"
#include "program/transpose_tile.hpp"

namespace tenon::TENON_ISA {

namespace {

template <class T>
void copyRow(const T* from, int64_t fromStride, T* to, int64_t toStride, int64_t count) {
  if (fromStride == 1 && toStride == 1) {
    __builtin_memcpy(to, from, size_t(count) * sizeof(T));
  } else if (toStride == 1 && fromStride == 0) {
    const T element = *from;
    for (int64_t i = 0; i < count; i++) to[i] = element;
  } else if (toStride == 1) {
    for (int64_t i = 0; i < count; i++) to[i] = from[i * fromStride];
  } else {
    for (int64_t i = 0; i < count; i++) to[i * toStride] = from[i * fromStride];
  }
}

template <class T>
void copyTransposed(const Walk& walk, const Schedule& schedule, const T* from, T* to) {
  const int64_t columnStride = walk.rowStride(0);
  const int64_t rowStride = walk.strides[1][schedule.tileAxis()];
  const bool isStreamed = kCanStream && walk.size() * int64_t(sizeof(T)) >= kLargeOutputBytes;
  parallelFor(schedule.tasks(), [&](int64_t task, Worker&) {
    Cursor source(walk, 0, 0), target(walk, 1, 0);
    schedule.runTiles(task, [&](int64_t position, int64_t rows, int64_t columns) {
      source.seek(position);
      target.seek(position);
      const T* tile = from + source.offset();
      T* const transposed = to + target.offset();
      if (isStreamed) transposeTile<T, true>(tile, columnStride, transposed, rowStride, rows, columns);
      else transposeTile(tile, columnStride, transposed, rowStride, rows, columns);
    });
    if (isStreamed) endStream();
  });
}

template <class T>
void copyWidth(const Walk& walk, const T* from, T* to) {
  // Bytes are what a copy costs; an addition of float32 moves twelve.
  const int64_t cost = sizeof(T) > 4 ? 2 : 1;
  const Schedule schedule(walk, cost, kCopyTile);
  if (schedule.tileAxis() >= 0 && walk.strides[0][schedule.tileAxis()] == 1 && walk.rowStride(1) == 1) {
    return copyTransposed(walk, schedule, from, to);
  }
  parallelFor(schedule.tasks(), [&](int64_t task, Worker&) {
    Cursor source(walk, 0, 0), target(walk, 1, 0);
    int64_t reached = 0;
    schedule.run(task, [&](int64_t position, int64_t count) {
      if (position != reached) {
        source.seek(position);
        target.seek(position);
      }
      reached = position + count;
      while (count > 0) {
        const int64_t left = source.leftInRow();
        const int64_t run = count < left ? count : left;
        copyRow(from + source.offset(), source.rowStride(), to + target.offset(), target.rowStride(), run);
        source.advance(run);
        target.advance(run);
        count -= run;
      }
    });
  });
}

}  // namespace

void copyElements(int bytes, const Walk& walk, const char* from, char* to) {
  switch (bytes) {
    case 1: return copyWidth(walk, reinterpret_cast<const uint8_t*>(from), reinterpret_cast<uint8_t*>(to));
    case 2: return copyWidth(walk, reinterpret_cast<const uint16_t*>(from), reinterpret_cast<uint16_t*>(to));
    case 4: return copyWidth(walk, reinterpret_cast<const uint32_t*>(from), reinterpret_cast<uint32_t*>(to));
    default: return copyWidth(walk, reinterpret_cast<const uint64_t*>(from), reinterpret_cast<uint64_t*>(to));
  }
}

}  // namespace tenon::TENON_ISA
