/// The vector machine: runs a scalar program over blocks of elements.
///
/// Each value of the program is a block, and each instruction a loop over blocks, so what interpreting costs is spread
/// over a block's elements; a block is short enough for all registers to stay in the processor's first cache. So a
/// program of any length passes over memory once (the idea of numexpr). Operands that lie in memory as they are computed
/// are read where they are, and the last instruction writes where its result belongs.
#pragma once

#include "elements.hpp"
#include "parallel/parallel_for.hpp"
#include "program.hpp"
#include "step_table.hpp"

namespace tenon::TENON_ISA {

class Machine {
 public:
  /// A machine on a thread's scratch memory.
  Machine(const Program& program, Worker& worker);

  /// Places a source: a walk's operand, whose element 0 is at `base`.
  void placeSource(int source, const Walk& walk, int operand, const char* base);
  /// Goes to a position of the walk.
  void seek(int64_t position);

  /// Goes to the tile of `rows` rows at a position, `rowStep` elements apart, each of `columns` elements. Sources whose
  /// columns lie along `tileAxis` are transposed now, so that its rows can be used in place.
  void beginTile(int64_t position, int64_t rows, int64_t columns, int64_t rowStep, int tileAxis);
  /// Goes to a row of the tile.
  void beginTileRow(int64_t row);

  /// How many elements to run at once from here: a block, but not across the end of a row that is long enough for its
  /// elements to be used in place.
  int64_t nextBlock(int64_t left) const;

  /// Runs the program over the next `count` elements. `result` is where the result of the last instruction belongs if the
  /// program has a result slot; null leaves it in a register. Returns whether every element has a result.
  bool run(int64_t count, char* result);

  /// Where the values of an output are, and whether they are one vector for all elements.
  const char* output(int output) const { return slots_[program_.outputs()[output].slot]; }
  bool isUniform(int output) const { return uniform_[program_.outputs()[output].slot]; }

  Status fault() const { return fault_; }

 private:
  struct PlacedSource {
    const char* base;
    /// The register for elements that must be loaded.
    char* reg;
    Cursor cursor;
    /// The tile's elements row by row, if this source had to be transposed.
    char* tile;
    bool everywhereUniform;
    bool native;
  };

  void loadSource(int source, int64_t count);

  const Program& program_;
  const StepTable& steps_;
  Status fault_ = Status::Ok;
  const Walk* walk_ = nullptr;
  char* resultRegister_ = nullptr;
  int64_t blockLength_;
  /// Memory for tiles, and where the walk is in the one there is.
  char* tiles_;
  int64_t tilePosition_ = 0;
  int64_t tileRowStep_ = 0;
  int64_t tileColumns_ = 0;
  int64_t tileOffset_ = 0;
  PlacedSource sources_[kMaxOperands];
  char* slots_[kMaxSlots];
  bool uniform_[kMaxSlots];
};

}  // namespace tenon::TENON_ISA
