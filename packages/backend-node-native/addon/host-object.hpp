/// A host as JavaScript sees it.
#pragma once

#include <node_api.h>

#include "host.hpp"

namespace tenon::addon {

/// An object with the host's functions and buffers (`NativeHost` in `src/addon/addon.ts`). The host lives until the last
/// of the functions is collected, or until the JavaScript thread ends.
napi_value makeHostObject(napi_env env, Host* host, int64_t commandCapacity, int64_t mailboxBytes);

}  // namespace tenon::addon
