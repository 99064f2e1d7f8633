/// Reductions of values that are computed in int64 or uint64.
#include "typed_reduction.hpp"

namespace tenon::TENON_ISA {

template Status reduceIn<int64_t>(const Reduction& reduction);
template Status reduceIn<uint64_t>(const Reduction& reduction);

}  // namespace tenon::TENON_ISA
