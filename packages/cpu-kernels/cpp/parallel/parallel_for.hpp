/// Running a loop's iterations on the threads there are.
///
/// Each iteration writes its own part of the output, and whatever is combined afterwards is combined in the order of
/// iterations. Where a split could show in a result it depends on the shapes alone (matrix products, whose elements do
/// not depend on where blocks are cut, may follow the number of threads). So results do not depend on how many threads
/// there are, nor on which of them ran what.
#pragma once

#include <stdint.h>

namespace tenon {

/// Bytes of working memory that each thread has for itself: packed panels, registers of the vector machine.
inline constexpr int64_t kScratchBytes = int64_t(1) << 21;

/// A thread that runs iterations.
struct Worker {
  /// 0 is the thread that issued the kernel.
  int32_t index;
  /// `kScratchBytes` of memory, aligned to 64 bytes. An iteration may find anything in it.
  char* scratch;
};

using IterationFunction = void (*)(const void* task, int64_t iteration, Worker& worker);

/// Runs `run(task, i, worker)` for i in [0, count), each once, in any order, on any threads; returns when all are done.
/// Not reentrant: an iteration must not start another loop. In `pool.cpp`, once for all instruction sets.
extern "C" void tenonParallelFor(int64_t count, IterationFunction run, const void* task);
/// The worker of the calling thread, for what is too small to be split.
extern "C" Worker& tenonCallingWorker();
/// How many threads there are now, the calling one included. For choosing whether to split, and how only where no
/// result can show it.
extern "C" int32_t tenonThreadCount();

/// `task(i, worker)` for every i in [0, count); the loop above, typed.
template <class Task>
inline void parallelFor(int64_t count, const Task& task) {
  if (count <= 1) {
    if (count == 1) task(int64_t(0), tenonCallingWorker());
    return;
  }
  tenonParallelFor(
      count,
      [](const void* erased, int64_t iteration, Worker& worker) {
        (*static_cast<const Task*>(erased))(iteration, worker);
      },
      &task);
}

}  // namespace tenon
