/// Writing whole cache lines past the caches: what is written once, and not read before it would have left them.
///
/// An ordinary store first reads the line that it changes part of. Where lines are written whole that is half of the
/// traffic, and more than half of the time where the lines lie scattered.
#pragma once

#include "vector.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace tenon::TENON_ISA {

inline constexpr int64_t kLineBytes = 64;

/// Whether stores past the caches exist. WebAssembly has none.
#if defined(__x86_64__)
inline constexpr bool kCanStream = true;
#else
inline constexpr bool kCanStream = false;
#endif

/// Outputs of so many bytes are streamed: their beginning would have left most caches before their end is written.
inline constexpr int64_t kLargeOutputBytes = int64_t(16) << 20;

/// Stores a register of the instruction set; the address is aligned to it.
template <class V>
inline void streamRegister(void* to, V v) {
  static_assert(sizeof(V) == kVectorBytes);
#if defined(__AVX512F__)
  _mm512_stream_si512(static_cast<__m512i*>(to), bitcast<__m512i>(v));
#elif defined(__AVX2__)
  _mm256_stream_si256(static_cast<__m256i*>(to), bitcast<__m256i>(v));
#elif defined(__x86_64__)
  _mm_stream_si128(static_cast<__m128i*>(to), bitcast<__m128i>(v));
#else
  store(to, v);
#endif
}

/// Copies a line. Both addresses are aligned to it.
inline void streamLine(void* to, const void* from) {
  using V = Register<uint64_t>;
  for (int64_t at = 0; at < kLineBytes; at += int64_t(sizeof(V))) {
    streamRegister(static_cast<char*>(to) + at, load<V>(static_cast<const char*>(from) + at));
  }
}

/// Copies bytes: whole lines past the caches, what lies before and after them as usual.
inline void streamBytes(char* to, const char* from, int64_t bytes) {
  int64_t head = -int64_t(reinterpret_cast<uintptr_t>(to)) & (kLineBytes - 1);
  if (head > bytes) head = bytes;
  __builtin_memcpy(to, from, size_t(head));
  int64_t at = head;
  for (; at + kLineBytes <= bytes; at += kLineBytes) streamLine(to + at, from + at);
  __builtin_memcpy(to + at, from + at, size_t(bytes - at));
}

/// What was streamed can be read by other threads from here on; the streaming thread sees it at once.
inline void endStream() {
#if defined(__x86_64__)
  _mm_sfence();
#endif
}

}  // namespace tenon::TENON_ISA
