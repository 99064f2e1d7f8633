#include "host-object.hpp"

#include <stdlib.h>

#include "node-api.hpp"

namespace tenon::addon {
namespace {

/// What every function of a host is made with.
struct HostObject {
  Host* host;
  /// Memory of an ArrayBuffer: bytes that go in or out in small numbers, after the address and the length.
  double* mailbox;
  /// Hold the ArrayBuffers for as long as functions can be called that read them.
  napi_ref commandsReference;
  napi_ref mailboxReference;
  /// Functions that are not collected yet.
  int32_t functions;
};

/// The host of a call without arguments; those cost a third of one with.
HostObject& calledObject(napi_env env, napi_callback_info info) {
  void* data = nullptr;
  napi_get_cb_info(env, info, nullptr, nullptr, nullptr, &data);
  return *static_cast<HostObject*>(data);
}

/// Runs the commands; gives the status.
napi_value run(napi_env env, napi_callback_info info) {
  napi_value status = nullptr;
  napi_create_int32(env, int32_t(runCommands(*calledObject(env, info).host)), &status);
  return status;
}

/// Copies what is in the mailbox into memory.
napi_value copyIn(napi_env env, napi_callback_info info) {
  const double* mailbox = calledObject(env, info).mailbox;
  __builtin_memcpy(reinterpret_cast<char*>(int64_t(mailbox[0])), mailbox + 2, size_t(mailbox[1]));
  return nullptr;
}

/// Copies what is in memory into the mailbox.
napi_value copyOut(napi_env env, napi_callback_info info) {
  double* mailbox = calledObject(env, info).mailbox;
  __builtin_memcpy(mailbox + 2, reinterpret_cast<const char*>(int64_t(mailbox[0])), size_t(mailbox[1]));
  return nullptr;
}

/// (byteLength) → address, or 0.
napi_value reserveMemory(napi_env env, napi_callback_info info) {
  Call<1> call(env, info);
  const int64_t byteLength = call.integer(0);
  if (!call.ok()) return nullptr;
  return number(env, double(uintptr_t(reserve(call.data<HostObject>().host->blocks, byteLength))));
}

/// (address)
napi_value releaseMemory(napi_env env, napi_callback_info info) {
  Call<1> call(env, info);
  char* address = call.address(0);
  if (call.ok()) release(call.data<HostObject>().host->blocks, address);
  return nullptr;
}

/// (address, bytes)
napi_value write(napi_env env, napi_callback_info info) {
  Call<2> call(env, info);
  size_t length = 0;
  char* address = call.address(0);
  const char* bytes = call.bytes(1, &length);
  if (call.ok()) __builtin_memcpy(address, bytes, length);
  return nullptr;
}

/// (address, bytes), the bytes being fresh memory.
napi_value read(napi_env env, napi_callback_info info) {
  Call<2> call(env, info);
  size_t length = 0;
  const char* address = call.address(0);
  char* bytes = call.bytes(1, &length);
  if (!call.ok()) return nullptr;
  preferHugePages(bytes, int64_t(length));
  __builtin_memcpy(bytes, address, length);
  return nullptr;
}

napi_value close(napi_env env, napi_callback_info info) {
  closeHost(*calledObject(env, info).host);
  return nullptr;
}

void dropFunction(napi_env env, void* data, void*) {
  HostObject* object = static_cast<HostObject*>(data);
  if (--object->functions > 0) return;
  napi_delete_reference(env, object->commandsReference);
  napi_delete_reference(env, object->mailboxReference);
  destroyHost(object->host);
  free(object);
}

void setFunction(napi_env env, napi_value object, const char* name, napi_callback callback, HostObject* data) {
  napi_value function = nullptr;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, callback, data, &function);
  napi_add_finalizer(env, function, data, dropFunction, nullptr, nullptr);
  data->functions++;
  set(env, object, name, function);
}

/// @returns the memory of a new ArrayBuffer, a property of `object`.
double* setBuffer(napi_env env, napi_value object, const char* name, int64_t byteLength, napi_ref* reference) {
  void* memory = nullptr;
  napi_value buffer = nullptr;
  napi_create_arraybuffer(env, size_t(byteLength), &memory, &buffer);
  napi_create_reference(env, buffer, 1, reference);
  set(env, object, name, buffer);
  return static_cast<double*>(memory);
}

}  // namespace

napi_value makeHostObject(napi_env env, Host* host, int64_t commandCapacity, int64_t mailboxBytes) {
  napi_value object = nullptr;
  napi_create_object(env, &object);
  HostObject* data = static_cast<HostObject*>(calloc(1, sizeof(HostObject)));
  data->host = host;
  host->commands =
      setBuffer(env, object, "commands", commandCapacity * int64_t(sizeof(double)), &data->commandsReference);
  data->mailbox = setBuffer(env, object, "mailbox", mailboxBytes, &data->mailboxReference);
  set(env, object, "threads", number(env, host->threads));
  set(env, object, "instructionSet", string(env, host->instructionSet->name));
  setFunction(env, object, "run", run, data);
  setFunction(env, object, "copyIn", copyIn, data);
  setFunction(env, object, "copyOut", copyOut, data);
  setFunction(env, object, "reserve", reserveMemory, data);
  setFunction(env, object, "release", releaseMemory, data);
  setFunction(env, object, "write", write, data);
  setFunction(env, object, "read", read, data);
  setFunction(env, object, "close", close, data);
  return object;
}

}  // namespace tenon::addon
