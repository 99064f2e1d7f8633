/// How fast matrix products are: prints GFLOP/s by shape, one thread, the least time of many. A tool for development;
/// `pnpm bench cpu` measures what users get.
///
///   g++ -std=c++20 -O3 -ffp-contract=off -fno-math-errno -fno-trapping-math -fwrapv -march=x86-64-v4 -DTENON_ISA=avx512
///     -Wno-psabi -I cpp -I .generated cpp/test/gemm_rate.cpp cpp/matmul/matmul.cpp -o /tmp/gemm_rate
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "matmul/matmul.hpp"
#include "parallel/parallel_for.hpp"

namespace {

using namespace tenon;

alignas(64) char scratch[kScratchBytes];
Worker worker{0, scratch};

double seconds() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

struct Shape {
  const char* name;
  DType dtype;
  int64_t bytes, batch, rows, columns, terms;
  bool transposeLeft, transposeRight;
};

const Shape shapes[] = {
    {"f32", DType::Float32, 4, 1, 4, 4, 4, false, false},
    {"f32", DType::Float32, 4, 1, 64, 64, 64, false, false},
    {"f32", DType::Float32, 4, 1, 256, 256, 256, false, false},
    {"f32", DType::Float32, 4, 1, 1024, 1024, 1024, false, false},
    {"f32 Aᵀ·B", DType::Float32, 4, 1, 1024, 1024, 1024, true, false},
    {"f32 A·Bᵀ", DType::Float32, 4, 1, 1024, 1024, 1024, false, true},
    {"f32", DType::Float32, 4, 32, 128, 128, 64, false, false},
    {"f32 A·x", DType::Float32, 4, 1, 2048, 1, 2048, false, false},
    {"f32 Aᵀ·x", DType::Float32, 4, 1, 2048, 1, 2048, true, false},
    {"f64", DType::Float64, 8, 1, 1024, 1024, 1024, false, false},
    {"bf16", DType::Bfloat16, 2, 1, 1024, 1024, 1024, false, false},
    {"i32", DType::Int32, 4, 1, 512, 512, 512, false, false},
    {"i64", DType::Int64, 8, 1, 512, 512, 512, false, false},
};

/// Memory that is aligned, zero and there.
void* memory(int64_t bytes) {
  const size_t rounded = (size_t(bytes) + 127) / 64 * 64;
  return memset(aligned_alloc(64, rounded), 0, rounded);
}

/// Writes a view of `batch` matrices, transposed or not.
double* putView(double* to, const Shape& shape, void* data, int64_t rows, int64_t columns, bool transposed) {
  const double view[] = {double(shape.dtype), double(uintptr_t(data)), 3, double(shape.batch), double(rows),
                         double(columns), double(rows * columns), transposed ? 1 : double(columns),
                         transposed ? double(rows) : 1};
  memcpy(to, view, sizeof(view));
  return to + sizeof(view) / sizeof(double);
}

void measure(const Shape& shape) {
  const int64_t m = shape.rows, n = shape.columns, k = shape.terms;
  void* const a = memory(shape.batch * m * k * shape.bytes);
  void* const b = memory(shape.batch * k * n * shape.bytes);
  void* const out = memory(shape.batch * m * n * shape.bytes);
  double command[64];
  double* end = putView(command, shape, a, m, k, shape.transposeLeft);
  end = putView(end, shape, b, k, n, shape.transposeRight);
  putView(end, shape, out, m, n, false);
  const double products = double(shape.batch) * double(m) * double(n) * double(k);
  const int together = products < 1e5 ? 1000 : 1;
  double least = 1e9;
  const double stop = seconds() + 0.5;
  for (int round = 0; round < 5 || seconds() < stop; round++) {
    const double start = seconds();
    for (int i = 0; i < together; i++) {
      CommandReader reader(command);
      TENON_ISA::matmul(reader);
    }
    const double time = (seconds() - start) / together;
    if (time < least) least = time;
  }
  printf("%-10s %3d × %5d × %5d × %5d  %10.4f ms  %7.1f GFLOP/s\n", shape.name, int(shape.batch), int(m), int(k), int(n),
         least * 1e3, 2 * products / least * 1e-9);
  free(a);
  free(b);
  free(out);
}

}  // namespace

extern "C" void tenonParallelFor(int64_t count, IterationFunction run, const void* task) {
  for (int64_t i = 0; i < count; i++) run(task, i, worker);
}
extern "C" Worker& tenonCallingWorker() { return worker; }
extern "C" int32_t tenonThreadCount() { return 1; }

int main() {
  for (const Shape& shape : shapes) measure(shape);
}
