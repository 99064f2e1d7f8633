/// Running folds along a line that is contiguous, taken piece by piece.
///
/// A fold from left to right would wait for every addition. Here the lanes of a vector are folded among themselves, each
/// with the one before it, then with the one two before, and so on (Hillis and Steele, "Data Parallel Algorithms", CACM
/// 1986); only what the lines before the vector come to is handed on from vector to vector.
#pragma once

#include "running_fold.hpp"
#include "simd/shuffle.hpp"

namespace tenon::TENON_ISA {

/// Lanes of a line's vectors, whatever the register: two make no progress.
template <class T>
inline constexpr int kLineLanes = kLanes<T> < 4 ? 4 : kLanes<T>;

/// Every lane folded with all lanes before it.
template <class Combine, int step = 1, class V>
inline V prefixes(V x, V identity) {
  if constexpr (step >= kLanesOf<V>) return x;
  else return prefixes<Combine, step * 2>(Combine{}(movedUp<step>(x, identity), x), identity);
}

/// Applies `fold` to pieces of a vector's length. All but the last of a line are whole.
template <class Elements, class V, class Fold>
inline void forEachVector(const typename Elements::Stored* from, typename Elements::Stored* to, int64_t count,
                          const Fold& fold) {
  constexpr int kCount = kLanesOf<V>;
  using Narrow = Rebind<V, typename Elements::Stored>;
  int64_t at = 0;
  for (; at + kCount <= count; at += kCount) {
    store(to + at, Elements::narrowed(fold(V(Elements::widened(load<Narrow>(from + at))))));
  }
  if (at == count) return;
  const int left = int(count - at);
  storePartial(to + at, Narrow(Elements::narrowed(fold(V(Elements::widened(loadPartial<Narrow>(from + at, left)))))),
               left);
}

/// A fold by an operation that keeps nothing beside its value.
template <class Elements, class Combine>
class ValueLine {
  using V = Vector<typename Elements::Computed, kLineLanes<typename Elements::Computed>>;

 public:
  explicit ValueLine(typename Elements::Computed identity) : identity_(splat<V>(identity)), before_(identity_) {}

  void take(const typename Elements::Stored* from, typename Elements::Stored* to, int64_t count, bool exclusive) {
    V before = before_;
    forEachVector<Elements, V>(from, to, count, [&, identity = identity_](V x) {
      const V folded = prefixes<Combine>(x, identity);
      const V result = Combine{}(before, folded);
      const V shifted = movedUp<1>(result, before);
      before = Combine{}(before, lastLane(folded));
      return exclusive ? shifted : result;
    });
    before_ = before;
  }

 private:
  V identity_;
  /// What all vectors before come to, in every lane.
  V before_;
};

/// A float64 sum: vectors are summed as they are, and what they come to with the error of each addition.
template <class Elements>
class CompensatedLine {
  using V = Vector<double, kLineLanes<double>>;

 public:
  explicit CompensatedLine(double) {}

  void take(const double* from, double* to, int64_t count, bool exclusive) {
    RunningCompensatedSum<V> before = before_;
    forEachVector<Elements, V>(from, to, count, [&](V x) {
      const V folded = prefixes<Sum>(x, V{});
      RunningCompensatedSum<V> running = before;
      running.take(folded);
      const V result = running.result();
      const V shifted = movedUp<1>(result, before.result());
      before.sum = lastLane(running.sum);
      before.error = lastLane(running.error);
      return exclusive ? shifted : result;
    });
    before_ = before;
  }

 private:
  RunningCompensatedSum<V> before_{0};
};

/// ln Σ exp(x). The greatest values so far are found first; then exponentials and logarithms are of vectors, and only a
/// multiplication and an addition go from element to element.
template <class Elements>
class LogSumExpLine {
  using V = Vector<double, kLineLanes<double>>;
  static constexpr int kCount = kLanesOf<V>;

 public:
  explicit LogSumExpLine(double) {}

  void take(const typename Elements::Stored* from, typename Elements::Stored* to, int64_t count, bool exclusive) {
    forEachVector<Elements, V>(from, to, count, [&](V x) {
      const V none = splat<V>(-__builtin_inf());
      // NaN is passed over here.
      const V greatest = prefixes<Maximum>(select<V>(x == x, x, none), none);
      const V until = Maximum{}(splat<V>(greatest_), greatest);
      const V before = movedUp<1>(until, splat<V>(greatest_));
      const LogSumExpStep<V> step(before, x);
      V sums;
      V sumsBefore;
      for (int lane = 0; lane < kCount; lane++) {
        sumsBefore[lane] = sum_;
        sum_ = sum_ * step.factor[lane] + step.term[lane];
        sums[lane] = sum_;
      }
      greatest_ = until[kCount - 1];
      return exclusive ? before + log(sumsBefore) : until + log(sums);
    });
  }

 private:
  double greatest_ = -__builtin_inf();
  double sum_ = 0;
};

}  // namespace tenon::TENON_ISA
