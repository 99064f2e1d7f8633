/// Elements on their way between memory and registers: converted to the type in which they are computed, gathered from
/// wherever a cursor leads, and back.
#pragma once

#include "step.hpp"
#include "walk.hpp"

namespace tenon::TENON_ISA {

/// The register type of a dtype.
RegisterType registerTypeOf(DType dtype);
/// Bytes of an element in memory.
int elementBytes(DType dtype);
/// Bytes of an element in a register.
int registerBytes(DType dtype);
/// Whether elements are in memory as they are in registers, so that a step can work on memory itself.
bool isNative(DType dtype);

/// Fills a register with the next `count` elements of a cursor, which passes over them.
void loadElements(DType dtype, char* to, const char* base, Cursor& cursor, int64_t count);
/// Fills a register with the coordinates that a cursor's offsets are.
void loadCoordinates(DType dtype, char* to, Cursor& cursor, int64_t count);
/// One vector of the element at an address, in every lane.
void loadUniform(DType dtype, char* to, const char* from);
/// One vector of a coordinate, in every lane.
void loadUniformCoordinate(DType dtype, char* to, int64_t coordinate);
/// Stores a register's `count` elements (or one vector's, again and again) where a cursor leads.
void storeElements(DType dtype, const char* from, bool uniform, char* base, Cursor& cursor, int64_t count);

}  // namespace tenon::TENON_ISA
