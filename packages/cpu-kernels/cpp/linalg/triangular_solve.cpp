/// Blocked substitution (Golub & Van Loan, 4th ed., § 3.1.4), in place in the output.
#include "triangular_solve.hpp"

#include "matrix_batch.hpp"
#include "subtract_product.hpp"

namespace tenon::TENON_ISA {
namespace {

/// Unknowns that are solved for before the other equations are touched.
inline constexpr int64_t kBlock = 32;

/// Overwrites x [n, columns] with the solution. `a` is read as it stands: lower where `isForward`, else upper.
template <class T>
void substitute(Strided<T> a, T* x, int64_t n, int64_t columns, bool isForward, bool hasUnitDiagonal) {
  // The next `rows` equations, by `unknowns` that are solved for already.
  const auto eliminate = [&](int64_t row, int64_t rows, int64_t unknown, int64_t unknowns) {
    subtractProduct(
        x + row * columns, columns, &a(row, unknown), a.rowStride, a.columnStride, x + unknown * columns, columns, rows,
        columns, unknowns);
  };
  for (int64_t done = 0; done < n; done += kBlock) {
    const int64_t block = done + kBlock < n ? kBlock : n - done;
    const int64_t start = isForward ? done : n - done - block;
    for (int64_t step = 0; step < block; step++) {
      const int64_t row = isForward ? start + step : start + block - 1 - step;
      if (step > 0) eliminate(row, 1, isForward ? start : row + 1, step);
      if (hasUnitDiagonal) continue;
      const T pivot = a(row, row);
      for (int64_t j = 0; j < columns; j++) x[row * columns + j] /= pivot;
    }
    const int64_t rest = n - done - block;
    if (rest > 0) eliminate(isForward ? start + block : 0, rest, start, block);
  }
}

template <class T>
MatrixFailure solveAll(
    const View& matrices, const View& rhs, const View& output, bool isForward, bool isTransposed,
    bool hasUnitDiagonal) {
  const int64_t n = rowsOf(output), columns = columnsOf(output);
  return eachMatrix(batchSize(output), [&](int64_t matrix, int64_t, Worker&) -> int64_t {
    const Strided<T> given = matrixOf<T>(matrices, matrix);
    const Strided<T> a = isTransposed ? given.transposed() : given;
    for (int64_t row = 0; row < n && !hasUnitDiagonal; row++) {
      if (a(row, row) == 0) return row + 1;
    }
    T* x = partOf<T>(output, matrix);
    copyMatrix(matrixOf<T>(rhs, matrix), n, columns, Strided<T>{x, columns, 1});
    substitute(a, x, n, columns, isForward, hasUnitDiagonal);
    return 0;
  });
}

}  // namespace

Status triangularSolve(CommandReader& command) {
  const View matrices = command.view();
  const View rhs = command.view();
  const View output = command.view();
  const bool isLower = command.flag();
  const bool isTransposed = command.flag();
  const bool hasUnitDiagonal = command.flag();
  const auto run = output.dtype == DType::Float64 ? solveAll<double> : solveAll<float>;
  // The transpose of an upper triangle is a lower one.
  const MatrixFailure failure = run(matrices, rhs, output, isLower != isTransposed, isTransposed, hasUnitDiagonal);
  if (failure.matrix < 0) return Status::Ok;
  return command.fail(Status::Singular, failure.matrix, failure.detail);
}

}  // namespace tenon::TENON_ISA
