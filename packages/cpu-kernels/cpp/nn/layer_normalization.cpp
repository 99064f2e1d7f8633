#include "layer_normalization.hpp"

#include "parallel/parallel_for.hpp"
#include "row_blocks.hpp"
#include "rows.hpp"
#include "simd/row.hpp"
#include "standardize.hpp"

namespace tenon::TENON_ISA {
namespace {

/// (x − mean) · inverse deviation · scale + offset; absent parameters are 1 and 0.
template <class V>
void normalizeRow(
    const Element<V>* x, const Element<V>* scale, const Element<V>* offset, Element<V>* y, int64_t length,
    double epsilon) {
  const Statistics<Element<V>> statistics = statisticsOfRow<V>(x, length, epsilon);
  const V mean = splat<V>(statistics.mean);
  const V inverse = splat<V>(statistics.inverseDeviation);
  const auto normalized = [&](int64_t i, int count) { return (loadLanes<V>(x + i, count) - mean) * inverse; };
  if (scale && offset) {
    eachVector<V>(length, [&](int64_t i, int count) {
      const V scaled = normalized(i, count) * loadLanes<V>(scale + i, count);
      storeLanes(y + i, scaled + loadLanes<V>(offset + i, count), count);
    });
  } else {
    eachVector<V>(length, [&](int64_t i, int count) {
      V scaled = normalized(i, count);
      if (scale) scaled = scaled * loadLanes<V>(scale + i, count);
      // A missing offset is +0, and −0 + 0 = 0.
      storeLanes(y + i, scaled + (offset ? loadLanes<V>(offset + i, count) : V{}), count);
    });
  }
}

template <class T>
void normalizeRows(const Rows& x, const Rows* scale, const Rows* offset, const Rows& output, double epsilon) {
  const int64_t length = x.length();
  const int64_t block = rowsPerBlock(length);
  parallelFor((x.count() + block - 1) / block, [&](int64_t iteration, Worker& worker) {
    // Room for the parameters, then for a row.
    T* scratch = reinterpret_cast<T*>(worker.scratch);
    const T* scales = scale ? scale->read<T>(0, scratch) : nullptr;
    const T* offsets = offset ? offset->read<T>(0, scratch + length) : nullptr;
    T* copy = scratch + 2 * length;
    const bool isInPlace = output.isPacked<T>();
    const int64_t end = (iteration + 1) * block < x.count() ? (iteration + 1) * block : x.count();
    for (int64_t row = iteration * block; row < end; row++) {
      T* y = isInPlace ? output.at<T>(row) : copy;
      normalizeRow<Register<T>>(x.read<T>(row, copy), scales, offsets, y, length, epsilon);
      if (!isInPlace) output.scatter(row, y);
    }
  });
}

}  // namespace

Status layerNormalization(CommandReader& command) {
  const double epsilon = command.real();
  const int rank = command.index();
  bool folded[kMaxRank];
  for (int axis = 0; axis < rank; axis++) folded[axis] = command.flag();
  bool all[kMaxRank];
  for (bool& one : all) one = true;
  const Rows x(command.view(), folded);
  const Rows output(command.view(), folded);
  const bool hasScale = command.flag();
  const Rows scale = hasScale ? Rows(command.view(), all) : output;
  const bool hasOffset = command.flag();
  const Rows offset = hasOffset ? Rows(command.view(), all) : output;
  const auto normalize = x.dtype() == DType::Float64 ? normalizeRows<double> : normalizeRows<float>;
  normalize(x, hasScale ? &scale : nullptr, hasOffset ? &offset : nullptr, output, epsilon);
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
