/// Right-looking blocked Cholesky factorization (Golub & Van Loan, 4th ed., § 4.2.6), in place in the output.
///
/// The panel under a diagonal block is solved for transposed, in scratch: its rows are then long and contiguous, and the
/// trailing matrix is updated with it as it is.
#include "cholesky.hpp"

#include "matrix_batch.hpp"
#include "subtract_product.hpp"

namespace tenon::TENON_ISA {
namespace {

/// Columns that are eliminated at once; fewer where their panel would not fit into scratch.
inline constexpr int64_t kBlock = 32;

/// Factors a diagonal block; gives 1 + the row of the first pivot that is not greater than 0, or 0.
template <class T>
int64_t factorDiagonal(T* a, int64_t stride, int64_t n) {
  for (int64_t i = 0; i < n; i++) {
    for (int64_t j = 0; j <= i; j++) {
      T rest = a[i * stride + j];
      for (int64_t k = 0; k < j; k++) rest -= a[i * stride + k] * a[j * stride + k];
      if (j < i) a[i * stride + j] = rest / a[j * stride + j];
      // NaN is not greater than 0 either.
      else if (rest > 0) a[i * stride + i] = sqrt(rest);
      else return i + 1;
    }
  }
  return 0;
}

/// Factors the lower triangle of `a`, in place. What is above the diagonal is overwritten, too.
template <class T>
int64_t factor(T* a, int64_t n, Worker& worker) {
  T* panel = reinterpret_cast<T*>(worker.scratch);
  const int64_t fitting = kScratchBytes / int64_t(sizeof(T)) / (n > 0 ? n : 1);
  const int64_t width = fitting < kBlock ? fitting : kBlock;
  for (int64_t start = 0; start < n; start += width) {
    const int64_t end = start + width < n ? start + width : n;
    const int64_t block = end - start, rest = n - end;
    T* diagonal = a + start * n + start;
    if (const int64_t failed = factorDiagonal(diagonal, n, block)) return start + failed;
    T* below = a + end * n + start;
    copyMatrix<T, T>(Strided<T>{below, 1, n}, block, rest, Strided<T>{panel, rest, 1});
    for (int64_t j = 0; j < block; j++) {
      subtractProduct(panel + j * rest, rest, diagonal + j * n, n, 1, panel, rest, 1, rest, j);
      const T pivot = diagonal[j * n + j];
      for (int64_t i = 0; i < rest; i++) panel[j * rest + i] /= pivot;
    }
    copyMatrix<T, T>(Strided<T>{panel, 1, rest}, rest, block, Strided<T>{below, n, 1});
    // The trailing matrix up to its diagonal, some rows at a time.
    for (int64_t row = 0; row < rest; row += kBlock) {
      const int64_t rows = row + kBlock < rest ? kBlock : rest - row;
      subtractProduct(
          a + (end + row) * n + end, n, below + row * n, n, 1, panel, rest, rows, row + rows, block);
    }
  }
  return 0;
}

template <class T>
MatrixFailure factorAll(const View& input, const View& output) {
  const int64_t n = rowsOf(input);
  return eachMatrix(batchSize(input), [&](int64_t matrix, int64_t, Worker& worker) {
    const Strided<T> from = matrixOf<T>(input, matrix);
    T* to = partOf<T>(output, matrix);
    for (int64_t i = 0; i < n; i++) {
      for (int64_t j = 0; j <= i; j++) to[i * n + j] = from(i, j);
      for (int64_t j = i + 1; j < n; j++) to[i * n + j] = 0;
    }
    const int64_t failed = factor(to, n, worker);
    for (int64_t i = 0; i < n; i++) {
      for (int64_t j = i + 1; j < n; j++) to[i * n + j] = 0;
    }
    return failed;
  });
}

}  // namespace

Status cholesky(CommandReader& command) {
  const View input = command.view();
  const View output = command.view();
  const auto run = input.dtype == DType::Float64 ? factorAll<double> : factorAll<float>;
  const MatrixFailure failure = run(input, output);
  if (failure.matrix < 0) return Status::Ok;
  return command.fail(Status::NotPositiveDefinite, failure.matrix, failure.detail);
}

}  // namespace tenon::TENON_ISA
