/// Constants that stay in registers.
///
/// Compilers to WebAssembly write a constant where it is used, and V8 makes a vector of it from general registers in every
/// turn of a loop, which takes longer than the arithmetic: `exp` of a million float32 took 2.1 ms so and takes 1.1 ms if its
/// constants are made before the loop. An empty assembly that might change a constant keeps it there.
#pragma once

#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// The same value, known to the compiler, in every lane.
template <class V>
[[gnu::always_inline]] inline V constant(Element<V> x) {
  V v = splat<V>(x);
#if defined(__wasm__)
  // Only what is one register can be held in one.
  if constexpr (sizeof(V) == kVectorBytes) asm("" : "+r"(v));
#endif
  return v;
}

}  // namespace tenon::TENON_ISA
