/// Windows that move over up to three axes of a tensor: where they are in it, and which of their cells are in it.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// Windows along one axis.
struct WindowAxis {
  /// The length of the axis, and how many windows there are.
  int64_t length = 1, count = 1;
  /// From one element to the next: of the input, of its gradient, and of what has an element for each window.
  int64_t stride = 0, gradientStride = 0, windowStride = 0;
  int64_t size = 1, step = 1, dilation = 1, padding = 0;

  int64_t position(int64_t window, int64_t cell) const { return window * step - padding + cell * dilation; }
  /// The cells of a window that are not in the padding: a range.
  int64_t firstCell(int64_t window) const {
    const int64_t before = padding - window * step;
    return before > 0 ? steps(before) : 0;
  }
  int64_t endCell(int64_t window) const {
    const int64_t after = length + padding - window * step;
    const int64_t end = after > 0 ? steps(after) : 0;
    return end < size ? end : size;
  }
  /// From the padding before to the end of the axis, or of the last window if that is later.
  int64_t paddedLength() const {
    const int64_t windows = (count - 1) * step + (size - 1) * dilation + 1;
    return windows > padding + length ? windows : padding + length;
  }

 private:
  /// How many cells it takes to cross a distance. A division costs as much as a small window.
  int64_t steps(int64_t distance) const { return dilation == 1 ? distance : (distance + dilation - 1) / dilation; }
};

/// The windows of a pooling.
struct PoolWindows {
  /// Depth, height and width; those that are not there have one window of one cell.
  WindowAxis axes[3];
  /// The axis that is contiguous in every tensor and not pooled, the channels of NHWC; of length 1 if there is none.
  int64_t channels = 1;
  /// What else is not pooled: its axes, and in how many ways they are passed.
  int rank = 0;
  int64_t shape[kMaxRank];
  int64_t strides[kMaxRank], gradientStrides[kMaxRank], windowStrides[kMaxRank];
  int64_t batches = 1;

  /// Where the elements of a batch begin, in a tensor with these strides.
  int64_t offset(int64_t batch, const int64_t* strides) const {
    int64_t offset = 0;
    for (int axis = rank - 1; axis >= 0; axis--) {
      offset += batch % shape[axis] * strides[axis];
      batch /= shape[axis];
    }
    return offset;
  }

  /// Reads how many axes are pooled, at most three, and axis, size, step, dilation and padding before of each.
  /// @param windowed What has an element for each window.
  /// @param gradient That of the input, or the input again.
  static PoolWindows read(CommandReader& command, const View& input, const View& windowed, const View& gradient) {
    PoolWindows windows;
    bool isPooled[kMaxRank] = {};
    const int spatialRank = command.index();
    for (int i = 3 - spatialRank; i < 3; i++) {
      WindowAxis& along = windows.axes[i];
      const int axis = command.index();
      isPooled[axis] = true;
      along.length = input.shape[axis];
      along.count = windowed.shape[axis];
      along.stride = input.strides[axis];
      along.gradientStride = gradient.strides[axis];
      along.windowStride = windowed.strides[axis];
      along.size = command.integer();
      along.step = command.integer();
      along.dilation = command.integer();
      along.padding = command.integer();
    }
    for (int axis = 0; axis < input.rank; axis++) {
      if (isPooled[axis]) continue;
      const bool isContiguous =
          input.strides[axis] == 1 && gradient.strides[axis] == 1 && windowed.strides[axis] == 1;
      if (isContiguous && windows.channels == 1) {
        windows.channels = input.shape[axis];
        continue;
      }
      windows.shape[windows.rank] = input.shape[axis];
      windows.strides[windows.rank] = input.strides[axis];
      windows.gradientStrides[windows.rank] = gradient.strides[axis];
      windows.windowStrides[windows.rank++] = windowed.strides[axis];
      windows.batches *= input.shape[axis];
    }
    return windows;
  }
};

}  // namespace tenon::TENON_ISA
