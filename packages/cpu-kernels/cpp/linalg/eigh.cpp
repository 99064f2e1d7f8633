/// Householder tridiagonalization and the implicit QL algorithm (Golub & Van Loan, 4th ed., § 8.3; Dubrulle, Martin &
/// Wilkinson, The implicit QL algorithm, 1968).
///
/// Eigenvectors are kept as rows, so that reflections and rotations work on contiguous memory.
#include "eigh.hpp"

#include "householder.hpp"
#include "magnitude_scale.hpp"
#include "rotation.hpp"

namespace tenon::TENON_ISA {
namespace {

/// QL converges cubically: two or three steps an eigenvalue are usual, and 30 as many as LAPACK allows.
inline constexpr int64_t kMostStepsPerValue = 30;

/// A symmetric tridiagonal matrix.
struct Tridiagonal {
  int64_t n;
  double* diagonal;
  /// Element i is beside the diagonal's i and i + 1; the last is 0.
  double* beside;
};

/// Reduces a symmetric matrix, of which both triangles are there. The k-th reflection, of rows and columns from k + 1 on,
/// is left in row k: v from column k + 1 on, and τ on the diagonal.
void tridiagonalize(Strided<double> a, const Tridiagonal& t, double* product) {
  const int64_t n = t.n;
  for (int64_t k = 0; k + 1 < n; k++) {
    t.diagonal[k] = a(k, k);
    const int64_t rest = n - k - 1;
    double* v = &a(k, k + 1);
    const Reflection reflection = reflectionOf(v, rest);
    t.beside[k] = reflection.image;
    a(k, k) = reflection.tau;
    if (reflection.tau == 0) continue;
    for (int64_t i = 0; i < rest; i++) product[i] = reflection.tau * dot(&a(k + 1 + i, k + 1), v, rest);
    addMultiple(product, -0.5 * reflection.tau * dot(product, v, rest), v, rest);
    for (int64_t i = 0; i < rest; i++) {
      double* row = &a(k + 1 + i, k + 1);
      addMultiple(row, -v[i], product, rest);
      addMultiple(row, -product[i], v, rest);
    }
  }
  t.diagonal[n - 1] = a(n - 1, n - 1);
  t.beside[n - 1] = 0;
}

/// The transpose of the product of the reflections, into `vectors` [n, n].
void accumulate(Strided<double> a, int64_t n, Strided<double> vectors) {
  for (int64_t i = 0; i < n; i++) {
    for (int64_t j = 0; j < n; j++) vectors(i, j) = i == j;
  }
  for (int64_t k = n - 3; k >= 0; k--) {
    const double tau = a(k, k);
    const double* v = &a(k, k + 1);
    if (tau == 0) continue;
    for (int64_t i = k + 1; i < n; i++) {
      double* row = &vectors(i, k + 1);
      addMultiple(row, -tau * dot(row, v, n - k - 1), v, n - k - 1);
    }
  }
}

/// Overwrites the diagonal with the eigenvalues, in no order; turns the rows of `vectors`, if there are, into
/// eigenvectors. False if it does not converge.
bool diagonalize(const Tridiagonal& t, const Strided<double>* vectors) {
  const auto [n, d, e] = t;
  int64_t steps = kMostStepsPerValue * n;
  for (int64_t first = 0; first < n; first++) {
    for (;;) {
      // The block from `first` on that no negligible element divides.
      int64_t last = first;
      while (last + 1 < n) {
        const double beside = absolute(e[last]);
        if (beside <= 0x1p-53 * (absolute(d[last]) + absolute(d[last + 1])) || beside < 0x1p-1000) break;
        last++;
      }
      if (last == first) break;
      if (steps-- == 0) return false;
      // Wilkinson's shift: the eigenvalue of the first 2 × 2 block that is nearer to its first element.
      const double half = (d[first + 1] - d[first]) / (2 * e[first]);
      const double root = sqrt(half * half + 1);
      double g = d[last] - d[first] + e[first] / (half + (half >= 0 ? root : -root));
      double c = 1, s = 1, p = 0;
      int64_t i = last - 1;
      for (; i >= first; i--) {
        const double f = s * e[i];
        const double b = c * e[i];
        const double r = sqrt(f * f + g * g);
        e[i + 1] = r;
        if (r == 0) {
          // The bulge vanished: the block falls apart here.
          d[i + 1] -= p;
          e[last] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        const double before = d[i + 1] - p;
        const double turned = (d[i] - before) * s + 2 * c * b;
        p = s * turned;
        d[i + 1] = before + p;
        g = c * turned - b;
        if (vectors) rotate(&(*vectors)(i, 0), &(*vectors)(i + 1, 0), c, s, n);
      }
      if (i >= first) continue;
      d[first] -= p;
      e[first] = g;
      e[last] = 0;
    }
  }
  return true;
}

/// Sorts `order` by ascending values, stably: a matrix has few rows beside what it took to come here.
void sortAscending(const double* values, double* order, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    int64_t at = i;
    for (; at > 0 && values[int64_t(order[at - 1])] > values[i]; at--) order[at] = order[at - 1];
    order[at] = double(i);
  }
}

template <class T>
MatrixFailure solveAll(
    const View& input, const View& values, const View* vectors, double* workspaces, int64_t workspaceLength) {
  const int64_t n = rowsOf(input);
  return eachMatrix(batchSize(input), [&](int64_t matrix, int64_t slice, Worker&) -> int64_t {
    if (n == 0) return 0;
    Workspace workspace(workspaces + slice * workspaceLength, workspaceLength);
    const Strided<T> given = matrixOf<T>(input, matrix);
    const Strided<double> a = workspace.matrix(n, n);
    for (int64_t i = 0; i < n; i++) {
      for (int64_t j = 0; j <= i; j++) a(i, j) = a(j, i) = double(given(i, j));
    }
    const double scale = scaleDown(a, n, n);
    if (scale == 0) return 1;
    const Tridiagonal t = {n, workspace.take(n), workspace.take(n)};
    double* order = workspace.take(n);
    tridiagonalize(a, t, workspace.take(n));
    const Strided<double> rows = vectors ? workspace.matrix(n, n) : a;
    if (vectors) accumulate(a, n, rows);
    if (!diagonalize(t, vectors ? &rows : nullptr)) return 1;
    sortAscending(t.diagonal, order, n);
    T* ascending = partOf<T>(values, matrix, 1);
    for (int64_t j = 0; j < n; j++) ascending[j] = T(t.diagonal[int64_t(order[j])] * scale);
    if (!vectors) return 0;
    T* to = partOf<T>(*vectors, matrix);
    for (int64_t j = 0; j < n; j++) {
      const double* vector = &rows(int64_t(order[j]), 0);
      for (int64_t i = 0; i < n; i++) to[i * n + j] = T(vector[i]);
    }
    return 0;
  });
}

}  // namespace

Status eigh(CommandReader& command) {
  const View input = command.view();
  const View values = command.view();
  const bool hasVectors = command.flag();
  const View vectors = hasVectors ? command.view() : values;
  double* workspaces = command.pointer<double>();
  const int64_t workspaceLength = command.integer();
  const auto run = input.dtype == DType::Float64 ? solveAll<double> : solveAll<float>;
  const MatrixFailure failure = run(input, values, hasVectors ? &vectors : nullptr, workspaces, workspaceLength);
  return failure.matrix < 0 ? Status::Ok : command.fail(Status::NotConverged, failure.matrix);
}

}  // namespace tenon::TENON_ISA
