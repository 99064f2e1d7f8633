/// Steps: arithmetic, bits and choice.
#include "step_table.hpp"

namespace tenon::TENON_ISA {

namespace {

/// Division has no vector form, and an element divided by 0 has no result.
template <class T, class F>
T divided(T a, T b, const StepArguments& s, F quotient) {
  if (b == 0) {
    *s.fault = Status::IntegerDivisionByZero;
    return 0;
  }
  // The lowest integer by −1 wraps to itself; the processor would trap.
  if (T(-1) < 0 && b == T(-1)) return quotient(T(0) - a, T(1));
  return quotient(a, b);
}

/// The remainder by −1 is 0; negating the dividend, as above, does not change that.
struct FloorQuotient {
  template <class T>
  T operator()(T a, T b, const StepArguments& s) const {
    return divided(a, b, s, [](T x, T y) { return T(x / y - (x % y != 0 && ((x < 0) != (y < 0)))); });
  }
};
struct FloorRemainder {
  template <class T>
  T operator()(T a, T b, const StepArguments& s) const {
    return divided(a, b, s, [](T x, T y) {
      T remainder = x % y;
      return T(remainder != 0 && ((remainder < 0) != (y < 0)) ? remainder + y : remainder);
    });
  }
};
struct TruncatedQuotient {
  template <class T>
  T operator()(T a, T b, const StepArguments& s) const {
    return divided(a, b, s, [](T x, T y) { return T(x / y); });
  }
};
struct TruncatedRemainder {
  template <class T>
  T operator()(T a, T b, const StepArguments& s) const {
    return divided(a, b, s, [](T x, T y) { return T(x % y); });
  }
};

/// By squaring; wraps.
struct IntegerPower {
  template <class T>
  T operator()(T base, T exponent, const StepArguments& s) const {
    if (exponent < 0) {
      *s.fault = Status::NegativeExponent;
      return 0;
    }
    T result = 1;
    for (; exponent != 0; exponent >>= 1) {
      if (exponent & 1) result *= base;
      base *= base;
    }
    return result;
  }
};

}  // namespace

void addArithmeticSteps(StepTable& t) {
  t.unary<int32_t, uint32_t, int64_t, uint64_t, float, double>(Operation::Neg, [](auto x) { return -x; });
  t.unary<int32_t, int64_t>(Operation::Abs, [](auto x) { return select<decltype(x)>(x < 0, -x, x); });
  t.unary<uint32_t, uint64_t>(Operation::Abs, [](auto x) { return x; });
  t.unary<float, double>(Operation::Abs, [](auto x) { return absolute(x); });
  t.unary<int32_t, int64_t>(Operation::Sign, [](auto x) { return decltype(x)((x < 0) - (x > 0)); });
  t.unary<uint32_t, uint64_t>(Operation::Sign, [](auto x) {
    using V = decltype(x);
    return select<V>(x != 0, splat<V>(1), V{});
  });
  t.unary<float, double>(Operation::Sign, [](auto x) {
    using V = decltype(x);
    V sign = select<V>(x > 0, splat<V>(1), select<V>(x < 0, splat<V>(-1), V{}));
    return select<V>(x != x, x, sign);
  });
  t.binary<int32_t, uint32_t, int64_t, uint64_t, float, double>(Operation::Add, [](auto a, auto b) { return a + b; });
  t.binary<int32_t, uint32_t, int64_t, uint64_t, float, double>(Operation::Sub, [](auto a, auto b) { return a - b; });
  t.binary<int32_t, uint32_t, int64_t, uint64_t, float, double>(Operation::Mul, [](auto a, auto b) { return a * b; });
  t.binary<float, double>(Operation::Div, [](auto a, auto b) { return a / b; });
  t.binary<float, double>(Operation::FloorDiv, [](auto a, auto b) { return floor(a / b); });
  t.binaryElements<int32_t, uint32_t, int64_t, uint64_t>(Operation::FloorDiv, FloorQuotient{});
  t.binaryElements<int32_t, uint32_t, int64_t, uint64_t>(Operation::FloorMod, FloorRemainder{});
  t.binaryElements<int32_t, uint32_t, int64_t, uint64_t>(Operation::TruncDiv, TruncatedQuotient{});
  t.binaryElements<int32_t, uint32_t, int64_t, uint64_t>(Operation::TruncMod, TruncatedRemainder{});
  t.binaryElements<int32_t, uint32_t, int64_t, uint64_t>(Operation::Pow, IntegerPower{});
  // Of a NaN on either side the result is NaN: no comparison with it holds.
  t.binary<int32_t, uint32_t, int64_t, uint64_t>(
      Operation::Max, [](auto a, auto b) { return select<decltype(a)>(a > b, a, b); });
  t.binary<int32_t, uint32_t, int64_t, uint64_t>(
      Operation::Min, [](auto a, auto b) { return select<decltype(a)>(a < b, a, b); });
  t.binary<float, double>(Operation::Max,
                          [](auto a, auto b) { return select<decltype(a)>((a > b) | (a != a), a, b); });
  t.binary<float, double>(Operation::Min,
                          [](auto a, auto b) { return select<decltype(a)>((a < b) | (a != a), a, b); });

  t.unary<float, double>(Operation::Floor, [](auto x) { return floor(x); });
  t.unary<float, double>(Operation::Ceil, [](auto x) { return ceil(x); });
  t.unary<float, double>(Operation::Round, [](auto x) { return roundEven(x); });
  t.unary<float, double>(Operation::Trunc, [](auto x) { return trunc(x); });
  t.unary<float, double>(Operation::Sqrt, [](auto x) { return sqrt(x); });
  t.unary<float, double>(Operation::Rsqrt, [](auto x) { return 1 / sqrt(x); });

  t.unary<int32_t>(Operation::LogicalNot, [](auto x) { return x ^ 1; });
  t.binary<int32_t>(Operation::LogicalAnd, [](auto a, auto b) { return a & b; });
  t.binary<int32_t>(Operation::LogicalOr, [](auto a, auto b) { return a | b; });
  t.unary<int32_t, uint32_t, int64_t, uint64_t>(Operation::BitNot, [](auto x) { return ~x; });
  t.binary<int32_t, uint32_t, int64_t, uint64_t>(Operation::BitAnd, [](auto a, auto b) { return a & b; });
  t.binary<int32_t, uint32_t, int64_t, uint64_t>(Operation::BitOr, [](auto a, auto b) { return a | b; });
  t.binary<int32_t, uint32_t, int64_t, uint64_t>(Operation::BitXor, [](auto a, auto b) { return a ^ b; });
  t.shift<int32_t, uint32_t, int64_t, uint64_t>(Operation::ShiftLeft, [](auto a, auto by) { return a << by; });
  t.shift<int32_t, uint32_t, int64_t, uint64_t>(Operation::ShiftRight, [](auto a, auto by) { return a >> by; });
  t.choose<int32_t, uint32_t, int64_t, uint64_t, float, double>(Operation::Select);
}

}  // namespace tenon::TENON_ISA
