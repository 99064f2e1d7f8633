/// One-sided Jacobi rotations (Hestenes, 1958) of the triangular factor (Drmač & Veselić, New fast and accurate Jacobi
/// SVD algorithm, 2008).
///
/// A = Q · R, and rotations J make the rows of R orthogonal: J · R = S · Wᵀ, so A = (Q · Jᵀ) · S · Wᵀ. Small singular
/// values come out as exact as great ones, and U is orthonormal whatever they are. All rotations are of contiguous rows.
#include "svd.hpp"

#include "householder.hpp"
#include "magnitude_scale.hpp"
#include "rotation.hpp"

namespace tenon::TENON_ISA {
namespace {

/// Convergence is quadratic: a dozen sweeps are many.
inline constexpr int kMostSweeps = 60;

/// A row shorter than this beside 1 is as good as zero: its square begins to lose digits. It has no direction.
inline constexpr double kLeastLength = 0x1p-480;
inline constexpr double kLeastSquare = kLeastLength * kLeastLength;

/// Rows that are rotated with each of the others in turn, while that one is in cache.
inline constexpr int64_t kBlock = 4;

/// Rows that are being made orthogonal, and rotations that do it.
struct JacobiRows {
  int64_t n;
  /// [n, n].
  Strided<double> rows;
  /// [n, n], rotated with the rows; null if the rotations are not wanted.
  const Strided<double>* rotations;
  /// The squared lengths of the rows.
  double* squares;
  /// The cosine of two rows that are as good as orthogonal.
  double tolerance;

  /// Makes two rows orthogonal; false if they were.
  bool rotatePair(int64_t p, int64_t q) const {
    double *x = &rows(p, 0), *y = &rows(q, 0);
    const double alpha = squares[p], beta = squares[q];
    if (alpha < kLeastSquare || beta < kLeastSquare) return false;
    const double gamma = dot(x, y, n);
    if (absolute(gamma) <= tolerance * sqrt(alpha) * sqrt(beta)) return false;
    const double zeta = (beta - alpha) / (2 * gamma);
    const double magnitude = absolute(zeta);
    // Of great ζ the square may overflow.
    const double t = (zeta >= 0 ? 1 : -1) / (magnitude + (magnitude < 1e150 ? sqrt(1 + zeta * zeta) : magnitude));
    const double c = 1 / sqrt(1 + t * t);
    rotate(x, y, c, t * c, n);
    if (rotations) rotate(&(*rotations)(p, 0), &(*rotations)(q, 0), c, t * c, n);
    squares[p] = alpha - t * gamma;
    squares[q] = beta + t * gamma;
    // What a row loses to the other one is lost in digits of its square; in a sweep, no more than a factor e goes unseen.
    const double least = 1 - 1 / double(n);
    if (!(squares[p] > least * alpha)) squares[p] = dot(x, x, n);
    if (!(squares[q] > least * beta)) squares[q] = dot(y, y, n);
    return true;
  }

