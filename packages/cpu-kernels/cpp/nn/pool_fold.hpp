/// What pooling folds the cells of a window with.
#pragma once

#include "simd/limits.hpp"

namespace tenon::TENON_ISA {

/// The greatest cell. NaN stays.
struct Maximum {
  template <class T>
  static constexpr T identity() { return lowest<T>(); }
  /// For vectors, and for scalars where `?:` is the scalar's own.
  template <class V>
  static V fold(V folded, V cell) {
    if constexpr (sizeof(V) == sizeof(ScalarOf<V>) && kIsFloating<ScalarOf<V>>) return cell > folded || cell != cell ? cell : folded;
    else if constexpr (kIsFloating<ScalarOf<V>>) return ((cell > folded) | (cell != cell)) ? cell : folded;
    else return cell > folded ? cell : folded;
  }
  template <class V>
  static V finish(V folded, int64_t) { return folded; }

 private:
  template <class V>
  static auto scalarOf(int) -> Element<V>;
  template <class V>
  static auto scalarOf(...) -> V;
  template <class V>
  using ScalarOf = decltype(scalarOf<V>(0));
};

/// The mean of the cells that are there.
struct Mean {
  template <class T>
  static constexpr T identity() { return 0; }
  template <class V>
  static V fold(V folded, V cell) { return folded + cell; }
  template <class V>
  static V finish(V folded, int64_t cells) { return folded / float(cells); }
};

}  // namespace tenon::TENON_ISA
