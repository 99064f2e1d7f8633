/// Vectors of any width, by the compiler's vector extensions.
///
/// Kernels are written once, over `Vector<T, N>`; arithmetic, comparison and bit operations are the compiler's own
/// operators, lane by lane. What the extensions do not say (fused multiply-add, rounding, square root) is in
/// `elementary.hpp`, the one place where an instruction set is named.
///
/// A comparison gives a mask: a vector of integers of the lanes' width, −1 where it holds and 0 elsewhere.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// The instruction set that this copy of the library is compiled for, a name of a namespace: `avx512`, `avx2`,
/// `baseline`, `neon`, `wasm`. Every kernel lives in `tenon::TENON_ISA`, so that several copies link.
#ifndef TENON_ISA
#error "Compile with -DTENON_ISA=… (see toolchain/)."
#endif

namespace tenon::TENON_ISA {

#if defined(__AVX512F__)
inline constexpr int kVectorBytes = 64;
#elif defined(__AVX2__)
inline constexpr int kVectorBytes = 32;
#else
inline constexpr int kVectorBytes = 16;
#endif

template <class T, int N>
struct VectorType {
  typedef T type __attribute__((vector_size(sizeof(T) * N)));
};
/// N lanes of T.
template <class T, int N>
using Vector = typename VectorType<T, N>::type;

/// The lanes of one register of the instruction set.
template <class T>
inline constexpr int kLanes = kVectorBytes / int(sizeof(T));
/// One register of the instruction set.
template <class T>
using Register = Vector<T, kLanes<T>>;

template <class T>
struct RemoveReference { using type = T; };
template <class T>
struct RemoveReference<T&> { using type = T; };
/// The type of a vector's lanes.
template <class V>
using Element = typename RemoveReference<decltype((*(V*)0)[0])>::type;
template <class V>
inline constexpr int kLanesOf = int(sizeof(V) / sizeof(Element<V>));
/// A vector of as many lanes of another type.
template <class V, class T>
using Rebind = Vector<T, kLanesOf<V>>;

template <size_t Bytes> struct IntegerOfWidth;
template <> struct IntegerOfWidth<1> { using Signed = int8_t; using Unsigned = uint8_t; };
template <> struct IntegerOfWidth<2> { using Signed = int16_t; using Unsigned = uint16_t; };
template <> struct IntegerOfWidth<4> { using Signed = int32_t; using Unsigned = uint32_t; };
template <> struct IntegerOfWidth<8> { using Signed = int64_t; using Unsigned = uint64_t; };
/// The integers of a vector's lane width, lane for lane: masks are `Bits<V>`.
template <class V>
using Bits = Rebind<V, typename IntegerOfWidth<sizeof(Element<V>)>::Signed>;
template <class V>
using UnsignedBits = Rebind<V, typename IntegerOfWidth<sizeof(Element<V>)>::Unsigned>;

template <class V>
inline V load(const void* from) {
  V v;
  __builtin_memcpy(&v, from, sizeof(V));
  return v;
}
template <class V>
inline void store(void* to, V v) {
  __builtin_memcpy(to, &v, sizeof(V));
}

/// The same value in every lane.
template <class V>
inline V splat(Element<V> x) {
  // x − 0 and not x + 0: that would make 0 of −0.
  return x - V{};
}

/// The same bits as another type of the same size.
template <class To, class From>
inline To bitcast(From from) {
  static_assert(sizeof(To) == sizeof(From));
  To to;
  __builtin_memcpy(&to, &from, sizeof(To));
  return to;
}

/// Lane by lane to another element type, as C++ converts.
template <class To, class From>
inline To convert(From from) {
  return __builtin_convertvector(from, To);
}

/// Whether a scalar type is float or double.
template <class T>
inline constexpr bool kIsFloating = T(1) / T(2) != T(0);

#if defined(__wasm_relaxed_simd__)
/// A mask that the compiler may not know the origin of. clang 22 takes a choice by comparison, and the same written with
/// operations on bits, for the relaxed minimum or maximum, which may lose or keep a NaN.
template <class M>
inline M ofUnknownOrigin(M mask) {
  if constexpr (sizeof(M) % kVectorBytes == 0) {
    struct Registers {
      Register<int32_t> parts[sizeof(M) / kVectorBytes];
    };
    Registers registers = __builtin_bit_cast(Registers, mask);
    for (auto& part : registers.parts) asm("" : "+r"(part));
    return __builtin_bit_cast(M, registers);
  }
  return mask;
}
#endif

/// `a` where the mask is set, else `b`.
template <class V>
inline V select(Bits<V> mask, V a, V b) {
#if defined(__wasm_relaxed_simd__)
  mask = ofUnknownOrigin(mask);
  return bitcast<V>((bitcast<Bits<V>>(a) & mask) | (bitcast<Bits<V>>(b) & ~mask));
#else
  return mask ? a : b;
#endif
}

/// The same for scalars and vectors alike, for functions of either.
template <class T>
inline T choose(bool condition, T a, T b) {
#if defined(__wasm_relaxed_simd__)
  // Or clang makes vectors of such choices.
  if constexpr (kIsFloating<T>) asm("" : "+r"(condition));
#endif
  return condition ? a : b;
}
template <class V>
inline V choose(Bits<V> mask, V a, V b) {
  return select<V>(mask, a, b);
}

/// Whether any lane of a mask is set.
template <class M>
inline bool any(M mask) {
  Element<M> all = 0;
  for (int i = 0; i < kLanesOf<M>; i++) all |= mask[i];
  return all != 0;
}

}  // namespace tenon::TENON_ISA

#include "partial.hpp"
