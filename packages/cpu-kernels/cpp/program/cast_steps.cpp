/// Steps: from one type to another, as the table's row `cast` says, and the conversions of narrow dtypes.
#include "math/half.hpp"
#include "step_table.hpp"

namespace tenon::TENON_ISA {

namespace {

/// Toward 0 in a signed integer type; its lowest value for NaN and what is out of range, as x86 converts.
template <class To, class V>
Rebind<V, To> truncated(V x) {
  using Integers = Rebind<V, To>;
  constexpr To lowest = To(1) << (sizeof(To) * 8 - 1);
  constexpr Element<V> bound = -Element<V>(lowest);
  // −2³¹ − 0.5 truncates into the range too; a float has no such number, and in int64 no double has.
  const auto fits = (trunc(x) >= -bound) & (x < bound);
  const Integers integers = convert<Integers>(select<V>(fits, x, V{}));
  return select<Integers>(convert<Bits<Integers>>(fits), integers, splat<Integers>(lowest));
}

template <class From, class To>
struct Cast {
  template <class V>
  Rebind<V, To> operator()(V x) const {
    if constexpr (!kIsFloating<From> || kIsFloating<To>) {
      return convert<Rebind<V, To>>(x);
    } else if constexpr (To(-1) < To(0)) {
      return truncated<To>(x);
    } else if constexpr (sizeof(To) == 4) {
      return convert<Rebind<V, To>>(truncated<int64_t>(x));
    } else {
      // The range is that of uint64 and int64 together; negative numbers wrap.
      constexpr From half = 9223372036854775808.0;
      const auto upper = (x >= half) & (x < 2 * half);
      const auto low = convert<Rebind<V, To>>(truncated<int64_t>(select<V>(upper, x - half, x)));
      const auto isUpper = convert<Bits<decltype(low)>>(upper);
      return select<Rebind<V, To>>(isUpper, low ^ (To(1) << 63), low);
    }
  }
};

template <class From, class To>
void addCast(StepTable& t) {
  t.cast<From, To>(unaryStep<Cast<From, To>, To, From>);
}
template <class From, class... To>
void addCasts(StepTable& t) {
  (addCast<From, To>(t), ...);
  t.truth<From>(testStep<decltype([](auto x) { return x != 0; }), From>);
}

/// The float next to an integer of up to 64 bits, rounded to odd (Boldo & Melquiond, 2008).
struct OddInteger {
  template <class T>
  float operator()(T x) const {
    const bool negative = x < 0;
    const uint64_t magnitude = negative ? uint64_t(0) - uint64_t(x) : uint64_t(x);
    const int excess = magnitude < (1 << 24) ? 0 : 40 - __builtin_clzll(magnitude);
    const uint64_t kept = magnitude >> excess;
    const uint64_t odd = kept | ((kept << excess) != magnitude);
    // Exact: `odd` has 24 bits, and what is shifted back are zeros.
    const float rounded = float(odd << excess);
    return negative ? -rounded : rounded;
  }
};

/// The float next to a double, rounded to odd: if the nearest is even and not exact, its neighbour on the other side.
struct OddDouble {
  template <class V>
  Rebind<V, float> operator()(V x) const {
    using F = Rebind<V, float>;
    using I = Bits<F>;
    const F nearest = convert<F>(x);
    const V back = convert<V>(nearest);
    const I bits = bitcast<I>(nearest);
    const I inexact = convert<I>((back != x) & (x == x));
    const I beyond = convert<I>(absolute(back) > absolute(x));
    const I isEven = (bits & 1) == 0;
    return bitcast<F>(bits + ((inexact & isEven) & select<I>(beyond, splat<I>(-1), splat<I>(1))));
  }
};

template <int Shift>
struct SignExtend {
  template <class V>
  V operator()(V x) const { return (x << Shift) >> Shift; }
};
template <int Mask>
struct KeepBits {
  template <class V>
  V operator()(V x) const { return x & Mask; }
};

using Halves = Vector<uint16_t, kLanes<float>>;
using Integers = Register<int32_t>;

}  // namespace

void addCastSteps(StepTable& t) {
  addCasts<int32_t, uint32_t, int64_t, uint64_t, float, double>(t);
  addCasts<uint32_t, int32_t, int64_t, uint64_t, float, double>(t);
  addCasts<int64_t, int32_t, uint32_t, uint64_t, float, double>(t);
  addCasts<uint64_t, int32_t, uint32_t, int64_t, float, double>(t);
  addCasts<float, int32_t, uint32_t, int64_t, uint64_t, double>(t);
  addCasts<double, int32_t, uint32_t, int64_t, uint64_t, float>(t);

  t.odd<int32_t>(unaryElementStep<OddInteger, float, int32_t>);
  t.odd<uint32_t>(unaryElementStep<OddInteger, float, uint32_t>);
  t.odd<int64_t>(unaryElementStep<OddInteger, float, int64_t>);
  t.odd<uint64_t>(unaryElementStep<OddInteger, float, uint64_t>);
  t.odd<double>(unaryStep<OddDouble, float, double>);

  t.conversion(Conversion::WrapInt8, unaryStep<SignExtend<24>, int32_t, int32_t>);
  t.conversion(Conversion::WrapInt16, unaryStep<SignExtend<16>, int32_t, int32_t>);
  t.conversion(Conversion::WrapUint8, unaryStep<KeepBits<0xff>, int32_t, int32_t>);
  t.conversion(Conversion::WrapUint16, unaryStep<KeepBits<0xffff>, int32_t, int32_t>);
  t.conversion(Conversion::RoundFloat16,
               unaryStep<decltype([](auto x) { return float16ToFloat(floatToFloat16(x)); }), float, float>);
  t.conversion(Conversion::RoundBfloat16,
               unaryStep<decltype([](auto x) { return bfloat16ToFloat(floatToBfloat16(x)); }), float, float>);
  t.conversion(Conversion::Float16FromBits,
               unaryStep<decltype([](auto x) { return float16ToFloat(convert<Halves>(x)); }), float, int32_t>);
  t.conversion(Conversion::Bfloat16FromBits,
               unaryStep<decltype([](auto x) { return bfloat16ToFloat(convert<Halves>(x)); }), float, int32_t>);
  t.conversion(Conversion::Float16ToBits,
               unaryStep<decltype([](auto x) { return convert<Integers>(floatToFloat16(x)); }), int32_t, float>);
  t.conversion(Conversion::Bfloat16ToBits,
               unaryStep<decltype([](auto x) { return convert<Integers>(floatToBfloat16(x)); }), int32_t, float>);
}

}  // namespace tenon::TENON_ISA
