/// The micro-kernel: a tile of the product, small enough for registers, summed over a stretch of terms.
///
/// For each term, a column of the left panel is multiplied with a row of the right panel: an outer product, added to
/// `Rows × Vectors` registers (Goto & van de Geijn, «Anatomy of high-performance matrix multiplication», 2008). Every
/// element of the product is summed over its terms in order and by itself, so it does not depend on which tile it fell
/// in.
#pragma once

#include "element.hpp"
#include "simd/keep_order.hpp"

namespace tenon::TENON_ISA {

/// Rows of the tallest tile. With two vectors to a row it fills the registers that there are: 32 of AVX-512, 16 of
/// AVX2 and WebAssembly; and of SSE, where a product takes a register, too, as many as stay out of memory.
#if defined(__AVX512F__)
inline constexpr int kTileRows = 14;
#elif defined(__AVX2__) || defined(__wasm__)
inline constexpr int kTileRows = 6;
#else
inline constexpr int kTileRows = 4;
#endif
/// How far ahead the packed left operand is fetched from the second-level cache.
inline constexpr int kPrefetchedTerms = 32;
/// Registers across the widest tile.
inline constexpr int kTileVectors = 2;
/// Columns of the widest tile.
template <class C>
inline constexpr int kTileColumns = kTileVectors * kLanes<C>;

/// Where a run of a sum's terms begins in the operands, in elements from where the tile's do.
struct Segment {
  int64_t left, right;
};
/// What a product of matrices has: all terms in one run.
inline constexpr Segment kOneSegment[] = {{0, 0}};

/// The operands of one tile. Strides count elements.
template <class C>
struct Tile {
  /// Terms of each segment.
  int64_t terms;
  const Segment* segments = kOneSegment;
  int64_t segmentCount = 1;
  const C* left;
  /// From row to row and from term to term of the left operand.
  int64_t leftRow, leftTerm;
  /// Rows of whole vectors, of which the last `columns` may leave lanes unused.
  const C* right;
  int64_t rightTerm;
  C* out;
  int64_t outRow;
  int columns;
  /// Whether to add to what is in `out`.
  bool accumulate;
};

/// Stores a tile of which the last vector has unused lanes.
template <class C>
__attribute__((noinline)) void storeRagged(const Tile<C>& tile, const Register<C>* sums, int rows, int vectors) {
  using V = Register<C>;
  C* out = tile.out;
  for (int i = 0; i < rows; i++) {
    int left = tile.columns;
    for (int j = 0; j < vectors; j++) {
      const int count = left < kLanes<C> ? left : kLanes<C>;
      C* to = out + j * kLanes<C>;
      storePartial(to, tile.accumulate ? loadPartial<V>(to, count) + *sums : *sums, count);
      left -= count;
      sums++;
    }
    out += tile.outRow;
  }
}

/// Whether products are made one by one: 128-bit instruction sets multiply 64-bit integers in a dozen steps for two
/// lanes, while a scalar multiplication is one. (512 × 512 × 512 in WebAssembly: 48 ms, which is a multiplication per
/// cycle; by vectors 76.)
template <class C>
inline constexpr bool kScalarProducts = sizeof(C) == 8 && C(0.5) == 0 && kVectorBytes == 16;

/// Adds the products of one segment to some rows and one vector of a tile, by scalars.
template <int Rows, class V>
inline void addScalarProducts(const Element<V>* left, int64_t leftRow, int64_t leftTerm, const Element<V>* right,
                              int64_t rightTerm, int64_t terms, V* sums, int sumsRow) {
  constexpr int columns = kLanesOf<V>;
  Element<V> scalars[Rows][columns] = {};
  for (int64_t term = 0; term < terms; term++) {
#pragma GCC unroll 4
    for (int i = 0; i < Rows; i++) {
#pragma GCC unroll 4
      for (int j = 0; j < columns; j++) {
        scalars[i][j] += left[i * leftRow] * right[j];
        // Compilers would put two of them into a vector.
        asm("" : "+r"(scalars[i][j]));
      }
    }
    left += leftTerm;
    right += rightTerm;
  }
  for (int i = 0; i < Rows; i++) {
    for (int j = 0; j < columns; j++) sums[i * sumsRow][j] += scalars[i][j];
  }
}

/// Of a left panel in packed form, the rows of one term are neighbours, and the next term follows; it is one segment.
template <class C, int Rows, int Vectors, bool Packed>
void tileKernel(const Tile<C>& tile) {
  using V = Register<C>;
  constexpr int lanes = kLanes<C>;
  const int64_t leftRow = Packed ? 1 : tile.leftRow;
  const int64_t leftTerm = Packed ? Rows : tile.leftTerm;
  const int64_t rightTerm = tile.rightTerm, terms = tile.terms;
#pragma GCC unroll 16
  for (int i = 0; i < Rows; i++) {
    for (int j = 0; j < Vectors; j++) __builtin_prefetch(tile.out + i * tile.outRow + j * lanes, 0, 2);
  }

  V sums[Rows][Vectors] = {};
  const int64_t segments = Packed ? 1 : tile.segmentCount;
  for (int64_t segment = 0; segment < segments; segment++) {
    const C* left = tile.left + (Packed ? 0 : tile.segments[segment].left);
    const C* right = tile.right + (Packed ? 0 : tile.segments[segment].right);
    if constexpr (kScalarProducts<C>) {
      // Two rows and one vector at a time leave registers for the operands.
      for (int i = 0; i < Rows; i += 2) {
        const C* rows = left + i * leftRow;
        for (int j = 0; j < Vectors; j++) {
          constexpr auto pair = addScalarProducts<2, V>, single = addScalarProducts<1, V>;
          (i + 1 < Rows ? pair : single)(rows, leftRow, leftTerm, right + j * lanes, rightTerm, terms, &sums[i][j], Vectors);
        }
      }
      continue;
    }
    for (int64_t term = 0; term < terms; term++) {
      V b[Vectors];
      if (Packed) __builtin_prefetch(left + Rows * kPrefetchedTerms);
#pragma GCC unroll 4
      for (int j = 0; j < Vectors; j++) b[j] = load<V>(right + j * lanes);
#pragma GCC unroll 16
      for (int i = 0; i < Rows; i++) {
        const C a = left[i * leftRow];
#pragma GCC unroll 4
        for (int j = 0; j < Vectors; j++) sums[i][j] = multiplyAdd(a, b[j], sums[i][j]);
        // Row by row.
#pragma GCC unroll 4
        for (int j = 0; j < Vectors; j++) keepOrder(sums[i][j]);
      }
      left += leftTerm;
      right += rightTerm;
    }
  }

  if (tile.columns == Vectors * lanes) {
    C* out = tile.out;
    const int64_t outRow = tile.outRow;
    const bool accumulate = tile.accumulate;
#pragma GCC unroll 16
    for (int i = 0; i < Rows; i++) {
#pragma GCC unroll 4
      for (int j = 0; j < Vectors; j++) {
        if (accumulate) sums[i][j] += load<V>(out + j * lanes);
        store(out + j * lanes, sums[i][j]);
      }
      out += outRow;
    }
  } else {
    // A copy, so that the sums themselves need no address and stay in registers.
    V stored[Rows][Vectors];
#pragma GCC unroll 16
    for (int i = 0; i < Rows; i++) {
#pragma GCC unroll 4
      for (int j = 0; j < Vectors; j++) stored[i][j] = sums[i][j];
    }
    storeRagged(tile, &stored[0][0], Rows, Vectors);
  }
}

template <class C>
using TileKernel = void (*)(const Tile<C>&);

/// The micro-kernels of one element type, by rows and vectors.
template <class C, bool Packed>
struct TileKernels {
  TileKernel<C> of[kTileRows][kTileVectors];

  template <int... I>
  static constexpr TileKernels make(Indices<I...>) {
    static_assert(kTileVectors == 2);
    return {{{tileKernel<C, I + 1, 1, Packed>, tileKernel<C, I + 1, 2, Packed>}...}};
  }
};
/// For a left operand that is packed.
template <class C>
inline constexpr auto kPackedKernels = TileKernels<C, true>::make(typename MakeIndices<kTileRows>::type{});
/// For a left operand in place, of any strides.
template <class C>
inline constexpr auto kStridedKernels = TileKernels<C, false>::make(typename MakeIndices<kTileRows>::type{});

}  // namespace tenon::TENON_ISA
