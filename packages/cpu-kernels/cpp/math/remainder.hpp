/// Remainders of division, exactly: toward 0 (C fmod) and toward −∞.
///
/// Where the quotient is an integer of a float64, the product with it is known exactly and leaves the remainder. Greater
/// quotients are divided as integers are, some bits at a time, lane by lane.
#pragma once

#include "exact_product.hpp"
#include "float_format.hpp"
#include "widen.hpp"

namespace tenon::TENON_ISA {

/// The remainder of a by b toward 0, for positive finite numbers.
[[gnu::noinline]] inline double remainderByIntegers(double a, double b) {
  struct Parts {
    uint64_t significand;
    int exponent;
  };
  const auto parts = [](double x) {
    const uint64_t bits = bitcast<uint64_t>(x);
    const int exponent = int(bits >> 52);
    const uint64_t fraction = bits & 0xFFFFFFFFFFFFF;
    return exponent == 0 ? Parts{fraction, 1} : Parts{fraction | 0x10000000000000, exponent};
  };
  const Parts dividend = parts(a);
  const Parts divisor = parts(b);
  if (dividend.exponent < divisor.exponent) return a;
  uint64_t remainder = dividend.significand % divisor.significand;
  // A remainder of 53 bits leaves room for 11 more.
  for (int left = dividend.exponent - divisor.exponent; left > 0;) {
    const int step = left < 11 ? left : 11;
    remainder = (remainder << step) % divisor.significand;
    left -= step;
  }
  // The remainder counts units of the divisor's last place, 2^(exponent − 1075): subnormal itself below 2⁻¹⁰²².
  const int unit = divisor.exponent - 1075;
  const uint64_t unitBits = unit >= -1022 ? uint64_t(unit + 1023) << 52 : uint64_t(1) << (unit + 1074);
  return double(remainder) * bitcast<double>(unitBits);
}

/// a − b · trunc(a / b), of the sign of a; NaN for b = 0 and a = ±∞.
template <class V>
inline V truncMod(V a, V b) {
  if constexpr (sizeof(Element<V>) == 4) {
    return computeWidened(a, b, [](auto x, auto y) { return truncMod(x, y); });
  } else {
    using Format = FormatOf<V>;
    const V dividend = absolute(a);
    const V divisor = absolute(b);
    const V quotient = trunc(dividend / divisor);
    const auto product = exactProduct(quotient, divisor);
    V remainder = (dividend - product.high) - product.low;
    // The rounded quotient may have been the next integer.
    remainder = select<V>(remainder < 0, remainder + divisor, remainder);
    const Bits<V> isOrdinary = (quotient < 0x1p52) & (dividend < 0x1p1000) & (divisor < Format::infinity);
    if (anyLane(~isOrdinary)) [[unlikely]] {
      for (int lane = 0; lane < kLanesOf<V>; lane++) {
        if (isOrdinary[lane]) continue;
        const double x = dividend[lane];
        const double y = divisor[lane];
        if (!(x < Format::infinity) || y != y || y == 0) remainder[lane] = Format::notANumber;
        else remainder[lane] = y < Format::infinity ? remainderByIntegers(x, y) : x;
      }
    }
    return copySign(remainder, a);
  }
}

/// a − b · ⌊a / b⌋ from the exact remainder, of the sign of b.
template <class V>
inline V floorMod(V a, V b) {
  const V remainder = truncMod(a, b);
  const Bits<V> isOpposite = (remainder < 0) != (b < 0);
  return select<V>((remainder != 0) & isOpposite, remainder + b, remainder);
}

}  // namespace tenon::TENON_ISA
