/// Packing: operands of any strides, copied and widened into the order in which the micro-kernel reads them.
#pragma once

#include "element.hpp"
#include "simd/transpose.hpp"

namespace tenon::TENON_ISA {

/// Of `width` rows (or columns) and `terms` terms, makes `to[term * pitch + i]`. `across` is the stride from row to row,
/// `along` from term to term. Whole registers are written: lanes past `width` are zero or overwritten by the next term,
/// so that one register after the last may be touched, too. `pitch ≥ width`.
template <class S>
void packPanel(const S* from, int64_t across, int64_t along, int width, int64_t terms, Compute<S>* to, int pitch) {
  using C = Compute<S>;
  using V = Register<C>;
  constexpr int lanes = kLanes<C>;
  if (across == 1) {
    const int whole = width / lanes * lanes;
    for (int64_t term = 0; term < terms; term++) {
      for (int i = 0; i < whole; i += lanes) store(to + i, loadElements<S>(from + i));
      if (whole < width) store(to + whole, loadElements<S>(from + whole, width - whole));
      from += along;
      to += pitch;
    }
  } else if (along == 1) {
    // The last lanes first: what they write past `width` are lanes of the next term that are yet to be written.
    for (int first = (width - 1) / lanes * lanes; first >= 0; first -= lanes) {
      const int count = width - first < lanes ? width - first : lanes;
      const S* corner = from + first * across;
      for (int64_t term = 0; term < terms; term += lanes) {
        const int depth = terms - term < lanes ? int(terms - term) : lanes;
        V square[lanes];
        if (depth == lanes) {
#pragma GCC unroll 16
          for (int i = 0; i < lanes; i++) square[i] = i < count ? loadElements<S>(corner + term + i * across) : V{};
        } else {
#pragma GCC unroll 16
          for (int i = 0; i < lanes; i++) {
            square[i] = i < count ? loadElements<S>(corner + term + i * across, depth) : V{};
          }
        }
        transposeSquare(square);
        C* column = to + term * pitch + first;
        if (depth == lanes) {
#pragma GCC unroll 16
          for (int i = 0; i < lanes; i++) store(column + i * pitch, square[i]);
        } else {
#pragma GCC unroll 16
          for (int i = 0; i < lanes; i++) {
            if (i < depth) store(column + i * pitch, square[i]);
          }
        }
      }
    }
  } else {
    for (int64_t term = 0; term < terms; term++) {
      for (int i = 0; i < width; i++) to[i] = loadElement<S>(from + i * across);
      from += along;
      to += pitch;
    }
  }
}

/// An operand in memory, as rows (or columns) across and terms along.
template <class S>
struct StridedOperand {
  static constexpr bool kInPlace = kReadInPlace<S>;
  const S* data;
  int64_t across;
  int64_t along;

  void pack(int64_t first, int width, int64_t term, int64_t terms, Compute<S>* to, int pitch) const {
    packPanel(data + first * across + term * along, across, along, width, terms, to, pitch);
  }
};

}  // namespace tenon::TENON_ISA
