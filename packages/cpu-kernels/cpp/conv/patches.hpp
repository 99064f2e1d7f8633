/// Convolution as a product of matrices, of which the left one, the patches under the window, is packed straight from
/// the image («implicit GEMM»: Chetlur et al., cuDNN, 2014). It takes every case; `lines.hpp` is faster for most.
#pragma once

#include "conv/convolution.hpp"
#include "matmul/partition.hpp"

namespace tenon::TENON_ISA {

/// The weights of one group as a matrix, terms being taps × features.
template <class S>
struct WindowOperand {
  static constexpr bool kInPlace = false;
  const Convolution* conv;
  const S* data;

  void pack(int64_t first, int width, int64_t term, int64_t terms, Compute<S>* to, int pitch) const {
    const int64_t features = conv->features;
    for (int64_t end = term + terms; term < end;) {
      const int64_t tap = term / features, feature = term % features;
      const int64_t run = least(features - feature, end - term);
      int64_t offset = first * conv->rhsOut + feature * conv->rhsFeature, rest = tap;
      for (int i = conv->axes - 1; i >= 0; i--) {
        offset += rest % conv->axis[i].window * conv->axis[i].rhs;
        rest /= conv->axis[i].window;
      }
      packPanel(data + offset, conv->rhsOut, conv->rhsFeature, width, run, to, pitch);
      to += run * pitch;
      term += run;
    }
  }
};

/// The patches of one group: rows are places of one image, terms are taps × features.
template <class S>
struct PatchOperand {
  static constexpr bool kInPlace = false;
  const Convolution* conv;
  const S* data;

  void pack(int64_t first, int width, int64_t term, int64_t terms, Compute<S>* to, int pitch) const {
    const int64_t features = conv->features;
    for (int64_t end = term + terms; term < end;) {
      const int64_t tap = term / features, feature = term % features;
      const int64_t run = least(features - feature, end - term);
      for (int row = 0; row < width; row++) {
        const S* from = element(first + row, tap);
        for (int64_t t = 0; t < run; t++) {
          to[t * pitch + row] = from ? loadElement(from + (feature + t) * conv->lhsFeature) : Compute<S>(0);
        }
      }
      to += run * pitch;
      term += run;
    }
  }

  /// Feature 0 of the element of the image that a tap is over at a place; null outside.
  const S* element(int64_t place, int64_t tap) const {
    int64_t offset = 0;
    for (int i = conv->axes - 1; i >= 0; i--) {
      const ConvolutionAxis& axis = conv->axis[i];
      const int64_t x = place % axis.places * axis.stride + tap % axis.window * axis.dilation - axis.low;
      if (x < 0 || x >= axis.length) return nullptr;
      offset += x * axis.lhs;
      place /= axis.places;
      tap /= axis.window;
    }
    return data + offset;
  }
};

/// One group, all images. Rows of the output are its places, which need not be evenly spaced: a product for each line.
template <class S>
void convolvePatches(const Convolution& conv, int64_t group) {
  using Left = PatchOperand<S>;
  using Right = WindowOperand<S>;
  const int64_t lines = conv.places() / conv.last().places;
  parallelFor(conv.batch * lines, [&](int64_t index, Worker& worker) {
    int64_t line = index % lines;
    const int64_t image = index / lines;
    // The line as a convolution with one place on the axes before the last.
    Convolution part = conv;
    part.lhsOffset += image * conv.lhsBatch;
    part.outOffset += image * conv.outBatch;
    for (int i = conv.axes - 2; i >= 0; i--) {
      const ConvolutionAxis& axis = conv.axis[i];
      const int64_t place = line % axis.places;
      part.axis[i].places = 1;
      part.axis[i].low -= place * axis.stride;
      part.outOffset += place * axis.out;
      line /= axis.places;
    }
    const Product<S, Left, Right> product{part.last().places, part.outFeatures, part.taps() * part.features,
                                          {&part, part.lhsData<S>(group)}, {&part, part.rhsData<S>(group)},
                                          part.outData<S>(group), part.last().out, part.outFeature};
    const Partition grid = partition(product, 1);
    for (int64_t block = 0; block < grid.blocks(); block++) multiplyBlock(product, grid, block, worker.scratch);
  });
}

}  // namespace tenon::TENON_ISA
