#include "matmul/matmul.hpp"

#include "matmul/partition.hpp"
#include "matmul/vector_product.hpp"

namespace tenon::TENON_ISA {
namespace {

/// A batch of products: three views that agree on the axes before the last two.
struct Batch {
  View a, b, out;

  int axes() const { return out.rank - 2; }
  int64_t rows() const { return out.shape[out.rank - 2]; }
  int64_t columns() const { return out.shape[out.rank - 1]; }
  int64_t terms() const { return a.shape[a.rank - 1]; }

  int64_t count() const {
    int64_t count = 1;
    for (int axis = 0; axis < axes(); axis++) count *= out.shape[axis];
    return count;
  }
};

/// Strides of a view's last two axes.
inline int64_t rowStride(const View& view) { return view.strides[view.rank - 2]; }
inline int64_t columnStride(const View& view) { return view.strides[view.rank - 1]; }

/// Removes an axis before the last two.
void dropAxis(View& view, int axis) {
  view.rank--;
  for (int i = axis; i < view.rank; i++) {
    view.shape[i] = view.shape[i + 1];
    view.strides[i] = view.strides[i + 1];
  }
}

/// Where one right matrix serves a whole batch axis, and the left rows and the output's go on from one matrix to the
/// next, the axis is more rows: [batch, sequence, feature] · [feature, unit] is one product.
void foldRows(Batch& batch) {
  for (int axis = batch.axes() - 1; axis >= 0; axis--) {
    View &a = batch.a, &b = batch.b, &out = batch.out;
    const int row = out.rank - 2;
    const int64_t length = out.shape[axis];
    const bool continues = a.strides[axis] == a.shape[row] * a.strides[row] &&
                           out.strides[axis] == out.shape[row] * out.strides[row] && b.strides[axis] == 0;
    if (length != 1 && !continues) return;
    a.shape[row] *= length;
    out.shape[row] *= length;
    dropAxis(a, axis);
    dropAxis(b, axis);
    dropAxis(out, axis);
  }
}

/// Exchanges the last two axes.
void exchangeAxes(View& view) {
  const int row = view.rank - 2, column = view.rank - 1;
  const int64_t shape = view.shape[row], stride = view.strides[row];
  view.shape[row] = view.shape[column];
  view.strides[row] = view.strides[column];
  view.shape[column] = shape;
  view.strides[column] = stride;
}

/// The transposed problem, outᵀ = bᵀ · aᵀ.
Batch transpose(const Batch& batch) {
  Batch transposed{batch.b, batch.a, batch.out};
  exchangeAxes(transposed.a);
  exchangeAxes(transposed.b);
  exchangeAxes(transposed.out);
  return transposed;
}

/// Runs `run(a, b, out)` with the matrices of one product of the batch.
template <class S, class Out, class Run>
inline void withMatrices(const Batch& batch, int64_t index, const Run& run) {
  const S* a = batch.a.as<S>();
  const S* b = batch.b.as<S>();
  Out* out = batch.out.as<Out>();
  for (int axis = batch.axes() - 1; axis >= 0; axis--) {
    const int64_t coordinate = index % batch.out.shape[axis];
    index /= batch.out.shape[axis];
    a += coordinate * batch.a.strides[axis];
    b += coordinate * batch.b.strides[axis];
    out += coordinate * batch.out.strides[axis];
  }
  run(a, b, out);
}

/// Products of matrices with one column.
template <class S, class Out>
void multiplyVectors(const Batch& batch, int64_t products) {
  VectorProduct<S, Out> shape{batch.rows(), batch.terms(), {nullptr, rowStride(batch.a), columnStride(batch.a)}, nullptr,
                         rowStride(batch.b), nullptr, rowStride(batch.out)};
  // Memory bounds it, and one element is one multiplication: a thread is worth waking sooner than for matrices.
  constexpr int64_t effort = 8;
  const int64_t work = shape.count * shape.terms * effort;
  const int64_t pieces = work < kParallelProducts ? 1 : ceilDivide(work, kParallelProducts);
  constexpr int64_t line = 64;
  const int64_t rows = ceilDivide(ceilDivide(shape.count, pieces), line) * line;
  const int64_t blocks = ceilDivide(shape.count, rows);
  forItems(products * blocks, work / blocks, [&](int64_t item, char* scratch) {
    const int64_t block = item % blocks;
    withMatrices<S, Out>(batch, item / blocks, [&](const S* a, const S* b, Out* out) {
      VectorProduct<S, Out> product = shape;
      product.matrix.data = a;
      product.vector = b;
      product.out = out;
      multiplyRows(product, block * rows, least(rows, shape.count - block * rows), scratch);
    });
  });
}

template <class S, class Out>
void multiplyMatrices(const Batch& batch, int64_t products) {
  using Operand = StridedOperand<S>;
  const Product<Out, Operand, Operand> shape{batch.rows(), batch.columns(), batch.terms(),
                                           {nullptr, rowStride(batch.a), columnStride(batch.a)},
                                           {nullptr, columnStride(batch.b), rowStride(batch.b)},
                                           nullptr, rowStride(batch.out), columnStride(batch.out)};
  const int64_t work = shape.rows * shape.columns * shape.terms;
  const Partition grid = partition(shape, ceilDivide(piecesOf(products * work), products));
  const int64_t blocks = grid.blocks();
  forItems(products * blocks, work / blocks, [&](int64_t item, char* scratch) {
    withMatrices<S, Out>(batch, item / blocks, [&](const S* a, const S* b, Out* out) {
      Product<Out, Operand, Operand> product = shape;
      product.left.data = a;
      product.right.data = b;
      product.out = out;
      multiplyBlock(product, grid, item % blocks, scratch);
    });
  });
}

template <class S, class Out>
void multiply(const Batch& batch, int64_t products) {
  if (batch.columns() == 1) multiplyVectors<S, Out>(batch, products);
  else multiplyMatrices<S, Out>(batch, products);
}

}  // namespace

Status matmul(CommandReader& command) {
  Batch batch{command.view(), command.view(), command.view()};
  foldRows(batch);
  const int64_t products = batch.count();
  if (products * batch.rows() * batch.columns() == 0) return Status::Ok;
  // Tiles want neighbouring columns in the output, and vectors want to be the right operand.
  const bool columnsAreRows = columnStride(batch.out) != 1 && rowStride(batch.out) == 1;
  if (batch.columns() != 1 && (batch.rows() == 1 || columnsAreRows)) batch = transpose(batch);
  withElement(batch.a.dtype, [&](auto element) {
    using S = decltype(element);
    if constexpr (!kComputedAsStored<S> && Compute<S>(0.5) != 0) {
      if (batch.out.dtype == DType::Float32) return multiply<S, float>(batch, products);
    }
    multiply<S, S>(batch, products);
  });
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
