/// Reductions of values that are computed in float.
#include "typed_reduction.hpp"

namespace tenon::TENON_ISA {

template Status reduceIn<float>(const Reduction& reduction);

}  // namespace tenon::TENON_ISA
