/// The operations of an instruction set that vector extensions do not express: fused multiply-add, rounding to
/// integers, square root. One overload set for scalars and vectors of any width; a vector wider than a register is done
/// in halves, and what an instruction set lacks is done lane by lane.
#pragma once

#include "vector.hpp"

#if defined(__x86_64__)
#include <immintrin.h>
#elif defined(__wasm_simd128__)
#include <wasm_simd128.h>
#endif

namespace tenon::TENON_ISA {

/// Whether `fma` rounds once. Where it does not, it is a multiplication and an addition (the relaxed instruction of
/// WebAssembly may be either), so nothing may rely on it for exactness.
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
inline constexpr bool kFusesMultiplyAdd = true;
#else
inline constexpr bool kFusesMultiplyAdd = false;
#endif

inline float fma(float a, float b, float c) { return kFusesMultiplyAdd ? __builtin_fmaf(a, b, c) : a * b + c; }
inline double fma(double a, double b, double c) { return kFusesMultiplyAdd ? __builtin_fma(a, b, c) : a * b + c; }
inline float floor(float x) { return __builtin_floorf(x); }
inline double floor(double x) { return __builtin_floor(x); }
inline float ceil(float x) { return __builtin_ceilf(x); }
inline double ceil(double x) { return __builtin_ceil(x); }
inline float trunc(float x) { return __builtin_truncf(x); }
inline double trunc(double x) { return __builtin_trunc(x); }
/// The nearest integer, halves to even.
inline float roundEven(float x) { return __builtin_rintf(x); }
inline double roundEven(double x) { return __builtin_rint(x); }
inline float sqrt(float x) { return __builtin_sqrtf(x); }
inline double sqrt(double x) { return __builtin_sqrt(x); }

#if defined(__wasm_simd128__)
using F32x4 = Vector<float, 4>;
using F64x2 = Vector<double, 2>;
#if defined(__wasm_relaxed_simd__)
inline F32x4 fma(F32x4 a, F32x4 b, F32x4 c) { return F32x4(__builtin_wasm_relaxed_madd_f32x4(a, b, c)); }
inline F64x2 fma(F64x2 a, F64x2 b, F64x2 c) { return F64x2(__builtin_wasm_relaxed_madd_f64x2(a, b, c)); }
#else
inline F32x4 fma(F32x4 a, F32x4 b, F32x4 c) { return a * b + c; }
inline F64x2 fma(F64x2 a, F64x2 b, F64x2 c) { return a * b + c; }
#endif
inline F32x4 floor(F32x4 x) { return F32x4(wasm_f32x4_floor(v128_t(x))); }
inline F64x2 floor(F64x2 x) { return F64x2(wasm_f64x2_floor(v128_t(x))); }
inline F32x4 ceil(F32x4 x) { return F32x4(wasm_f32x4_ceil(v128_t(x))); }
inline F64x2 ceil(F64x2 x) { return F64x2(wasm_f64x2_ceil(v128_t(x))); }
inline F32x4 trunc(F32x4 x) { return F32x4(wasm_f32x4_trunc(v128_t(x))); }
inline F64x2 trunc(F64x2 x) { return F64x2(wasm_f64x2_trunc(v128_t(x))); }
inline F32x4 roundEven(F32x4 x) { return F32x4(wasm_f32x4_nearest(v128_t(x))); }
inline F64x2 roundEven(F64x2 x) { return F64x2(wasm_f64x2_nearest(v128_t(x))); }
inline F32x4 sqrt(F32x4 x) { return F32x4(wasm_f32x4_sqrt(v128_t(x))); }
inline F64x2 sqrt(F64x2 x) { return F64x2(wasm_f64x2_sqrt(v128_t(x))); }
inline F32x4 absolute(F32x4 x) { return F32x4(wasm_f32x4_abs(v128_t(x))); }
inline F64x2 absolute(F64x2 x) { return F64x2(wasm_f64x2_abs(v128_t(x))); }
inline F32x4 lesser(F32x4 a, F32x4 b) { return F32x4(wasm_f32x4_pmin(v128_t(b), v128_t(a))); }
inline F64x2 lesser(F64x2 a, F64x2 b) { return F64x2(wasm_f64x2_pmin(v128_t(b), v128_t(a))); }
inline F32x4 greater(F32x4 a, F32x4 b) { return F32x4(wasm_f32x4_pmax(v128_t(b), v128_t(a))); }
inline F64x2 greater(F64x2 a, F64x2 b) { return F64x2(wasm_f64x2_pmax(v128_t(b), v128_t(a))); }
#endif

#if defined(__AVX512F__)
using F32x16 = Vector<float, 16>;
using F64x8 = Vector<double, 8>;
inline F32x16 fma(F32x16 a, F32x16 b, F32x16 c) { return _mm512_fmadd_ps(a, b, c); }
inline F64x8 fma(F64x8 a, F64x8 b, F64x8 c) { return _mm512_fmadd_pd(a, b, c); }
inline F32x16 floor(F32x16 x) { return _mm512_roundscale_ps(x, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC); }
inline F64x8 floor(F64x8 x) { return _mm512_roundscale_pd(x, _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC); }
inline F32x16 ceil(F32x16 x) { return _mm512_roundscale_ps(x, _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC); }
inline F64x8 ceil(F64x8 x) { return _mm512_roundscale_pd(x, _MM_FROUND_TO_POS_INF | _MM_FROUND_NO_EXC); }
inline F32x16 trunc(F32x16 x) { return _mm512_roundscale_ps(x, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC); }
inline F64x8 trunc(F64x8 x) { return _mm512_roundscale_pd(x, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC); }
inline F32x16 roundEven(F32x16 x) { return _mm512_roundscale_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
inline F64x8 roundEven(F64x8 x) { return _mm512_roundscale_pd(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
inline F32x16 sqrt(F32x16 x) { return _mm512_sqrt_ps(x); }
inline F64x8 sqrt(F64x8 x) { return _mm512_sqrt_pd(x); }
inline F32x16 lesser(F32x16 a, F32x16 b) { return _mm512_min_ps(a, b); }
inline F64x8 lesser(F64x8 a, F64x8 b) { return _mm512_min_pd(a, b); }
inline F32x16 greater(F32x16 a, F32x16 b) { return _mm512_max_ps(a, b); }
inline F64x8 greater(F64x8 a, F64x8 b) { return _mm512_max_pd(a, b); }
#endif

#if defined(__AVX2__)
using F32x8 = Vector<float, 8>;
using F64x4 = Vector<double, 4>;
inline F32x8 fma(F32x8 a, F32x8 b, F32x8 c) { return _mm256_fmadd_ps(a, b, c); }
inline F64x4 fma(F64x4 a, F64x4 b, F64x4 c) { return _mm256_fmadd_pd(a, b, c); }
inline F32x8 floor(F32x8 x) { return _mm256_floor_ps(x); }
inline F64x4 floor(F64x4 x) { return _mm256_floor_pd(x); }
inline F32x8 ceil(F32x8 x) { return _mm256_ceil_ps(x); }
inline F64x4 ceil(F64x4 x) { return _mm256_ceil_pd(x); }
inline F32x8 trunc(F32x8 x) { return _mm256_round_ps(x, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC); }
inline F64x4 trunc(F64x4 x) { return _mm256_round_pd(x, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC); }
inline F32x8 roundEven(F32x8 x) { return _mm256_round_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
inline F64x4 roundEven(F64x4 x) { return _mm256_round_pd(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
inline F32x8 sqrt(F32x8 x) { return _mm256_sqrt_ps(x); }
inline F64x4 sqrt(F64x4 x) { return _mm256_sqrt_pd(x); }
inline F32x8 lesser(F32x8 a, F32x8 b) { return _mm256_min_ps(a, b); }
inline F64x4 lesser(F64x4 a, F64x4 b) { return _mm256_min_pd(a, b); }
inline F32x8 greater(F32x8 a, F32x8 b) { return _mm256_max_ps(a, b); }
inline F64x4 greater(F64x4 a, F64x4 b) { return _mm256_max_pd(a, b); }
#endif

#if defined(__SSE4_1__)
using F32x4 = Vector<float, 4>;
using F64x2 = Vector<double, 2>;
#if defined(__FMA__)
inline F32x4 fma(F32x4 a, F32x4 b, F32x4 c) { return _mm_fmadd_ps(a, b, c); }
inline F64x2 fma(F64x2 a, F64x2 b, F64x2 c) { return _mm_fmadd_pd(a, b, c); }
#else
inline F32x4 fma(F32x4 a, F32x4 b, F32x4 c) { return a * b + c; }
inline F64x2 fma(F64x2 a, F64x2 b, F64x2 c) { return a * b + c; }
#endif
inline F32x4 floor(F32x4 x) { return _mm_floor_ps(x); }
inline F64x2 floor(F64x2 x) { return _mm_floor_pd(x); }
inline F32x4 ceil(F32x4 x) { return _mm_ceil_ps(x); }
inline F64x2 ceil(F64x2 x) { return _mm_ceil_pd(x); }
inline F32x4 trunc(F32x4 x) { return _mm_round_ps(x, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC); }
inline F64x2 trunc(F64x2 x) { return _mm_round_pd(x, _MM_FROUND_TO_ZERO | _MM_FROUND_NO_EXC); }
inline F32x4 roundEven(F32x4 x) { return _mm_round_ps(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
inline F64x2 roundEven(F64x2 x) { return _mm_round_pd(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC); }
inline F32x4 sqrt(F32x4 x) { return _mm_sqrt_ps(x); }
inline F64x2 sqrt(F64x2 x) { return _mm_sqrt_pd(x); }
inline F32x4 lesser(F32x4 a, F32x4 b) { return _mm_min_ps(a, b); }
inline F64x2 lesser(F64x2 a, F64x2 b) { return _mm_min_pd(a, b); }
inline F32x4 greater(F32x4 a, F32x4 b) { return _mm_max_ps(a, b); }
inline F64x2 greater(F64x2 a, F64x2 b) { return _mm_max_pd(a, b); }
#endif

/// Lane by lane, for the vectors that no overload above takes; the compiler finds the instruction where there is one.
template <class V, Element<V> (*f)(Element<V>)>
inline V lanewise(V x) {
  for (int i = 0; i < kLanesOf<V>; i++) x[i] = f(x[i]);
  return x;
}
template <class V>
  requires(sizeof(V) > sizeof(Element<V>))
inline V floor(V x) { return lanewise<V, floor>(x); }
template <class V>
  requires(sizeof(V) > sizeof(Element<V>))
inline V ceil(V x) { return lanewise<V, ceil>(x); }
template <class V>
  requires(sizeof(V) > sizeof(Element<V>))
inline V trunc(V x) { return lanewise<V, trunc>(x); }
template <class V>
  requires(sizeof(V) > sizeof(Element<V>))
inline V roundEven(V x) { return lanewise<V, roundEven>(x); }
template <class V>
  requires(sizeof(V) > sizeof(Element<V>))
inline V sqrt(V x) { return lanewise<V, sqrt>(x); }
template <class V>
  requires(sizeof(V) > sizeof(Element<V>))
inline V fma(V a, V b, V c) {
  for (int i = 0; i < kLanesOf<V>; i++) a[i] = fma(a[i], b[i], c[i]);
  return a;
}

/// a < b ? a : b, so b if either is NaN. Compilers may not take the instruction for the expression.
template <class V>
  requires(sizeof(V) > sizeof(Element<V>))
inline V lesser(V a, V b) { return select<V>(a < b, a, b); }
/// a > b ? a : b, so b if either is NaN.
template <class V>
  requires(sizeof(V) > sizeof(Element<V>))
inline V greater(V a, V b) { return select<V>(a > b, a, b); }

/// |x|.
inline float absolute(float x) { return __builtin_fabsf(x); }
inline double absolute(double x) { return __builtin_fabs(x); }
template <class V>
inline V absolute(V x) {
  using B = UnsignedBits<V>;
  using U = Element<B>;
  return bitcast<V>(bitcast<B>(x) & splat<B>(U(~U(0)) >> 1));
}

/// The magnitude of `x` with the sign of `sign`.
template <class V>
inline V copySign(V x, V sign) {
  using B = UnsignedBits<V>;
  using U = Element<B>;
  const B magnitude = splat<B>(U(~U(0)) >> 1);
  return bitcast<V>((bitcast<B>(x) & magnitude) | (bitcast<B>(sign) & ~magnitude));
}

}  // namespace tenon::TENON_ISA
