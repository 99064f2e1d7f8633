/// 16-bit floats to float32 and back, lane by lane.
#pragma once

#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

template <class N>
inline Rebind<N, float> bfloat16ToFloat32(N x) {
  using U = Rebind<N, uint32_t>;
  return bitcast<Rebind<N, float>>(convert<U>(x) << 16);
}
template <class V>
inline Rebind<V, uint16_t> float32ToBFloat16(V x) {
  using U = Rebind<V, uint32_t>;
  const U bits = bitcast<U>(x);
  const U rounded = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16;
  return convert<Rebind<V, uint16_t>>(x != x ? (bits >> 16) | 0x40 : rounded);
}
template <class N>
inline Rebind<N, float> float16ToFloat32(N x) {
  using U = Rebind<N, uint32_t>;
  using V = Rebind<N, float>;
  const U bits = convert<U>(x);
  const U sign = (bits & 0x8000) << 16;
  const U magnitude = bits & 0x7FFF;
  const V normal = bitcast<V>((magnitude << 13) + (magnitude >= 0x7C00 ? U{} + 0x70000000u : U{} + 0x38000000u));
  const V subnormal = convert<V>(bitcast<Rebind<N, int32_t>>(magnitude)) * 0x1p-24f;
  return bitcast<V>(bitcast<U>(magnitude < 0x400 ? subnormal : normal) | sign);
}
template <class V>
inline Rebind<V, uint16_t> float32ToFloat16(V x) {
  using U = Rebind<V, uint32_t>;
  const U bits = bitcast<U>(x);
  const U sign = (bits >> 16) & 0x8000;
  const U magnitude = bits & 0x7FFFFFFF;
  const U normal = (magnitude - 0x38000000 + 0xFFF + ((magnitude >> 13) & 1)) >> 13;
  const U subnormal = bitcast<U>(bitcast<V>(magnitude) + 0.5f) - 0x3F000000;
  U result = magnitude < 0x38800000 ? subnormal : normal;
  result = magnitude >= 0x477FF000 ? U{} + 0x7C00 : result;
  result = magnitude > 0x7F800000 ? U{} + 0x7E00 : result;
  return convert<Rebind<V, uint16_t>>(result | sign);
}

}  // namespace tenon::TENON_ISA
