/// What pooling folds the cells of a window with.
#pragma once

#include "simd/elementary.hpp"
#include "simd/limits.hpp"

namespace tenon::TENON_ISA {

/// The greatest cell. NaN stays.
struct Maximum {
  /// No order of folding is more exact than another.
  static constexpr bool kRounds = false;
  static constexpr bool kLosesNaN = false;
  template <class T>
  static constexpr T identity() { return lowest<T>(); }
  template <class V>
  static V fold(V folded, V cell) { return choose((cell > folded) | (cell != cell), cell, folded); }
  template <class V>
  static V finish(V folded, int64_t) { return folded; }
};

/// The greatest of cells of which none is NaN: a single instruction.
struct MaximumOfNumbers : Maximum {
  static constexpr bool kLosesNaN = true;
  template <class V>
  static V fold(V folded, V cell) { return greater(cell, folded); }
};

/// The greatest of integers.
struct MaximumOfIntegers : Maximum {
  template <class V>
  static V fold(V folded, V cell) { return cell > folded ? cell : folded; }
};

/// The mean of the cells that are there.
struct Mean {
  static constexpr bool kRounds = true;
  static constexpr bool kLosesNaN = false;
  template <class T>
  static constexpr T identity() { return 0; }
  template <class V>
  static V fold(V folded, V cell) { return folded + cell; }
  template <class V>
  static V finish(V folded, int64_t cells) { return folded / float(cells); }
};

}  // namespace tenon::TENON_ISA
