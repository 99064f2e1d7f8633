/// Depthwise convolution: every channel by itself, so the lanes of a vector are channels and a few neighbouring places
/// are summed at a time.
#pragma once

#include "conv/convolution.hpp"
#include "matmul/partition.hpp"
#include "simd/keep_order.hpp"

namespace tenon::TENON_ISA {

/// Registers of channels that are summed together: those of a line of the cache, of which the others would have to be
/// fetched again, as the places of a line of the output are too many for the first level.
inline constexpr int kChannelRegisters = kVectorBytes < 64 ? 64 / kVectorBytes : 1;
/// Sums that there are registers for. With few registers of channels more places are summed together, each tap's weights
/// being loaded once for all.
inline constexpr int kDepthwiseSums = 8;

/// Elements of neighbouring channels.
template <class S, bool Neighbours>
inline Register<Compute<S>> loadChannels(const S* from, int64_t stride, int count) {
  using V = Register<Compute<S>>;
  if constexpr (Neighbours) {
    return count == kLanesOf<V> ? loadElements<S>(from) : loadElements<S>(from, count);
  } else {
    V channels = {};
    for (int i = 0; i < count; i++) channels[i] = loadElement(from + i * stride);
    return channels;
  }
}

/// A line of the output for some registers of channels, the only one of which may have unused lanes. `lhs` and `rhs` are at the first tap of each segment, for place 0.
template <class S, bool Neighbours, int Registers>
struct DepthwiseLine {
  using V = Register<Compute<S>>;
  static constexpr int lanes = kLanesOf<V>;
  static constexpr int placesTogether = kDepthwiseSums / Registers;
  const Convolution& conv;
  const Segment* segments;
  int64_t segmentCount;
  const S* lhs;
  const S* rhs;
  S* out;
  int channels;

  /// `Places` places from x on, for taps [firstTap, endTap) of the last axis.
  template <int Places>
  void sum(int64_t x, int64_t firstTap, int64_t endTap) const {
    const ConvolutionAxis& axis = conv.last();
    // Copies, which a compiler need not load again after each fence.
    const int64_t place = axis.stride * axis.lhs, step = axis.dilation * axis.lhs, weightStep = axis.rhs;
    const int64_t leftStride = conv.lhsFeature, rightStride = conv.rhsOut;
    V sums[Places][Registers] = {};
    for (int64_t segment = 0; segment < segmentCount; segment++) {
      const S* weights = rhs + segments[segment].right + firstTap * axis.rhs;
      const S* from = lhs + segments[segment].left + (x * axis.stride + firstTap * axis.dilation - axis.low) * axis.lhs;
      for (int64_t tap = firstTap; tap < endTap; tap++) {
        V weight[Registers];
#pragma GCC unroll 4
        for (int r = 0; r < Registers; r++) weight[r] = load(weights + r * lanes, rightStride);
#pragma GCC unroll 8
        for (int p = 0; p < Places; p++) {
#pragma GCC unroll 4
          for (int r = 0; r < Registers; r++) {
            const V element = load(from + p * place + r * lanes, leftStride);
            sums[p][r] = multiplyAdd(element, weight[r], sums[p][r]);
            keepOrder(sums[p][r]);
          }
        }
        weights += weightStep;
        from += step;
      }
    }
    for (int p = 0; p < Places; p++) {
      S* to = out + (x + p) * axis.out;
      if constexpr (Neighbours) {
        for (int r = 0; r < Registers; r++) {
          storeElements<S>(to + r * lanes, sums[p][r], Registers > 1 ? lanes : channels);
        }
      } else {
        for (int i = 0; i < channels; i++) storeElement(to + i * conv.outFeature, sums[p][0][i]);
      }
    }
  }

  V load(const S* from, int64_t stride) const {
    return loadChannels<S, Neighbours>(from, stride, Registers > 1 ? lanes : channels);
  }

