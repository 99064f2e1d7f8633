#include "conv/conv.hpp"

#include "conv/depthwise.hpp"
#include "conv/lines.hpp"
#include "conv/patches.hpp"
#include "conv/wide_window.hpp"

namespace tenon::TENON_ISA {
namespace {

template <class S>
void convolve(const Convolution& conv) {
  if (isDepthwise(conv)) return convolveDepthwise<S>(conv);
  for (int64_t group = 0; group < conv.groups; group++) {
    if (hasWideWindow<S>(conv)) convolveWideWindow<S>(conv, group);
    else if (!convolveLines<S>(conv, group)) convolvePatches<S>(conv, group);
  }
}

}  // namespace

Status conv(CommandReader& command) {
  const Convolution whole = readConvolution(command);
  if (whole.out.size() == 0) return Status::Ok;
  withoutHoles(whole, [&](Convolution part) {
    mergeAxes(part);
    switch (part.dtype) {
      case DType::Float16: return convolve<Float16>(part);
      case DType::Bfloat16: return convolve<BFloat16>(part);
      case DType::Float32: return convolve<float>(part);
      case DType::Float64: return convolve<double>(part);
      case DType::Int32: return convolve<uint32_t>(part);
      default: __builtin_trap();
    }
  });
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
