/// `reduce`: from the type that values are computed in to the loops of that type.
#include "reduce.hpp"

#include "reduction.hpp"

namespace tenon::TENON_ISA {

// In `reduce_*.cpp`.
template <class T>
Status reduceIn(const Reduction& reduction);

Status reduce(CommandReader& command) {
  const Reduction reduction(command);
  if (reduction.outputCount == 0) return Status::Ok;
  switch (registerTypeOf(reduction.program.outputs()[0].dtype)) {
    case RegisterType::Int32: return reduceIn<int32_t>(reduction);
    case RegisterType::Uint32: return reduceIn<uint32_t>(reduction);
    case RegisterType::Int64: return reduceIn<int64_t>(reduction);
    case RegisterType::Uint64: return reduceIn<uint64_t>(reduction);
    case RegisterType::Float32: return reduceIn<float>(reduction);
    case RegisterType::Float64: return reduceIn<double>(reduction);
  }
  __builtin_unreachable();
}

}  // namespace tenon::TENON_ISA
