/// The one way into the library, by instruction set.
#pragma once

#include "base/command.hpp"

namespace tenon::TENON_ISA {

/// Runs commands up to `End`, or to the first that fails, and gives its status; the details of a failure then stand at
/// the start of the buffer.
Status run(double* commands);

}  // namespace tenon::TENON_ISA
