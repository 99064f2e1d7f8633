/// Steps: special functions, element by element in float64 for either float type. Their cost is their own; nothing is
/// gained by vectors of them.
#include "math/special/special.hpp"
#include "step_table.hpp"

namespace tenon::TENON_ISA {

namespace {

template <double (*f)(double)>
struct Unary {
  template <class T>
  T operator()(T x) const { return T(f(double(x))); }
};
template <double (*f)(double, double)>
struct Binary {
  template <class T>
  T operator()(T a, T b, const StepArguments&) const { return T(f(double(a), double(b))); }
};
template <double (*f)(double, double, double)>
struct Ternary {
  template <class T>
  T operator()(T a, T b, T c, const StepArguments&) const { return T(f(double(a), double(b), double(c))); }
};

/// The neighbour in the dtype itself, which 16-bit floats share a register type with float32.
struct NextAfter {
  template <class T>
  T operator()(T a, T b, const StepArguments& s) const {
    switch (DType(s.immediate)) {
      case DType::Float16: return T(nextAfterFloat16(float(a), float(b)));
      case DType::Bfloat16: return T(nextAfterBfloat16(float(a), float(b)));
      default: return nextAfter(a, b);
    }
  }
};

}  // namespace

void addSpecialSteps(StepTable& t) {
  t.unaryElements<float, double>(Operation::Erfinv, Unary<erfinv>{});
  t.unaryElements<float, double>(Operation::Lgamma, Unary<lgamma>{});
  t.unaryElements<float, double>(Operation::Digamma, Unary<digamma>{});
  t.binaryElements<float, double>(Operation::Zeta, Binary<hurwitzZeta>{});
  t.binaryElements<float, double>(Operation::Igamma, Binary<lowerIncompleteGamma>{});
  t.binaryElements<float, double>(Operation::Igammac, Binary<upperIncompleteGamma>{});
  t.binaryElements<float, double>(Operation::IgammaGradA, Binary<lowerIncompleteGammaGradient>{});
  t.ternaryElements<float, double>(Operation::Betainc, Ternary<incompleteBeta>{});
  t.binaryElements<float, double>(Operation::NextAfter, NextAfter{});
}

}  // namespace tenon::TENON_ISA
