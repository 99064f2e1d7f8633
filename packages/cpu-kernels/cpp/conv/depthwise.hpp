/// Depthwise convolution: every channel by itself, so the lanes of a vector are channels and a few neighbouring places
/// are summed at a time.
#pragma once

#include "conv/convolution.hpp"
#include "matmul/partition.hpp"

namespace tenon::TENON_ISA {

/// Places of a line that are summed together, each tap's weights being loaded once for all.
inline constexpr int kPlacesTogether = 8;

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

/// A line of the output for a register of channels. `lhs` and `rhs` are at the first tap of each segment, for place 0.
template <class S, bool Neighbours>
struct DepthwiseLine {
  using V = Register<Compute<S>>;
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
    V sums[Places] = {};
    for (int64_t segment = 0; segment < segmentCount; segment++) {
      const S* weights = rhs + segments[segment].right + firstTap * axis.rhs;
      const S* from = lhs + segments[segment].left + (x * axis.stride + firstTap * axis.dilation - axis.low) * axis.lhs;
      for (int64_t tap = firstTap; tap < endTap; tap++) {
        const V weight = loadChannels<S, Neighbours>(weights, conv.rhsOut, channels);
#pragma GCC unroll 8
        for (int p = 0; p < Places; p++) {
          const V element = loadChannels<S, Neighbours>(from + p * axis.stride * axis.lhs, conv.lhsFeature, channels);
          sums[p] = multiplyAdd(element, weight, sums[p]);
        }
        weights += axis.rhs;
        from += axis.dilation * axis.lhs;
      }
    }
    for (int p = 0; p < Places; p++) {
      S* to = out + (x + p) * axis.out;
      if constexpr (Neighbours) {
        storeElements<S>(to, sums[p], channels);
      } else {
        for (int i = 0; i < channels; i++) storeElement(to + i * conv.outFeature, sums[p][i]);
      }
    }
  }

  void run() const {
    const ConvolutionAxis& axis = conv.last();
    const int64_t reach = (axis.window - 1) * axis.dilation;
    // Places [begin, end) have all taps over elements.
    const int64_t begin = axis.low > 0 ? ceilDivide(axis.low, axis.stride) : 0;
    const int64_t room = axis.length - 1 - reach + axis.low;
    const int64_t end = room < 0 ? 0 : least(axis.places, room / axis.stride + 1);
    for (int64_t x = 0; x < axis.places;) {
      if (x >= begin && x < end && end - begin >= kPlacesTogether) {
        // The last are summed with some that were before: one by one they would take as long as three times as many.
        const int64_t from = least(x, end - kPlacesTogether);
        sum<kPlacesTogether>(from, 0, axis.window);
        x = from + kPlacesTogether;
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
    for (int64_t group = 0; group < conv.groups; group += lanes) {
      DepthwiseLine<S, Neighbours>{conv, segments, count, lhs + group * conv.lhsFeature,
                                   conv.rhsData<S>(0) + group * conv.rhsOut, out + group * conv.outFeature,
                                   int(least(conv.groups - group, lanes))}
          .run();
    }
  });
}

template <class S>
void convolveDepthwise(const Convolution& conv) {
  if (conv.lhsFeature == 1 && conv.rhsOut == 1 && conv.outFeature == 1) convolveDepthwise<S, true>(conv);
  else convolveDepthwise<S, false>(conv);
}

}  // namespace tenon::TENON_ISA
