#include "pool_gradient.hpp"

#include "parallel/parallel_for.hpp"
#include "pool_fold.hpp"
#include "pool_windows.hpp"
#include "row_blocks.hpp"
#include "simd/row.hpp"

namespace tenon::TENON_ISA {
namespace {

/// Where the elements of one batch are.
template <class T>
struct Batch {
  const T* input;
  const T* upstream;
  T* output;
};

/// `visit(cell, offset in the input, offset in the output)` for the cells of a window that are in the input, in row-major
/// order.
template <class Visit>
void eachCell(const PoolWindows& windows, const int64_t (&window)[3], Visit visit) {
  const auto& [depth, height, width] = windows.axes;
  int64_t cell = 0;
  for (int64_t d = depth.firstCell(window[0]); d < depth.endCell(window[0]); d++) {
    for (int64_t h = height.firstCell(window[1]); h < height.endCell(window[1]); h++) {
      for (int64_t w = width.firstCell(window[2]); w < width.endCell(window[2]); w++) {
        const int64_t z = depth.position(window[0], d), y = height.position(window[1], h),
                      x = width.position(window[2], w);
        visit(
            cell++, z * depth.stride + y * height.stride + x * width.stride,
            z * depth.gradientStride + y * height.gradientStride + x * width.gradientStride);
      }
    }
  }
}

/// Where what belongs to a window is, in what has an element for each.
int64_t windowOffset(const PoolWindows& windows, const int64_t (&window)[3]) {
  int64_t offset = 0;
  for (int i = 0; i < 3; i++) offset += window[i] * windows.axes[i].windowStride;
  return offset;
}

/// Some channels of a batch: zeros, and then window after window, so that those which overlap add up in their order.
template <class T>
void poolGradientOfChannels(const PoolWindows& windows, const Batch<T>& batch, int64_t channel, int count) {
  using V = Register<T>;
  const auto& [depth, height, width] = windows.axes;
  for (int64_t z = 0; z < depth.length; z++) {
    for (int64_t y = 0; y < height.length; y++) {
      T* row = batch.output + z * depth.gradientStride + y * height.gradientStride + channel;
      for (int64_t x = 0; x < width.length; x++) storeLanes(row + x * width.gradientStride, V{}, count);
    }
  }
  int64_t window[3];
  for (window[0] = 0; window[0] < depth.count; window[0]++) {
    for (window[1] = 0; window[1] < height.count; window[1]++) {
      for (window[2] = 0; window[2] < width.count; window[2]++) {
        V greatest = splat<V>(lowest<T>());
        Bits<V> place{};
        eachCell(windows, window, [&](int64_t cell, int64_t from, int64_t) {
          const V x = loadLanes<V>(batch.input + from + channel, count);
          const Bits<V> isGreater = (x > greatest) | ((x != x) & (greatest == greatest));
          greatest = select<V>(isGreater, x, greatest);
          place = isGreater ? splat<Bits<V>>(Element<Bits<V>>(cell)) : place;
        });
        const V upstream = loadLanes<V>(batch.upstream + windowOffset(windows, window) + channel, count);
        eachCell(windows, window, [&](int64_t cell, int64_t, int64_t to) {
          T* at = batch.output + to + channel;
          const V given = select<V>(place == Element<Bits<V>>(cell), upstream, V{});
          storeLanes(at, loadLanes<V>(at, count) + given, count);
        });
      }
    }
  }
}

/// A batch of one channel.
template <class T>
void poolGradientOfLine(const PoolWindows& windows, const Batch<T>& batch) {
  const auto& [depth, height, width] = windows.axes;
  for (int64_t z = 0; z < depth.length; z++) {
    for (int64_t y = 0; y < height.length; y++) {
      T* row = batch.output + z * depth.gradientStride + y * height.gradientStride;
      for (int64_t x = 0; x < width.length; x++) row[x * width.gradientStride] = 0;
    }
  }
  int64_t window[3];
  for (window[0] = 0; window[0] < depth.count; window[0]++) {
    for (window[1] = 0; window[1] < height.count; window[1]++) {
      for (window[2] = 0; window[2] < width.count; window[2]++) {
        T greatest = lowest<T>();
        int64_t place = -1;
        eachCell(windows, window, [&](int64_t cell, int64_t from, int64_t to) {
          const T x = batch.input[from];
          const bool isGreater = (cell == 0) | (x > greatest) | ((x != x) & (greatest == greatest));
          greatest = isGreater ? x : greatest;
          place = isGreater ? to : place;
        });
        if (place < 0) continue;
        batch.output[place] += batch.upstream[windowOffset(windows, window)];
      }
    }
  }
}

template <class T>
void poolGradientOfAll(const PoolWindows& windows, const View& input, const View& upstream, const View& output) {
  // Registers of channels are done apart, as batches are: no two write the same element.
  const int64_t groups = windows.channels > 1 ? (windows.channels + kLanes<T> - 1) / kLanes<T> : 1;
  int64_t cells = 1;
  for (const WindowAxis& axis : windows.axes) cells *= axis.length;
  const int64_t parts = windows.batches * groups, block = rowsPerBlock(cells * kLanes<T>);
  parallelFor((parts + block - 1) / block, [&](int64_t iteration, Worker&) {
    const int64_t end = (iteration + 1) * block < parts ? (iteration + 1) * block : parts;
    for (int64_t part = iteration * block; part < end; part++) {
      const int64_t number = part / groups;
      const Batch<T> batch = {
          input.as<T>() + windows.offset(number, windows.strides),
          upstream.as<T>() + windows.offset(number, windows.windowStrides),
          output.as<T>() + windows.offset(number, windows.gradientStrides)};
      if (windows.channels == 1) {
        poolGradientOfLine(windows, batch);
        continue;
      }
      const int64_t channel = part % groups * kLanes<T>;
      const int64_t left = windows.channels - channel;
      poolGradientOfChannels(windows, batch, channel, left < kLanes<T> ? int(left) : kLanes<T>);
    }
  });
}

}  // namespace

Status poolGradient(CommandReader& command) {
  const View input = command.view();
  const View upstream = command.view();
  const View output = command.view();
  const PoolWindows windows = PoolWindows::read(command, input, upstream, output);
  if (output.size() == 0) return Status::Ok;
  if (input.dtype == DType::Float64) poolGradientOfAll<double>(windows, input, upstream, output);
  else poolGradientOfAll<float>(windows, input, upstream, output);
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
