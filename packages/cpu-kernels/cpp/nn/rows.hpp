/// A tensor as rows, for kernels that look at all elements along some axes at once.
///
/// The folded axes make up a row, in row-major order; the others tell the rows apart. Kernels work on rows that lie one
/// element beside the other in the type in which they are computed. A row that does not (strided, or of 16-bit floats)
/// is gathered into scratch, worked on there, and scattered.
#pragma once

#include "base/command.hpp"
#include "math/half.hpp"
#include "simd/row.hpp"

namespace tenon::TENON_ISA {

template <class A, class B>
inline constexpr bool kSameType = false;
template <class A>
inline constexpr bool kSameType<A, A> = true;

/// Axes merged where one continues the other.
struct MergedAxes {
  int rank = 0;
  int64_t shape[kMaxRank];
  int64_t strides[kMaxRank];

  /// Adds an axis inside of those that are there.
  void append(int64_t length, int64_t stride) {
    if (length == 1) return;
    if (rank > 0 && strides[rank - 1] == length * stride) {
      shape[rank - 1] *= length;
      strides[rank - 1] = stride;
      return;
    }
    shape[rank] = length;
    strides[rank++] = stride;
  }

  int64_t size() const {
    int64_t product = 1;
    for (int axis = 0; axis < rank; axis++) product *= shape[axis];
    return product;
  }

  /// The offset of the element at a position in row-major order.
  int64_t offset(int64_t position) const {
    int64_t offset = 0;
    for (int axis = rank - 1; axis >= 0; axis--) {
      offset += position % shape[axis] * strides[axis];
      position /= shape[axis];
    }
    return offset;
  }
};

/// The rows of a view.
class Rows {
 public:
  /// @param folded Of each axis whether it is part of a row.
  Rows(const View& view, const bool* folded) : dtype_(view.dtype), data_(view.data) {
    for (int axis = 0; axis < view.rank; axis++) {
      (folded[axis] ? within_ : between_).append(view.shape[axis], view.strides[axis]);
    }
    count_ = between_.size();
    length_ = within_.size();
  }

  DType dtype() const { return dtype_; }
  int64_t count() const { return count_; }
  int64_t length() const { return length_; }

  /// Whether every row is `T`s one beside the other.
  template <class T>
  bool isPacked() const {
    const bool isOfType = dtype_ == (sizeof(T) == 8 ? DType::Float64 : DType::Float32);
    return isOfType && (within_.rank == 0 || (within_.rank == 1 && within_.strides[0] == 1));
  }

  /// How many rows lie side by side, the first elements of all one beside the other, in the type in which they are
  /// computed; 0 if they do not.
  template <class T>
  int64_t columns() const {
    const bool isOfType = dtype_ == (sizeof(T) == 8 ? DType::Float64 : DType::Float32);
    const int inner = between_.rank - 1;
    const bool isSideBySide = isOfType && within_.rank == 1 && inner >= 0 && between_.strides[inner] == 1;
    return isSideBySide ? between_.shape[inner] : 0;
  }
  /// From one element to the next of rows side by side.
  int64_t stride() const { return within_.strides[0]; }

  /// Where a row of a packed view begins.
  template <class T>
  T* at(int64_t row) const {
    return reinterpret_cast<T*>(data_) + between_.offset(row);
  }

  /// The row where it is if it is packed, else a copy of it in `scratch`.
  template <class T>
  const T* read(int64_t row, T* scratch) const {
    if (isPacked<T>()) return at<T>(row);
    gather(row, scratch);
    return scratch;
  }

  /// Copies a row, converted to the type in which it is computed.
  template <class T>
  void gather(int64_t row, T* to) const {
    eachRun(row, [&](const auto* from, int64_t stride, int64_t start, int64_t length) {
      if (stride == 1) {
        eachVector<Register<T>>(length, [&](int64_t i, int count) {
          storeLanes(to + start + i, widened<Register<T>>(from + i, count), count);
        });
      } else {
        for (int64_t i = 0; i < length; i++) to[start + i] = widened<T>(from[i * stride]);
      }
    });
  }

  /// Writes a row, rounded to the dtype of the view.
  template <class T>
  void scatter(int64_t row, const T* from) const {
    eachRun(row, [&](auto* to, int64_t stride, int64_t start, int64_t length) {
      if (stride == 1) {
        eachVector<Register<T>>(length, [&](int64_t i, int count) {
          storeRounded(to + i, loadLanes<Register<T>>(from + start + i, count), count);
        });
      } else {
        for (int64_t i = 0; i < length; i++) storeRounded(to + i * stride, from[start + i]);
      }
    });
  }

 private:
  DType dtype_;
  char* data_;
  MergedAxes between_;
  MergedAxes within_;
  int64_t count_;
  int64_t length_;

  /// The patterns of 16-bit floats, told apart.
  struct Float16 { uint16_t pattern; };
  struct Bfloat16 { uint16_t pattern; };

  template <class T, class S>
  static T widened(S x) {
    if constexpr (kSameType<S, Float16>) return T(float16ToFloat(x.pattern));
    else if constexpr (kSameType<S, Bfloat16>) return T(bfloat16ToFloat(x.pattern));
    else return T(x);
  }
  template <class V, class S>
  static V widened(const S* from, int count) {
    if constexpr (sizeof(S) == 2) {
      const auto patterns = loadLanes<Rebind<V, uint16_t>>(reinterpret_cast<const uint16_t*>(from), count);
      if constexpr (kSameType<S, Float16>) return convert<V>(float16ToFloat(patterns));
      else return convert<V>(bfloat16ToFloat(patterns));
    } else {
      return convert<V>(loadLanes<Rebind<V, S>>(from, count));
    }
  }
  template <class T, class S>
  static void storeRounded(S* to, T x) {
    if constexpr (kSameType<S, Float16>) to->pattern = floatToFloat16(float(x));
    else if constexpr (kSameType<S, Bfloat16>) to->pattern = floatToBfloat16(float(x));
    else *to = S(x);
  }
  template <class V, class S>
  static void storeRounded(S* to, V x, int count) {
    if constexpr (sizeof(S) == 2) {
      const auto wide = convert<Rebind<V, float>>(x);
      uint16_t* patterns = reinterpret_cast<uint16_t*>(to);
      if constexpr (kSameType<S, Float16>) storeLanes(patterns, floatToFloat16(wide), count);
      else storeLanes(patterns, floatToBfloat16(wide), count);
    } else {
      storeLanes(to, convert<Rebind<V, S>>(x), count);
    }
  }

  template <class Use>
  void eachRun(int64_t row, Use use) const {
    switch (dtype_) {
      case DType::Float32: return eachRunOf<float>(row, use);
      case DType::Float64: return eachRunOf<double>(row, use);
      case DType::Float16: return eachRunOf<Float16>(row, use);
      case DType::Bfloat16: return eachRunOf<Bfloat16>(row, use);
      default: __builtin_trap();
    }
  }

  /// Calls `use(first, stride, position, length)` for every stretch of a row along its innermost axis.
  template <class S, class Use>
  void eachRunOf(int64_t row, Use use) const {
    S* base = reinterpret_cast<S*>(data_) + between_.offset(row);
    if (within_.rank == 0) return use(base, int64_t(1), int64_t(0), int64_t(1));
    const int inner = within_.rank - 1;
    const int64_t run = within_.shape[inner];
    const int64_t stride = within_.strides[inner];
    for (int64_t start = 0; start < length_; start += run) use(base + within_.offset(start), stride, start, run);
  }
};

}  // namespace tenon::TENON_ISA
