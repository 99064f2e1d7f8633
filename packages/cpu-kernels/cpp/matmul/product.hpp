/// The product of two matrices, block by block.
///
/// The loops are those of Goto & van de Geijn (2008) with the packing of the right operand moved inwards: for each
/// stretch of terms a block of left rows is packed once, to stay in the second-level cache; then a few panels of right
/// columns are packed, and one after the other stays in the first level while all left tiles pass by. So a block needs
/// nothing but its thread's scratch memory. Operands are read in place where packing would cost more than it gains.
///
/// A product can be cut into blocks anywhere without changing a bit of it: what an element is depends on the order of
/// its terms alone, and terms are cut at places that only their number decides. That is why blocks, unlike the splits of
/// other kernels, may follow the number of threads.
#pragma once

#include "pack.hpp"
#include "parallel/parallel_for.hpp"
#include "tile.hpp"

namespace tenon::TENON_ISA {

/// Most terms of one stretch: a packed right panel of so many takes 32 KiB with AVX-512, 16 KiB with AVX2.
inline constexpr int64_t kStretch = 256;
/// Right panels packed at a time: neighbours in memory, so that one visit to a page serves them all.
inline constexpr int64_t kRightPanels = 4;
/// Right panels that stay in the first level together: each left tile is fetched once for all of them. Narrow registers
/// need that more, as they get less out of every element of a tile.
inline constexpr int64_t kResidentPanels = kVectorBytes >= 64 ? 1 : kVectorBytes == 32 ? 2 : 4;
/// Bytes of the packed left block, for half of a second-level cache of 2 MiB.
inline constexpr int64_t kLeftBlockBytes = int64_t(1) << 20;
inline constexpr int64_t kRightPanelBytes = kStretch * kTileVectors * kVectorBytes;
/// Bytes of sums, where they cannot be kept in the output. Packing may touch one register after the left block.
inline constexpr int64_t kSumBytes = kScratchBytes - kLeftBlockBytes - kRightPanels * kRightPanelBytes - kVectorBytes;

inline int64_t ceilDivide(int64_t a, int64_t b) { return (a + b - 1) / b; }
inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }

/// out[i, j] = Σ left[i, term] · right[term, j], stored as `S`. An operand is anything that can `pack` itself, and says
/// whether it may be read in place as well. For the left operand «across» is from row to row, for the right from column
/// to column.
template <class S, class Left, class Right>
struct Product {
  int64_t rows, columns, terms;
  Left left;
  Right right;
  S* out;
  int64_t outRow, outColumn;

  /// Whether the sums can be kept in the output: it is of their type, and its columns are neighbours.
  bool sumsInPlace() const { return kComputedAsStored<S> && outColumn == 1; }
};

/// Most rows of a block.
template <class C>
inline constexpr int64_t kBlockRows = kLeftBlockBytes / (kStretch * int64_t(sizeof(C)));

/// A part of a product, and where its sums are kept.
template <class C>
struct Block {
  int64_t row, rows, column, columns;
  C* sums;
  int64_t sumsRow;
};

/// Tiles of nearly equal height that cover a number of rows. 16 rows are 8 and 8 rather than 14 and 2, which would keep
/// few registers busy.
struct Tiling {
  int64_t tiles;
  int height;
  int64_t taller;

  explicit Tiling(int64_t rows)
      : tiles(ceilDivide(rows, kTileRows)), height(int(rows / tiles)), taller(rows % tiles) {}

  /// Calls `run(first row, height)` for each tile.
  template <class Run>
  void forEach(const Run& run) const {
    int64_t first = 0;
    for (int64_t tile = 0; tile < tiles; tile++) {
      const int tall = height + (tile < taller);
      run(first, tall);
      first += tall;
    }
  }
};

/// Whether an operand is better packed than read in place `passes` times. Packing costs about half a pass; reading in
/// place is as fast while the operand lies in the second-level cache and neighbouring rows are on one page.
template <class S>
inline bool worthPacking(const StridedOperand<S>& operand, int64_t width, int64_t terms, int64_t passes) {
  if (passes <= 2) return false;
  const int64_t across = __builtin_llabs(operand.across), along = __builtin_llabs(operand.along);
  const int64_t stride = (across > along ? across : along) * int64_t(sizeof(S));
  return stride >= 512 || width * terms * int64_t(sizeof(S)) > (int64_t(1) << 18);
}

/// The same of a left operand. Where its terms are far apart, a tile uses little of each line of the cache, and the
/// lines are more than the first level holds: narrow tiles, which make many passes, feel that first.
template <class S>
inline bool worthPackingLeft(const StridedOperand<S>& left, int64_t rows, int64_t terms, int64_t passes) {
  const int64_t span = terms * __builtin_llabs(left.along) * int64_t(sizeof(S));
  return worthPacking(left, rows, terms, passes) || (passes > 8 && left.across == 1 && span > (int64_t(1) << 15));
}

