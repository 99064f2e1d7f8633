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

/// Copies a line. Both addresses are aligned to it.
inline void streamLine(void* to, const void* from) {
  using V = Register<uint64_t>;
  for (int64_t at = 0; at < kLineBytes; at += int64_t(sizeof(V))) {
    const V part = load<V>(static_cast<const char*>(from) + at);
    char* target = static_cast<char*>(to) + at;
#if defined(__AVX512F__)
    _mm512_stream_si512(reinterpret_cast<__m512i*>(target), __m512i(part));
#elif defined(__AVX2__)
    _mm256_stream_si256(reinterpret_cast<__m256i*>(target), __m256i(part));
#elif defined(__x86_64__)
    _mm_stream_si128(reinterpret_cast<__m128i*>(target), __m128i(part));
#else
    store(target, part);
#endif
  }
}

/// What was streamed can be read by other threads from here on; the streaming thread sees it at once.
inline void endStream() {
#if defined(__x86_64__)
  _mm_sfence();
#endif
}

}  // namespace tenon::TENON_ISA
