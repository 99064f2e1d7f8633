/// Right-looking blocked LU factorization with partial pivoting (Golub & Van Loan, 4th ed., § 3.4.7), in place in the
/// output.
#include "lu.hpp"

#include "matrix_batch.hpp"
#include "subtract_product.hpp"

namespace tenon::TENON_ISA {
namespace {

/// Columns that are eliminated before the others are touched.
inline constexpr int64_t kBlock = 32;

template <class T>
void swapRows(T* a, T* b, int64_t length) {
  for (int64_t i = 0; i < length; i++) {
    const T kept = a[i];
    a[i] = b[i];
    b[i] = kept;
  }
}

/// The row of the greatest magnitude in a column from `start` on, of those the first. A NaN at the start stays there.
template <class T>
int64_t pivotRow(const T* column, int64_t stride, int64_t start, int64_t n) {
  int64_t pivot = start;
  T greatest = absolute(column[start * stride]);
  for (int64_t i = start + 1; i < n; i++) {
    const T magnitude = absolute(column[i * stride]);
    if (magnitude > greatest) {
      greatest = magnitude;
      pivot = i;
    }
  }
  return pivot;
}

template <class T>
void factor(T* a, int64_t n, int32_t* permutation) {
  for (int64_t i = 0; i < n; i++) permutation[i] = int32_t(i);
  for (int64_t start = 0; start < n; start += kBlock) {
    const int64_t end = start + kBlock < n ? start + kBlock : n;
    for (int64_t k = start; k < end; k++) {
      const int64_t pivot = pivotRow(a + k, n, k, n);
      if (pivot != k) {
        swapRows(a + k * n, a + pivot * n, n);
        swapRows(permutation + k, permutation + pivot, 1);
      }
      const T diagonal = a[k * n + k];
      // A column of zeros leaves its zero on the diagonal, and nothing to eliminate.
      if (diagonal == 0) continue;
      for (int64_t i = k + 1; i < n; i++) {
        T* row = a + i * n;
        row[k] /= diagonal;
        subtractProduct(row + k + 1, n, row + k, n, 1, a + k * n + k + 1, n, 1, end - k - 1, 1);
      }
    }
    const int64_t rest = n - end;
    T* right = a + start * n + end;
    for (int64_t k = start + 1; k < end; k++) {
      subtractProduct(a + k * n + end, n, a + k * n + start, n, 1, right, n, 1, rest, k - start);
    }
    subtractProduct(a + end * n + end, n, a + end * n + start, n, 1, right, n, rest, rest, end - start);
  }
}

template <class T>
void factorAll(const View& input, const View& output, const View& permutation) {
  const int64_t n = rowsOf(input);
  eachMatrix(batchSize(input), [&](int64_t matrix, int64_t, Worker&) {
    T* to = partOf<T>(output, matrix);
    copyMatrix(matrixOf<T>(input, matrix), n, n, Strided<T>{to, n, 1});
    factor(to, n, partOf<int32_t>(permutation, matrix, 1));
    return 0;
  });
}

}  // namespace

Status lu(CommandReader& command) {
  const View input = command.view();
  const View output = command.view();
  const View permutation = command.view();
  if (input.dtype == DType::Float64) factorAll<double>(input, output, permutation);
  else factorAll<float>(input, output, permutation);
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
