#include "random_bits.hpp"

#include "parallel/parallel_for.hpp"
#include "philox.hpp"

namespace tenon::TENON_ISA {
namespace {

/// Counters that one iteration hashes: below, splitting costs more than it saves.
constexpr int64_t kCountersPerTask = int64_t(1) << 14;
/// Vectors at once. Their state is four registers each, beside the constants.
constexpr int kVectors = kVectorBytes == 64 ? 4 : 2;
constexpr int64_t kAtOnce = kPhiloxCounters<kVectors>;

}  // namespace

Status randomBits(CommandReader& command) {
  const auto word = [&] { return uint64_t(uint32_t(command.integer())); };
  const uint64_t key0 = word(), key1 = word();
  const uint64_t counter0 = word(), counter1 = word(), counter2 = word(), counter3 = word();
  uint32_t* words = command.pointer<uint32_t>();
  const int64_t count = command.integer();
  const PhiloxKeys keys{uint32_t(key0), uint32_t(key1)};
  const uint64_t low = counter0 | counter1 << 32;
  const uint64_t high = counter2 | counter3 << 32;
  // The last counter's words may not all be wanted.
  const int64_t counters = (count + kPhiloxWords - 1) / kPhiloxWords;
  parallelFor((counters + kCountersPerTask - 1) / kCountersPerTask, [&](int64_t task, Worker&) {
    int64_t at = task * kCountersPerTask;
    const int64_t end = at + kCountersPerTask < counters ? at + kCountersPerTask : counters;
    for (; at < end; at += kAtOnce) {
      const int64_t wanted = count - at * kPhiloxWords;
      uint32_t* to = words + at * kPhiloxWords;
      if (wanted >= kAtOnce * kPhiloxWords) {
        philox<kVectors>(keys, low, high, uint64_t(at), to);
      } else {
        uint32_t last[kAtOnce * kPhiloxWords];
        philox<kVectors>(keys, low, high, uint64_t(at), last);
        for (int64_t i = 0; i < wanted; i++) to[i] = last[i];
      }
    }
  });
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
