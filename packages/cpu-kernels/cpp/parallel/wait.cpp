#include "parallel/wait.hpp"

#if defined(__wasm__)

namespace tenon {

void sleepWhile(const int32_t* word, int32_t value) {
  __builtin_wasm_memory_atomic_wait32(const_cast<int32_t*>(word), value, -1);
}

void wake(const int32_t* word, int32_t count) {
  __builtin_wasm_memory_atomic_notify(const_cast<int32_t*>(word), uint32_t(count));
}

}  // namespace tenon

#elif defined(__linux__)

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace tenon {

void sleepWhile(const int32_t* word, int32_t value) {
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, nullptr, nullptr, 0);
}

void wake(const int32_t* word, int32_t count) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, nullptr, nullptr, 0);
}

}  // namespace tenon

#else

#include <pthread.h>

namespace tenon {
namespace {

// One for all words: whoever waits looks at its own word again.
pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

}  // namespace

void sleepWhile(const int32_t* word, int32_t value) {
  pthread_mutex_lock(&mutex);
  if (__atomic_load_n(word, __ATOMIC_SEQ_CST) == value) pthread_cond_wait(&changed, &mutex);
  pthread_mutex_unlock(&mutex);
}

void wake(const int32_t*, int32_t) {
  pthread_mutex_lock(&mutex);
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&mutex);
}

}  // namespace tenon

#endif
