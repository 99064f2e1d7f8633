#include "fold_slices.hpp"

#include "program/elements.hpp"

namespace tenon::TENON_ISA {
namespace {

/// @tparam Wrapping How sums and products are computed: unsigned, which wraps. @tparam Ordered How minima are.
template <class Wrapping, class Ordered>
FoldSlices foldOf(ScatterKind kind) {
  switch (kind) {
    case ScatterKind::Add: return foldSlices<Wrapping, Sum>;
    case ScatterKind::Mul: return foldSlices<Wrapping, Product>;
    case ScatterKind::Min: return foldSlices<Ordered, Minimum>;
    case ScatterKind::Max: return foldSlices<Ordered, Maximum>;
    default: __builtin_trap();
  }
}

template <class T, class Wrapping>
FoldSlices integers(ScatterKind kind) {
  return foldOf<StoredAs<T, Wrapping>, StoredAs<T, T>>(kind);
}

/// Elements are replaced by their width alone.
FoldSlices replacement(int width) {
  switch (width) {
    case 1: return foldSlices<StoredAs<uint8_t, uint8_t>, Replace>;
    case 2: return foldSlices<StoredAs<uint16_t, uint16_t>, Replace>;
    case 4: return foldSlices<StoredAs<uint32_t, uint32_t>, Replace>;
    default: return foldSlices<StoredAs<uint64_t, uint64_t>, Replace>;
  }
}

}  // namespace

FoldSlices foldSlicesOf(ScatterKind kind, DType dtype) {
  if (kind == ScatterKind::Update) return replacement(elementBytes(dtype));
  switch (dtype) {
    case DType::Int8: return integers<int8_t, uint32_t>(kind);
    case DType::Int16: return integers<int16_t, uint32_t>(kind);
    case DType::Int32: return integers<int32_t, uint32_t>(kind);
    case DType::Int64: return integers<int64_t, uint64_t>(kind);
    case DType::Uint8: return integers<uint8_t, uint32_t>(kind);
    case DType::Uint16: return integers<uint16_t, uint32_t>(kind);
    case DType::Uint32: return integers<uint32_t, uint32_t>(kind);
    case DType::Uint64: return integers<uint64_t, uint64_t>(kind);
    case DType::Float16: return foldOf<Float16As<float>, Float16As<float>>(kind);
    case DType::Bfloat16: return foldOf<Bfloat16As<float>, Bfloat16As<float>>(kind);
    case DType::Float32: return foldOf<StoredAs<float, float>, StoredAs<float, float>>(kind);
    case DType::Float64: return foldOf<StoredAs<double, double>, StoredAs<double, double>>(kind);
    default: __builtin_trap();
  }
}

}  // namespace tenon::TENON_ISA
