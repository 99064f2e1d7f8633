/// Telling the compiler to leave the order of instructions alone.
#pragma once

namespace tenon::TENON_ISA {

/// Has `x` computed before whatever comes next is looked at, in WebAssembly. Its engines take instructions in the order in
/// which they come, and registers as they find them; LLVM's order would load all operands of a tile first, for which
/// there are no registers.
template <class V>
inline void keepOrder([[maybe_unused]] V& x) {
#if defined(__wasm__)
  asm volatile("" : "+r"(x) : : "memory");
#endif
}

}  // namespace tenon::TENON_ISA
