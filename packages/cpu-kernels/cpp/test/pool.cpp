/// Tries the pool: every iteration once, whoever comes and goes; failures that do not hang; an end.
///
/// Built with ThreadSanitizer, it also proves that what an iteration wrote is seen by who waited for it: the arrays here
/// are plain memory. Prints what went wrong, and exits with 1 then.
#include <pthread.h>
#include <stdio.h>
#include <time.h>

#include "parallel/pool.hpp"

namespace {

using tenon::Worker;

tenon::Pool pool;
char scratch[64];
int failures = 0;

void expect(bool holds, const char* what) {
  if (holds) return;
  fprintf(stderr, "FAILED: %s\n", what);
  failures++;
}

void sleepMilliseconds(long milliseconds) {
  const timespec time = {0, milliseconds * 1'000'000};
  nanosleep(&time, nullptr);
}

void* helperMain(void* index) {
  tenon::tenonUsePool(&pool);
  tenon::tenonWorkerMain(int32_t(intptr_t(index)), scratch);
  return nullptr;
}

pthread_t startHelper(int index) {
  pthread_t thread;
  pthread_create(&thread, nullptr, helperMain, reinterpret_cast<void*>(intptr_t(index)));
  return thread;
}

void awaitHelpers(int count) {
  while (tenon::tenonHelperCount() != count) sleepMilliseconds(1);
}

/// Loops of every length up to 200, each iteration of which counts for itself.
bool everyIterationOnce(int loops) {
  static int64_t ran[200];
  static int64_t expected[200];
  for (int loop = 0; loop < loops; loop++) {
    const int64_t count = 2 + loop % 199;
    tenon::parallelFor(count, [&](int64_t i, Worker&) { ran[i]++; });
    for (int64_t i = 0; i < count; i++) expected[i]++;
  }
  for (int i = 0; i < 200; i++) {
    if (ran[i] != expected[i]) return false;
  }
  return true;
}

struct Leaves {};

/// Fails an iteration on whoever runs it, as a host does that catches a trap: without returning from it.
void failOnHelper() {
  int32_t failed = 0;
  tenon::parallelFor(1'000'000, [&](int64_t, Worker& worker) {
    if (worker.index == 0 || __atomic_exchange_n(&failed, 1, __ATOMIC_SEQ_CST)) return;
    tenon::tenonIterationFailed(worker.index);
    pthread_exit(nullptr);
  });
}

void failOnIssuer() {
  try {
    tenon::parallelFor(1'000'000, [&](int64_t, Worker& worker) {
      if (worker.index == 0) throw Leaves{};
    });
  } catch (Leaves) {
    tenon::tenonIterationFailed(0);
  }
}

}  // namespace

int main() {
  tenon::tenonUsePool(&pool);
  tenon::tenonOpenPool(scratch, 100, 0);
  expect(everyIterationOnce(1000), "without helpers every iteration runs once");
  expect(tenon::tenonThreadCount() == 1, "without helpers there is one thread");

  // Helpers arrive while loops run.
  pthread_t helpers[4];
  for (int i = 0; i < 3; i++) helpers[i] = startHelper(i + 1);
  expect(everyIterationOnce(20'000), "while helpers arrive every iteration runs once");
  awaitHelpers(3);
  expect(tenon::tenonThreadCount() == 4, "helpers that have arrived count");

  // Long enough for helpers to fall asleep between loops.
  for (int i = 0; i < 20; i++) {
    sleepMilliseconds(5);
    expect(everyIterationOnce(5), "after a sleep every iteration runs once");
  }
  expect(!tenon::tenonTakeFailure(), "nothing failed so far");

  while (!tenon::tenonTakeFailure()) failOnHelper();
  expect(tenon::tenonHelperCount() == 2, "a helper that failed is gone");
  expect(!tenon::tenonTakeFailure(), "a failure is told once");
  expect(everyIterationOnce(1000), "after a helper's failure every iteration runs once");

  helpers[3] = startHelper(4);
  awaitHelpers(3);
  failOnIssuer();
  expect(tenon::tenonTakeFailure(), "the issuer's failure is told");
  expect(everyIterationOnce(1000), "after the issuer's failure every iteration runs once");

  tenon::tenonStopPool();
  for (pthread_t helper : helpers) pthread_join(helper, nullptr);
  expect(tenon::tenonHelperCount() == 0, "a pool that was stopped has no helpers");
  return failures == 0 ? 0 : 1;
}
