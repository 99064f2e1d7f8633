/// The addon: what `require` gives.
#include "host-object.hpp"
#include "instruction-set.hpp"
#include "node-api.hpp"

namespace tenon::addon {
namespace {

/// (instruction set's position, threads, patience in µs, command capacity, mailbox bytes) → host, or null for want of memory.
napi_value open(napi_env env, napi_callback_info info) {
  Call<5> call(env, info);
  const int64_t position = call.integer(0);
  const int64_t threads = call.integer(1);
  const int64_t patience = call.integer(2);
  const int64_t commandCapacity = call.integer(3);
  const int64_t mailboxBytes = call.integer(4);
  if (!call.ok()) return nullptr;
  Host* host = openHost(instructionSets[position], int32_t(threads < kMaxThreads ? threads : kMaxThreads), double(patience));
  if (host) return makeHostObject(env, host, commandCapacity, mailboxBytes);
  napi_value null = nullptr;
  napi_get_null(env, &null);
  return null;
}

/// The copies of the library, best first: `{ name, available }`.
napi_value describeInstructionSets(napi_env env) {
  napi_value list = nullptr;
  napi_create_array(env, &list);
  for (uint32_t i = 0; instructionSets[i].name; i++) {
    napi_value object = nullptr, available = nullptr;
    napi_create_object(env, &object);
    napi_get_boolean(env, instructionSets[i].available(), &available);
    set(env, object, "name", string(env, instructionSets[i].name));
    set(env, object, "available", available);
    napi_set_element(env, list, i, object);
  }
  return list;
}

}  // namespace

napi_value initialize(napi_env env, napi_value exports) {
  napi_value function = nullptr;
  napi_create_function(env, "open", NAPI_AUTO_LENGTH, open, nullptr, &function);
  set(env, exports, "open", function);
  set(env, exports, "instructionSets", describeInstructionSets(env));
  set(env, exports, "maxThreads", number(env, kMaxThreads));
  return exports;
}

}  // namespace tenon::addon

// Context-aware: Node calls it once for each of its threads that loads the addon.
NAPI_MODULE_INIT() { return tenon::addon::initialize(env, exports); }
