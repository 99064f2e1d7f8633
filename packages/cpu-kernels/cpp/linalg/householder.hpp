/// Householder reflections, I − τ v vᵀ with v₀ = 1, as LAPACK's larfg makes them (Golub & Van Loan, 4th ed., § 5.1).
#pragma once

#include "matrix_batch.hpp"
#include "simd/row.hpp"
#include "simd/elementary.hpp"

namespace tenon::TENON_ISA {

/// Σ x · y.
inline double dot(const double* x, const double* y, int64_t length) {
  using V = Register<double>;
  constexpr int kLanes = kLanesOf<V>;
  V sums[4] = {};
  int64_t i = 0;
  for (; i + 4 * kLanes <= length; i += 4 * kLanes) {
    for (int k = 0; k < 4; k++) sums[k] = fma(load<V>(x + i + k * kLanes), load<V>(y + i + k * kLanes), sums[k]);
  }
  eachVector<V>(length - i, [&](int64_t j, int count) {
    sums[0] = fma(loadLanes<V>(x + i + j, count), loadLanes<V>(y + i + j, count), sums[0]);
  });
  return sumOfLanes((sums[0] + sums[1]) + (sums[2] + sums[3]));
}

/// y += factor · x.
inline void addMultiple(double* y, double factor, const double* x, int64_t length) {
  using V = Register<double>;
  const V factors = splat<V>(factor);
  eachVector<V>(length, [&](int64_t i, int count) {
    storeLanes(y + i, fma(factors, loadLanes<V>(x + i, count), loadLanes<V>(y + i, count)), count);
  });
}

/// The greatest magnitude; NaN if there is a NaN.
inline double greatestMagnitude(const double* x, int64_t length) {
  double greatest = 0;
  for (int64_t i = 0; i < length; i++) {
    const double magnitude = absolute(x[i]);
    if (magnitude > greatest || magnitude != magnitude) greatest = magnitude;
    if (greatest != greatest) break;
  }
  return greatest;
}

/// √Σx², where no square overflows or vanishes.
inline double norm(const double* x, int64_t length) {
  const double scale = greatestMagnitude(x, length);
  if (scale == 0) return 0;
  if (scale > 1e-120 && scale < 1e120) return sqrt(dot(x, x, length));
  double sum = 0;
  for (int64_t i = 0; i < length; i++) sum += (x[i] / scale) * (x[i] / scale);
  return scale * sqrt(sum);
}

/// The reflection that takes a vector to a multiple of the first unit vector.
struct Reflection {
  /// 0 for the identity: nothing was below the first element.
  double tau;
  /// What is left of the first element.
  double image;
};

/// Makes it, and overwrites the vector with v.
inline Reflection reflectionOf(double* x, int64_t length) {
  const double first = x[0];
  const double below = norm(x + 1, length - 1);
  x[0] = 1;
  if (below == 0) return {0, first};
  const double pair[2] = {first, below};
  const double length2 = norm(pair, 2);
  const double image = first >= 0 ? -length2 : length2;
  const double scale = first - image;
  for (int64_t i = 1; i < length; i++) x[i] /= scale;
  return {(image - first) / image, image};
}

/// Columns [from, columns) of `a`, whose rows are as many as v is long, reflected: a −= τ v (vᵀ a).
inline void reflectColumns(
    double tau, const double* v, int64_t rows, double* a, int64_t stride, int64_t from, int64_t columns) {
  using V = Register<double>;
  constexpr int kRegisters = 4;
  if (tau == 0) return;
  const auto reflect = [&]<int kWide>(int64_t column, int count) {
    double* at = a + column;
    V product[kWide] = {};
    for (int64_t i = 0; i < rows; i++) {
      const V factor = splat<V>(v[i]);
      for (int k = 0; k < kWide; k++) {
        product[k] = fma(factor, loadLanes<V>(at + i * stride + k * kLanes<double>, count), product[k]);
      }
    }
    for (int k = 0; k < kWide; k++) product[k] *= -tau;
    for (int64_t i = 0; i < rows; i++) {
      const V factor = splat<V>(v[i]);
      for (int k = 0; k < kWide; k++) {
        double* element = at + i * stride + k * kLanes<double>;
        storeLanes(element, fma(factor, product[k], loadLanes<V>(element, count)), count);
      }
    }
  };
  int64_t column = from;
  for (; column + kRegisters * kLanes<double> <= columns; column += kRegisters * kLanes<double>) {
    reflect.template operator()<kRegisters>(column, kLanes<double>);
  }
  eachVector<V>(columns - column, [&](int64_t i, int count) { reflect.template operator()<1>(column + i, count); });
}

/// The reflections that make a matrix upper triangular, the k-th of which acts on rows from k on.
class QrFactors {
 public:
  /// Overwrites `a` [rows, columns], in row-major order, with R. Takes a matrix [min(rows, columns), rows] and a vector of
  /// min(rows, columns) from the workspace.
  QrFactors(Strided<double> a, int64_t rows, int64_t columns, Workspace& workspace)
      : rows_(rows), count_(rows < columns ? rows : columns) {
    vectors_ = workspace.matrix(count_, rows);
    taus_ = workspace.take(count_);
    for (int64_t k = 0; k < count_; k++) {
      double* v = &vectors_(k, k);
      for (int64_t i = k; i < rows; i++) v[i - k] = a(i, k);
      const Reflection reflection = reflectionOf(v, rows - k);
      taus_[k] = reflection.tau;
      reflectColumns(reflection.tau, v, rows - k, &a(k, 0), a.rowStride, k + 1, columns);
      a(k, k) = reflection.image;
      for (int64_t i = k + 1; i < rows; i++) a(i, k) = 0;
    }
  }

  /// Overwrites b [rows, columns], in row-major order, with Q · b. With `isIdentity`, the first columns of the identity,
  /// on which fewer elements are touched.
  void multiply(Strided<double> b, int64_t columns, bool isIdentity) const {
    for (int64_t k = count_ - 1; k >= 0; k--) {
      reflectColumns(taus_[k], &vectors_(k, k), rows_ - k, &b(k, 0), b.rowStride, isIdentity ? k : 0, columns);
    }
  }

 private:
  int64_t rows_, count_;
  Strided<double> vectors_;
  double* taus_;
};

}  // namespace tenon::TENON_ISA
