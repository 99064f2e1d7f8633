/// How a product is cut into blocks.
#pragma once

#include "product.hpp"

namespace tenon::TENON_ISA {

/// Multiplications for which threads are worth waking: some 25 µs of work for one, where waking them takes 2 to 5.
inline constexpr int64_t kParallelProducts = int64_t(1) << 21;

/// Runs `run(item, scratch)` for items of `work` multiplications each, on all threads if that is worth it.
template <class Run>
void forItems(int64_t items, int64_t work, const Run& run) {
  if (items == 1 || items * work < kParallelProducts) {
    char* scratch = tenonCallingWorker().scratch;
    for (int64_t item = 0; item < items; item++) run(item, scratch);
    return;
  }
  // Small items are handed out several at a time.
  const int64_t share = ceilDivide(kParallelProducts / 4, work + 1);
  parallelFor(ceilDivide(items, share), [&](int64_t iteration, Worker& worker) {
    const int64_t end = least(items, (iteration + 1) * share);
    for (int64_t item = iteration * share; item < end; item++) run(item, worker.scratch);
  });
}

/// Two blocks a thread, so that one that is held up leaves some to the others; one, if the work is not worth more.
inline int64_t piecesOf(int64_t work) {
  const int64_t threads = tenonThreadCount();
  return threads == 1 || work < kParallelProducts ? 1 : 2 * threads;
}

/// A grid of blocks over a product.
struct Partition {
  int64_t rowBlocks, columnBlocks;
  int64_t blockRows, blockColumns;

  int64_t blocks() const { return rowBlocks * columnBlocks; }
};

/// Cuts a product into at least `pieces` blocks, if it is big enough, as square as can be: each block packs its rows and
/// its columns for itself.
template <class S, class Left, class Right>
Partition partition(const Product<S, Left, Right>& product, int64_t pieces) {
  using C = Compute<S>;
  constexpr int64_t width = kTileColumns<C>;
  int64_t rowBlocks = ceilDivide(product.rows, kBlockRows<C>), columnBlocks = 1;
  while (rowBlocks * columnBlocks < pieces) {
    const int64_t rows = ceilDivide(product.rows, rowBlocks), columns = ceilDivide(product.columns, columnBlocks);
    if (rows >= columns && rows >= 2 * kTileRows) rowBlocks *= 2;
    else if (columns >= 2 * width) columnBlocks *= 2;
    else if (rows >= 2 * kTileRows) rowBlocks *= 2;
    else break;
  }
  Partition grid;
  grid.blockRows = ceilDivide(product.rows, rowBlocks);
  grid.blockColumns = ceilDivide(ceilDivide(product.columns, columnBlocks), width) * width;
  if (!product.sumsInPlace()) {
    const int64_t most = kSumBytes / (grid.blockRows * int64_t(sizeof(C))) / width * width;
    grid.blockColumns = least(grid.blockColumns, most);
  }
  grid.rowBlocks = ceilDivide(product.rows, grid.blockRows);
  grid.columnBlocks = ceilDivide(product.columns, grid.blockColumns);
  return grid;
}

/// Block number `index` of a product.
template <class S, class Left, class Right>
void multiplyBlock(const Product<S, Left, Right>& product, const Partition& grid, int64_t index, char* scratch) {
  const int64_t row = index / grid.columnBlocks * grid.blockRows;
  const int64_t column = index % grid.columnBlocks * grid.blockColumns;
  multiplyBlock(product, row, least(grid.blockRows, product.rows - row), column,
                least(grid.blockColumns, product.columns - column), scratch);
}

}  // namespace tenon::TENON_ISA
