#include "parallel/pool.hpp"

#include "parallel/wait.hpp"

namespace tenon {
namespace {

constexpr int32_t kOpen = INT32_MIN;
constexpr int32_t kIssuerSleeps = 1 << 30;
constexpr int32_t kInside = kIssuerSleeps - 1;

#if defined(__wasm__)
Pool onlyPool;
inline Pool& pool() { return onlyPool; }
#else
thread_local Pool* poolOfThread = nullptr;
inline Pool& pool() { return *poolOfThread; }
#endif

template <class T>
inline T load(const T& word) { return __atomic_load_n(&word, __ATOMIC_SEQ_CST); }
template <class T>
inline void store(T& word, T value) { __atomic_store_n(&word, value, __ATOMIC_SEQ_CST); }
/// Adds, and gives what was there before.
template <class T>
inline T add(T& word, T value) { return __atomic_fetch_add(&word, value, __ATOMIC_SEQ_CST); }

/// Claims and runs iterations until none is left.
void work(Pool& pool, Worker& worker) {
  const int64_t count = pool.count;
  const IterationFunction run = pool.run;
  const void* task = pool.task;
  for (;;) {
    const int64_t iteration = __atomic_fetch_add(&pool.next, int64_t(1), __ATOMIC_RELAXED);
    if (iteration >= count) return;
    run(task, iteration, worker);
  }
}

/// Leaves iterations to nobody. Claims that follow are beyond the count, whatever it is.
void abandon(Pool& pool) {
  store(pool.failed, int32_t(1));
  store(pool.next, INT64_MAX / 2);
}

void leave(Pool& pool) {
  const int32_t before = add(pool.gate, -1);
  if ((before & kIssuerSleeps) && (before & kInside) == 1) wake(&pool.gate, 1);
}

/// Closes the gate and waits until the last helper has left.
void join(Pool& pool) {
  __atomic_fetch_and(&pool.gate, ~kOpen, __ATOMIC_SEQ_CST);
  for (int32_t turn = 0; (load(pool.gate) & kInside) != 0;) {
    if (turn < pool.patience || pool.issuerStaysAwake) {
      turn++;
      pause();
      continue;
    }
    const int32_t gate = __atomic_or_fetch(&pool.gate, kIssuerSleeps, __ATOMIC_SEQ_CST);
    if ((gate & kInside) != 0) sleepWhile(&pool.gate, gate);
    __atomic_fetch_and(&pool.gate, ~kIssuerSleeps, __ATOMIC_SEQ_CST);
  }
}

/// Waits for a loop after the one numbered `seen`, awake for a while, then asleep.
void awaitLoop(Pool& pool, int32_t seen) {
  for (int32_t turn = 0; turn < pool.patience; turn++) {
    if (load(pool.generation) != seen) return;
    pause();
  }
  add(pool.sleepers, 1);
  while (load(pool.generation) == seen) sleepWhile(&pool.generation, seen);
  add(pool.sleepers, -1);
}

}  // namespace

extern "C" {

#if !defined(__wasm__)
void tenonUsePool(Pool* pool) { poolOfThread = pool; }
#endif

void tenonOpenPool(char* scratch, int32_t patience, int32_t issuerStaysAwake) {
  Pool& opened = pool();
  opened.issuer = Worker{0, scratch};
  opened.patience = patience;
  opened.issuerStaysAwake = issuerStaysAwake;
}

void tenonParallelFor(int64_t count, IterationFunction run, const void* task) {
  Pool& shared = pool();
  const int32_t helpers = load(shared.helpers);
  if (helpers == 0) {
    for (int64_t iteration = 0; iteration < count; iteration++) run(task, iteration, shared.issuer);
    return;
  }
  shared.count = count;
  shared.run = run;
  shared.task = task;
  store(shared.next, int64_t(0));
  // A helper that came too late for the last loop may be at the gate just now, to find it closed and leave; so the
  // number inside is kept.
  __atomic_fetch_or(&shared.gate, kOpen, __ATOMIC_SEQ_CST);
  add(shared.generation, 1);
  const int32_t sleepers = load(shared.sleepers);
  if (sleepers > 0) wake(&shared.generation, int32_t(count - 1 < sleepers ? count - 1 : sleepers));
  work(shared, shared.issuer);
  join(shared);
}

Worker& tenonCallingWorker() { return pool().issuer; }

int32_t tenonThreadCount() { return 1 + load(pool().helpers); }

void tenonWorkerMain(int32_t index, char* scratch) {
  Pool& shared = pool();
  Worker worker{index, scratch};
  add(shared.helpers, 1);
  // A loop that is open already is joined at once.
  for (;;) {
    const int32_t seen = load(shared.generation);
    if (load(shared.stopped)) break;
    // Entered first and looked at afterwards: once the issuer has closed the gate and seen nobody inside, nobody can
    // come to run the task, which is gone with the issuer's stack frame.
    if (add(shared.gate, 1) & kOpen) work(shared, worker);
    leave(shared);
    awaitLoop(shared, seen);
  }
  add(shared.helpers, -1);
}

void tenonStopPool() {
  Pool& shared = pool();
  store(shared.stopped, int32_t(1));
  add(shared.generation, 1);
  wake(&shared.generation, INT32_MAX);
}

int32_t tenonHelperCount() { return load(pool().helpers); }

void tenonIterationFailed(int32_t index) {
  Pool& shared = pool();
  abandon(shared);
  if (index == 0) {
    join(shared);
  } else {
    leave(shared);
    add(shared.helpers, -1);
  }
}

int32_t tenonTakeFailure() {
  // Every call of the library asks: an exchange costs a quarter of the call, a load nothing.
  Pool& shared = pool();
  return load(shared.failed) ? __atomic_exchange_n(&shared.failed, int32_t(0), __ATOMIC_SEQ_CST) : 0;
}

}  // extern "C"

}  // namespace tenon
