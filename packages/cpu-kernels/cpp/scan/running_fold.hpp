/// Running folds of vectors, each lane on its own: what has been taken, and what it folds to.
#pragma once

#include "math/exponential.hpp"
#include "math/logarithm.hpp"
#include "reduce/fold.hpp"

namespace tenon::TENON_ISA {

/// A fold by an operation that keeps nothing beside its value.
template <class V, class Combine>
struct RunningValue {
  V folded;

  explicit RunningValue(Element<V> identity) : folded(splat<V>(identity)) {}
  void take(V x) { folded = Combine{}(folded, x); }
  V result() const { return folded; }
};

/// A sum that keeps the rounding error of each addition.
template <class V>
struct RunningCompensatedSum {
  V sum{};
  V error{};

  explicit RunningCompensatedSum(Element<V>) {}
  void take(V x) { addCompensated(sum, error, x); }
  // The error of an infinite sum is NaN.
  V result() const { return select<V>(error == error, sum + error, sum); }
};

/// What a new value does to Σ exp(x − greatest): the factor of what has been summed, and its own term. Equal values are
/// apart, because ∞ − ∞ is NaN. NaN is greater than nothing, and makes the term NaN.
template <class V>
struct LogSumExpStep {
  V greatest;
  V factor;
  V term;

  LogSumExpStep(V before, V x) {
    const V none = splat<V>(-__builtin_inf());
    greatest = select<V>(x > before, x, before);
    factor = select<V>(greatest == before, splat<V>(1.0), exp(before - greatest));
    term = select<V>(x == greatest, select<V>(x == none, V{}, splat<V>(1.0)), exp(x - greatest));
  }
};

/// ln Σ exp(x), relative to the greatest x so far, so that nothing overflows.
template <class V>
struct RunningLogSumExp {
  V greatest;
  V sum{};

  explicit RunningLogSumExp(Element<V>) : greatest(splat<V>(-__builtin_inf())) {}
  void take(V x) {
    const LogSumExpStep<V> step(greatest, x);
    greatest = step.greatest;
    sum = sum * step.factor + step.term;
  }
  V result() const { return greatest + log(sum); }
};

}  // namespace tenon::TENON_ISA
