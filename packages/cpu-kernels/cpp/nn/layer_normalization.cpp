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

/// The gradient of x: (g − mean(g) − x̂ · mean(g · x̂)) / √(variance + ε), where g is the upstream times the scale (Ioffe &
/// Szegedy, 2015, section 3).
template <class V>
void pullBackRow(
    const Element<V>* x, const Element<V>* scale, const Element<V>* upstream, Element<V>* y, int64_t length,
    double epsilon) {
  using T = Element<V>;
  const Statistics<T> statistics = statisticsOfRow<V>(x, length, epsilon);
  const V mean = splat<V>(statistics.mean);
  const V inverse = splat<V>(statistics.inverseDeviation);
  const auto normalized = [&](int64_t i, int count) { return (loadLanes<V>(x + i, count) - mean) * inverse; };
  // Lanes past the end are zero, as upstream is there.
  const auto scaled = [&](int64_t i, int count) {
    const V gradient = loadLanes<V>(upstream + i, count);
    return scale ? gradient * loadLanes<V>(scale + i, count) : gradient;
  };
  const double sum = sumRow<V>(length, scaled);
  const double product =
      sumRow<V>(length, [&](int64_t i, int count) { return scaled(i, count) * normalized(i, count); });
  const V meanOfScaled = splat<V>(T(sum / double(length)));
  const V meanOfProduct = splat<V>(T(product / double(length)));
  eachVector<V>(length, [&](int64_t i, int count) {
    const V centered = scaled(i, count) - meanOfScaled;
    storeLanes(y + i, (centered - normalized(i, count) * meanOfProduct) * inverse, count);
  });
}

/// What may be absent.
struct Parameters {
  const Rows* scale;
  const Rows* offset;
  const Rows* upstream;
};

template <class T>
void normalizeRows(const Rows& x, const Parameters& given, const Rows& output, double epsilon) {
  using V = Register<T>;
  const int64_t length = x.length();
  const int64_t block = rowsPerBlock(length);
  parallelFor((x.count() + block - 1) / block, [&](int64_t iteration, Worker& worker) {
    // Room for the parameters, for a row, and for its upstream.
    T* scratch = reinterpret_cast<T*>(worker.scratch);
    const T* scale = given.scale ? given.scale->read<T>(0, scratch) : nullptr;
    const T* offset = given.offset ? given.offset->read<T>(0, scratch + length) : nullptr;
    T* copy = scratch + 2 * length;
    T* upstreamCopy = scratch + 3 * length;
    const bool isInPlace = output.isPacked<T>();
    const int64_t end = (iteration + 1) * block < x.count() ? (iteration + 1) * block : x.count();
    for (int64_t row = iteration * block; row < end; row++) {
      T* y = isInPlace ? output.at<T>(row) : copy;
      const T* elements = x.read<T>(row, copy);
      if (given.upstream) {
        pullBackRow<V>(elements, scale, given.upstream->read<T>(row, upstreamCopy), y, length, epsilon);
      } else {
        normalizeRow<V>(elements, scale, offset, y, length, epsilon);
      }
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
  const bool hasUpstream = command.flag();
  const Rows upstream = hasUpstream ? Rows(command.view(), folded) : output;
  const Parameters given = {
      hasScale ? &scale : nullptr, hasOffset ? &offset : nullptr, hasUpstream ? &upstream : nullptr};
  const auto normalize = x.dtype() == DType::Float64 ? normalizeRows<double> : normalizeRows<float>;
  normalize(x, given, output, epsilon);
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
