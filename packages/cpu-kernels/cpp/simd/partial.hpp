/// Reading and writing some lanes of a vector, without touching memory past them: with masks where the instruction set
/// has them, lane by lane elsewhere.
#pragma once

#include "vector.hpp"

#if defined(__AVX2__)
#include <immintrin.h>
#endif

namespace tenon::TENON_ISA {

#if defined(__AVX512F__)
/// The first `count` of up to 64 lanes.
inline uint64_t firstLanes(int count) { return _bzhi_u64(~uint64_t(0), unsigned(count)); }
#elif defined(__AVX2__)
/// A mask of the first `count` of eight or four lanes.
inline __m256i firstLanes32(int count) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(count), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
inline __m256i firstLanes64(int count) {
  return _mm256_cmpgt_epi64(_mm256_set1_epi64x(count), _mm256_setr_epi64x(0, 1, 2, 3));
}
#endif

/// The first `count` lanes; the others are zero.
template <class V>
inline V loadPartial(const void* from, int count) {
#if defined(__AVX512F__)
  const uint64_t mask = firstLanes(count);
  if constexpr (sizeof(V) == 64) {
    if constexpr (sizeof(Element<V>) == 8) return V(_mm512_maskz_loadu_epi64(__mmask8(mask), from));
    if constexpr (sizeof(Element<V>) == 4) return V(_mm512_maskz_loadu_epi32(__mmask16(mask), from));
    if constexpr (sizeof(Element<V>) == 2) return V(_mm512_maskz_loadu_epi16(__mmask32(mask), from));
    if constexpr (sizeof(Element<V>) == 1) return V(_mm512_maskz_loadu_epi8(mask, from));
  } else if constexpr (sizeof(V) == 32) {
    if constexpr (sizeof(Element<V>) == 8) return V(_mm256_maskz_loadu_epi64(__mmask8(mask), from));
    if constexpr (sizeof(Element<V>) == 4) return V(_mm256_maskz_loadu_epi32(__mmask8(mask), from));
    if constexpr (sizeof(Element<V>) == 2) return V(_mm256_maskz_loadu_epi16(__mmask16(mask), from));
    if constexpr (sizeof(Element<V>) == 1) return V(_mm256_maskz_loadu_epi8(__mmask32(mask), from));
  } else if constexpr (sizeof(V) == 16) {
    if constexpr (sizeof(Element<V>) == 8) return V(_mm_maskz_loadu_epi64(__mmask8(mask), from));
    if constexpr (sizeof(Element<V>) == 4) return V(_mm_maskz_loadu_epi32(__mmask8(mask), from));
    if constexpr (sizeof(Element<V>) == 2) return V(_mm_maskz_loadu_epi16(__mmask8(mask), from));
    if constexpr (sizeof(Element<V>) == 1) return V(_mm_maskz_loadu_epi8(__mmask16(mask), from));
  }
#elif defined(__AVX2__)
  if constexpr (sizeof(V) == 32 && sizeof(Element<V>) == 8) {
    return V(_mm256_maskload_epi64(static_cast<const long long*>(from), firstLanes64(count)));
  }
  if constexpr (sizeof(V) == 32 && sizeof(Element<V>) == 4) {
    return V(_mm256_maskload_epi32(static_cast<const int*>(from), firstLanes32(count)));
  }
#endif
  alignas(sizeof(V)) Element<V> lanes[kLanesOf<V>] = {};
  for (int i = 0; i < count; i++) lanes[i] = static_cast<const Element<V>*>(from)[i];
  return load<V>(lanes);
}

/// Writes the first `count` lanes.
template <class V>
inline void storePartial(void* to, V v, int count) {
#if defined(__AVX512F__)
  const uint64_t mask = firstLanes(count);
  if constexpr (sizeof(V) == 64) {
    if constexpr (sizeof(Element<V>) == 8) return _mm512_mask_storeu_epi64(to, __mmask8(mask), __m512i(v));
    if constexpr (sizeof(Element<V>) == 4) return _mm512_mask_storeu_epi32(to, __mmask16(mask), __m512i(v));
    if constexpr (sizeof(Element<V>) == 2) return _mm512_mask_storeu_epi16(to, __mmask32(mask), __m512i(v));
    if constexpr (sizeof(Element<V>) == 1) return _mm512_mask_storeu_epi8(to, mask, __m512i(v));
  } else if constexpr (sizeof(V) == 32) {
    if constexpr (sizeof(Element<V>) == 8) return _mm256_mask_storeu_epi64(to, __mmask8(mask), __m256i(v));
    if constexpr (sizeof(Element<V>) == 4) return _mm256_mask_storeu_epi32(to, __mmask8(mask), __m256i(v));
    if constexpr (sizeof(Element<V>) == 2) return _mm256_mask_storeu_epi16(to, __mmask16(mask), __m256i(v));
    if constexpr (sizeof(Element<V>) == 1) return _mm256_mask_storeu_epi8(to, __mmask32(mask), __m256i(v));
  } else if constexpr (sizeof(V) == 16) {
    if constexpr (sizeof(Element<V>) == 8) return _mm_mask_storeu_epi64(to, __mmask8(mask), __m128i(v));
    if constexpr (sizeof(Element<V>) == 4) return _mm_mask_storeu_epi32(to, __mmask8(mask), __m128i(v));
    if constexpr (sizeof(Element<V>) == 2) return _mm_mask_storeu_epi16(to, __mmask8(mask), __m128i(v));
    if constexpr (sizeof(Element<V>) == 1) return _mm_mask_storeu_epi8(to, __mmask16(mask), __m128i(v));
  }
#elif defined(__AVX2__)
  if constexpr (sizeof(V) == 32 && sizeof(Element<V>) == 8) {
    return _mm256_maskstore_epi64(static_cast<long long*>(to), firstLanes64(count), __m256i(v));
  }
  if constexpr (sizeof(V) == 32 && sizeof(Element<V>) == 4) {
    return _mm256_maskstore_epi32(static_cast<int*>(to), firstLanes32(count), __m256i(v));
  }
#endif
  alignas(sizeof(V)) Element<V> lanes[kLanesOf<V>];
  store(lanes, v);
  for (int i = 0; i < count; i++) static_cast<Element<V>*>(to)[i] = lanes[i];
}

}  // namespace tenon::TENON_ISA
