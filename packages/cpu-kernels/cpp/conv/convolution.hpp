/// What a convolution is, for one group, and its reduction to convolutions without holes in the left operand.
#pragma once

#include "base/command.hpp"
#include "simd/vector.hpp"

namespace tenon::TENON_ISA {

/// A spatial axis: at place x of the output, tap k of the window is over element `x·stride + k·dilation − low` of the
/// left operand, if there is one.
struct ConvolutionAxis {
  int64_t places, window, length;
  int64_t stride, low, lhsDilation, dilation;
  /// Strides of the three views, in elements.
  int64_t lhs, rhs, out;

  /// Whether all taps of all places are over elements.
  bool inside() const {
    return low <= 0 && (places - 1) * stride + (window - 1) * dilation - low < length;
  }
};

/// A convolution, and its operands' strides. Features are those of one group.
struct Convolution {
  int axes;
  ConvolutionAxis axis[kMaxRank];
  int64_t batch, groups, features, outFeatures;
  int64_t lhsBatch, lhsFeature, rhsFeature, rhsOut, outBatch, outFeature;
  DType dtype;
  /// In elements, from the start of the views.
  int64_t lhsOffset, rhsOffset, outOffset;
  View lhs, rhs, out;

  ConvolutionAxis& last() { return axis[axes - 1]; }
  const ConvolutionAxis& last() const { return axis[axes - 1]; }

  /// Taps of the window.
  int64_t taps() const {
    int64_t taps = 1;
    for (int i = 0; i < axes; i++) taps *= axis[i].window;
    return taps;
  }
  /// Places of the output in one image.
  int64_t places() const {
    int64_t places = 1;
    for (int i = 0; i < axes; i++) places *= axis[i].places;
    return places;
  }
  bool inside() const {
    for (int i = 0; i < axes; i++) {
      if (!axis[i].inside()) return false;
    }
    return true;
  }

  template <class S>
  const S* lhsData(int64_t group) const { return lhs.as<S>() + lhsOffset + group * features * lhsFeature; }
  template <class S>
  const S* rhsData(int64_t group) const { return rhs.as<S>() + rhsOffset + group * outFeatures * rhsOut; }
  template <class S>
  S* outData(int64_t group) const { return out.as<S>() + outOffset + group * outFeatures * outFeature; }
};

/// Reads views of lhs, rhs and the output, the groups, and for each spatial axis stride, low padding, dilation of lhs and
/// of rhs.
inline Convolution readConvolution(CommandReader& command) {
  Convolution conv;
  conv.lhs = command.view();
  conv.rhs = command.view();
  conv.out = command.view();
  conv.groups = command.integer();
  conv.dtype = conv.out.dtype;
  conv.axes = conv.out.rank - 2;
  const View &lhs = conv.lhs, &rhs = conv.rhs, &out = conv.out;
  for (int i = 0; i < conv.axes; i++) {
    ConvolutionAxis& axis = conv.axis[i];
    axis.places = out.shape[i + 1];
    axis.window = rhs.shape[i];
    axis.length = lhs.shape[i + 1];
    axis.stride = command.integer();
    axis.low = command.integer();
    axis.lhsDilation = command.integer();
    axis.dilation = command.integer();
    axis.lhs = lhs.strides[i + 1];
    axis.rhs = rhs.strides[i];
    axis.out = out.strides[i + 1];
  }
  const int channel = conv.axes + 1;
  conv.batch = out.shape[0];
  conv.features = rhs.shape[channel - 1];
  conv.outFeatures = out.shape[channel] / conv.groups;
  conv.lhsBatch = lhs.strides[0];
  conv.lhsFeature = lhs.strides[channel];
  conv.rhsFeature = rhs.strides[channel - 1];
  conv.rhsOut = rhs.strides[channel];
  conv.outBatch = out.strides[0];
  conv.outFeature = out.strides[channel];
  conv.lhsOffset = conv.rhsOffset = conv.outOffset = 0;
  return conv;
}

inline int64_t greatestCommonDivisor(int64_t a, int64_t b) { return b == 0 ? a : greatestCommonDivisor(b, a % b); }

/// Calls `run` with convolutions that have no holes in the left operand and together are `conv`.
///
/// With d − 1 holes between elements, the places of the output fall into phases, x = period · q + phase. Those of one
/// phase meet elements at every (d / gcd(dilation, d))-th tap and holes at the others: a convolution without holes, of a
/// part of the window, to a part of the output (Dumoulin & Visin, 2016, ch. 4, do the same with zeros).
template <class Run>
void withoutHoles(const Convolution& conv, const Run& run, int from = 0) {
  int i = from;
  while (i < conv.axes && conv.axis[i].lhsDilation == 1) i++;
  if (i == conv.axes) return run(conv);
  const ConvolutionAxis& axis = conv.axis[i];
  const int64_t d = axis.lhsDilation;
  const int64_t period = d / greatestCommonDivisor(axis.stride, d);
  const int64_t tapPeriod = d / greatestCommonDivisor(axis.dilation, d);
  for (int64_t phase = 0; phase < period && phase < axis.places; phase++) {
    int64_t tap = 0;
    while (tap < tapPeriod && (phase * axis.stride + tap * axis.dilation - axis.low) % d != 0) tap++;
    Convolution part = conv;
    ConvolutionAxis& of = part.axis[i];
    of.places = (axis.places - phase + period - 1) / period;
    of.out = axis.out * period;
    of.lhsDilation = 1;
    part.outOffset += phase * axis.out;
    if (tap < tapPeriod && tap < axis.window) {
      of.window = (axis.window - tap + tapPeriod - 1) / tapPeriod;
      of.stride = axis.stride * period / d;
      of.dilation = axis.dilation * tapPeriod / d;
      of.low = -((phase * axis.stride + tap * axis.dilation - axis.low) / d);
      of.rhs = axis.rhs * tapPeriod;
      part.rhsOffset += tap * axis.rhs;
    } else {
      // Nothing but holes.
      of.window = 0;
    }
    withoutHoles(part, run, i + 1);
  }
}

/// Makes one axis of two where that changes nothing: a window of one tap that visits every element. Leaves two at least.
inline void mergeAxes(Convolution& conv) {
  while (conv.axes > 1) {
    ConvolutionAxis& outer = conv.axis[conv.axes - 2];
    const ConvolutionAxis& inner = conv.last();
    const auto visitsAll = [](const ConvolutionAxis& axis) {
      return axis.window == 1 && axis.stride == 1 && axis.low == 0 && axis.places == axis.length;
    };
    if (!visitsAll(outer) || !visitsAll(inner)) return;
    if (outer.lhs != inner.lhs * inner.length || outer.out != inner.out * inner.places) return;
    const int64_t length = outer.length * inner.length;
    outer = inner;
    outer.places = outer.length = length;
    conv.axes--;
  }
  // Kernels count on two axes.
  for (; conv.axes < 2; conv.axes++) {
    for (int i = conv.axes; i > 0; i--) conv.axis[i] = conv.axis[i - 1];
    conv.axis[0] = {1, 1, 1, 1, 0, 1, 1, 0, 0, 0};
  }
}

}  // namespace tenon::TENON_ISA
