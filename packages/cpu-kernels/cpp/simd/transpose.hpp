/// Transposing a square of registers: for packing operands, and for copies whose rows are the source's columns.
#pragma once

#include "vector.hpp"

namespace tenon::TENON_ISA {

template <int... I>
struct Indices {};
template <int N, int... I>
struct MakeIndices : MakeIndices<N - 1, N - 1, I...> {};
template <int... I>
struct MakeIndices<0, I...> { using type = Indices<I...>; };

/// Of two rows that are `S` apart, swaps the blocks of `S` lanes off the diagonal.
template <int S, class V, int... I>
inline void swapBlocks(V& upper, V& lower, Indices<I...>) {
  constexpr int n = kLanesOf<V>;
  const V a = upper, b = lower;
  upper = __builtin_shufflevector(a, b, ((I & S) ? n + I - S : I)...);
  lower = __builtin_shufflevector(a, b, ((I & S) ? n + I : I + S)...);
}

/// rows[i][j] becomes rows[j][i]: log₂ n rounds of block swaps (Eklundh, 1972).
template <class V, int S = 1>
inline void transposeSquare(V (&rows)[kLanesOf<V>]) {
  constexpr int n = kLanesOf<V>;
  if constexpr (S < n) {
#pragma GCC unroll 16
    for (int i = 0; i < n; i++) {
      if (!(i & S)) swapBlocks<S>(rows[i], rows[i | S], typename MakeIndices<n>::type{});
    }
    transposeSquare<V, S * 2>(rows);
  }
}

}  // namespace tenon::TENON_ISA
