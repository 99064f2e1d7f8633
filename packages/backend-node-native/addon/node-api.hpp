/// The few things that the addon says in Node-API, said shortly. Arguments come from this package's own TypeScript, which
/// checks what users give; here a wrong one is a defect, and is answered with a TypeError, not with a crash.
#pragma once

#include <node_api.h>
#include <stddef.h>
#include <stdint.h>

namespace tenon::addon {

/// A call from JavaScript: its environment, its arguments and what its function was made with.
template <size_t Count>
class Call {
 public:
  Call(napi_env env, napi_callback_info info) : env_(env) {
    size_t count = Count;
    napi_get_cb_info(env, info, &count, arguments_, nullptr, &data_);
  }

  template <class T>
  T& data() const { return *static_cast<T*>(data_); }

  /// An argument that is a number.
  int64_t integer(size_t position) {
    double value = 0;
    ok_ &= napi_get_value_double(env_, arguments_[position], &value) == napi_ok;
    return int64_t(value);
  }

  char* address(size_t position) { return reinterpret_cast<char*>(integer(position)); }

  /// The bytes of an argument that is a Uint8Array.
  char* bytes(size_t position, size_t* length) {
    void* data = nullptr;
    napi_typedarray_type type = napi_float64_array;
    ok_ &= napi_get_typedarray_info(env_, arguments_[position], &type, length, &data, nullptr, nullptr) == napi_ok &&
           type == napi_uint8_array;
    return static_cast<char*>(data);
  }

  /// Whether all arguments were what they should be; if not, an exception is pending.
  bool ok() {
    if (!ok_) napi_throw_type_error(env_, nullptr, "Tenon's native addon was called with arguments that it does not take.");
    return ok_;
  }

 private:
  napi_env env_;
  napi_value arguments_[Count] = {};
  void* data_ = nullptr;
  bool ok_ = true;
};

inline napi_value number(napi_env env, double value) {
  napi_value result = nullptr;
  napi_create_double(env, value, &result);
  return result;
}

inline napi_value string(napi_env env, const char* text) {
  napi_value result = nullptr;
  napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &result);
  return result;
}

inline void set(napi_env env, napi_value object, const char* name, napi_value value) {
  napi_set_named_property(env, object, name, value);
}

}  // namespace tenon::addon
