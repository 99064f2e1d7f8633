/// Reductions of values that are computed in int32 or uint32.
#include "typed_reduction.hpp"

namespace tenon::TENON_ISA {

template Status reduceIn<int32_t>(const Reduction& reduction);
template Status reduceIn<uint32_t>(const Reduction& reduction);

}  // namespace tenon::TENON_ISA
