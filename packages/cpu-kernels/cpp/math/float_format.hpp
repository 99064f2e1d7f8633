/// How float32 and float64 are laid out (IEEE 754-2019, 3.4), and what follows from it: powers of two made from bits,
/// integers read out of sums, tests for what is not finite.
#pragma once

#include "constant.hpp"
#include "simd/elementary.hpp"

namespace tenon::TENON_ISA {

template <class T> struct FloatFormat;

template <> struct FloatFormat<float> {
  static constexpr int fractionBits = 23;
  static constexpr int bias = 127;
  static constexpr float infinity = __builtin_inff();
  static constexpr float notANumber = __builtin_nanf("");
  static constexpr float smallestNormal = 0x1p-126f;
  /// Added to a small number it rounds it to an integer, halves to even, which is then in the low bits of the sum.
  static constexpr float integerShift = 0x1.8p23f;
};

template <> struct FloatFormat<double> {
  static constexpr int fractionBits = 52;
  static constexpr int bias = 1023;
  static constexpr double infinity = __builtin_inf();
  static constexpr double notANumber = __builtin_nan("");
  static constexpr double smallestNormal = 0x1p-1022;
  static constexpr double integerShift = 0x1.8p52;
};

template <class V> using FormatOf = FloatFormat<Element<V>>;

/// Whether any lane is set, in one or two instructions where the compiler's own reduction takes many.
template <class M>
[[gnu::always_inline]] inline bool anyLane(M mask) {
#if defined(__AVX512F__)
  if constexpr (sizeof(M) == 64) return _mm512_test_epi32_mask(bitcast<__m512i>(mask), bitcast<__m512i>(mask)) != 0;
#endif
#if defined(__AVX2__)
  if constexpr (sizeof(M) == 32) return !_mm256_testz_si256(bitcast<__m256i>(mask), bitcast<__m256i>(mask));
#endif
#if defined(__SSE4_1__)
  if constexpr (sizeof(M) == 16) return !_mm_testz_si128(bitcast<__m128i>(mask), bitcast<__m128i>(mask));
#elif defined(__wasm_simd128__)
  if constexpr (sizeof(M) == 16) return wasm_v128_any_true(bitcast<v128_t>(mask));
#endif
  return any(mask);
}

/// |x| is infinite or x is NaN.
template <class V>
[[gnu::always_inline]] inline Bits<V> isNotFinite(V x) {
  return !(absolute(x) < FormatOf<V>::infinity);
}

/// The sign bit alone.
template <class V>
[[gnu::always_inline]] inline UnsignedBits<V> signBit(V x) {
  using B = UnsignedBits<V>;
  return bitcast<B>(x) & (Element<B>(1) << (8 * sizeof(Element<V>) - 1));
}

/// x with its sign inverted where `sign` has its sign bit set.
template <class V>
[[gnu::always_inline]] inline V multiplySign(V x, UnsignedBits<V> sign) {
  return bitcast<V>(bitcast<UnsignedBits<V>>(x) ^ sign);
}

/// x · 2ⁿ where that is a normal number as x is; `shifted` is n + integerShift.
template <class V>
[[gnu::always_inline]] inline V scaleNormal(V x, V shifted) {
  using B = UnsignedBits<V>;
  // The shift pushes out all of integerShift's own bits.
  return bitcast<V>(bitcast<B>(x) + (bitcast<B>(shifted) << FormatOf<V>::fractionBits));
}

/// x · 2ⁿ for 1/2 ≤ |x| ≤ 2, rounded once where it is subnormal; `shifted` is n + integerShift, |n| ≤ 2 · bias + 1.
template <class V>
[[gnu::always_inline]] inline V scale(V x, V shifted) {
  using Format = FormatOf<V>;
#if defined(__AVX512F__)
  if constexpr (sizeof(V) == 64 && sizeof(Element<V>) == 4) return _mm512_scalef_ps(x, shifted - Format::integerShift);
  if constexpr (sizeof(V) == 64 && sizeof(Element<V>) == 8) return _mm512_scalef_pd(x, shifted - Format::integerShift);
#endif
  using B = UnsignedBits<V>;
  using U = Element<B>;
  // In two factors, since 2ⁿ itself may not be a normal number: 2^⌊n/2⌋ and 2^⌈n/2⌉, from their biased exponents.
  const B sum = bitcast<B>(shifted) - (bitcast<U>(Format::integerShift) - U(2 * Format::bias));
  const B lower = sum >> 1;
  const B upper = sum - lower;
  return x * bitcast<V>(lower << Format::fractionBits) * bitcast<V>(upper << Format::fractionBits);
}

/// x · 2ⁿ for n ≤ 0 and 2⁻¹⁶ ≤ |x| ≤ 2, rounded once where it is subnormal; `shifted` is n + integerShift.
template <class V>
[[gnu::always_inline]] inline V scaleDown(V x, V shifted) {
#if defined(__AVX512F__)
  if constexpr (sizeof(V) == 64) return scale(x, shifted);
#endif
  // 2ⁿ may not be a normal number, 2ⁿ⁺⁶⁴ is wherever x · 2ⁿ does not round to 0.
  return x * scaleNormal(constant<V>(0x1p64f), shifted) * constant<V>(0x1p-64f);
}

}  // namespace tenon::TENON_ISA
