/// Convolution line by line, the way most are: the places of a line are rows of tiles, and the terms are read straight
/// from the image, in place or from a copy with its padding in scratch memory.
///
/// At one place, the elements under a row of the window are neighbours in a packed image, features and all; so the terms
/// of a sum are a few segments, and moving to the next place moves them all alike. That is what the micro-kernel for
/// strided operands takes. (Georganas et al., «Anatomy of high-performance deep learning convolutions», SC 2018, block
/// in the same way.)
#pragma once

#include "conv/convolution.hpp"
#include "conv/patches.hpp"

namespace tenon::TENON_ISA {

/// How the lines of one group are cut into blocks, each for one thread and its scratch memory.
template <class S>
struct LinePlan {
  using C = Compute<S>;
  /// Images, places on the last but one and the last axis, and output features of a block.
  int64_t images, ys, xs, columns;
  /// Whether blocks work on a copy of their part of the image.
  bool copied;
  bool sumsInPlace;
  /// Elements along the last two axes that a block's windows cover.
  int64_t yExtent, xExtent;
  /// Taps and places of the axes before the last two.
  int64_t farTaps, farPlaces;
  /// Strides of the copy or the image: from image to image, element to element on the last two axes, feature to feature.
  int64_t imageStride, yStride, xStride, featureStride;
  /// Terms that follow each other without a jump, and how many such segments there are.
  int64_t segmentTerms, segments;

  int64_t yBlocks(const Convolution& conv) const { return ceilDivide(conv.axis[conv.axes - 2].places, ys); }
  int64_t xBlocks(const Convolution& conv) const { return ceilDivide(conv.last().places, xs); }
  int64_t columnBlocks(const Convolution& conv) const { return ceilDivide(conv.outFeatures, columns); }
  int64_t imageBlocks(const Convolution& conv) const { return ceilDivide(conv.batch, images); }
  int64_t blocks(const Convolution& conv) const {
    return imageBlocks(conv) * farPlaces * yBlocks(conv) * xBlocks(conv) * columnBlocks(conv);
  }

  /// Makes the extents follow from the block; says whether scratch memory holds it.
  bool fit(const Convolution& conv) {
    const ConvolutionAxis &y = conv.axis[conv.axes - 2], &x = conv.last();
    yExtent = (ys - 1) * y.stride + (y.window - 1) * y.dilation + 1;
    xExtent = (xs - 1) * x.stride + (x.window - 1) * x.dilation + 1;
    const int64_t elements = images * farTaps * yExtent * xExtent * conv.features;
    const int64_t sums = images * ys * xs * ceilDivide(columns, kTileColumns<C>) * kTileColumns<C>;
    return elements * int64_t(sizeof(C)) + kVectorBytes <= kLeftBlockBytes &&
           (sumsInPlace || sums * int64_t(sizeof(C)) <= kSumBytes);
  }

  /// Cuts blocks until they fit and there are `pieces`. @returns false if one place with its window is too much.
  bool plan(const Convolution& conv, int64_t pieces) {
    const ConvolutionAxis &y = conv.axis[conv.axes - 2], &x = conv.last();
    sumsInPlace = kComputedAsStored<S> && conv.outFeature == 1;
    copied = conv.taps() > 0 && !(kComputedAsStored<S> && conv.inside());
    farTaps = farPlaces = 1;
    for (int i = 0; i < conv.axes - 2; i++) {
      farTaps *= conv.axis[i].window;
      farPlaces *= conv.axis[i].places;
    }
    images = 1;
    ys = y.places;
    xs = x.places;
    columns = conv.outFeatures;
    while (!fit(conv)) {
      if (ys > 1) ys = ceilDivide(ys, 2);
      else if (xs > 2 * kTileRows) xs = ceilDivide(xs, 2);
      else if (!sumsInPlace && columns > kTileColumns<C>) columns = ceilDivide(columns, 2 * kTileColumns<C>) * kTileColumns<C>;
      else return false;
    }
    while (blocks(conv) < pieces) {
      if (ys > 1) ys = ceilDivide(ys, 2);
      else if (columns > kTileColumns<C>) columns = ceilDivide(columns, 2 * kTileColumns<C>) * kTileColumns<C>;
      else if (xs > 2 * kTileRows) xs = ceilDivide(xs, 2);
      else break;
    }
    // Small images share the packed window.
    if (ys == y.places && xs == x.places && farPlaces == 1) {
      while (images < conv.batch && blocks(conv) >= 2 * pieces) {
        images *= 2;
        if (!fit(conv)) {
          images /= 2;
          break;
        }
      }
    }
    fit(conv);
    bool joined;
    if (copied) {
      featureStride = 1;
      xStride = conv.features;
      yStride = xExtent * xStride;
      imageStride = farTaps * yExtent * yStride;
      joined = x.dilation == 1;
    } else {
      featureStride = conv.lhsFeature;
      xStride = x.lhs;
      yStride = y.lhs;
      imageStride = conv.lhsBatch;
      joined = x.dilation == 1 && x.lhs == conv.features * conv.lhsFeature;
    }
    segmentTerms = joined ? x.window * conv.features : conv.features;
    segments = farTaps * y.window * (joined ? 1 : x.window);
    return true;
  }
};

/// One block of lines.
template <class S>
struct LineBlock {
  using C = Compute<S>;
  const Convolution& conv;
  const LinePlan<S>& plan;
  int64_t group;
  int64_t image, images, y, ys, x, xs, column, columns;
  /// Places on the axes before the last two.
  int64_t far[kMaxRank];

