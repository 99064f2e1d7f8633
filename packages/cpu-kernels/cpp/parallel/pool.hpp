/// A fork-join pool: the loops of `parallel_for.hpp` on the threads that have come to help.
///
/// The library starts no thread. A host starts threads as its platform does (pthreads, Web Workers) and each of them
/// calls `tenonWorkerMain`, which returns when the pool is stopped. A loop is shared by whoever has arrived: the thread
/// that issues it never waits for a helper to come, only for one that is inside of an iteration to leave. So threads may
/// start while kernels run, and a helper that the system does not schedule delays nobody.
///
/// Iterations are claimed one at a time from a counter; who runs which is left to chance, and what is computed is not
/// (`parallel_for.hpp` says why).
#pragma once

#include "parallel/parallel_for.hpp"

namespace tenon {

/// One issuing thread and its helpers. All zeros is a pool without helpers and without scratch.
///
/// Kept on cache lines by who writes: the issuer once a loop, every thread once an iteration, every helper once a loop.
struct Pool {
  /// What the loop is. Written by the issuer while the gate is closed and nobody inside.
  alignas(64) int64_t count;
  IterationFunction run;
  const void* task;
  /// The issuer's own scratch.
  Worker issuer;
  /// How often a thread looks again before it sleeps: 0 where there are more threads than cores.
  int32_t patience;
  /// The issuer may not sleep: the main thread of a browser.
  int32_t issuerStaysAwake;

  /// How many loops there have been, plus one when stopped. Helpers sleep on it.
  alignas(64) int32_t generation;
  int32_t sleepers;
  int32_t stopped;
  /// Helpers that have arrived and not left.
  int32_t helpers;
  /// An iteration of some loop failed since the host last asked.
  int32_t failed;

  /// The next iteration to be claimed.
  alignas(64) int64_t next;

  /// Bit 31: a loop may be joined. Bit 30: the issuer sleeps until all have left. Below: helpers inside of the loop.
  alignas(64) int32_t gate;
};

/// The pool that the calling thread issues loops to, or helps. WebAssembly has one for each module, and needs no call.
extern "C" void tenonUsePool(Pool* pool);

/// Gives the pool the issuer's scratch, and how long threads wait awake before they sleep (in turns of a loop).
extern "C" void tenonOpenPool(char* scratch, int32_t patience, int32_t issuerStaysAwake);
/// What a helper does all its life: takes part in loops until `tenonStopPool`. `index` > 0, `kScratchBytes` of scratch.
extern "C" void tenonWorkerMain(int32_t index, char* scratch);
/// Tells all helpers to return from `tenonWorkerMain`. None is inside of a loop then, as nobody issues one.
extern "C" void tenonStopPool();
/// Helpers that have not returned yet.
extern "C" int32_t tenonHelperCount();

/// For a host whose iterations can fail without ending the process (a trap of WebAssembly): called by the thread `index`
/// that was inside of one, instead of returning from it. The loop ends without the iterations that nobody has begun; on
/// the issuer, it has ended when this returns. A helper may call `tenonWorkerMain` again.
extern "C" void tenonIterationFailed(int32_t index);
/// Whether an iteration failed since the last call. The host then reports `Status::ThreadFailed`.
extern "C" int32_t tenonTakeFailure();

}  // namespace tenon
