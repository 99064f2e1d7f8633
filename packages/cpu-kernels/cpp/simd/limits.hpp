/// The limits of scalar types: what folds by comparison begin with.
#pragma once

#include "vector.hpp"

namespace tenon::TENON_ISA {

/// The number that no other is less than.
template <class T>
constexpr T lowest() {
  if constexpr (kIsFloating<T>) return T(-__builtin_inf());
  else if constexpr (T(-1) > T(0)) return T(0);
  else return T(T(1) << (sizeof(T) * 8 - 1));
}
/// The number that no other is greater than.
template <class T>
constexpr T highest() {
  if constexpr (kIsFloating<T>) return T(__builtin_inf());
  else return T(~lowest<T>());
}

}  // namespace tenon::TENON_ISA
