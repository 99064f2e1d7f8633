/// A compiled program, as the driver lays it out in memory (`src/program/compile.ts`).
#pragma once

#include "base/command.hpp"

namespace tenon {

/// The most values that a program may hold at once.
inline constexpr int kMaxSlots = 512;

struct Source {
  /// 0: memory; 1: the coordinate along an axis.
  int32_t isCoordinate;
  DType dtype;
};

struct Constant {
  DType dtype;
  /// The value in its register type.
  uint32_t low, high;
};

struct Instruction {
  /// A number in the table of steps.
  int32_t step;
  int32_t out;
  int32_t in[3];
  int32_t immediate;
};

struct ProgramOutput {
  int32_t slot;
  DType dtype;
};

/// The header, which the lists follow without gaps.
struct Program {
  int32_t sourceCount;
  int32_t constantCount;
  int32_t instructionCount;
  int32_t outputCount;
  int32_t slotCount;
  /// The slot of the only output, if the last instruction makes it; −1 otherwise.
  int32_t resultSlot;
  /// Elements that registers hold.
  int32_t blockLength;
  /// How many additions one element takes as long as.
  int32_t cost;

  const Source* sources() const { return reinterpret_cast<const Source*>(this + 1); }
  const Constant* constants() const { return reinterpret_cast<const Constant*>(sources() + sourceCount); }
  const Instruction* instructions() const {
    return reinterpret_cast<const Instruction*>(constants() + constantCount);
  }
  const ProgramOutput* outputs() const {
    return reinterpret_cast<const ProgramOutput*>(instructions() + instructionCount);
  }
};

}  // namespace tenon
