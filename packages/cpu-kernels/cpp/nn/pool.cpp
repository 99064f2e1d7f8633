#include "pool.hpp"

#include "parallel/parallel_for.hpp"
#include "pool_fold.hpp"
#include "pool_windows.hpp"
#include "row_blocks.hpp"
#include "simd/keep_order.hpp"
#include "simd/row.hpp"

namespace tenon::TENON_ISA {
namespace {

/// One row of windows: those that differ in width alone.
struct WindowRow {
  int64_t firstDepth, endDepth, firstHeight, endHeight;
  /// Where depth and height of the windows' first cells are in the input.
  int64_t depth, height;
};

/// A row of windows with contiguous channels: every window in turn, a few registers of channels at a time.
/// @return Whether it is pooled: a fold that loses NaN finds out on the way whether there was one. A sum of all cells is
/// NaN if a cell is, and takes a third of the time that looking at each does. That of infinities is, too.
template <class Fold, class T>
bool poolChannels(const PoolWindows& windows, const WindowRow& row, const T* input, T* output) {
  using V = Register<T>;
  constexpr int kSums = 4;
  V sums[kSums] = {};
  const auto& [depth, height, width] = windows.axes;
  const int64_t cellStep = width.dilation * width.stride;
  for (int64_t window = 0; window < width.count; window++) {
    const int64_t firstWidth = width.firstCell(window), endWidth = width.endCell(window);
    const int64_t cells =
        (row.endDepth - row.firstDepth) * (row.endHeight - row.firstHeight) * (endWidth - firstWidth);
    const T* first = input + width.position(window, firstWidth) * width.stride;
    T* to = output + window * width.windowStride;
    const auto poolLanes = [&]<int kRegisters>(int64_t channel, int count) {
      V folded[kRegisters], partial[kRegisters];
      // Sums line by line, so that their error does not grow with the window's area.
      V* const line = Fold::kRounds ? partial : folded;
      for (V& v : folded) v = splat<V>(Fold::template identity<T>());
      for (int64_t d = row.firstDepth; d < row.endDepth; d++) {
        for (int64_t h = row.firstHeight; h < row.endHeight; h++) {
          const T* cell = first + (row.depth + d * depth.dilation) * depth.stride +
                          (row.height + h * height.dilation) * height.stride + channel;
          if constexpr (Fold::kRounds) for (V& v : partial) v = splat<V>(Fold::template identity<T>());
          for (int64_t w = firstWidth; w < endWidth; w++, cell += cellStep) {
            for (int k = 0; k < kRegisters; k++) {
              const V x = loadLanes<V>(cell + k * kLanes<T>, count);
              line[k] = Fold::fold(line[k], x);
              if constexpr (Fold::kLosesNaN) sums[k % kSums] += x;
              keepOrder(line[k]);
            }
          }
          if constexpr (Fold::kRounds) for (int k = 0; k < kRegisters; k++) folded[k] = Fold::fold(folded[k], line[k]);
        }
      }
      for (int k = 0; k < kRegisters; k++) {
        storeLanes(to + channel + k * kLanes<T>, Fold::finish(folded[k], cells), count);
      }
    };
    int64_t channel = 0;
    const auto poolRegisters = [&]<int kRegisters>() {
      for (; channel + kRegisters * kLanes<T> <= windows.channels; channel += kRegisters * kLanes<T>) {
        poolLanes.template operator()<kRegisters>(channel, kLanes<T>);
      }
    };
    // What is folded line by line takes twice the registers.
    if constexpr (!Fold::kRounds) poolRegisters.template operator()<8>();
    poolRegisters.template operator()<4>();
    eachVector<V>(windows.channels - channel, [&](int64_t i, int count) {
      poolLanes.template operator()<1>(channel + i, count);
    });
  }
  if constexpr (!Fold::kLosesNaN) return true;
  const V sum = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  return !any(sum != sum);
}

/// A row of windows over one channel: the lines of the input under it are folded into one, with its padding, and then
/// its cells, for windows at every place. Only every step-th is there, but so all of it is vectors.
template <class Fold, class T>
void poolLine(const PoolWindows& windows, const WindowRow& row, const T* input, T* output, T* scratch) {
  using V = Register<T>;
  const auto& [depth, height, width] = windows.axes;
  const int64_t places = (width.count - 1) * width.step + 1;
  T* padded = scratch;
  T* line = padded + width.padding;
  T* folds = padded + width.paddedLength();
  for (int64_t i = 0; i < width.paddedLength(); i++) padded[i] = Fold::template identity<T>();
  for (int64_t d = row.firstDepth; d < row.endDepth; d++) {
    for (int64_t h = row.firstHeight; h < row.endHeight; h++) {
      const T* from = input + (row.depth + d * depth.dilation) * depth.stride +
                      (row.height + h * height.dilation) * height.stride;
      if (width.stride == 1) {
        eachVector<V>(width.length, [&](int64_t i, int count) {
          const V folded = Fold::fold(loadLanes<V>(line + i, count), loadLanes<V>(from + i, count));
          storeLanes(line + i, folded, count);
        });
      } else {
        for (int64_t i = 0; i < width.length; i++) line[i] = Fold::fold(line[i], from[i * width.stride]);
      }
    }
  }
  eachVector<V>(places, [&](int64_t i, int count) {
    V folded = loadLanes<V>(padded + i, count);
    for (int64_t cell = 1; cell < width.size; cell++) {
      folded = Fold::fold(folded, loadLanes<V>(padded + i + cell * width.dilation, count));
    }
    storeLanes(folds + i, folded, count);
  });
  const int64_t lines = (row.endDepth - row.firstDepth) * (row.endHeight - row.firstHeight);
  for (int64_t window = 0; window < width.count; window++) {
    const int64_t cells = lines * (width.endCell(window) - width.firstCell(window));
    output[window * width.windowStride] = Fold::finish(folds[window * width.step], cells);
  }
}

/// @tparam FastFold What rows are folded with first.
template <class Fold, class FastFold, class T>
void poolAll(const PoolWindows& windows, const View& input, const View& output) {
  const auto& [depth, height, width] = windows.axes;
  const int64_t rows = windows.batches * depth.count * height.count;
  const int64_t block = rowsPerBlock(width.length * windows.channels * depth.size * height.size);
  parallelFor((rows + block - 1) / block, [&](int64_t iteration, Worker& worker) {
    const int64_t end = (iteration + 1) * block < rows ? (iteration + 1) * block : rows;
    for (int64_t row = iteration * block; row < end; row++) {
      const int64_t h = row % height.count, d = row / height.count % depth.count;
      const int64_t batch = row / height.count / depth.count;
      const WindowRow place = {depth.firstCell(d),  depth.endCell(d),     height.firstCell(h),
                               height.endCell(h), depth.position(d, 0), height.position(h, 0)};
      const T* from = input.as<T>() + windows.offset(batch, windows.strides);
      T* to = output.as<T>() + windows.offset(batch, windows.windowStrides) + d * depth.windowStride +
              h * height.windowStride;
      if (windows.channels == 1) poolLine<Fold>(windows, place, from, to, reinterpret_cast<T*>(worker.scratch));
      else if (!poolChannels<FastFold>(windows, place, from, to)) poolChannels<Fold>(windows, place, from, to);
    }
  });
}

}  // namespace

Status pool(CommandReader& command) {
  const bool isMean = command.flag();
  const View input = command.view();
  const View output = command.view();
  const PoolWindows windows = PoolWindows::read(command, input, output, input);
  if (output.size() == 0) return Status::Ok;
  switch (input.dtype) {
    case DType::Float32:
      isMean ? poolAll<Mean, Mean, float>(windows, input, output)
             : poolAll<Maximum, MaximumOfNumbers, float>(windows, input, output);
      break;
    case DType::Float64:
      isMean ? poolAll<Mean, Mean, double>(windows, input, output)
             : poolAll<Maximum, MaximumOfNumbers, double>(windows, input, output);
      break;
    case DType::Int8: poolAll<MaximumOfIntegers, MaximumOfIntegers, int8_t>(windows, input, output); break;
    case DType::Uint8: poolAll<MaximumOfIntegers, MaximumOfIntegers, uint8_t>(windows, input, output); break;
    case DType::Int32: poolAll<MaximumOfIntegers, MaximumOfIntegers, int32_t>(windows, input, output); break;
    default: __builtin_trap();
  }
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
