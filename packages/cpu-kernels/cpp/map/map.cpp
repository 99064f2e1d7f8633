/// `map`: the vector machine over a walk, task by task.
#include "map.hpp"

#include "copy.hpp"
#include "program/machine.hpp"
#include "program/schedule.hpp"
#include "simd/stream.hpp"

namespace tenon::TENON_ISA {

namespace {

/// Elements of a block that goes through a register and from there past the caches.
constexpr int64_t kStreamedBlock = 2048;

/// Whether a program only moves elements.
bool isCopy(const Program& program) {
  return program.instructionCount == 0 && program.sourceCount == 1 && program.outputCount == 1 &&
         !program.sources()[0].isCoordinate && program.sources()[0].dtype == program.outputs()[0].dtype;
}

struct MapCall {
  const Program& program;
  Walk walk;
  char* bases[kMaxOperands];

  /// Reads the operands, sources before outputs, and merges their axes.
  MapCall(const Program& program, CommandReader& command) : program(program) {
    const int rank = command.index();
    const double* shape = command.list(rank);
    walk.operandCount = program.sourceCount + program.outputCount;
    const double* strides[kMaxOperands];
    for (int operand = 0; operand < walk.operandCount; operand++) {
      bases[operand] = command.pointer();
      strides[operand] = command.list(rank);
    }
    for (int axis = 0; axis < rank; axis++) {
      walk.append(int64_t(shape[axis]), [&](int operand) { return int64_t(strides[operand][axis]); });
    }
  }

  Status runTask(const Schedule& schedule, int64_t task, Worker& worker) const {
    Machine machine(program, worker);
    for (int i = 0; i < program.sourceCount; i++) machine.placeSource(i, walk, i, bases[i]);
    Cursor outputs[kMaxOperands];
    for (int i = 0; i < program.outputCount; i++) outputs[i] = Cursor(walk, program.sourceCount + i, 0);
    const DType dtype = program.outputs()[0].dtype;
    char* const direct = bases[program.sourceCount];
    const bool isDirect = program.resultSlot >= 0 && isNative(dtype) && walk.rowStride(program.sourceCount) == 1;
    const int bytes = elementBytes(dtype);
    const bool isStreamed = kCanStream && isDirect && walk.size() * bytes >= kLargeOutputBytes;

    auto runRow = [&](int64_t count) {
      while (count > 0) {
        int64_t now = machine.nextBlock(count);
        if (isStreamed && now <= outputs[0].leftInRow()) {
          if (now > kStreamedBlock) now = kStreamedBlock;
          machine.run(now, nullptr);
          streamBytes(direct + outputs[0].offset() * bytes, machine.output(0), now * bytes);
          outputs[0].advance(now);
        } else if (isDirect && now <= outputs[0].leftInRow()) {
          machine.run(now, direct + outputs[0].offset() * bytes);
          outputs[0].advance(now);
        } else {
          machine.run(now, nullptr);
          for (int i = 0; i < program.outputCount; i++) {
            storeElements(program.outputs()[i].dtype, machine.output(i), machine.isUniform(i),
                          bases[program.sourceCount + i], outputs[i], now);
          }
        }
        count -= now;
      }
    };
    const bool isTiled = schedule.tileAxis() >= 0;
    schedule.runTiles(task, [&](int64_t position, int64_t rows, int64_t columns) {
      if (isTiled) machine.beginTile(position, rows, columns, schedule.tileRowStep(), schedule.tileAxis());
      else if (position > 0) machine.seek(position);
      for (int64_t row = 0; row < rows; row++) {
        const int64_t start = position + row * schedule.tileRowStep();
        if (isTiled) machine.beginTileRow(row);
        if (start > 0) {
          for (int i = 0; i < program.outputCount; i++) outputs[i].seek(start);
        }
        runRow(columns);
      }
    });
    if (isStreamed) endStream();
    return machine.fault();
  }
};

}  // namespace

Status map(CommandReader& command) {
  const Program& program = *command.pointer<const Program>();
  const MapCall call(program, command);
  if (call.walk.size() == 0) return Status::Ok;
  if (isCopy(program)) {
    copyElements(elementBytes(program.outputs()[0].dtype), call.walk, call.bases[0], call.bases[1]);
    return Status::Ok;
  }
  const Schedule schedule(call.walk, program.cost, kMachineTile);
  int32_t fault = int32_t(Status::Ok);
  parallelFor(schedule.tasks(), [&](int64_t task, Worker& worker) {
    const Status status = call.runTask(schedule, task, worker);
    if (status != Status::Ok) __atomic_store_n(&fault, int32_t(status), __ATOMIC_RELAXED);
  });
  return Status(fault);
}

}  // namespace tenon::TENON_ISA