  void run() const {
    const ConvolutionAxis& axis = conv.last();
    const int64_t reach = (axis.window - 1) * axis.dilation;
    // Places [begin, end) have all taps over elements.
    const int64_t begin = axis.low > 0 ? ceilDivide(axis.low, axis.stride) : 0;
    const int64_t room = axis.length - 1 - reach + axis.low;
    const int64_t end = room < 0 ? 0 : least(axis.places, room / axis.stride + 1);
    for (int64_t x = 0; x < axis.places;) {
      if (x >= begin && x < end && end - begin >= placesTogether) {
        // The last are summed with some that were before: one by one they would take as long as three times as many.
        const int64_t from = least(x, end - placesTogether);
        sum<placesTogether>(from, 0, axis.window);
        x = from + placesTogether;
      } else {
        // Taps before the first element and after the last are not there.
        const int64_t first = x * axis.stride - axis.low;
        const int64_t firstTap = first >= 0 ? 0 : least(axis.window, ceilDivide(-first, axis.dilation));
        const int64_t left = axis.length - first;
        const int64_t endTap = left <= 0 ? 0 : least(axis.window, ceilDivide(left, axis.dilation));
        sum<1>(x, firstTap, endTap);
        x++;
      }
    }
  }
};

/// Whether a convolution is depthwise, with one output for each channel.
inline bool isDepthwise(const Convolution& conv) {
  const int64_t segments = conv.taps() / (conv.last().window ? conv.last().window : 1);
  return conv.groups > 1 && conv.features == 1 && conv.outFeatures == 1 &&
         segments * int64_t(sizeof(Segment)) <= kScratchBytes;
}

template <class S, bool Neighbours>
void convolveDepthwise(const Convolution& conv) {
  constexpr int lanes = kLanes<Compute<S>>;
  const int64_t lines = conv.places() / conv.last().places;
  const int64_t outerTaps = conv.last().window == 0 ? 0 : conv.taps() / conv.last().window;
  // What a lane multiplies costs as much in memory as a register in a product of matrices does.
  const int64_t work = conv.last().places * conv.taps() * conv.groups;
  forItems(conv.batch * lines, work, [&](int64_t item, char* scratch) {
    const S* lhs = conv.lhsData<S>(0) + item / lines * conv.lhsBatch;
    S* out = conv.outData<S>(0) + item / lines * conv.outBatch;
    int64_t place[kMaxRank];
    int64_t line = item % lines;
    for (int i = conv.axes - 2; i >= 0; i--) {
      place[i] = line % conv.axis[i].places;
      line /= conv.axis[i].places;
      out += place[i] * conv.axis[i].out;
    }
    // The taps of the axes before the last that are over elements.
    Segment* const segments = reinterpret_cast<Segment*>(scratch);
    int64_t count = 0;
    for (int64_t taps = 0; taps < outerTaps; taps++) {
      Segment segment{0, 0};
      bool there = true;
      int64_t rest = taps;
      for (int i = conv.axes - 2; i >= 0; i--) {
        const ConvolutionAxis& axis = conv.axis[i];
        const int64_t tap = rest % axis.window;
        const int64_t x = place[i] * axis.stride + tap * axis.dilation - axis.low;
        there = there && x >= 0 && x < axis.length;
        segment.left += x * axis.lhs;
        segment.right += tap * axis.rhs;
        rest /= axis.window;
      }
      if (there) segments[count++] = segment;
    }
    int64_t group = 0;
    const auto sumLine = [&]<int Registers>(int channels) {
      DepthwiseLine<S, Neighbours, Registers>{conv, segments, count, lhs + group * conv.lhsFeature,
                                              conv.rhsData<S>(0) + group * conv.rhsOut,
                                              out + group * conv.outFeature, channels}
          .run();
      group += channels;
    };
    if constexpr (Neighbours && kChannelRegisters > 1) {
      constexpr int wide = kChannelRegisters * lanes;
      while (conv.groups - group >= wide) sumLine.template operator()<kChannelRegisters>(wide);
    }
    while (group < conv.groups) sumLine.template operator()<1>(int(least(conv.groups - group, lanes)));
  });
}

template <class S>
void convolveDepthwise(const Convolution& conv) {
  if (conv.lhsFeature == 1 && conv.rhsOut == 1 && conv.outFeature == 1) convolveDepthwise<S, true>(conv);
  else convolveDepthwise<S, false>(conv);
}

}  // namespace tenon::TENON_ISA
