/// The product of 32-bit integers in 64 bits. Vector extensions have no word for it: a product of 64-bit lanes is another
/// instruction, three times as slow where there is one at all.
#pragma once

#include "vector.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace tenon::TENON_ISA {

/// Lane by lane the product of the low halves; the high halves may hold anything.
inline Register<uint64_t> wideProduct(Register<uint64_t> a, Register<uint64_t> b) {
  using V = Register<uint64_t>;
#if defined(__AVX512F__)
  return V(_mm512_mul_epu32(__m512i(a), __m512i(b)));
#elif defined(__AVX2__)
  return V(_mm256_mul_epu32(__m256i(a), __m256i(b)));
#elif defined(__x86_64__)
  return V(_mm_mul_epu32(__m128i(a), __m128i(b)));
#elif defined(__wasm_simd128__)
  const v128_t low = wasm_i32x4_shuffle(v128_t(a), v128_t(b), 0, 2, 0, 2);
  return V(wasm_u64x2_extmul_low_u32x4(low, wasm_i32x4_shuffle(v128_t(b), v128_t(b), 0, 2, 0, 2)));
#else
  return (a & 0xffffffff) * (b & 0xffffffff);
#endif
}

}  // namespace tenon::TENON_ISA
