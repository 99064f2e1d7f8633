/// Dispatch: from the number of a command to its kernel. A list of commands is a plan; an eager op is a plan of one.
#include "entry.hpp"

#include "gather/gather.hpp"
#include "gather/scatter.hpp"
#include "map/map.hpp"
#include "matmul/matmul.hpp"
#include "random/random_bits.hpp"
#include "reduce/reduce.hpp"
#include "sort/sort.hpp"

namespace tenon::TENON_ISA {

Status run(double* commands) {
  CommandReader reader(commands);
  for (;;) {
    Status status = Status::Ok;
    switch (reader.enumerator<Command>()) {
      case Command::End: return Status::Ok;
      case Command::Map: status = map(reader); break;
      case Command::Reduce: status = reduce(reader); break;
      case Command::Matmul: status = matmul(reader); break;
      case Command::Gather: status = gather(reader); break;
      case Command::Scatter: status = scatter(reader); break;
      case Command::Sort: status = sort(reader); break;
      case Command::RandomBits: status = randomBits(reader); break;
      default: __builtin_trap();
    }
    if (status != Status::Ok) return status;
  }
}

}  // namespace tenon::TENON_ISA
