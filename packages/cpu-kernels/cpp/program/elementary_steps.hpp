/// Steps: exponentials, trigonometry and what else has a vector form, for one float type.
#pragma once

#include "math/math.hpp"
#include "step_table.hpp"

namespace tenon::TENON_ISA {

template <class T>
void addElementarySteps(StepTable& t) {
  t.unary<T>(Operation::Exp, [](auto x) { return exp(x); });
  t.unary<T>(Operation::Expm1, [](auto x) { return expm1(x); });
  t.unary<T>(Operation::Log, [](auto x) { return log(x); });
  t.unary<T>(Operation::Log1p, [](auto x) { return log1p(x); });
  t.unary<T>(Operation::Sin, [](auto x) { return sin(x); });
  t.unary<T>(Operation::Cos, [](auto x) { return cos(x); });
  t.unary<T>(Operation::Tan, [](auto x) { return tan(x); });
  t.unary<T>(Operation::Asin, [](auto x) { return asin(x); });
  t.unary<T>(Operation::Acos, [](auto x) { return acos(x); });
  t.unary<T>(Operation::Atan, [](auto x) { return atan(x); });
  t.binary<T>(Operation::Atan2, [](auto y, auto x) { return atan2(y, x); });
  t.unary<T>(Operation::Sinh, [](auto x) { return sinh(x); });
  t.unary<T>(Operation::Cosh, [](auto x) { return cosh(x); });
  t.unary<T>(Operation::Tanh, [](auto x) { return tanh(x); });
  t.unary<T>(Operation::Asinh, [](auto x) { return asinh(x); });
  t.unary<T>(Operation::Acosh, [](auto x) { return acosh(x); });
  t.unary<T>(Operation::Atanh, [](auto x) { return atanh(x); });
  t.unary<T>(Operation::Erf, [](auto x) { return erf(x); });
  t.unary<T>(Operation::Erfc, [](auto x) { return erfc(x); });
  t.binary<T>(Operation::Pow, [](auto a, auto b) { return pow(a, b); });
  t.binary<T>(Operation::FloorMod, [](auto a, auto b) { return floorMod(a, b); });
  t.binary<T>(Operation::TruncMod, [](auto a, auto b) { return truncMod(a, b); });
}

}  // namespace tenon::TENON_ISA
