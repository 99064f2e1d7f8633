/// float16 and bfloat16, as vectors of bit patterns, to and from float32.
///
/// Widening is exact. Narrowing rounds to nearest, ties to even (IEEE 754-2019, 4.3.1), keeps subnormals, and gives the
/// quiet NaN for every NaN, as `packages/core/src/dtype/half.ts` does. Where there is no instruction, the integer
/// arithmetic is on 32-bit lanes.
#pragma once

#include "simd/vector.hpp"

#if defined(__F16C__)
#include <immintrin.h>
#endif

namespace tenon::TENON_ISA {

/// `From` is a vector of 16-bit patterns, as unsigned integers.
template <class From>
[[gnu::always_inline]] inline Rebind<From, float> bfloat16ToFloat(From pattern) {
  using Bits32 = Rebind<From, uint32_t>;
  return bitcast<Rebind<From, float>>(convert<Bits32>(pattern) << 16);
}

template <class V>
[[gnu::always_inline]] inline Rebind<V, uint16_t> floatToBfloat16(V x) {
  using Bits32 = Rebind<V, uint32_t>;
  const Bits32 bits = bitcast<Bits32>(x);
  // Half a unit less one, and one more if the pattern would be odd: a carry out of the fraction is the next exponent.
  const Bits32 rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
  return convert<Rebind<V, uint16_t>>(select<Bits32>(x != x, splat<Bits32>(0x7FC0), rounded));
}

template <class From>
[[gnu::always_inline]] inline Rebind<From, float> float16ToFloat(From pattern) {
  using V = Rebind<From, float>;
#if defined(__AVX512F__)
  if constexpr (kLanesOf<From> == 16) return V(_mm512_cvtph_ps(bitcast<__m256i>(pattern)));
#endif
#if defined(__F16C__)
  if constexpr (kLanesOf<From> == 8) return V(_mm256_cvtph_ps(bitcast<__m128i>(pattern)));
#endif
  using Bits32 = Rebind<From, uint32_t>;
  const Bits32 bits = convert<Bits32>(pattern);
  const Bits32 sign = (bits & 0x8000) << 16;
  const Bits32 magnitude = bits & 0x7FFF;
  // Exponents are biased by 15 there and by 127 here; the greatest stands for infinities and NaN in both.
  const Bits32 bias =
      select<Bits32>(magnitude >= 0x7C00, splat<Bits32>((255 - 31) << 23), splat<Bits32>((127 - 15) << 23));
  const Bits32 normal = (magnitude << 13) + bias;
  const V subnormal = convert<V>(bitcast<Rebind<From, int32_t>>(magnitude)) * 0x1p-24f;
  return bitcast<V>(select<Bits32>(magnitude < 0x400, bitcast<Bits32>(subnormal), normal) | sign);
}

template <class V>
[[gnu::always_inline]] inline Rebind<V, uint16_t> floatToFloat16(V x) {
  using Pattern = Rebind<V, uint16_t>;
  using Bits32 = Rebind<V, uint32_t>;
#if defined(__AVX512F__)
  if constexpr (kLanesOf<V> == 16) {
    const Pattern pattern = bitcast<Pattern>(_mm512_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC));
    const auto isNan = x != x;
    return convert<Pattern>(select<Bits32>(isNan, splat<Bits32>(0x7E00), convert<Bits32>(pattern)));
  }
#endif
#if defined(__F16C__)
  if constexpr (kLanesOf<V> == 8) {
    const Pattern pattern = bitcast<Pattern>(_mm256_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT));
    const auto isNan = x != x;
    return convert<Pattern>(select<Bits32>(isNan, splat<Bits32>(0x7E00), convert<Bits32>(pattern)));
  }
#endif
  const Bits32 bits = bitcast<Bits32>(x);
  const Bits32 sign = (bits >> 16) & 0x8000;
  const Bits32 magnitude = bits & 0x7FFFFFFF;
  const Bits32 normal = (magnitude - ((127 - 15) << 23) + 0xFFF + ((magnitude >> 13) & 1)) >> 13;
  // Beside 1/2 a float32's last place is 2⁻²⁴, that of a float16's subnormals: the addition rounds.
  const Bits32 subnormal = bitcast<Bits32>(bitcast<V>(magnitude) + 0.5f) - bitcast<uint32_t>(0.5f);
  Bits32 pattern = select<Bits32>(magnitude < bitcast<uint32_t>(0x1p-14f), subnormal, normal);
  pattern = select<Bits32>(magnitude >= bitcast<uint32_t>(65520.0f), splat<Bits32>(0x7C00), pattern) | sign;
  pattern = select<Bits32>(magnitude > 0x7F800000, splat<Bits32>(0x7E00), pattern);
  return convert<Pattern>(pattern);
}

/// One number.
inline float float16ToFloat(uint16_t pattern) { return float16ToFloat(Vector<uint16_t, 8>{pattern})[0]; }
inline float bfloat16ToFloat(uint16_t pattern) { return bitcast<float>(uint32_t(pattern) << 16); }
inline uint16_t floatToFloat16(float x) { return floatToFloat16(Vector<float, 8>{x})[0]; }
inline uint16_t floatToBfloat16(float x) { return floatToBfloat16(Vector<float, 4>{x})[0]; }

}  // namespace tenon::TENON_ISA
