/// Folds: what a reduction does with the values of one output element, and with rows of values side by side.
///
/// A fold of a row takes pieces of it, vector-wise, and ends in a result. Sums of float32 are made in float64, four values
/// at a time; sums of float64 are added up in as many short chains as there are lanes, 512 values at a time, and of
/// what these come to the error of each addition is kept (Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation
/// endlicher Summen", ZAMM 1974). So an error does not grow with the number of terms. Integers wrap.
#pragma once

#include "simd/elementary.hpp"
#include "simd/limits.hpp"

namespace tenon::TENON_ISA {

/// Adds with the rounding error beside the sum (Knuth's two-sum: exact whatever the magnitudes).
template <class V>
inline void addCompensated(V& sum, V& error, V x) {
  const V total = sum + x;
  const V part = total - sum;
  error += (sum - (total - part)) + (x - part);
  sum = total;
}

/// Combines the lanes of a vector, halves with halves.
template <class V, class Combine>
inline Element<V> foldVector(V v, Combine combine) {
  constexpr int lanes = kLanesOf<V>;
  Element<V> halves[lanes];
  store(halves, v);
  for (int width = lanes / 2; width > 0; width /= 2) {
    for (int lane = 0; lane < width; lane++) halves[lane] = combine(halves[lane], halves[lane + width]);
  }
  return halves[0];
}

/// Reduces vectors of a contiguous piece with `combine`, in four chains so that no addition waits for the one before.
template <class T, class Combine>
inline T foldLanes(const T* data, int64_t count, T identity, Combine combine) {
  using V = Register<T>;
  constexpr int lanes = kLanes<T>;
  if (count < lanes) {
    T folded = identity;
    for (int64_t i = 0; i < count; i++) folded = combine(folded, data[i]);
    return folded;
  }
  V chains[4];
  for (V& chain : chains) chain = splat<V>(identity);
  int64_t i = 0;
  for (; i + 4 * lanes <= count; i += 4 * lanes) {
    for (int chain = 0; chain < 4; chain++) chains[chain] = combine(chains[chain], load<V>(data + i + chain * lanes));
  }
  for (; i + lanes <= count; i += lanes) chains[0] = combine(chains[0], load<V>(data + i));
  const V folded = combine(combine(chains[0], chains[1]), combine(chains[2], chains[3]));
  T result = foldVector(folded, combine);
  for (; i < count; i++) result = combine(result, data[i]);
  return result;
}

/// Adds the lanes of a register of float32 to two of float64.
inline void addWidened(Register<double>& lower, Register<double>& upper, Register<float> x) {
  using Wide = Register<double>;
  using Half = Rebind<Wide, float>;
  Half halves[2];
  __builtin_memcpy(halves, &x, sizeof(x));
  lower += convert<Wide>(halves[0]);
  upper += convert<Wide>(halves[1]);
}

/// The sum of float32 values: four at a time in float32, whose sums go on in float64. Widening every value would take
/// longer than reading it. The four are from four quarters, since processors fetch ahead within a page only, and of
/// several pages at once.
inline double sumWidened(const float* data, int64_t count) {
  using Narrow = Register<float>;
  constexpr int lanes = kLanes<float>;
  const int64_t quarter = count / (4 * lanes) * lanes;
  Register<double> lower{}, upper{};
  for (int64_t i = 0; i < quarter; i += lanes) {
    const float* const from = data + i;
    addWidened(lower, upper,
               (load<Narrow>(from) + load<Narrow>(from + quarter)) +
                   (load<Narrow>(from + 2 * quarter) + load<Narrow>(from + 3 * quarter)));
  }
  double sum = 0;
  if (quarter > 0) sum = foldVector(lower + upper, [](auto a, auto b) { return a + b; });
  for (int64_t i = 4 * quarter; i < count; i++) sum += double(data[i]);
  return sum;
}

struct Sum {
  template <class T> static constexpr T identity() { return T(0); }
  template <class V> V operator()(V a, V b) const { return a + b; }
};
struct Product {
  template <class T> static constexpr T identity() { return T(1); }
  template <class V> V operator()(V a, V b) const { return a * b; }
};
/// The greater; NaN if either is.
struct Maximum {
  template <class T> static constexpr T identity() { return lowest<T>(); }
  template <class V> V operator()(V a, V b) const {
    return choose((a > b) | (a != a), a, b);
  }
};
struct Minimum {
  template <class T> static constexpr T identity() { return highest<T>(); }
  template <class V> V operator()(V a, V b) const {
    return choose((a < b) | (a != a), a, b);
  }
};
struct Or {
  template <class T> static constexpr T identity() { return T(0); }
  template <class V> V operator()(V a, V b) const { return a | b; }
};
struct And {
  template <class T> static constexpr T identity() { return T(1); }
  template <class V> V operator()(V a, V b) const { return a & b; }
};

/// The fold of a row by an operation whose order does not matter to precision, or integers.
template <class T, class Combine>
struct RowFold {
  using Value = T;
  using Result = T;
  T folded = Combine::template identity<T>();

