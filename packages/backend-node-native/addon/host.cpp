#include "host.hpp"

#include <signal.h>
#include <stdlib.h>
#include <time.h>

#include "parallel/wait.hpp"

namespace tenon::addon {
namespace {

/// What a thread is told when it starts.
struct Start {
  Host* host;
  int32_t index;
  char* scratch;
};

void* helperMain(void* argument) {
  const Start start = *static_cast<Start*>(argument);
  free(argument);
  tenonUsePool(&start.host->pool);
  tenonWorkerMain(start.index, start.scratch);
  return nullptr;
}

/// @returns whether the thread runs.
bool startHelper(Host& host, int32_t index) {
  char* scratch = static_cast<char*>(reserve(host.blocks, kScratchBytes));
  Start* start = static_cast<Start*>(malloc(sizeof(Start)));
  if (!scratch || !start) {
    free(start);
    return false;
  }
  *start = Start{&host, index, scratch};
  // Signals are for the threads of Node.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const bool started = pthread_create(&host.helpers[index - 1], nullptr, helperMain, start) == 0;
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (!started) free(start);
  return started;
}

double microseconds() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return double(now.tv_sec) * 1e6 + double(now.tv_nsec) * 1e-3;
}

/// How many turns of a waiting loop take so long. Processors differ tenfold in what a pause is, so it is tried.
int32_t turnsIn(double patience) {
  constexpr int kTurns = 200;
  double shortest = 1e9;
  for (int trial = 0; trial < 3; trial++) {
    const double start = microseconds();
    for (int turn = 0; turn < kTurns; turn++) pause();
    const double taken = microseconds() - start;
    if (taken < shortest) shortest = taken;
  }
  // A pause is never shorter than a nanosecond; a clock may be too coarse to tell.
  const double turns = patience * kTurns / (shortest > 0.2 ? shortest : 0.2);
  return int32_t(turns < 1e6 ? turns : 1e6);
}

/// What a closed host runs: its threads and its memory are gone.
const InstructionSet closed = {"", [](double*) { return Status::ThreadFailed; }, nullptr};

}  // namespace

Host* openHost(const InstructionSet& instructionSet, int32_t threads, double patience) {
  void* memory = nullptr;
  if (posix_memalign(&memory, alignof(Host), sizeof(Host)) != 0) return nullptr;
  __builtin_memset(memory, 0, sizeof(Host));
  Host* host = static_cast<Host*>(memory);
  char* scratch = static_cast<char*>(reserve(host->blocks, kScratchBytes));
  if (!scratch) {
    free(host);
    return nullptr;
  }
  host->instructionSet = &instructionSet;
  tenonUsePool(&host->pool);
  tenonOpenPool(scratch, threads > 1 && patience > 0 ? turnsIn(patience) : 0, 0);
  for (host->threads = 1; host->threads < threads; host->threads++) {
    if (!startHelper(*host, host->threads)) break;
  }
  return host;
}

void closeHost(Host& host) {
  tenonUsePool(&host.pool);
  tenonStopPool();
  for (int32_t helper = 1; helper < host.threads; helper++) pthread_join(host.helpers[helper - 1], nullptr);
  host.threads = 0;
  host.instructionSet = &closed;
  releaseAll(host.blocks);
}

void destroyHost(Host* host) {
  closeHost(*host);
  free(host);
}

Status runCommands(Host& host) {
  tenonUsePool(&host.pool);
  const Status status = host.instructionSet->run(host.commands);
  return tenonTakeFailure() ? Status::ThreadFailed : status;
}

}  // namespace tenon::addon
