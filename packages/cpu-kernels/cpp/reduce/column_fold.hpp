/// Folds of many outputs side by side: rows of values are taken one after the other (or four at once), each into its own
/// lane. What a row fold does for precision along a row, these do down a column.
#pragma once

#include "fold.hpp"

namespace tenon::TENON_ISA {

/// The most outputs of one column fold.
inline constexpr int64_t kMaxColumns = 1024;
/// Bytes of the state of one column, at most.
inline constexpr int64_t kColumnStateBytes = 16;
/// How many rows a fold takes at once, at most.
inline constexpr int kRowsAtOnce = 4;

/// Calls `vectors(i)` for every whole register of `count` lanes, and `lane(i)` for the rest.
template <class T, class Vectors, class Lane>
inline void overColumns(int64_t count, Vectors vectors, Lane lane) {
  int64_t i = 0;
  for (; i + kLanes<T> <= count; i += kLanes<T>) vectors(i);
  for (; i < count; i++) lane(i);
}

/// State: one T per column.
template <class T, class Combine>
struct ColumnFold {
  using Value = T;
  using Result = T;
  T* folded;
  int64_t columns;

  ColumnFold(char* state, int64_t columns) : folded(reinterpret_cast<T*>(state)), columns(columns) {}

  void begin() {
    for (int64_t i = 0; i < columns; i++) folded[i] = Combine::template identity<T>();
  }
  void takeOne(const T* row, int64_t) {
    using V = Register<T>;
    overColumns<T>(
        columns, [&](int64_t i) { store(folded + i, Combine{}(load<V>(folded + i), load<V>(row + i))); },
        [&](int64_t i) { folded[i] = Combine{}(folded[i], row[i]); });
  }
  void takeFour(const T* const* rows, int64_t) {
    using V = Register<T>;
    auto four = [&](auto a, auto b, auto c, auto d) { return Combine{}(Combine{}(a, b), Combine{}(c, d)); };
    overColumns<T>(
        columns,
        [&](int64_t i) {
          const V x = four(load<V>(rows[0] + i), load<V>(rows[1] + i), load<V>(rows[2] + i), load<V>(rows[3] + i));
          store(folded + i, Combine{}(load<V>(folded + i), x));
        },
        [&](int64_t i) { folded[i] = Combine{}(folded[i], four(rows[0][i], rows[1][i], rows[2][i], rows[3][i])); });
  }
  void join(const ColumnFold& later) { takeOne(later.folded, 0); }
  void results(T* to) const {
    for (int64_t i = 0; i < columns; i++) to[i] = folded[i];
  }
};

/// float32 sums: four values at once in float32, then in float64.
template <>
struct ColumnFold<float, Sum> {
  using Value = float;
  using Result = float;
  double* sums;
  int64_t columns;

  ColumnFold(char* state, int64_t columns) : sums(reinterpret_cast<double*>(state)), columns(columns) {}

  void begin() {
    for (int64_t i = 0; i < columns; i++) sums[i] = 0;
  }
  void takeOne(const float* row, int64_t) {
    add([&](int64_t i) { return load<Floats>(row + i); }, [&](int64_t i) { return row[i]; });
  }
  void takeFour(const float* const* rows, int64_t) {
    add(
        [&](int64_t i) {
          return (load<Floats>(rows[0] + i) + load<Floats>(rows[1] + i)) +
                 (load<Floats>(rows[2] + i) + load<Floats>(rows[3] + i));
        },
        [&](int64_t i) { return (rows[0][i] + rows[1][i]) + (rows[2][i] + rows[3][i]); });
  }
  void join(const ColumnFold& later) {
    for (int64_t i = 0; i < columns; i++) sums[i] += later.sums[i];
  }
  void results(float* to) const {
    for (int64_t i = 0; i < columns; i++) to[i] = float(sums[i]);
  }

 private:
  using Floats = Register<float>;

