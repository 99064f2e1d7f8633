/// Batches of matrices: where each is in a view, copies of it in row-major order, and a loop over all.
#pragma once

#include "base/command.hpp"
#include "parallel/parallel_for.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// A batch is dealt to this many iterations of a parallel loop, so that as many working areas serve it whatever its size.
inline constexpr int kMatrixSlices = 16;

inline int64_t rowsOf(const View& view) { return view.shape[view.rank - 2]; }
inline int64_t columnsOf(const View& view) { return view.shape[view.rank - 1]; }

/// How many parts of `innerRank` axes a view is made of: 2 for matrices, 1 for vectors.
inline int64_t batchSize(const View& view, int innerRank = 2) {
  int64_t size = 1;
  for (int axis = 0; axis < view.rank - innerRank; axis++) size *= view.shape[axis];
  return size;
}

/// Where one of them begins, counted in row-major order.
template <class T>
inline T* partOf(const View& view, int64_t position, int innerRank = 2) {
  int64_t offset = 0;
  for (int axis = view.rank - innerRank - 1; axis >= 0; axis--) {
    offset += position % view.shape[axis] * view.strides[axis];
    position /= view.shape[axis];
  }
  return view.as<T>() + offset;
}

/// A matrix in memory.
template <class T>
struct Strided {
  T* data;
  int64_t rowStride, columnStride;

  T& operator()(int64_t row, int64_t column) const { return data[row * rowStride + column * columnStride]; }
  Strided transposed() const { return {data, columnStride, rowStride}; }
  Strided at(int64_t row, int64_t column) const { return {&(*this)(row, column), rowStride, columnStride}; }
};

template <class T>
inline Strided<T> matrixOf(const View& view, int64_t position) {
  return {partOf<T>(view, position), view.strides[view.rank - 2], view.strides[view.rank - 1]};
}

/// Copies a matrix, converting its elements; `to` is in row-major order, or `from` is if its columns are adjacent.
template <class To, class From>
inline void copyMatrix(Strided<From> from, int64_t rows, int64_t columns, Strided<To> to) {
  for (int64_t i = 0; i < rows; i++) {
    for (int64_t j = 0; j < columns; j++) to(i, j) = To(from(i, j));
  }
}

/// What was found wrong with a matrix.
struct MatrixFailure {
  /// −1 if with none.
  int64_t matrix = -1;
  /// The row, or whatever a routine gives for it.
  int64_t detail = 0;
};

/// Runs `task(matrix, slice)` for every matrix of a batch. It gives 0, or what is wrong with the matrix.
/// @returns the first matrix of the batch with which anything is, whatever the order they are done in.
template <class Task>
inline MatrixFailure eachMatrix(int64_t batch, const Task& task) {
  MatrixFailure failures[kMatrixSlices];
  const int64_t slices = batch < kMatrixSlices ? batch : kMatrixSlices;
  parallelFor(slices, [&](int64_t slice, Worker& worker) {
    for (int64_t matrix = slice; matrix < batch; matrix += kMatrixSlices) {
      const int64_t detail = task(matrix, slice, worker);
      if (detail == 0) continue;
      failures[slice] = {matrix, detail};
      return;
    }
  });
  MatrixFailure first;
  for (const MatrixFailure& failure : failures) {
    if (failure.matrix >= 0 && (first.matrix < 0 || failure.matrix < first.matrix)) first = failure;
  }
  return first;
}

/// Working memory of a routine, of which parts are taken in turn, each on a cache line of its own. The driver gives each
/// slice its own workspace.
class Workspace {
 public:
  Workspace(double* start, int64_t length) : next_(start), end_(start + length) {}

  /// At most `length` + 7 of the workspace.
  double* take(int64_t length) {
    double* taken = next_;
    next_ += lines(length) * kLine;
    if (next_ > end_) __builtin_trap();
    return taken;
  }
  /// A matrix in row-major order, at most rows · (columns + 15) of the workspace. Rows are an odd number of cache lines
  /// apart: where they are a power of two, the elements of a column evict each other.
  Strided<double> matrix(int64_t rows, int64_t columns) {
    const int64_t stride = (lines(columns) | 1) * kLine;
    return {take(rows * stride), stride, 1};
  }

 private:
  /// float64 on a cache line.
  static constexpr int64_t kLine = 8;
  static int64_t lines(int64_t length) { return (length + kLine - 1) / kLine; }

  double* next_;
  double* end_;
};

}  // namespace tenon::TENON_ISA
