#include "softmax.hpp"

#include "math/exponential.hpp"
#include "math/logarithm.hpp"
#include "parallel/parallel_for.hpp"
#include "row_blocks.hpp"
#include "rows.hpp"
#include "simd/row.hpp"

namespace tenon::TENON_ISA {
namespace {

/// Softmax raises all exponentials, and so their sum, by this factor: then none is subnormal on the way, one addition
/// to the exponent scales it, and what is left after the division is rounded once.
inline constexpr int kRaisedBits = 64;
inline constexpr float kRaised = 0x1p64f;

/// 2⁶⁴ eˣ for x ≤ 0 that is no NaN.
template <class V>
[[gnu::always_inline]] inline V raisedExponential(V x) {
  const V lowest = constant<V>(ExponentialConstants<Element<V>>::lowest);
  const auto [shifted, r] = reduceExponential(greater(x, lowest));
  return scaleNormal(exponentialOfReduced(r), shifted + kRaisedBits);
}

/// Of a row whose greatest element is not finite every element is NaN: ∞ − ∞ is in the sum.
template <class T>
bool isFinite(T max) {
  return max - max == 0;
}

template <class V>
void fill(Element<V>* y, int64_t length, Element<V> value) {
  eachVector<V>(length, [&](int64_t i, int count) { storeLanes(y + i, splat<V>(value), count); });
}

/// exp(x − max) / Σ exp(x − max) of a packed row. Exponentials wait in the output, which is in cache.
template <class V>
void softmaxOfRow(const Element<V>* x, Element<V>* y, int64_t length) {
  using T = Element<V>;
  const T greatest = maxOfRow<V>(x, length);
  if (!isFinite(greatest)) return fill<V>(y, length, FloatFormat<T>::notANumber);
  const V max = splat<V>(greatest);
  const double sum = sumRow<V>(length, [&](int64_t i, int count) {
    const V power = keepLanes(raisedExponential(loadLanes<V>(x + i, count) - max), count);
    storeLanes(y + i, power, count);
    return power;
  });
  const T share = T(1 / sum);
  eachVector<V>(length, [&](int64_t i, int count) { storeLanes(y + i, share * loadLanes<V>(y + i, count), count); });
}

/// (x − max) − ln Σ exp(x − max) of a packed row.
template <class V>
void logSoftmaxOfRow(const Element<V>* x, Element<V>* y, int64_t length) {
  using T = Element<V>;
  const T greatest = maxOfRow<V>(x, length);
  if (!isFinite(greatest)) return fill<V>(y, length, FloatFormat<T>::notANumber);
  const V max = splat<V>(greatest);
  const double sum = sumRow<V>(length, [&](int64_t i, int count) {
    return keepLanes(raisedExponential(loadLanes<V>(x + i, count) - max), count);
  });
  const V logSum = splat<V>(log(T(sum / kRaised)));
  eachVector<V>(length, [&](int64_t i, int count) {
    storeLanes(y + i, (loadLanes<V>(x + i, count) - max) - logSum, count);
  });
}

template <class T>
void softmaxOfRows(const Rows& logits, const Rows& output, bool isLogarithm) {
  using V = Register<T>;
  const int64_t length = logits.length();
  const int64_t block = rowsPerBlock(length);
  parallelFor((logits.count() + block - 1) / block, [&](int64_t iteration, Worker& worker) {
    T* scratch = reinterpret_cast<T*>(worker.scratch);
    const bool isInPlace = output.isPacked<T>();
    const int64_t end = (iteration + 1) * block < logits.count() ? (iteration + 1) * block : logits.count();
    for (int64_t row = iteration * block; row < end; row++) {
      const T* x = logits.read<T>(row, scratch);
      T* y = isInPlace ? output.at<T>(row) : scratch;
      if (isLogarithm) logSoftmaxOfRow<V>(x, y, length);
      else softmaxOfRow<V>(x, y, length);
      if (!isInPlace) output.scatter(row, y);
    }
  });
}

/// Registers of columns that are worked on together: lines of cache whole, of which long rows touch many.
inline constexpr int kTileRegisters = 4;

/// The same for rows side by side, lane by lane: element i of all rows is at i times the stride. `work` has room for
/// them; it is memory of its own where columns are not too long, because rows a power of two apart evict each other
/// from the cache, or else the output.
template <int kRegisters, class V>
void softmaxOfColumns(
    const Element<V>* x, int64_t stride, Element<V>* work, int64_t workStride, Element<V>* y, int64_t outputStride,
    int64_t length, int count, bool isLogarithm) {
  using T = Element<V>;
  constexpr int kLanes = kLanesOf<V>;
  V max[kRegisters];
  for (V& v : max) v = splat<V>(-T(__builtin_inff()));
  for (int64_t i = 0; i < length; i++) {
    for (int k = 0; k < kRegisters; k++) {
      const V logit = loadLanes<V>(x + i * stride + k * kLanes, count);
      storeLanes(work + i * workStride + k * kLanes, logit, count);
      max[k] = select<V>((logit > max[k]) | (logit != logit), logit, max[k]);
    }
  }
  V sum[kRegisters] = {};
  for (int64_t start = 0; start < length; start += 64) {
    const int64_t end = length - start > 64 ? start + 64 : length;
    V part[kRegisters] = {};
    for (int64_t i = start; i < end; i++) {
      for (int k = 0; k < kRegisters; k++) {
        T* at = work + i * workStride + k * kLanes;
        const V power = raisedExponential(loadLanes<V>(at, count) - max[k]);
        if (!isLogarithm) storeLanes(at, power, count);
        part[k] += power;
      }
    }
    for (int k = 0; k < kRegisters; k++) sum[k] += part[k];
  }
  for (int k = 0; k < kRegisters; k++) {
    sum[k] = select<V>(max[k] - max[k] == 0, sum[k], splat<V>(FloatFormat<T>::notANumber));
    sum[k] = isLogarithm ? log(sum[k] / kRaised) : 1 / sum[k];
  }
  for (int64_t i = 0; i < length; i++) {
    for (int k = 0; k < kRegisters; k++) {
      const V element = loadLanes<V>(work + i * workStride + k * kLanes, count);
      storeLanes(y + i * outputStride + k * kLanes, isLogarithm ? (element - max[k]) - sum[k] : sum[k] * element, count);
    }
  }
}

template <class T>
void softmaxOfColumnGroups(const Rows& logits, const Rows& output, int64_t columns, bool isLogarithm) {
  using V = Register<T>;
  constexpr int64_t kTile = kTileRegisters * kLanes<T>;
  const int64_t length = logits.length();
  const int64_t tiles = (columns + kTile - 1) / kTile;
  const bool fits = length * kTile * int64_t(sizeof(T)) <= kScratchBytes;
  parallelFor(logits.count() / columns * tiles, [&](int64_t iteration, Worker& worker) {
    const int64_t first = iteration % tiles * kTile;
    const int64_t row = iteration / tiles * columns + first;
    const T* x = logits.at<T>(row);
    T* y = output.at<T>(row);
    T* work = fits ? reinterpret_cast<T*>(worker.scratch) : y;
    const int64_t workStride = fits ? kTile : output.stride();
    const auto run = [&]<int kRegisters>(int64_t i, int count) {
      softmaxOfColumns<kRegisters, V>(
          x + i, logits.stride(), work + i, workStride, y + i, output.stride(), length, count, isLogarithm);
    };
    if (columns - first >= kTile) run.template operator()<kTileRegisters>(0, kLanes<T>);
    else eachVector<V>(columns - first, [&](int64_t i, int count) { run.template operator()<1>(i, count); });
  });
}

template <class T>
void softmaxAlong(const Rows& logits, const Rows& output, bool isLogarithm) {
  // What is side by side in one view is so in the other for a part of it, as both have the same axes.
  const int64_t columns = logits.columns<T>() < output.columns<T>() ? logits.columns<T>() : output.columns<T>();
  if (columns >= kLanes<T>) softmaxOfColumnGroups<T>(logits, output, columns, isLogarithm);
  else softmaxOfRows<T>(logits, output, isLogarithm);
}

}  // namespace

Status softmax(CommandReader& command) {
  const int axis = command.index();
  const bool isLogarithm = command.flag();
  const View logits = command.view();
  const View output = command.view();
  bool folded[kMaxRank] = {};
  folded[axis] = true;
  const Rows from(logits, folded);
  const Rows to(output, folded);
  if (logits.dtype == DType::Float64) softmaxAlong<double>(from, to, isLogarithm);
  else softmaxAlong<float>(from, to, isLogarithm);
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
