#include "memory.hpp"

#include <stdlib.h>
#include <sys/mman.h>

namespace tenon::addon {

/// Stands in the 64 bytes before what the caller gets.
struct alignas(64) Block {
  Block* previous;
  Block* next;
  /// Length of the mapping; 0 if the block is the heap's.
  int64_t mapped;
};

namespace {

/// From this size a block is a mapping of its own in huge pages, where the system has them: the first write to a fresh
/// block faults once every 2 MiB instead of every 4 KiB, and later ones miss the TLB less.
constexpr int64_t kHugePage = int64_t(1) << 21;

void* reserveOnHeap(int64_t bytes) {
  void* memory = nullptr;
  return posix_memalign(&memory, alignof(Block), size_t(bytes)) == 0 ? memory : nullptr;
}

/// A mapping that begins on a boundary of huge pages. A larger one is made and both ends given back.
void* reserveMapping(int64_t bytes) {
  const int64_t asked = bytes + kHugePage;
  void* mapping = mmap(nullptr, size_t(asked), PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapping == MAP_FAILED) return nullptr;
  char* begin = static_cast<char*>(mapping);
  char* aligned = reinterpret_cast<char*>((uintptr_t(begin) + kHugePage - 1) & ~uintptr_t(kHugePage - 1));
  if (aligned > begin) munmap(begin, size_t(aligned - begin));
  if (begin + asked > aligned + bytes) munmap(aligned + bytes, size_t(begin + asked - (aligned + bytes)));
  preferHugePages(aligned, bytes);
  return aligned;
}

bool isMapped(int64_t bytes) {
#if defined(__SANITIZE_ADDRESS__)
  // The sanitizer watches the heap only.
  (void)bytes;
  return false;
#else
  return bytes >= kHugePage;
#endif
}

}  // namespace

void preferHugePages(void* memory, int64_t byteLength) {
#if defined(MADV_HUGEPAGE)
  char* begin = reinterpret_cast<char*>((uintptr_t(memory) + kHugePage - 1) & ~uintptr_t(kHugePage - 1));
  char* end = reinterpret_cast<char*>((uintptr_t(memory) + byteLength) & ~uintptr_t(kHugePage - 1));
  if (begin < end) madvise(begin, size_t(end - begin), MADV_HUGEPAGE);
#else
  (void)memory;
  (void)byteLength;
#endif
}

void* reserve(BlockList& blocks, int64_t byteLength) {
  constexpr int64_t kPage = 16384;  // the largest there is among the platforms
  if (byteLength > INT64_MAX - 2 * kHugePage) return nullptr;
  int64_t bytes = byteLength + int64_t(sizeof(Block));
  const bool mapped = isMapped(bytes);
  if (mapped) bytes = (bytes + kPage - 1) & ~(kPage - 1);
  Block* block = static_cast<Block*>(mapped ? reserveMapping(bytes) : reserveOnHeap(bytes));
  if (block == nullptr) return nullptr;
  *block = Block{nullptr, blocks.first, mapped ? bytes : 0};
  if (blocks.first) blocks.first->previous = block;
  blocks.first = block;
  return block + 1;
}

void release(BlockList& blocks, void* memory) {
  Block* block = static_cast<Block*>(memory) - 1;
  if (block->previous) block->previous->next = block->next;
  else blocks.first = block->next;
  if (block->next) block->next->previous = block->previous;
  if (block->mapped) munmap(block, size_t(block->mapped));
  else free(block);
}

void releaseAll(BlockList& blocks) {
  while (blocks.first) release(blocks, blocks.first + 1);
}

}  // namespace tenon::addon
