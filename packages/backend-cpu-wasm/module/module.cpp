/// What the WebAssembly module shows to its host: the command buffer, the call that runs it, and how a helper begins.
///
/// All instances of the module share one memory; each has a stack of its own, which the host gives it before it calls.
#include "entry.hpp"
#include "parallel/pool.hpp"

namespace {

/// `COMMAND_CAPACITY` numbers, as `src/host.ts` of the driver says.
constexpr int kCommandCapacity = 8192;
alignas(64) double commandBuffer[kCommandCapacity];

/// The issuing thread's scratch; helpers bring theirs.
alignas(64) char issuerScratch[tenon::kScratchBytes];

}  // namespace

extern "C" {

[[clang::export_name("commands")]] double* commands() { return commandBuffer; }

[[clang::export_name("open")]] void open(int32_t patience, int32_t staysAwake) {
  tenon::tenonOpenPool(issuerScratch, patience, staysAwake);
}

[[clang::export_name("run")]] int32_t run() {
  const tenon::Status status = tenon::TENON_ISA::run(commandBuffer);
  if (tenon::tenonTakeFailure()) return int32_t(tenon::Status::ThreadFailed);
  return int32_t(status);
}

[[clang::export_name("help")]] void help(int32_t index, char* scratch) { tenon::tenonWorkerMain(index, scratch); }
[[clang::export_name("stop")]] void stop() { tenon::tenonStopPool(); }
[[clang::export_name("threads")]] int32_t threads() { return tenon::tenonThreadCount(); }
[[clang::export_name("scratchBytes")]] int32_t scratchBytes() { return int32_t(tenon::kScratchBytes); }

/// An iteration trapped on this thread; called by its JavaScript. The loop ends, and `run` says so.
[[clang::export_name("failed")]] void failed(int32_t index) { tenon::tenonIterationFailed(index); }
[[clang::export_name("takeFailure")]] int32_t takeFailure() { return tenon::tenonTakeFailure(); }

}  // extern "C"
