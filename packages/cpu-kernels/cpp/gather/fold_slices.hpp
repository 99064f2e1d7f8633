/// Folding a slice of updates into a slice of the output, by dtype: floats of 16 bits in float32, rounded at every
/// update; integers wrap.
#pragma once

#include "base/command.hpp"
#include "math/stored_as.hpp"
#include "reduce/fold.hpp"

namespace tenon::TENON_ISA {

/// Slices that are to be folded, one after the other, into slices of the output. Strides and offsets count elements.
struct SliceUpdates {
  /// How many slices, and how many elements in each.
  int64_t count;
  int64_t length;
  /// The first slice of updates, the way to the next, and that from element to element.
  const char* from;
  int64_t fromStep;
  int64_t fromStride;
  /// The output, where in it each slice is folded, and the way from element to element.
  char* to;
  const int64_t* offsets;
  int64_t toStride;
};
using FoldSlices = void (*)(const SliceUpdates& updates);

/// The last of several updates is what remains.
struct Replace {
  template <class V>
  V operator()(V, V b) const { return b; }
};

/// How many slices ahead memory is asked for what will be folded into.
inline constexpr int64_t kSlicesAhead = 8;

template <class Elements, class Fold>
inline void foldSlice(typename Elements::Stored* __restrict to, int64_t toStride,
                      const typename Elements::Stored* __restrict from, int64_t fromStride, int64_t count) {
  using S = typename Elements::Stored;
  if constexpr (kIsHalf<Elements>) {
    using Halves = Vector<uint16_t, kLanes<float>>;
    const auto fold = [](Halves a, Halves b) {
      return Elements::narrowed(Fold{}(Elements::widened(a), Elements::widened(b)));
    };
    int64_t i = 0;
    if (toStride == 1 && fromStride == 1) {
      constexpr int kCount = kLanesOf<Halves>;
      for (; i + kCount <= count; i += kCount) store(to + i, fold(load<Halves>(to + i), load<Halves>(from + i)));
    }
    for (; i < count; i++) to[i * toStride] = fold(Halves{to[i * toStride]}, Halves{from[i * fromStride]})[0];
  } else {
    const auto fold = [](S a, S b) {
      return Elements::narrowed(Fold{}(Elements::widened(a), Elements::widened(b)));
    };
    if (toStride == 1 && fromStride == 1) {
      for (int64_t i = 0; i < count; i++) to[i] = fold(to[i], from[i]);
    } else {
      for (int64_t i = 0; i < count; i++) to[i * toStride] = fold(to[i * toStride], from[i * fromStride]);
    }
  }
}

template <class Elements, class Fold>
void foldSlices(const SliceUpdates& updates) {
  using S = typename Elements::Stored;
  const auto [count, length, fromBytes, fromStep, fromStride, toBytes, offsets, toStride] = updates;
  S* to = reinterpret_cast<S*>(toBytes);
  const S* from = reinterpret_cast<const S*>(fromBytes);
  if (length == 1) {
    // Vectors would not help: the next update may meet the same element.
    for (int64_t i = 0; i < count; i++) foldSlice<Elements, Fold>(to + offsets[i], 0, from + i * fromStep, 0, 1);
    return;
  }
  for (int64_t i = 0; i < count; i++) {
    __builtin_prefetch(to + offsets[i + kSlicesAhead < count ? i + kSlicesAhead : i], 1);
    foldSlice<Elements, Fold>(to + offsets[i], toStride, from + i * fromStep, fromStride, length);
  }
}

/// The fold of a kind for elements of a dtype.
FoldSlices foldSlicesOf(ScatterKind kind, DType dtype);

}  // namespace tenon::TENON_ISA
