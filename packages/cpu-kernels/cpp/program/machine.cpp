/// Running a program: sources are placed or loaded, instructions run one after the other.
#include "machine.hpp"

#include "schedule.hpp"
#include "transpose_tile.hpp"

namespace tenon::TENON_ISA {

namespace {

/// Rows at least this long are walked one by one, so that their elements can be used where they are; shorter ones are
/// collected into blocks.
constexpr int64_t kLongRow = 128;
/// The most sources whose tiles fit into a thread's scratch.
constexpr int kMaxTiledSources = 4;
/// The longest block where elements have to be loaded into registers.
constexpr int64_t kLongestLoadedBlock = 1024;

}  // namespace

Machine::Machine(const Program& program, Worker& worker) : program_(program), steps_(stepTable()) {
  blockLength_ = program.blockLength;
  char* next = worker.scratch;
  // Registers at addresses that differ in more than the bits of a page: stores and loads 4 KiB apart look alike to the
  // processor.
  const int64_t registerBytes = blockLength_ * 8 + 128;
  auto take = [&](int64_t bytes) {
    char* taken = next;
    next += bytes;
    return taken;
  };
  for (int i = 0; i < program.constantCount; i++) {
    const Constant& constant = program.constants()[i];
    char* slot = take(kVectorBytes);
    if (tenon::TENON_ISA::registerBytes(constant.dtype) == 8) {
      store(slot, splat<Register<uint64_t>>(uint64_t(constant.high) << 32 | constant.low));
    } else {
      store(slot, splat<Register<uint32_t>>(constant.low));
    }
    slots_[program.sourceCount + i] = slot;
    uniform_[program.sourceCount + i] = true;
  }
  next = reinterpret_cast<char*>((reinterpret_cast<uintptr_t>(next) + 63) & ~uintptr_t(63));
  for (int i = 0; i < program.sourceCount; i++) sources_[i].reg = take(registerBytes);
  for (int i = program.sourceCount + program.constantCount; i < program.slotCount; i++) {
    slots_[i] = take(registerBytes);
    uniform_[i] = false;
  }
  if (program.resultSlot >= 0) resultRegister_ = slots_[program.resultSlot];
  tiles_ = worker.scratch + kScratchBytes - kMaxTiledSources * kMachineTile.rows * kMachineTile.columns * 8;
}

void Machine::placeSource(int source, const Walk& walk, int operand, const char* base) {
  const Source& described = program_.sources()[source];
  PlacedSource& placed = sources_[source];
  walk_ = &walk;
  placed.base = base;
  placed.tile = nullptr;
  placed.cursor = Cursor(walk, operand, 0);
  placed.native = !described.isCoordinate && isNative(described.dtype);
  placed.everywhereUniform = true;
  for (int axis = 0; axis < walk.rank; axis++) placed.everywhereUniform &= walk.strides[operand][axis] == 0;
  slots_[source] = placed.reg;
  uniform_[source] = placed.everywhereUniform;
  if (placed.everywhereUniform) {
    if (described.isCoordinate) {
      loadUniformCoordinate(described.dtype, placed.reg, 0);
    } else {
      loadUniform(described.dtype, placed.reg, base);
    }
  } else if (!placed.native || (walk.rowStride(operand) != 1 && walk.rowStride(operand) != 0)) {
    if (blockLength_ > kLongestLoadedBlock) blockLength_ = kLongestLoadedBlock;
  }
}

void Machine::seek(int64_t position) {
  for (int i = 0; i < program_.sourceCount; i++) {
    if (!sources_[i].everywhereUniform) sources_[i].cursor.seek(position);
  }
}

void Machine::beginTile(int64_t position, int64_t rows, int64_t columns, int64_t rowStep, int tileAxis) {
  tilePosition_ = position;
  tileRowStep_ = rowStep;
  tileColumns_ = columns;
  int tiled = 0;
  for (int i = 0; i < program_.sourceCount; i++) {
    PlacedSource& source = sources_[i];
    const int64_t columnStride = source.cursor.rowStride();
    source.tile = nullptr;
    if (!source.native || columnStride == 1 || columnStride == 0 || source.cursor.stride(tileAxis) != 1 ||
        tiled == kMaxTiledSources) {
      continue;
    }
    source.tile = tiles_ + tiled++ * kMachineTile.rows * kMachineTile.columns * 8;
    source.cursor.seek(position);
    const int bytes = registerBytes(program_.sources()[i].dtype);
    const char* from = source.base + source.cursor.offset() * bytes;
    if (bytes == 8) {
      transposeTile(reinterpret_cast<const uint64_t*>(from), columnStride, reinterpret_cast<uint64_t*>(source.tile),
                    columns, rows, columns);
    } else {
      transposeTile(reinterpret_cast<const uint32_t*>(from), columnStride, reinterpret_cast<uint32_t*>(source.tile),
                    columns, rows, columns);
    }
  }
}

void Machine::beginTileRow(int64_t row) {
  for (int i = 0; i < program_.sourceCount; i++) {
    PlacedSource& source = sources_[i];
    if (source.everywhereUniform || source.tile) continue;
    source.cursor.seek(tilePosition_ + row * tileRowStep_);
  }
  tileOffset_ = row * tileColumns_;
}

int64_t Machine::nextBlock(int64_t left) const {
  int64_t block = blockLength_ < left ? blockLength_ : left;
  if (walk_ == nullptr || walk_->rowLength() < kLongRow) return block;
  for (int i = 0; i < program_.sourceCount; i++) {
    // A tile's rows are never longer than a row of the walk.
    if (sources_[i].everywhereUniform || sources_[i].tile) continue;
    const int64_t inRow = sources_[i].cursor.leftInRow();
    return block < inRow ? block : inRow;
  }
  return block;
}

void Machine::loadSource(int source, int64_t count) {
  PlacedSource& placed = sources_[source];
  if (placed.everywhereUniform) return;
  const Source& described = program_.sources()[source];
  Cursor& cursor = placed.cursor;
  const int64_t rowStride = cursor.rowStride();
  uniform_[source] = false;
  if (placed.tile) {
    slots_[source] = placed.tile + tileOffset_ * registerBytes(described.dtype);
    return;
  }
  if (count <= cursor.leftInRow()) {
    if (placed.native && rowStride == 1) {
      // Sources are only read; the cast is for the table, which holds results as well.
      slots_[source] = const_cast<char*>(placed.base) + cursor.offset() * registerBytes(described.dtype);
      cursor.advance(count);
      return;
    }
    if (rowStride == 0) {
      if (described.isCoordinate) {
        loadUniformCoordinate(described.dtype, placed.reg, cursor.offset());
      } else {
        loadUniform(described.dtype, placed.reg, placed.base + cursor.offset() * elementBytes(described.dtype));
      }
      slots_[source] = placed.reg;
      uniform_[source] = true;
      cursor.advance(count);
      return;
    }
  }
  slots_[source] = placed.reg;
  if (described.isCoordinate) {
    loadCoordinates(described.dtype, placed.reg, cursor, count);
  } else {
    loadElements(described.dtype, placed.reg, placed.base, cursor, count);
  }
}

bool Machine::run(int64_t count, char* result) {
  for (int i = 0; i < program_.sourceCount; i++) loadSource(i, count);
  if (program_.resultSlot >= 0) slots_[program_.resultSlot] = result ? result : resultRegister_;
  StepArguments arguments;
  arguments.count = count;
  arguments.fault = &fault_;
  const Instruction* instruction = program_.instructions();
  for (int i = 0; i < program_.instructionCount; i++, instruction++) {
    arguments.out = slots_[instruction->out];
    arguments.immediate = instruction->immediate;
    for (int operand = 0; operand < 3; operand++) {
      arguments.in[operand] = slots_[instruction->in[operand]];
      arguments.uniform[operand] = uniform_[instruction->in[operand]];
    }
    steps_[instruction->step](arguments);
  }
  tileOffset_ += count;
  return fault_ == Status::Ok;
}

}  // namespace tenon::TENON_ISA
