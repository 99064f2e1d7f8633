/// Orders as unsigned integers: a key for every element, such that sorting keys sorts elements.
///
/// A descending order is the ascending order of the complement, so one stable sort serves both. NaN has the greatest key
/// in either, and −0 has that of 0. Those two are what a key does not tell of its element.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// The order of unsigned integers.
template <class U>
struct UnsignedOrder {
  using Bits = U;
  static U key(U bits) { return bits; }
  static U bits(U key) { return key; }
  static bool isLess(U a, U b) { return a < b; }
  static constexpr bool kIsExact = true;
};

/// The order of integers in two's complement.
template <class U>
struct SignedOrder {
  using Bits = U;
  static constexpr U kSign = U(~(U(~U(0)) >> 1));
  static U key(U bits) { return bits ^ kSign; }
  static U bits(U key) { return key ^ kSign; }
  static bool isLess(U a, U b) {
    using Signed = typename IntegerOfWidth<sizeof(U)>::Signed;
    return Signed(a) < Signed(b);
  }
  static constexpr bool kIsExact = true;
};

/// The order of IEEE floats, sign and magnitude. @tparam infinity The bits of +∞.
template <class U, U infinity>
struct FloatOrder {
  using Bits = U;
  static constexpr U kSign = U(~(U(~U(0)) >> 1));
  static constexpr bool kIsExact = false;
  static bool isNaN(U bits) { return U(bits & ~kSign) > infinity; }
  static U key(U bits) {
    const U number = U(bits << 1) == 0 ? U(0) : bits;
    return number & kSign ? U(~number) : U(number | kSign);
  }
  static U bits(U key) { return key & kSign ? U(key ^ kSign) : U(~key); }
  static bool isLess(U a, U b) {
    if constexpr (sizeof(U) == 4) return __builtin_bit_cast(float, a) < __builtin_bit_cast(float, b);
    else if constexpr (sizeof(U) == 8) return __builtin_bit_cast(double, a) < __builtin_bit_cast(double, b);
    else return !isNaN(a) && !isNaN(b) && key(a) < key(b);
  }
};

/// An order of elements and a direction.
template <class Ascending, bool descending>
struct Order {
  using Bits = typename Ascending::Bits;
  static constexpr Bits kLast = Bits(~Bits(0));
  static constexpr Bits kFlip = descending ? kLast : Bits(0);

  static Bits key(Bits bits) {
    const Bits key = Bits(Ascending::key(bits) ^ kFlip);
    if constexpr (Ascending::kIsExact) return key;
    else return Ascending::isNaN(bits) ? kLast : key;
  }
  /// Whether an element comes before another that is no NaN, by their own comparison: a few instructions less than by keys.
  static bool isBefore(Bits bits, Bits other) {
    return descending ? Ascending::isLess(other, bits) : Ascending::isLess(bits, other);
  }
  /// The element of a key; `original()` gives it where the key does not say.
  template <class Original>
  static Bits bits(Bits key, Original original) {
    if constexpr (!Ascending::kIsExact) {
      if (key == kLast || key == Bits(Ascending::key(0) ^ kFlip)) return original();
    }
    return Ascending::bits(Bits(key ^ kFlip));
  }
};

/// Calls `run` with the ascending order of a dtype.
template <class Run>
inline void withOrderOf(DType dtype, const Run& run) {
  switch (dtype) {
    case DType::Bool:
    case DType::Uint8: return run(UnsignedOrder<uint8_t>{});
    case DType::Uint16: return run(UnsignedOrder<uint16_t>{});
    case DType::Uint32: return run(UnsignedOrder<uint32_t>{});
    case DType::Uint64: return run(UnsignedOrder<uint64_t>{});
    case DType::Int8: return run(SignedOrder<uint8_t>{});
    case DType::Int16: return run(SignedOrder<uint16_t>{});
    case DType::Int32: return run(SignedOrder<uint32_t>{});
    case DType::Int64: return run(SignedOrder<uint64_t>{});
    case DType::Float16: return run(FloatOrder<uint16_t, 0x7c00>{});
    case DType::Bfloat16: return run(FloatOrder<uint16_t, 0x7f80>{});
    case DType::Float32: return run(FloatOrder<uint32_t, 0x7f800000>{});
    case DType::Float64: return run(FloatOrder<uint64_t, 0x7ff0000000000000>{});
  }
}

}  // namespace tenon::TENON_ISA