  void take(const T* data, int64_t count, int64_t) {
    folded = Combine{}(folded, foldLanes(data, count, Combine::template identity<T>(), Combine{}));
  }
  void join(const RowFold& later) { folded = Combine{}(folded, later.folded); }
  T result() const { return folded; }
};

template <>
struct RowFold<float, Sum> {
  using Value = float;
  using Result = float;
  double sum = 0;

  void take(const float* data, int64_t count, int64_t) { sum += sumWidened(data, count); }
  void join(const RowFold& later) { sum += later.sum; }
  float result() const { return float(sum); }
};

template <>
struct RowFold<double, Sum> {
  using Value = double;
  using Result = double;
  double sum = 0;
  double error = 0;

  void take(const double* data, int64_t count, int64_t) {
    for (; count > 512; data += 512, count -= 512) addCompensated(sum, error, foldLanes(data, 512, 0.0, Sum{}));
    addCompensated(sum, error, foldLanes(data, count, 0.0, Sum{}));
  }
  void join(const RowFold& later) {
    addCompensated(sum, error, later.sum);
    error += later.error;
  }
  // The error of an infinite sum is NaN.
  double result() const { return error == error ? sum + error : sum; }
};

template <>
struct RowFold<float, Product> {
  using Value = float;
  using Result = float;
  double product = 1;

  void take(const float* data, int64_t count, int64_t) { product *= double(foldLanes(data, count, 1.0f, Product{})); }
  void join(const RowFold& later) { product *= later.product; }
  float result() const { return float(product); }
};

/// Whether a value comes before another as the extreme: greater for argMax, less for argMin. Never of or over a NaN.
struct Greater {
  template <class T> static constexpr T worst() { return lowest<T>(); }
  template <class V> auto operator()(V a, V b) const { return a > b; }
};
struct Less {
  template <class T> static constexpr T worst() { return highest<T>(); }
  template <class V> auto operator()(V a, V b) const { return a < b; }
};

/// The position of the first extreme value that is not NaN; 0 if there is none.
template <class T, class Better>
struct RowPosition {
  using Value = T;
  using Result = int64_t;
  T best = Better::template worst<T>();
  int64_t position = -1;

  /// @param first The position of the piece's first value.
  void take(const T* data, int64_t count, int64_t first) {
    // Finding the extreme value is a vector loop; where it stands is looked for only if it beats what was found.
    constexpr int64_t kPiece = 1024;
    for (; count > 0; data += kPiece, count -= kPiece, first += kPiece) {
      takePiece(data, count < kPiece ? count : kPiece, first);
    }
  }
  void join(const RowPosition& later) {
    if (later.position >= 0 && (position < 0 || Better{}(later.best, best))) *this = later;
  }
  int64_t result() const { return position < 0 ? 0 : position; }

 private:
  void takePiece(const T* data, int64_t count, int64_t first) {
    const T extreme = foldLanes(data, count, Better::template worst<T>(), [](auto a, auto b) {
      // A NaN in b is not better, and a is never one.
      return choose(Better{}(b, a), b, a);
    });
    if (position >= 0 && !Better{}(extreme, best)) return;
    for (int64_t i = 0; i < count; i++) {
      if (data[i] == extreme) {
        best = extreme;
        position = first + i;
        return;
      }
    }
  }
};

}  // namespace tenon::TENON_ISA
