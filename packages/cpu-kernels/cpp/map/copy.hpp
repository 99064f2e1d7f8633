/// Copying elements from one layout to another: the program that is nothing but its input.
#pragma once

#include "program/walk.hpp"

namespace tenon::TENON_ISA {

/// Copies elements of `bytes` bytes; operand 0 of the walk is the source, operand 1 the target.
void copyElements(int bytes, const Walk& walk, const char* from, char* to);

}  // namespace tenon::TENON_ISA