/// Adds the products of a stretch of terms to the sums of a block; the first stretch sets them.
template <class S, class Left, class Right>
void multiplyStretch(const Product<S, Left, Right>& product, const Block<Compute<S>>& block, int64_t term,
                     int64_t terms, char* scratch) {
  using C = Compute<S>;
  constexpr int64_t width = kTileColumns<C>;
  C* const panels = reinterpret_cast<C*>(scratch);
  C* const leftBlock = reinterpret_cast<C*>(scratch + kRightPanels * kRightPanelBytes);
  const Tiling tiling(block.rows);

  bool packLeft = true, packRight = true;
  if constexpr (Left::kInPlace) {
    packLeft = worthPackingLeft(product.left, block.rows, terms, ceilDivide(block.columns, width));
  }
  if constexpr (Right::kInPlace) {
    packRight = product.right.across != 1 || worthPacking(product.right, block.columns, terms, tiling.tiles);
  }

  Tile<C> tile;
  tile.terms = terms;
  tile.outRow = block.sumsRow;
  tile.accumulate = term > 0;
  if constexpr (Left::kInPlace) {
    tile.leftRow = product.left.across;
    tile.leftTerm = product.left.along;
  }
  if (packLeft) {
    tiling.forEach([&](int64_t first, int height) {
      product.left.pack(block.row + first, height, term, terms, leftBlock + first * terms, height);
    });
  }

  constexpr int64_t packed = kRightPanels * width, resident = kResidentPanels * width;
  for (int64_t j = 0; j < block.columns; j += packed) {
    const int64_t column = block.column + j, columns = least(block.columns - j, packed);
    // Columns up to here are read in place.
    int64_t whole = 0;
    if (packRight) {
      packPanels(product.right, column, columns, term, terms, panels);
    } else if constexpr (Right::kInPlace) {
      // The last vector of a ragged panel would reach beyond the row.
      whole = columns % kLanes<C> == 0 ? columns : columns / width * width;
      if (whole < columns) {
        product.right.pack(column + whole, int(columns - whole), term, terms, panels + whole * terms, width);
      }
    }
    for (int64_t first = 0; first < columns; first += resident) {
      const int64_t end = least(columns, first + resident);
      tiling.forEach([&](int64_t row, int height) {
        const TileKernel<C>* kernels = kPackedKernels<C>.of[height - 1];
        if (packLeft) {
          tile.left = leftBlock + row * terms;
        } else if constexpr (Left::kInPlace) {
          kernels = kStridedKernels<C>.of[height - 1];
          tile.left = product.left.data + (block.row + row) * tile.leftRow + term * tile.leftTerm;
        }
        for (int64_t panel = first; panel < end; panel += width) {
          tile.right = panels + panel * terms;
          tile.rightTerm = width;
          if constexpr (Right::kInPlace) {
            if (panel < whole) {
              tile.right = product.right.data + column + panel + term * product.right.along;
              tile.rightTerm = product.right.along;
            }
          }
          tile.out = block.sums + row * block.sumsRow + j + panel;
          tile.columns = int(least(end - panel, width));
          kernels[(tile.columns - 1) / kLanes<C>](tile);
        }
      });
    }
  }
}

/// Packs neighbouring right panels, a few terms of each at a time.
template <class C, class Right>
void packPanels(const Right& right, int64_t column, int64_t columns, int64_t term, int64_t terms, C* panels) {
  constexpr int64_t width = kTileColumns<C>;
  constexpr int64_t visit = 32;
  for (int64_t t = 0; t < terms; t += visit) {
    for (int64_t j = 0; j < columns; j += width) {
      right.pack(column + j, int(least(columns - j, width)), term + t, least(terms - t, visit),
                 panels + j * terms + t * width, width);
    }
  }
}

/// Narrows sums to their place in the output.
template <class S>
void storeSums(const Block<Compute<S>>& block, S* out, int64_t outRow, int64_t outColumn) {
  using C = Compute<S>;
  for (int64_t i = 0; i < block.rows; i++) {
    const C* from = block.sums + i * block.sumsRow;
    if (outColumn == 1) {
      for (int64_t j = 0; j < block.columns; j += kLanes<C>) {
        const int count = int(least(block.columns - j, kLanes<C>));
        storeElements<S>(out + j, loadElements<C>(from + j, count), count);
      }
    } else {
      for (int64_t j = 0; j < block.columns; j++) storeElement(out + j * outColumn, from[j]);
    }
    out += outRow;
  }
}

/// A block of the product, on the calling thread.
template <class S, class Left, class Right>
void multiplyBlock(const Product<S, Left, Right>& product, int64_t row, int64_t rows, int64_t column, int64_t columns,
                   char* scratch) {
  using C = Compute<S>;
  S* const out = product.out + row * product.outRow + column * product.outColumn;
  Block<C> block{row, rows, column, columns, reinterpret_cast<C*>(out), product.outRow};
  if (!product.sumsInPlace()) {
    block.sums = reinterpret_cast<C*>(scratch + kScratchBytes - kSumBytes);
    block.sumsRow = columns;
  }
  const int64_t stretches = product.terms > kStretch ? ceilDivide(product.terms, kStretch) : 1;
  const int64_t stretch = ceilDivide(product.terms, stretches);
  int64_t term = 0;
  do {
    multiplyStretch(product, block, term, least(stretch, product.terms - term), scratch);
    term += stretch;
  } while (term < product.terms);
  // Here the block is complete, and its sums are still in the second-level cache.
  if (!product.sumsInPlace()) storeSums(block, out, product.outRow, product.outColumn);
}

}  // namespace tenon::TENON_ISA
