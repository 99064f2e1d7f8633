#include "qr.hpp"

#include "householder.hpp"

namespace tenon::TENON_ISA {
namespace {

template <class T>
void factorAll(const View& input, const View& q, const View& r, double* workspaces, int64_t workspaceLength) {
  const int64_t m = rowsOf(input), n = columnsOf(input), kept = columnsOf(q);
  eachMatrix(batchSize(input), [&](int64_t matrix, int64_t slice, Worker&) {
    Workspace workspace(workspaces + slice * workspaceLength, workspaceLength);
    const Strided<double> a = workspace.matrix(m, n);
    copyMatrix(matrixOf<T>(input, matrix), m, n, a);
    const QrFactors factors(a, m, n, workspace);
    copyMatrix(a, kept, n, matrixOf<T>(r, matrix));
    const Strided<double> product = workspace.matrix(m, kept);
    for (int64_t i = 0; i < m; i++) {
      for (int64_t j = 0; j < kept; j++) product(i, j) = i == j;
    }
    factors.multiply(product, kept, true);
    copyMatrix(product, m, kept, matrixOf<T>(q, matrix));
    return 0;
  });
}

}  // namespace

Status qr(CommandReader& command) {
  const View input = command.view();
  const View q = command.view();
  const View r = command.view();
  double* workspaces = command.pointer<double>();
  const int64_t workspaceLength = command.integer();
  const auto run = input.dtype == DType::Float64 ? factorAll<double> : factorAll<float>;
  run(input, q, r, workspaces, workspaceLength);
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
