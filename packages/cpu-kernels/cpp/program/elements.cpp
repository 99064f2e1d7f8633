/// Loading and storing elements, by dtype: each is a loop over the rows that a cursor leads through, with a form for
/// contiguous rows and one for any stride.
#include "elements.hpp"

#include "math/stored_as.hpp"

namespace tenon::TENON_ISA {

namespace {

/// Calls `f` with the conversion of a dtype.
template <class F>
auto withConversion(DType dtype, F f) {
  switch (dtype) {
    case DType::Bool: return f(StoredAs<uint8_t, int32_t>{});
    case DType::Int8: return f(StoredAs<int8_t, int32_t>{});
    case DType::Int16: return f(StoredAs<int16_t, int32_t>{});
    case DType::Int32: return f(StoredAs<int32_t, int32_t>{});
    case DType::Int64: return f(StoredAs<int64_t, int64_t>{});
    case DType::Uint8: return f(StoredAs<uint8_t, int32_t>{});
    case DType::Uint16: return f(StoredAs<uint16_t, int32_t>{});
    case DType::Uint32: return f(StoredAs<uint32_t, uint32_t>{});
    case DType::Uint64: return f(StoredAs<uint64_t, uint64_t>{});
    case DType::Float16: return f(Float16As<float>{});
    case DType::Bfloat16: return f(Bfloat16As<float>{});
    case DType::Float32: return f(StoredAs<float, float>{});
    case DType::Float64: return f(StoredAs<double, double>{});
  }
  __builtin_unreachable();
}

template <class T>
inline constexpr bool kIsNative = false;
template <class T>
inline constexpr bool kIsNative<StoredAs<T, T>> = true;

/// Elements that are converted at once where they have to be collected first.
inline constexpr int kCollected = 64;

template <class Conversion>
void loadContiguous(typename Conversion::Computed* to, const typename Conversion::Stored* from, int64_t count) {
  using C = typename Conversion::Computed;
  if constexpr (kIsNative<Conversion>) {
    __builtin_memcpy(to, from, size_t(count) * sizeof(C));
  } else {
    constexpr int lanes = kLanes<C>;
    using Narrow = Vector<typename Conversion::Stored, lanes>;
    for (; count >= lanes; count -= lanes, from += lanes, to += lanes) {
      store(to, Conversion::widened(load<Narrow>(from)));
    }
    if (count > 0) storePartial(to, Conversion::widened(loadPartial<Narrow>(from, int(count))), int(count));
  }
}

template <class Conversion>
void loadStrided(typename Conversion::Computed* to, const typename Conversion::Stored* from, int64_t stride,
                 int64_t count) {
  if constexpr (kIsNative<Conversion>) {
    for (int64_t i = 0; i < count; i++) to[i] = from[i * stride];
  } else {
    typename Conversion::Stored collected[kCollected];
    while (count > 0) {
      const int64_t now = count < kCollected ? count : kCollected;
      for (int64_t i = 0; i < now; i++) collected[i] = from[i * stride];
      loadContiguous<Conversion>(to, collected, now);
      to += now;
      from += now * stride;
      count -= now;
    }
  }
}

template <class Conversion>
void storeContiguous(const typename Conversion::Computed* from, typename Conversion::Stored* to, int64_t count) {
  using C = typename Conversion::Computed;
  if constexpr (kIsNative<Conversion>) {
    __builtin_memcpy(to, from, size_t(count) * sizeof(C));
  } else {
    constexpr int lanes = kLanes<C>;
    using Wide = Vector<C, lanes>;
    for (; count >= lanes; count -= lanes, from += lanes, to += lanes) {
      store(to, Conversion::narrowed(load<Wide>(from)));
    }
    if (count > 0) storePartial(to, Conversion::narrowed(loadPartial<Wide>(from, int(count))), int(count));
  }
}

template <class Conversion>
void storeStrided(const typename Conversion::Computed* from, typename Conversion::Stored* to, int64_t stride,
                  int64_t count) {
  if constexpr (kIsNative<Conversion>) {
    for (int64_t i = 0; i < count; i++) to[i * stride] = from[i];
  } else {
    typename Conversion::Stored collected[kCollected];
    while (count > 0) {
      const int64_t now = count < kCollected ? count : kCollected;
      storeContiguous<Conversion>(from, collected, now);
      for (int64_t i = 0; i < now; i++) to[i * stride] = collected[i];
      from += now;
      to += now * stride;
      count -= now;
    }
  }
}

template <class S>
void fill(S* to, S element, int64_t stride, int64_t count) {
  if (stride == 1) {
    for (int64_t i = 0; i < count; i++) to[i] = element;
  } else {
    for (int64_t i = 0; i < count; i++) to[i * stride] = element;
  }
}

/// Calls `row(run)` for the runs of a cursor's next `count` elements within rows.
template <class Row>
inline void overRows(Cursor& cursor, int64_t count, Row row) {
  while (count > 0) {
    const int64_t left = cursor.leftInRow();
    const int64_t run = count < left ? count : left;
    row(run);
    cursor.advance(run);
    count -= run;
  }
}

template <class Conversion>
void loadRows(char* to, const char* base, Cursor& cursor, int64_t count) {
  auto* out = reinterpret_cast<typename Conversion::Computed*>(to);
  const auto* elements = reinterpret_cast<const typename Conversion::Stored*>(base);
  const int64_t stride = cursor.rowStride();
  overRows(cursor, count, [&](int64_t run) {
    const auto* from = elements + cursor.offset();
    if (stride == 1) {
      loadContiguous<Conversion>(out, from, run);
    } else {
      loadStrided<Conversion>(out, from, stride, run);
    }
    out += run;
  });
}

template <class Conversion>
void storeRows(const char* from, bool uniform, char* base, Cursor& cursor, int64_t count) {
  using S = typename Conversion::Stored;
  using C = typename Conversion::Computed;
  const auto* in = reinterpret_cast<const C*>(from);
  auto* elements = reinterpret_cast<S*>(base);
  const int64_t stride = cursor.rowStride();
  S element = 0;
  if (uniform) storeContiguous<Conversion>(in, &element, 1);
  overRows(cursor, count, [&](int64_t run) {
    S* to = elements + cursor.offset();
    if (uniform) {
      fill(to, element, stride, run);
    } else if (stride == 1) {
      storeContiguous<Conversion>(in, to, run);
      in += run;
    } else {
      storeStrided<Conversion>(in, to, stride, run);
      in += run;
    }
  });
}

template <class T>
void loadCoordinatesOf(char* to, Cursor& cursor, int64_t count) {
  T* out = reinterpret_cast<T*>(to);
  const int64_t stride = cursor.rowStride();
  overRows(cursor, count, [&](int64_t run) {
    const int64_t first = cursor.offset();
    for (int64_t i = 0; i < run; i++) out[i] = T(first + i * stride);
    out += run;
  });
}

}  // namespace

RegisterType registerTypeOf(DType dtype) {
  switch (dtype) {
    case DType::Int64: return RegisterType::Int64;
    case DType::Uint32: return RegisterType::Uint32;
    case DType::Uint64: return RegisterType::Uint64;
    case DType::Float16:
    case DType::Bfloat16:
    case DType::Float32: return RegisterType::Float32;
    case DType::Float64: return RegisterType::Float64;
    default: return RegisterType::Int32;
  }
}

int elementBytes(DType dtype) {
  return withConversion(dtype, [](auto conversion) { return int(sizeof(typename decltype(conversion)::Stored)); });
}

int registerBytes(DType dtype) {
  return withConversion(dtype, [](auto conversion) { return int(sizeof(typename decltype(conversion)::Computed)); });
}

bool isNative(DType dtype) {
  return withConversion(dtype, [](auto conversion) { return kIsNative<decltype(conversion)>; });
}

void loadElements(DType dtype, char* to, const char* base, Cursor& cursor, int64_t count) {
  withConversion(dtype, [&](auto conversion) { loadRows<decltype(conversion)>(to, base, cursor, count); });
}

void loadCoordinates(DType dtype, char* to, Cursor& cursor, int64_t count) {
  if (dtype == DType::Int64) {
    loadCoordinatesOf<int64_t>(to, cursor, count);
  } else {
    loadCoordinatesOf<int32_t>(to, cursor, count);
  }
}

void loadUniform(DType dtype, char* to, const char* from) {
  withConversion(dtype, [&](auto conversion) {
    using Conversion = decltype(conversion);
    using C = typename Conversion::Computed;
    C element;
    loadContiguous<Conversion>(&element, reinterpret_cast<const typename Conversion::Stored*>(from), 1);
    store(to, splat<Register<C>>(element));
  });
}

void loadUniformCoordinate(DType dtype, char* to, int64_t coordinate) {
  if (dtype == DType::Int64) {
    store(to, splat<Register<int64_t>>(coordinate));
  } else {
    store(to, splat<Register<int32_t>>(int32_t(coordinate)));
  }
}

void storeElements(DType dtype, const char* from, bool uniform, char* base, Cursor& cursor, int64_t count) {
  withConversion(dtype, [&](auto conversion) { storeRows<decltype(conversion)>(from, uniform, base, cursor, count); });
}

}  // namespace tenon::TENON_ISA
