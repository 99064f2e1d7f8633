/// Commands: how the driver tells the library what to run.
///
/// The driver writes commands into a buffer of float64 numbers that both sides see, and makes one call. Everything is a
/// float64, because JavaScript writes those fastest and they hold every address, length and stride exactly. A command is
/// the number of the kernel, then what that kernel reads, in its order; the command `End` ends the list.
#pragma once

#include <stdint.h>

#include "contract.generated.hpp"

namespace tenon {

/// The greatest rank of a view.
inline constexpr int kMaxRank = 32;

/// A typed, strided window on memory. Strides count elements; they may be 0 or negative.
struct View {
  DType dtype;
  int rank;
  /// The element at coordinate 0.
  char* data;
  int64_t shape[kMaxRank];
  int64_t strides[kMaxRank];

  template <class T>
  T* as() const { return reinterpret_cast<T*>(data); }

  int64_t size() const {
    int64_t product = 1;
    for (int axis = 0; axis < rank; axis++) product *= shape[axis];
    return product;
  }
};

/// Reads the arguments of commands, one after the other, and takes the account of a failure.
class CommandReader {
 public:
  explicit CommandReader(double* commands) : start_(commands), next_(commands) {}

  double real() { return *next_++; }
  int64_t integer() { return int64_t(*next_++); }
  int index() { return int(*next_++); }
  bool flag() { return *next_++ != 0; }
  template <class E>
  E enumerator() { return E(int(*next_++)); }
  /// An address, 0 being none.
  template <class T = char>
  T* pointer() { return reinterpret_cast<T*>(uintptr_t(*next_++)); }
  /// A list of numbers that stays where it is.
  const double* list(int64_t length) {
    const double* list = next_;
    next_ += length;
    return list;
  }

  /// dtype, address, rank, shape, strides, as the driver's `writeView` writes them.
  View view() {
    View view;
    view.dtype = enumerator<DType>();
    view.data = pointer();
    view.rank = index();
    for (int axis = 0; axis < view.rank; axis++) view.shape[axis] = integer();
    for (int axis = 0; axis < view.rank; axis++) view.strides[axis] = integer();
    return view;
  }

  /// Notes what a failure is about, where the driver finds it: at the start of the commands. Returns the status.
  template <class... Details>
  Status fail(Status status, Details... details) {
    double* to = start_;
    ((*to++ = double(details)), ...);
    return status;
  }

 private:
  double* start_;
  double* next_;
};

}  // namespace tenon
