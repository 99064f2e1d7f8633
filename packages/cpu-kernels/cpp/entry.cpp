/// Dispatch: from the number of a command to its kernel. A list of commands is a plan; an eager op is a plan of one.
#include "entry.hpp"

#include "conv/conv.hpp"
#include "gather/gather.hpp"
#include "gather/scatter.hpp"
#include "linalg/cholesky.hpp"
#include "linalg/eigh.hpp"
#include "linalg/lu.hpp"
#include "linalg/qr.hpp"
#include "linalg/svd.hpp"
#include "linalg/triangular_solve.hpp"
#include "map/map.hpp"
#include "matmul/matmul.hpp"
#include "nn/layer_normalization.hpp"
#include "nn/pool.hpp"
#include "nn/pool_gradient.hpp"
#include "nn/softmax.hpp"
#include "random/random_bits.hpp"
#include "reduce/reduce.hpp"
#include "scan/scan.hpp"
#include "sort/sort.hpp"
#include "sort/top_k.hpp"

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
      case Command::Conv: status = conv(reader); break;
      case Command::Scan: status = scan(reader); break;
      case Command::Gather: status = gather(reader); break;
      case Command::Scatter: status = scatter(reader); break;
      case Command::Sort: status = sort(reader); break;
      case Command::TopK: status = topK(reader); break;
      case Command::RandomBits: status = randomBits(reader); break;
      case Command::Softmax: status = softmax(reader); break;
      case Command::LayerNormalization: status = layerNormalization(reader); break;
      case Command::Pool: status = pool(reader); break;
      case Command::PoolGradient: status = poolGradient(reader); break;
      case Command::Cholesky: status = cholesky(reader); break;
      case Command::Lu: status = lu(reader); break;
      case Command::TriangularSolve: status = triangularSolve(reader); break;
      case Command::Qr: status = qr(reader); break;
      case Command::Eigh: status = eigh(reader); break;
      case Command::Svd: status = svd(reader); break;
      default: __builtin_trap();
    }
    if (status != Status::Ok) return status;
  }
}

}  // namespace tenon::TENON_ISA
