/// Copying elements, by their width alone: what is copied is not looked at.
#pragma once

#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// `bytes` bytes that do not overlap, in moves of a register. The last one or two moves overlap what was copied before
/// instead of counting single bytes.
inline void copyBytes(char* __restrict to, const char* __restrict from, int64_t bytes) {
  using Line = Register<uint8_t>;
  constexpr int64_t kLine = int64_t(sizeof(Line));
  if (bytes >= kLine) {
    int64_t at = 0;
    for (; at + kLine <= bytes; at += kLine) store(to + at, load<Line>(from + at));
    if (at < bytes) store(to + bytes - kLine, load<Line>(from + bytes - kLine));
    return;
  }
  const auto ends = [&]<class Part>(Part) {
    const Part head = load<Part>(from);
    const Part tail = load<Part>(from + bytes - sizeof(Part));
    store(to, head);
    store(to + bytes - sizeof(Part), tail);
  };
  if (bytes >= 32) ends(Vector<uint64_t, 4>{});
  else if (bytes >= 16) ends(Vector<uint64_t, 2>{});
  else if (bytes >= 8) ends(uint64_t(0));
  else if (bytes >= 4) ends(uint32_t(0));
  else if (bytes >= 2) ends(uint16_t(0));
  else if (bytes == 1) *to = *from;
}

/// `count` elements at strides.
template <class T>
inline void copyStrided(T* __restrict to, int64_t toStride, const T* __restrict from, int64_t fromStride,
                        int64_t count) {
  if (toStride == 1 && fromStride == 1) {
    copyBytes(reinterpret_cast<char*>(to), reinterpret_cast<const char*>(from), count * int64_t(sizeof(T)));
  } else if (toStride == 1 && fromStride == 0) {
    const T value = *from;
    for (int64_t i = 0; i < count; i++) to[i] = value;
  } else if (toStride == 1) {
    for (int64_t i = 0; i < count; i++) to[i] = from[i * fromStride];
  } else {
    for (int64_t i = 0; i < count; i++) to[i * toStride] = from[i * fromStride];
  }
}

/// Calls `run` with a zero of the unsigned integer as wide as elements of `width` bytes.
template <class Run>
inline void withElementOfWidth(int width, const Run& run) {
  switch (width) {
    case 1: return run(uint8_t(0));
    case 2: return run(uint16_t(0));
    case 4: return run(uint32_t(0));
    case 8: return run(uint64_t(0));
    default: __builtin_trap();
  }
}

}  // namespace tenon::TENON_ISA
