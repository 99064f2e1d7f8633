/// The order in which a walk's elements are visited, and how the visit is cut into tasks.
///
/// Row-major order reads a transposed operand a column at a time: each element from another cache line, and each line
/// from memory as often as it has elements. So where an operand's neighbours lie along another axis than the rows', the
/// walk goes through tiles: a piece of a row, then the same piece of the next few rows, while the lines that the first
/// one touched are still in the cache.
#pragma once

#include "walk.hpp"

namespace tenon {

/// The cost of work, in additions of one element, that is worth a task of its own.
inline constexpr int64_t kTaskCost = int64_t(1) << 17;

/// Rows and columns of a tile. Rows of 16 elements use a line of 64 bytes whole; what is copied straight to its place
/// takes tiles that fit into the first cache, and what is transposed for the vector machine longer rows, since each costs it
/// a block.
struct TileShape {
  int64_t rows, columns;
};
inline constexpr TileShape kCopyTile = {32, 256};
inline constexpr TileShape kMachineTile = {16, 1024};

class Schedule {
 public:
  /// @param cost Additions that one element takes as long as.
  Schedule(const Walk& walk, int64_t cost, TileShape tile) : size_(walk.size()), tile_(tile) {
    rowLength_ = walk.rowLength();
    tileAxis_ = findTileAxis(walk);
    if (tileAxis_ >= 0) {
      tileAxisLength_ = walk.shape[tileAxis_];
      inner_ = 1;
      for (int axis = tileAxis_ + 1; axis < walk.rank; axis++) inner_ *= walk.shape[axis];
      const int64_t tileRows = (tileAxisLength_ + tile_.rows - 1) / tile_.rows;
      columns_ = (rowLength_ + tile_.columns - 1) / tile_.columns;
      // Items: outer coordinates, pieces along the tile's axis, coordinates between the two axes, pieces of a row.
      between_ = inner_ / rowLength_;
      outer_ = size_ / (inner_ * tileAxisLength_);
      tileRows_ = tileRows;
      items_ = outer_ * tileRows_ * between_ * columns_;
      itemsPerTask_ = atLeastOne(kTaskCost / (tile_.rows * tile_.columns * cost));
    } else {
      itemElements_ = atLeastOne(kTaskCost / cost);
      // Tasks begin on lines of 64 bytes, whatever the element, so that two threads do not write one line.
      itemElements_ = (itemElements_ + 63) / 64 * 64;
      items_ = (size_ + itemElements_ - 1) / itemElements_;
      itemsPerTask_ = 1;
    }
  }

  int64_t tasks() const { return (items_ + itemsPerTask_ - 1) / itemsPerTask_; }
  /// The axis that tiles have their rows along; −1 if the order is row-major.
  int tileAxis() const { return tileAxis_; }
  /// Elements from one row of a tile to the next.
  int64_t tileRowStep() const { return inner_; }

  /// Calls `visit(position, count)` for the runs of consecutive elements of a task.
  template <class Visit>
  void run(int64_t task, Visit visit) const {
    runTiles(task, [&](int64_t position, int64_t rows, int64_t columns) {
      for (int64_t row = 0; row < rows; row++) visit(position + row * inner_, columns);
    });
  }

  /// Calls `visit(position, rows, columns)` for the tiles of a task; in row-major order a tile is one run.
  template <class Visit>
  void runTiles(int64_t task, Visit visit) const {
    const int64_t first = task * itemsPerTask_;
    const int64_t end = first + itemsPerTask_ < items_ ? first + itemsPerTask_ : items_;
    for (int64_t item = first; item < end; item++) runItem(item, visit);
  }

 private:
  static int64_t atLeastOne(int64_t n) { return n < 1 ? 1 : n; }

  /// An axis along which some operand's elements are neighbours while along rows they are not; −1 if there is none.
  static int findTileAxis(const Walk& walk) {
    const int last = walk.rank - 1;
    if (walk.rank < 2 || walk.shape[last] < 16) return -1;
    for (int operand = 0; operand < walk.operandCount; operand++) {
      const int64_t rowStride = walk.strides[operand][last];
      if (rowStride >= -1 && rowStride <= 1) continue;
      for (int axis = 0; axis < last; axis++) {
        const int64_t stride = walk.strides[operand][axis];
        if ((stride == 1 || stride == -1) && walk.shape[axis] >= 8) return axis;
      }
    }
    return -1;
  }

  template <class Visit>
  void runItem(int64_t item, Visit visit) const {
    if (tileAxis_ < 0) {
      const int64_t position = item * itemElements_;
      const int64_t left = size_ - position;
      visit(position, int64_t(1), left < itemElements_ ? left : itemElements_);
      return;
    }
    const int64_t column = item % columns_ * tile_.columns;
    item /= columns_;
    const int64_t between = item % between_;
    item /= between_;
    const int64_t row = item % tileRows_ * tile_.rows;
    const int64_t outer = item / tileRows_;
    const int64_t rows = tileAxisLength_ - row < tile_.rows ? tileAxisLength_ - row : tile_.rows;
    const int64_t columns = rowLength_ - column < tile_.columns ? rowLength_ - column : tile_.columns;
    visit((outer * tileAxisLength_ + row) * inner_ + between * rowLength_ + column, rows, columns);
  }

  int64_t size_;
  TileShape tile_;
  int64_t rowLength_;
  int tileAxis_;
  int64_t itemElements_ = 0;
  int64_t items_;
  int64_t itemsPerTask_;
  int64_t tileAxisLength_ = 0;
  int64_t inner_ = 0;
  int64_t between_ = 0;
  int64_t outer_ = 0;
  int64_t tileRows_ = 0;
  int64_t columns_ = 0;
};

}  // namespace tenon
