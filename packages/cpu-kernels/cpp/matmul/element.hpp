/// The element types of products: how each is stored, and the type in which it is multiplied and summed.
///
/// 16-bit floats are computed in float32 and rounded once, when they are stored. Integers are computed unsigned, in 32
/// or 64 bits: modulo 2ⁿ the sign makes no difference, so one type serves int8 and uint8, another int32 and uint32, and
/// wrapping around is what unsigned arithmetic does.
#pragma once

#include "base/command.hpp"
#include "math/half.hpp"
#include "simd/elementary.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

template <class S>
struct ElementTraits {
  using Compute = S;
  template <class V, class N>
  static V widen(N x) { return convert<V>(x); }
  template <class N, class V>
  static N narrow(V x) { return convert<N>(x); }
  using Stored = S;
};
template <>
struct ElementTraits<uint16_t> : ElementTraits<uint32_t> { using Stored = uint16_t; };
template <>
struct ElementTraits<uint8_t> {
  using Compute = uint32_t;
  using Stored = uint8_t;
  // In two steps, each of which is an instruction; GCC 12 makes one step of all lanes one by one.
  template <class V, class N>
  static V widen(N x) { return convert<V>(convert<Rebind<N, uint16_t>>(x)); }
  template <class N, class V>
  static N narrow(V x) { return convert<N>(convert<Rebind<V, uint16_t>>(x)); }
};

/// Names float16 where a storage type is asked for; its bits are a uint16_t.
struct Float16 { uint16_t bits; };
/// Names bfloat16 where a storage type is asked for.
struct BFloat16 { uint16_t bits; };
template <>
struct ElementTraits<Float16> {
  using Compute = float;
  using Stored = uint16_t;
  template <class V, class N>
  static V widen(N x) { return float16ToFloat(x); }
  template <class N, class V>
  static N narrow(V x) { return floatToFloat16(x); }
};
template <>
struct ElementTraits<BFloat16> {
  using Compute = float;
  using Stored = uint16_t;
  template <class V, class N>
  static V widen(N x) { return bfloat16ToFloat(x); }
  template <class N, class V>
  static N narrow(V x) { return floatToBfloat16(x); }
};

/// The type in which elements stored as `S` are multiplied and summed.
template <class S>
using Compute = typename ElementTraits<S>::Compute;

/// Whether elements are computed as they are stored, so that a kernel may read and write them in place.
template <class S>
inline constexpr bool kComputedAsStored = sizeof(S) == sizeof(Compute<S>);

/// Whether operands may also be read in place: not those whose products cost more than packing anyway.
template <class S>
inline constexpr bool kReadInPlace = kComputedAsStored<S> && Compute<S>(0.5) != 0;

/// One element, widened.
template <class S>
inline Compute<S> loadElement(const S* from) {
  using C = Compute<S>;
  if constexpr (kComputedAsStored<S>) {
    return *from;
  } else {
    using Stored = Vector<typename ElementTraits<S>::Stored, kLanes<C>>;
    Stored lanes = {};
    __builtin_memcpy(&lanes, from, sizeof(S));
    return ElementTraits<S>::template widen<Register<C>>(lanes)[0];
  }
}

/// A register of neighbouring elements, widened.
template <class S>
inline Register<Compute<S>> loadElements(const S* from) {
  using C = Compute<S>;
  if constexpr (kComputedAsStored<S>) {
    return load<Register<C>>(from);
  } else {
    using Stored = Vector<typename ElementTraits<S>::Stored, kLanes<C>>;
    return ElementTraits<S>::template widen<Register<C>>(load<Stored>(from));
  }
}

/// The first `count` neighbouring elements, widened; the other lanes are zero.
template <class S>
inline Register<Compute<S>> loadElements(const S* from, int count) {
  using C = Compute<S>;
  using Stored = Vector<typename ElementTraits<S>::Stored, kLanes<C>>;
  const Stored lanes = loadPartial<Stored>(from, count);
  if constexpr (kComputedAsStored<S>) return lanes;
  else return ElementTraits<S>::template widen<Register<C>>(lanes);
}

/// Narrows and stores the first `count` lanes.
template <class S>
inline void storeElements(S* to, Register<Compute<S>> x, int count) {
  using C = Compute<S>;
  using Stored = Vector<typename ElementTraits<S>::Stored, kLanes<C>>;
  Stored narrow;
  if constexpr (kComputedAsStored<S>) narrow = x;
  else narrow = ElementTraits<S>::template narrow<Stored>(x);
  if (count == kLanes<C>) store(to, narrow);
  else storePartial(to, narrow, count);
}

/// Narrows and stores one element.
template <class S>
inline void storeElement(S* to, Compute<S> x) {
  if constexpr (kComputedAsStored<S>) *to = x;
  else storeElements<S>(to, splat<Register<Compute<S>>>(x), 1);
}

/// Calls `run(S{})` with the storage type of a numeric dtype.
template <class Run>
inline auto withElement(DType dtype, const Run& run) {
  switch (dtype) {
    case DType::Int8:
    case DType::Uint8: return run(uint8_t{});
    case DType::Int16:
    case DType::Uint16: return run(uint16_t{});
    case DType::Int32:
    case DType::Uint32: return run(uint32_t{});
    case DType::Int64:
    case DType::Uint64: return run(uint64_t{});
    case DType::Float16: return run(Float16{});
    case DType::Bfloat16: return run(BFloat16{});
    case DType::Float32: return run(float{});
    case DType::Float64: return run(double{});
    default: __builtin_trap();
  }
}

/// a · b + c, for a vector or scalar a: fused where the instruction set fuses, and wrapping for integers.
template <class A, class V>
inline V multiplyAdd(A a, V b, V sum) {
  if constexpr (Element<V>(0.5) == 0) return a * b + sum;
  else if constexpr (sizeof(A) == sizeof(V)) return fma(V(a), b, sum);
  else return fma(splat<V>(a), b, sum);
}
inline float multiplyAdd(float a, float b, float sum) { return fma(a, b, sum); }
inline double multiplyAdd(double a, double b, double sum) { return fma(a, b, sum); }
inline uint32_t multiplyAdd(uint32_t a, uint32_t b, uint32_t sum) { return a * b + sum; }
inline uint64_t multiplyAdd(uint64_t a, uint64_t b, uint64_t sum) { return a * b + sum; }

}  // namespace tenon::TENON_ISA
