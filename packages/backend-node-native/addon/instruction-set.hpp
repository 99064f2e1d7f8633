/// The copies of the kernel library in this file, of which the best that the processor has is run.
#pragma once

#include "base/command.hpp"

namespace tenon::addon {

/// One copy of the library.
struct InstructionSet {
  const char* name;
  Status (*run)(double* commands);
  /// Whether the processor and the operating system have it.
  bool (*available)();
};

/// Best first; the last has a null name.
extern const InstructionSet instructionSets[];

}  // namespace tenon::addon
