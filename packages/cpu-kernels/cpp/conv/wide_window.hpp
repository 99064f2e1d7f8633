/// Convolution with a window about as wide as the image, as the gradient by the window of another convolution is: few
/// places, many terms, and the batch (there the features) for rows of tiles.
///
/// The terms of a sum are taps of the window's lines, each line a segment; what of it falls outside of the image at a
/// place is left out, so the image is read in place and never padded. Stretches of terms are added in order.
#pragma once

#include "conv/convolution.hpp"
#include "matmul/partition.hpp"

namespace tenon::TENON_ISA {

/// One group of such a convolution.
template <class S>
struct WideWindow {
  using C = Compute<S>;
  static constexpr int64_t width = kTileColumns<C>;
  const Convolution& conv;
  const S* lhs;
  const S* rhs;
  S* out;

  WideWindow(const Convolution& conv, int64_t group)
      : conv(conv), lhs(conv.lhsData<S>(group)), rhs(conv.rhsData<S>(group)), out(conv.outData<S>(group)) {}

  /// Lines of the window, one for each feature.
  int64_t lines() const { return conv.taps() / conv.last().window * conv.features; }

  /// A line of the window at a place: where it begins in the operands. @returns whether it is over the image.
  bool locate(int64_t line, const int64_t* place, Segment& segment) const {
    segment = {line % conv.features * conv.lhsFeature, line % conv.features * conv.rhsFeature};
    line /= conv.features;
    bool there = true;
    for (int i = conv.axes - 2; i >= 0; i--) {
      const ConvolutionAxis& axis = conv.axis[i];
      const int64_t tap = line % axis.window;
      const int64_t at = place[i] * axis.stride + tap * axis.dilation - axis.low;
      there = there && at >= 0 && at < axis.length;
      segment.left += at * axis.lhs;
      segment.right += tap * axis.rhs;
      line /= axis.window;
    }
    return there;
  }

  /// Some images and columns of the output.
  void run(int64_t image, int64_t images, int64_t column, int64_t columns, char* scratch) const {
    const ConvolutionAxis& x = conv.last();
    const int64_t cuts = ceilDivide(x.window, kStretch);
    const int64_t taps = ceilDivide(x.window, cuts);
    const int64_t together = kStretch / taps;
    bool first = true;
    for (int64_t line = 0; line < lines(); line += together) {
      const int64_t count = least(together, lines() - line);
      for (int64_t tap = 0; tap < x.window; tap += taps) {
        for (int64_t j = 0; j < columns; j += width) {
          addStretch(line, count, tap, least(taps, x.window - tap), image, images, column + j,
                     int(least(columns - j, width)), !first, reinterpret_cast<C*>(scratch));
        }
        first = false;
      }
    }
  }

  /// Adds taps of some of the window's lines to a panel of columns, at all places.
  void addStretch(int64_t line, int64_t lines, int64_t tap, int64_t taps, int64_t image, int64_t images,
                  int64_t column, int columns, bool accumulate, C* panel) const {
    const ConvolutionAxis& x = conv.last();
    int64_t place[kMaxRank] = {};
    for (int64_t i = 0; i < lines; i++) {
      Segment at;
      locate(line + i, place, at);
      packPanel(rhs + at.right + tap * x.rhs + column * conv.rhsOut, conv.rhsOut, x.rhs, columns, taps,
                panel + i * taps * width, int(width));
    }
    Segment segments[kStretch];
    Tile<C> tile;
    tile.segments = segments;
    tile.leftRow = conv.lhsBatch;
    tile.leftTerm = x.dilation * x.lhs;
    tile.right = panel;
    tile.rightTerm = width;
    tile.outRow = conv.outBatch;
    tile.columns = columns;
    tile.accumulate = accumulate;
    const int vectors = (columns + kLanes<C> - 1) / kLanes<C>;
    const Tiling tiling(images);
    const int64_t places = conv.places();
    for (int64_t index = 0; index < places; index++) {
      S* at = out + image * conv.outBatch + column;
      int64_t rest = index;
      for (int i = conv.axes - 1; i >= 0; i--) {
        place[i] = rest % conv.axis[i].places;
        at += place[i] * conv.axis[i].out;
        rest /= conv.axis[i].places;
      }
      // Of the taps, those over elements.
      const int64_t start = place[conv.axes - 1] * x.stride - x.low;
      int64_t begin = start < 0 ? ceilDivide(-start, x.dilation) : 0;
      int64_t end = start < x.length ? ceilDivide(x.length - start, x.dilation) : 0;
      begin = begin > tap ? begin : tap;
      end = least(end, tap + taps);
      tile.terms = end > begin ? end - begin : 0;
      tile.segmentCount = 0;
      for (int64_t i = 0; i < lines && tile.terms > 0; i++) {
        Segment segment;
        if (!locate(line + i, place, segment)) continue;
        segments[tile.segmentCount++] = {segment.left + (start + begin * x.dilation) * x.lhs,
                                         (i * taps + begin - tap) * width};
      }
      if (accumulate && tile.segmentCount == 0) continue;
      tiling.forEach([&](int64_t row, int height) {
        tile.left = reinterpret_cast<const C*>(lhs) + (image + row) * tile.leftRow;
        tile.out = reinterpret_cast<C*>(at) + row * tile.outRow;
        kStridedKernels<C>.of[height - 1][vectors - 1](tile);
      });
    }
  }
};

/// Whether a convolution is better done this way: its tiles are taller, and operands and sums can stay in place.
template <class S>
inline bool hasWideWindow(const Convolution& conv) {
  constexpr int64_t fewTaps = 8;
  return kComputedAsStored<S> && conv.outFeature == 1 && conv.features > 0 && conv.taps() > 0 &&
         conv.last().window >= fewTaps && 2 * least(conv.last().places, kTileRows) <= least(conv.batch, kTileRows);
}

template <class S>
void convolveWideWindow(const Convolution& conv, int64_t group) {
  constexpr int64_t width = kTileColumns<Compute<S>>;
  const int64_t work = conv.batch * conv.places() * conv.outFeatures * conv.taps() * conv.features;
  const int64_t pieces = piecesOf(work);
  const int64_t rowBlocks = least(pieces, ceilDivide(conv.batch, kTileRows));
  const int64_t columnBlocks = least(ceilDivide(pieces, rowBlocks), ceilDivide(conv.outFeatures, width));
  const int64_t rows = ceilDivide(conv.batch, rowBlocks);
  const int64_t columns = ceilDivide(conv.outFeatures, columnBlocks * width) * width;
  const WideWindow<S> window(conv, group);
  forItems(rowBlocks * columnBlocks, work / (rowBlocks * columnBlocks), [&](int64_t item, char* scratch) {
    const int64_t row = item / columnBlocks * rows, column = item % columnBlocks * columns;
    if (row >= conv.batch || column >= conv.outFeatures) return;
    window.run(row, least(rows, conv.batch - row), column, least(columns, conv.outFeatures - column), scratch);
  });
}

}  // namespace tenon::TENON_ISA