  const ConvolutionAxis& yAxis() const { return conv.axis[conv.axes - 2]; }
  const ConvolutionAxis& xAxis() const { return conv.last(); }

  LineBlock(const Convolution& conv, const LinePlan<S>& plan, int64_t group, int64_t index)
      : conv(conv), plan(plan), group(group) {
    const auto next = [&index](int64_t count) {
      const int64_t coordinate = index % count;
      index /= count;
      return coordinate;
    };
    column = next(plan.columnBlocks(conv)) * plan.columns;
    x = next(plan.xBlocks(conv)) * plan.xs;
    y = next(plan.yBlocks(conv)) * plan.ys;
    for (int i = conv.axes - 3; i >= 0; i--) far[i] = next(conv.axis[i].places);
    image = index * plan.images;
    columns = least(plan.columns, conv.outFeatures - column);
    xs = least(plan.xs, xAxis().places - x);
    ys = least(plan.ys, yAxis().places - y);
    images = least(plan.images, conv.batch - image);
  }

  /// Copies the part of the images that the windows cover, with zeros where there is nothing.
  void copyImages(C* to) const {
    const ConvolutionAxis &yAxis = this->yAxis(), &xAxis = this->xAxis();
    const int64_t left = x * xAxis.stride - xAxis.low, top = y * yAxis.stride - yAxis.low;
    const int64_t before = left < 0 ? least(-left, plan.xExtent) : 0;
    const int64_t end = least(plan.xExtent, xAxis.length - left);
    const int64_t count = end > before ? end - before : 0;
    for (int64_t n = 0; n < images; n++) {
      for (int64_t taps = 0; taps < plan.farTaps; taps++) {
        bool there = true;
        const S* plane = conv.lhsData<S>(group) + (image + n) * conv.lhsBatch;
        int64_t rest = taps;
        for (int i = conv.axes - 3; i >= 0; i--) {
          const ConvolutionAxis& axis = conv.axis[i];
          const int64_t at = far[i] * axis.stride + rest % axis.window * axis.dilation - axis.low;
          there = there && at >= 0 && at < axis.length;
          plane += at * axis.lhs;
          rest /= axis.window;
        }
        for (int64_t i = 0; i < plan.yExtent; i++) {
          const int64_t row = top + i;
          if (!there || row < 0 || row >= yAxis.length || count == 0) {
            clear(to, plan.yStride);
          } else {
            clear(to, before * conv.features);
            copyElements(plane + row * yAxis.lhs + (left + before) * xAxis.lhs, count, to + before * conv.features);
            const int64_t copied = (before + count) * conv.features;
            clear(to + copied, plan.yStride - copied);
          }
          to += plan.yStride;
        }
      }
    }
  }

  static void clear(C* to, int64_t count) { __builtin_memset(to, 0, size_t(count) * sizeof(C)); }

  /// Copies neighbouring elements with all their features.
  void copyElements(const S* from, int64_t count, C* to) const {
    const int64_t features = conv.features, lhs = xAxis().lhs;
    if (features == 1) packPanel(from, lhs, 0, int(count), 1, to, int(count));
    else if (conv.lhsFeature == 1 && lhs == features) packPanel(from, 1, 0, int(count * features), 1, to, int(count));
    else packPanel(from, conv.lhsFeature, lhs, int(features), count, to, int(features));
  }

  /// Where the window's element 0 at the block's first place is in the images.
  const C* imageInPlace() const {
    const S* at = conv.lhsData<S>(group) + image * conv.lhsBatch;
    for (int i = 0; i < conv.axes - 2; i++) at += (far[i] * conv.axis[i].stride - conv.axis[i].low) * conv.axis[i].lhs;
    at += (y * yAxis().stride - yAxis().low) * yAxis().lhs + (x * xAxis().stride - xAxis().low) * xAxis().lhs;
    return reinterpret_cast<const C*>(at);
  }

  /// Where a segment begins, from there.
  int64_t segmentOffset(int64_t segment) const {
    int64_t offset = 0;
    if (plan.segments != plan.farTaps * yAxis().window) {
      offset += segment % xAxis().window * xAxis().dilation * plan.xStride;
      segment /= xAxis().window;
    }
    offset += segment % yAxis().window * yAxis().dilation * plan.yStride;
    segment /= yAxis().window;
    if (plan.copied) return offset + segment * plan.yExtent * plan.yStride;
    for (int i = conv.axes - 3; i >= 0; i--) {
      offset += segment % conv.axis[i].window * conv.axis[i].dilation * conv.axis[i].lhs;
      segment /= conv.axis[i].window;
    }
    return offset;
  }

