/// The memory of tensors: the process's own, in blocks that their owner can give back all at once.
#pragma once

#include <stdint.h>

namespace tenon::addon {

struct Block;

/// The blocks that one host has reserved and not released. All zeros is none.
struct BlockList {
  Block* first;
};

/// Memory of at least `byteLength` > 0 bytes, aligned to 64; null if there is none.
void* reserve(BlockList& blocks, int64_t byteLength);
/// Gives back what `reserve` gave.
void release(BlockList& blocks, void* memory);
void releaseAll(BlockList& blocks);

/// Asks for huge pages under the part of fresh memory that can have them, so that writing it first faults seldom.
void preferHugePages(void* memory, int64_t byteLength);

}  // namespace tenon::addon
