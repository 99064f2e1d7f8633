/// How elements are stored and in what they are computed, one by one or as vectors: widened as they are read, narrowed as
/// they are written.
#pragma once

#include "half.hpp"

namespace tenon::TENON_ISA {

/// Stored as S, computed in C, converted as C++ does: integers wrap.
template <class S, class C>
struct StoredAs {
  using Stored = S;
  using Computed = C;
  static C widened(S x) { return C(x); }
  static S narrowed(C x) { return S(x); }
  template <class V>
    requires(sizeof(V) > sizeof(Element<V>))
  static Rebind<V, C> widened(V x) { return convert<Rebind<V, C>>(x); }
  template <class V>
    requires(sizeof(V) > sizeof(Element<V>))
  static Rebind<V, S> narrowed(V x) { return convert<Rebind<V, S>>(x); }
};

/// Stored as float16, computed in C, float or double. There are vectors of it only.
template <class C>
struct Float16As {
  using Stored = uint16_t;
  using Computed = C;
  template <class V>
  static Rebind<V, C> widened(V x) { return convert<Rebind<V, C>>(float16ToFloat(x)); }
  template <class V>
  static Rebind<V, uint16_t> narrowed(V x) { return floatToFloat16(convert<Rebind<V, float>>(x)); }
};

/// Stored as bfloat16.
template <class C>
struct Bfloat16As {
  using Stored = uint16_t;
  using Computed = C;
  template <class V>
  static Rebind<V, C> widened(V x) { return convert<Rebind<V, C>>(bfloat16ToFloat(x)); }
  template <class V>
  static Rebind<V, uint16_t> narrowed(V x) { return floatToBfloat16(convert<Rebind<V, float>>(x)); }
};

template <class Elements>
inline constexpr bool kIsHalf = false;
template <class C>
inline constexpr bool kIsHalf<Float16As<C>> = true;
template <class C>
inline constexpr bool kIsHalf<Bfloat16As<C>> = true;

}  // namespace tenon::TENON_ISA