  template <class Vector, class Lane>
  void add(Vector vector, Lane lane) {
    using Doubles = Register<double>;
    overColumns<float>(
        columns,
        [&](int64_t i) {
          Doubles lower = load<Doubles>(sums + i), upper = load<Doubles>(sums + i + kLanes<double>);
          addWidened(lower, upper, vector(i));
          store(sums + i, lower);
          store(sums + i + kLanes<double>, upper);
        },
        [&](int64_t i) { sums[i] += double(lane(i)); });
  }
};

/// float64 sums, with their rounding errors beside them.
template <>
struct ColumnFold<double, Sum> {
  using Value = double;
  using Result = double;
  double* sums;
  double* errors;
  int64_t columns;

  ColumnFold(char* state, int64_t columns)
      : sums(reinterpret_cast<double*>(state)), errors(sums + kMaxColumns), columns(columns) {}

  void begin() {
    for (int64_t i = 0; i < columns; i++) sums[i] = errors[i] = 0;
  }
  void takeOne(const double* row, int64_t) {
    add([&](int64_t i) { return load<Register<double>>(row + i); }, [&](int64_t i) { return row[i]; });
  }
  void takeFour(const double* const* rows, int64_t) {
    using V = Register<double>;
    add(
        [&](int64_t i) {
          return (load<V>(rows[0] + i) + load<V>(rows[1] + i)) + (load<V>(rows[2] + i) + load<V>(rows[3] + i));
        },
        [&](int64_t i) { return (rows[0][i] + rows[1][i]) + (rows[2][i] + rows[3][i]); });
  }
  void join(const ColumnFold& later) {
    takeOne(later.sums, 0);
    for (int64_t i = 0; i < columns; i++) errors[i] += later.errors[i];
  }
  void results(double* to) const {
    for (int64_t i = 0; i < columns; i++) to[i] = errors[i] == errors[i] ? sums[i] + errors[i] : sums[i];
  }

 private:
  template <class Vector, class Lane>
  void add(Vector vector, Lane lane) {
    using V = Register<double>;
    overColumns<double>(
        columns,
        [&](int64_t i) {
          V sum = load<V>(sums + i), error = load<V>(errors + i);
          addCompensated(sum, error, V(vector(i)));
          store(sums + i, sum);
          store(errors + i, error);
        },
        [&](int64_t i) { addCompensated(sums[i], errors[i], double(lane(i))); });
  }
};

/// Positions of extreme values: the value and the row of each column's best; row −1 is none.
template <class T, class Better>
struct ColumnPosition {
  using Value = T;
  using Result = int64_t;
  using Index = typename IntegerOfWidth<sizeof(T)>::Signed;
  T* best;
  Index* position;
  int64_t columns;

  ColumnPosition(char* state, int64_t columns)
      : best(reinterpret_cast<T*>(state)), position(reinterpret_cast<Index*>(best + kMaxColumns)), columns(columns) {}

  void begin() {
    for (int64_t i = 0; i < columns; i++) {
      best[i] = Better::template worst<T>();
      position[i] = -1;
    }
  }
  void takeOne(const T* row, int64_t index) {
    using V = Register<T>;
    using P = Bits<V>;
    overColumns<T>(
        columns,
        [&](int64_t i) {
          const V x = load<V>(row + i), b = load<V>(best + i);
          const P p = load<P>(position + i);
          const P taken = P(Better{}(x, b)) | (P(x == x) & P(p < 0));
          store(best + i, select<V>(taken, x, b));
          store(position + i, select<P>(taken, splat<P>(Index(index)), p));
        },
        [&](int64_t i) {
          if (Better{}(row[i], best[i]) || (row[i] == row[i] && position[i] < 0)) {
            best[i] = row[i];
            position[i] = Index(index);
          }
        });
  }
  void takeFour(const T* const* rows, int64_t index) {
    for (int row = 0; row < kRowsAtOnce; row++) takeOne(rows[row], index + row);
  }
  void join(const ColumnPosition& later) {
    for (int64_t i = 0; i < columns; i++) {
      if (later.position[i] < 0 || (position[i] >= 0 && !Better{}(later.best[i], best[i]))) continue;
      best[i] = later.best[i];
      position[i] = later.position[i];
    }
  }
  void results(int64_t* to) const {
    for (int64_t i = 0; i < columns; i++) to[i] = position[i] < 0 ? 0 : position[i];
  }
};

}  // namespace tenon::TENON_ISA
