/// Sleeping until a word in memory changes: Linux's futex, WebAssembly's wait and notify, and a condition variable
/// where a system has neither.
#pragma once

#include <stdint.h>

namespace tenon {

/// Sleeps for as long as `*word == value` and nobody wakes it. May return early.
void sleepWhile(const int32_t* word, int32_t value);
/// Wakes up to `count` of those that sleep on `word`.
void wake(const int32_t* word, int32_t count);
/// Tells the processor that this is a loop that waits.
inline void pause() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  // `yield` is a no-op on most cores; `isb` holds the pipeline for some tens of cycles, as `pause` does.
  asm volatile("isb" ::: "memory");
#endif
}

}  // namespace tenon
