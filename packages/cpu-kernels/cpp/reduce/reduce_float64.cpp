/// Reductions of values that are computed in double.
#include "typed_reduction.hpp"

namespace tenon::TENON_ISA {

template Status reduceIn<double>(const Reduction& reduction);

}  // namespace tenon::TENON_ISA