  /// Rotates all pairs, again and again. False if rows do not become orthogonal.
  bool orthogonalize() const {
    for (int sweep = 0; sweep < kMostSweeps; sweep++) {
      for (int64_t i = 0; i < n; i++) squares[i] = dot(&rows(i, 0), &rows(i, 0), n);
      bool isDone = true;
      for (int64_t start = 0; start < n; start += kBlock) {
        for (int64_t q = start + 1; q < n; q++) {
          const int64_t end = q < start + kBlock ? q : start + kBlock;
          for (int64_t p = start; p < end; p++) isDone = !rotatePair(p, q) && isDone;
        }
      }
      if (isDone) return true;
    }
    return false;
  }
};

/// Makes row `k` of unit rows orthogonal to those before: what is left of the axis that lies least in their span.
void completeRow(Strided<double> rows, int64_t k, int64_t n) {
  double* row = &rows(k, 0);
  int64_t axis = 0;
  double least = 2;
  for (int64_t j = 0; j < n; j++) {
    double share = 0;
    for (int64_t i = 0; i < k; i++) share += rows(i, j) * rows(i, j);
    if (share < least) {
      least = share;
      axis = j;
    }
  }
  for (int64_t j = 0; j < n; j++) row[j] = j == axis;
  // Once more removes what rounding left of the first time («twice is enough»: Giraud et al., 2005).
  for (int time = 0; time < 2; time++) {
    for (int64_t i = 0; i < k; i++) addMultiple(row, -dot(row, &rows(i, 0), n), &rows(i, 0), n);
  }
  const double length = norm(row, n);
  for (int64_t j = 0; j < n; j++) row[j] /= length;
}

/// Where a matrix and its factors are: of a wide one the transpose, whose factors change places.
template <class T>
struct Decomposition {
  Strided<T> input, left, right;
  T* values;
  /// Rows, of which there are not fewer than columns, and columns.
  int64_t m, n;
  /// Columns of the left factor; 0 if vectors are not wanted.
  int64_t kept;
};

/// `order` by descending values, stably: what is sorted is few beside what it took to come here.
void sortDescending(const double* values, double* order, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    int64_t at = i;
    for (; at > 0 && values[int64_t(order[at - 1])] < values[i]; at--) order[at] = order[at - 1];
    order[at] = double(i);
  }
}

template <class T>
bool decompose(const Decomposition<T>& wanted, Workspace& workspace) {
  const auto [input, left, right, values, m, n, kept] = wanted;
  const Strided<double> a = workspace.matrix(m, n);
  copyMatrix(input, m, n, a);
  const double scale = scaleDown(a, m, n);
  if (scale == 0) return false;
  const QrFactors factors(a, m, n, workspace);
  double* lengths = workspace.take(n);
  double* order = workspace.take(n);
  const Strided<double> rotations = kept > 0 ? workspace.matrix(n, n) : a;
  for (int64_t i = 0; i < n && kept > 0; i++) {
    for (int64_t j = 0; j < n; j++) rotations(i, j) = i == j;
  }
  // Convergence is quadratic: float32 is exact a sweep or two before float64.
  const double tolerance = (sizeof(T) == 4 ? 0x1p-36 : 0x1p-53) * sqrt(double(n));
  if (!JacobiRows{n, a, kept > 0 ? &rotations : nullptr, lengths, tolerance}.orthogonalize()) return false;
  for (int64_t i = 0; i < n; i++) lengths[i] = norm(&a(i, 0), n);
  sortDescending(lengths, order, n);
  for (int64_t j = 0; j < n; j++) values[j] = T(lengths[int64_t(order[j])] * scale);
  if (kept == 0) return true;

  const Strided<double> product = workspace.matrix(m, kept);
  for (int64_t i = 0; i < m; i++) {
    for (int64_t j = 0; j < kept; j++) product(i, j) = i < n && j < n ? rotations(int64_t(order[j]), i) : i == j;
  }
  factors.multiply(product, kept, false);
  copyMatrix(product, m, kept, left);

  const Strided<double> unit = workspace.matrix(n, n);
  for (int64_t j = 0; j < n; j++) {
    const int64_t row = int64_t(order[j]);
    if (lengths[row] >= kLeastLength) {
      for (int64_t i = 0; i < n; i++) unit(j, i) = a(row, i) / lengths[row];
    } else {
      completeRow(unit, j, n);
    }
  }
  copyMatrix(unit.transposed(), n, n, right);
  return true;
}

template <class T>
MatrixFailure decomposeAll(
    const View& input, const View& s, const View* u, const View* v, double* workspaces, int64_t workspaceLength) {
  const int64_t m = rowsOf(input), n = columnsOf(input);
  return eachMatrix(batchSize(input), [&](int64_t matrix, int64_t slice, Worker&) -> int64_t {
    Workspace workspace(workspaces + slice * workspaceLength, workspaceLength);
    const Strided<T> none{};
    const Strided<T> given = matrixOf<T>(input, matrix);
    const Strided<T> left = u ? matrixOf<T>(*u, matrix) : none, right = v ? matrixOf<T>(*v, matrix) : none;
    T* values = partOf<T>(s, matrix, 1);
    const bool isWide = m < n;
    const Decomposition<T> wanted =
        isWide ? Decomposition<T>{given.transposed(), right, left, values, n, m, v ? columnsOf(*v) : 0}
               : Decomposition<T>{given, left, right, values, m, n, u ? columnsOf(*u) : 0};
    return decompose(wanted, workspace) ? 0 : 1;
  });
}

}  // namespace

Status svd(CommandReader& command) {
  const View input = command.view();
  const View s = command.view();
  const bool hasVectors = command.flag();
  const View u = hasVectors ? command.view() : s;
  const View v = hasVectors ? command.view() : s;
  double* workspaces = command.pointer<double>();
  const int64_t workspaceLength = command.integer();
  const auto run = input.dtype == DType::Float64 ? decomposeAll<double> : decomposeAll<float>;
  const MatrixFailure failure =
      run(input, s, hasVectors ? &u : nullptr, hasVectors ? &v : nullptr, workspaces, workspaceLength);
  return failure.matrix < 0 ? Status::Ok : command.fail(Status::NotConverged, failure.matrix);
}

}  // namespace tenon::TENON_ISA