  void run(char* scratch) const {
    C* const copy = reinterpret_cast<C*>(scratch + kRightPanels * kRightPanelBytes);
    if (plan.copied) copyImages(copy);
    const C* const base = plan.copied ? copy : imageInPlace();

    S* out = conv.outData<S>(group) + image * conv.outBatch + y * yAxis().out + x * xAxis().out + column * conv.outFeature;
    for (int i = 0; i < conv.axes - 2; i++) out += far[i] * conv.axis[i].out;
    C* sums = reinterpret_cast<C*>(out);
    int64_t sumsImage = conv.outBatch, sumsLine = yAxis().out, sumsRow = xAxis().out;
    if (!plan.sumsInPlace) {
      sums = reinterpret_cast<C*>(scratch + kScratchBytes - kSumBytes);
      sumsRow = columns;
      sumsLine = xs * columns;
      sumsImage = ys * sumsLine;
    }

    // Several short segments to a stretch of terms, or several stretches to a long segment.
    const int64_t cuts = ceilDivide(plan.segmentTerms, kStretch);
    const int64_t cut = cuts > 1 ? ceilDivide(plan.segmentTerms, cuts) : plan.segmentTerms;
    const int64_t together = cuts > 1 ? 1 : kStretch / (plan.segmentTerms ? plan.segmentTerms : 1);
    const WindowOperand<S> window{&conv, conv.rhsData<S>(group)};
    bool first = true;
    for (int64_t segment = 0; first || segment < plan.segments; segment += together) {
      const int64_t count = least(together, plan.segments - segment);
      for (int64_t begin = 0; first || begin < plan.segmentTerms; begin += cut) {
        const int64_t terms = least(cut, plan.segmentTerms - begin);
        Segment segments[kStretch];
        for (int64_t i = 0; i < count; i++) {
          segments[i] = {segmentOffset(segment + i) + begin * plan.featureStride, i * terms * kTileColumns<C>};
        }
        Tile<C> tile;
        tile.terms = terms;
        tile.segments = segments;
        tile.segmentCount = count;
        tile.leftRow = xAxis().stride * plan.xStride;
        tile.leftTerm = plan.featureStride;
        tile.rightTerm = kTileColumns<C>;
        tile.outRow = sumsRow;
        tile.accumulate = !first;
        addStretch(tile, window, segment * plan.segmentTerms + begin, base, sums, sumsImage, sumsLine,
                   reinterpret_cast<C*>(scratch));
        first = false;
      }
    }
    if (plan.sumsInPlace) return;
    for (int64_t n = 0; n < images; n++) {
      for (int64_t line = 0; line < ys; line++) {
        storeSums(Block<C>{0, xs, 0, columns, sums + n * sumsImage + line * sumsLine, sumsRow},
                  out + n * conv.outBatch + line * yAxis().out, xAxis().out, conv.outFeature);
      }
    }
  }

  /// Adds a stretch of terms to all sums; `tile` has what tiles have in common.
  void addStretch(Tile<C>& tile, const WindowOperand<S>& window, int64_t term, const C* base, C* sums,
                  int64_t sumsImage, int64_t sumsLine, C* panels) const {
    constexpr int64_t width = kTileColumns<C>;
    const int64_t terms = tile.terms * tile.segmentCount;
    const Tiling tiling(xs);
    for (int64_t j = 0; j < columns; j += width) {
      const int64_t panel = j / width % kRightPanels;
      if (panel == 0) {
        packPanels(window, column + j, least(columns - j, kRightPanels * width), term, terms, panels);
      }
      tile.right = panels + panel * terms * width;
      tile.columns = int(least(columns - j, width));
      const int vectors = (tile.columns + kLanes<C> - 1) / kLanes<C>;
      for (int64_t n = 0; n < images; n++) {
        for (int64_t line = 0; line < ys; line++) {
          const C* left = base + n * plan.imageStride + line * yAxis().stride * plan.yStride;
          C* to = sums + n * sumsImage + line * sumsLine + j;
          tiling.forEach([&](int64_t row, int height) {
            tile.left = left + row * tile.leftRow;
            tile.out = to + row * tile.outRow;
            kStridedKernels<C>.of[height - 1][vectors - 1](tile);
          });
        }
      }
    }
  }
};

/// One group, if scratch memory holds the window of a few places. @returns whether it does.
template <class S>
bool convolveLines(const Convolution& conv, int64_t group) {
  const int64_t work = conv.batch * conv.places() * conv.outFeatures * conv.taps() * conv.features;
  LinePlan<S> plan;
  if (!plan.plan(conv, piecesOf(work))) return false;
  const int64_t blocks = plan.blocks(conv);
  forItems(blocks, work / blocks, [&](int64_t index, char* scratch) {
    LineBlock<S>(conv, plan, group, index).run(scratch);
  });
  return true;
}

}  // namespace tenon::TENON_ISA
