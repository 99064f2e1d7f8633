/// A host: one backend's memory, command buffer, pool and threads. Hosts share nothing, so several can live in a process,
/// on one JavaScript thread or on many, and kernels of different JavaScript threads run at the same time.
#pragma once

#include <pthread.h>

#include "instruction-set.hpp"
#include "memory.hpp"
#include "parallel/pool.hpp"

namespace tenon::addon {

/// The most threads of a host, the calling one included.
inline constexpr int32_t kMaxThreads = 256;

struct Host {
  Pool pool;
  BlockList blocks;
  const InstructionSet* instructionSet;
  /// Memory of an ArrayBuffer, which outlives the host.
  double* commands;
  /// Threads that run, the calling one included; 0 once closed.
  int32_t threads;
  pthread_t helpers[kMaxThreads - 1];
};

/// Makes a host and starts its threads: as many as asked, or fewer if the system refuses more (`threads` says). They wait
/// awake for `patience` microseconds before they sleep. Null if there is no memory.
Host* openHost(const InstructionSet& instructionSet, int32_t threads, double patience);
/// Ends the threads and gives all memory back. May be called again; memory must not be reserved afterwards.
void closeHost(Host& host);
/// Closes the host and ends it.
void destroyHost(Host* host);
/// Runs the commands in the buffer. A closed host runs none, and says `ThreadFailed`.
Status runCommands(Host& host);

}  // namespace tenon::addon
