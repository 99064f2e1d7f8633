/// Measures the error of the elementary functions, in units in the last place (ulp) of the exact result.
///
/// The oracle is the C library of this machine in a wider type: float64 for float32, long double for float64 (64 bits of
/// significand on x86, 113 on ARM; where it is no wider than float64, as on macOS, float64 is not measured). A unit of a
/// subnormal result is the smallest subnormal; beyond the greatest number infinity stands for the next power of two. What
/// must be exact (NaN, infinities, zeros with their signs) counts as infinitely wrong otherwise.
///
///     math_error [--all] [--only NAME]      a line a function and type
///     math_error --rows                     the same as `name type ulp x [y]`, for tables
///
/// Every 4099th float32 is tried, with `--all` every one; float64 numbers are drawn from every binade, and denser where
/// functions have their thresholds. Exits with 1 if anything is above its bound, with 77 if this processor lacks the
/// instruction set. Nothing here is random: the generators have fixed seeds.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "math/math.hpp"

namespace {

namespace t = tenon::TENON_ISA;

template <class T> struct Wider;
template <> struct Wider<float> { using Type = double; };
template <> struct Wider<double> { using Type = long double; };

/// A function under test, in both types. The bound is 2 ulp, but for erfc: it is a product of e^(−x²) and a quotient, of five
/// or six rounded factors in all, and to round fewer would take arithmetic in pairs for digits that nobody asks of a number
/// so small. Of all float32 it is 3.1 ulp off at most where fma rounds once, 4.2 elsewhere. Remainders are exact; floorMod
/// rounds one sum.
struct Function {
  const char* name;
  int arity;
  /// The greatest error allowed, in ulp.
  double bound;
  void (*runFloat)(const float* x, const float* y, float* out, size_t count);
  void (*runDouble)(const double* x, const double* y, double* out, size_t count);
  double (*oracleFloat)(double x, double y);
  long double (*oracleDouble)(long double x, long double y);
};

template <class T, class F>
void run(const T* x, const T* y, T* out, size_t count) {
  using V = t::Register<T>;
  for (size_t i = 0; i < count; i += t::kLanes<T>) {
    t::store(out + i, F::apply(t::load<V>(x + i), t::load<V>(y + i)));
  }
}

template <class F>
constexpr Function function(const char* name, int arity, double bound) {
  return {name,
          arity,
          bound,
          run<float, F>,
          run<double, F>,
          [](double x, double y) { return F::exact(x, y); },
          [](long double x, long double y) { return F::exact(x, y); }};
}

/// As `packages/core/src/scalar/meaning.ts` has it: the exact remainder, then one addition.
template <class W>
W exactFloorMod(W x, W y) {
  const W remainder = std::fmod(x, y);
  return remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder;
}

#define UNARY(NAME, EXACT)                                                   \
  struct NAME##Function {                                                    \
    template <class V> static V apply(V x, V) { return t::NAME(x); }         \
    template <class W> static W exact(W x, W) { return EXACT; }              \
  };
#define BINARY(NAME, EXACT)                                                  \
  struct NAME##Function {                                                    \
    template <class V> static V apply(V x, V y) { return t::NAME(x, y); }    \
    template <class W> static W exact(W x, W y) { return EXACT; }            \
  };
UNARY(exp, std::exp(x))
UNARY(expm1, std::expm1(x))
UNARY(log, std::log(x))
UNARY(log1p, std::log1p(x))
UNARY(sinh, std::sinh(x))
UNARY(cosh, std::cosh(x))
UNARY(tanh, std::tanh(x))
UNARY(erf, std::erf(x))
UNARY(erfc, std::erfc(x))
UNARY(sin, std::sin(x))
UNARY(cos, std::cos(x))
UNARY(tan, std::tan(x))
UNARY(asin, std::asin(x))
UNARY(acos, std::acos(x))
UNARY(atan, std::atan(x))
UNARY(asinh, std::asinh(x))
UNARY(acosh, std::acosh(x))
UNARY(atanh, std::atanh(x))
UNARY(rsqrt, 1 / std::sqrt(x))
BINARY(atan2, std::atan2(x, y))
BINARY(pow, std::pow(x, y))
BINARY(truncMod, std::fmod(x, y))
BINARY(floorMod, exactFloorMod(x, y))

const Function functions[] = {
    function<expFunction>("exp", 1, 2),
    function<expm1Function>("expm1", 1, 2),
    function<logFunction>("log", 1, 2),
    function<log1pFunction>("log1p", 1, 2),
    function<sinFunction>("sin", 1, 2),
    function<cosFunction>("cos", 1, 2),
    function<tanFunction>("tan", 1, 2),
    function<asinFunction>("asin", 1, 2),
    function<acosFunction>("acos", 1, 2),
    function<atanFunction>("atan", 1, 2),
    function<sinhFunction>("sinh", 1, 2),
    function<coshFunction>("cosh", 1, 2),
    function<tanhFunction>("tanh", 1, 2),
    function<asinhFunction>("asinh", 1, 2),
    function<acoshFunction>("acosh", 1, 2),
    function<atanhFunction>("atanh", 1, 2),
    function<erfFunction>("erf", 1, 2),
    function<erfcFunction>("erfc", 1, 4.5),
    function<rsqrtFunction>("rsqrt", 1, 2),
    function<atan2Function>("atan2", 2, 2),
    function<powFunction>("pow", 2, 2),
    function<truncModFunction>("truncMod", 2, 0),
    function<floorModFunction>("floorMod", 2, 0.5),
};

template <class T>
double errorInUlp(T got, typename Wider<T>::Type want) {
  using W = typename Wider<T>::Type;
  using Limits = std::numeric_limits<T>;
  if (std::isnan(want) || std::isnan(got)) return std::isnan(want) && std::isnan(got) ? 0 : INFINITY;
  if (std::isinf(want)) return got == T(want) ? 0 : INFINITY;
  if (got == 0 && std::signbit(got) != std::signbit(want)) return INFINITY;
  if (want == 0) return got == 0 ? 0 : INFINITY;
  const W beyond = std::ldexp(W(1), Limits::max_exponent);
  // What rounds to infinity is compared with the power of two that infinity stands for.
  if (std::isinf(T(want))) want = std::copysign(beyond, want);
  const W value = std::isinf(got) ? std::copysign(beyond, W(got)) : W(got);
  int exponent = std::ilogb(want);
  if (exponent >= Limits::max_exponent) exponent = Limits::max_exponent - 1;
  if (exponent < Limits::min_exponent - 1) exponent = Limits::min_exponent - 1;
  return double(std::fabs(std::ldexp(value - want, Limits::digits - 1 - exponent)));
}

struct Worst {
  double ulp = 0;
  double x = 0, y = 0;
  double got = 0, want = 0;
};

template <class T>
void measure(const Function& f, std::vector<T>& x, std::vector<T>& y, Worst& worst) {
  const size_t count = x.size();
  while (x.size() % t::kLanes<T>) x.push_back(x.back());
  y.resize(x.size(), T(1));
  std::vector<T> got(x.size());
  if constexpr (sizeof(T) == 4) f.runFloat(x.data(), y.data(), got.data(), x.size());
  else f.runDouble(x.data(), y.data(), got.data(), x.size());
  for (size_t i = 0; i < count; i++) {
    typename Wider<T>::Type want;
    if constexpr (sizeof(T) == 4) want = f.oracleFloat(x[i], y[i]);
    else want = f.oracleDouble(x[i], y[i]);
    const double ulp = errorInUlp<T>(got[i], want);
    if (ulp > worst.ulp) worst = {ulp, double(x[i]), double(y[i]), double(got[i]), double(want)};
  }
  x.clear();
  y.clear();
}

template <class T>
std::vector<T> specials() {
  using Limits = std::numeric_limits<T>;
  std::vector<T> values;
  for (T v : {T(0), Limits::denorm_min(), Limits::min() / 2, Limits::min(), Limits::epsilon(), T(0.5), T(1), T(1.5), T(2), T(3),
              T(4), T(5), T(0.25), T(10), T(101), T(1e4), Limits::max(), Limits::infinity(), Limits::quiet_NaN(),
              T(1) / Limits::epsilon(), 1 / Limits::epsilon() + 1, 2 / Limits::epsilon(), 4 / Limits::epsilon(),
              std::nextafter(T(1), T(0)), std::nextafter(T(1), T(2))}) {
    values.push_back(v);
    values.push_back(-v);
  }
  return values;
}

constexpr size_t kChunk = 1 << 16;

/// Numbers from every binade, and denser around what functions turn on.
template <class T>
void drawUnary(const Function& f, bool everyFloat, Worst& worst) {
  std::vector<T> x = specials<T>(), none;
  measure(f, x, none, worst);
  std::mt19937_64 random(20240607);
  const auto add = [&](T v) {
    x.push_back(v);
    if (x.size() == kChunk) measure(f, x, none, worst);
  };
  if constexpr (sizeof(T) == 4) {
    const uint64_t step = everyFloat ? 1 : 4099;
    for (uint64_t bits = 0; bits < uint64_t(1) << 32; bits += step) {
      const uint32_t pattern = uint32_t(bits);
      float v;
      memcpy(&v, &pattern, 4);
      add(v);
    }
  } else {
    for (uint64_t exponent = 0; exponent < 2047; exponent++) {
      for (int i = 0; i < 48; i++) {
        const uint64_t pattern = (random() << 63) | (exponent << 52) | (random() >> 12);
        double v;
        memcpy(&v, &pattern, 8);
        add(v);
      }
    }
  }
  const auto uniform = [&](double from, double to, int count) {
    std::uniform_real_distribution<double> distribution(from, to);
    for (int i = 0; i < count; i++) add(T(distribution(random)));
  };
  uniform(-1, 1, 50000);
  uniform(0.25, 4, 50000);
  uniform(-10, 10, 30000);
  uniform(-110, 110, 20000);
  uniform(-760, 760, 20000);
  uniform(-1e5, 1e5, 20000);
  // Multiples of π/4 and what is next to them; powers of e next to overflow and underflow.
  for (int k = -20000; k <= 20000; k++) {
    const T near = T(k * 0.78539816339744830962L);
    add(near);
    add(std::nextafter(near, T(1e9)));
  }
  for (double at : {709.782712893384, 710.4758600739439, -745.1332191019412, -708.3964185322641, 88.7228390818706, 89.4159862922329,
                    -103.972077083992, -87.3365447505531, 27.226, 26.543, 10.055, 9.195}) {
    T v = T(at);
    for (int i = 0; i < 200; i++) v = std::nextafter(v, T(-1e9));
    for (int i = 0; i < 400; i++, v = std::nextafter(v, T(1e9))) {
      add(v);
      add(-v);
    }
  }
  if (!x.empty()) measure(f, x, none, worst);
}

template <class T>
void drawBinary(const Function& f, Worst& worst) {
  std::vector<T> x, y;
  for (T a : specials<T>()) {
    for (T b : specials<T>()) {
      x.push_back(a);
      y.push_back(b);
    }
  }
  measure(f, x, y, worst);
  std::mt19937_64 random(20240608);
  const auto real = [&](double from, double to) {
    return std::uniform_real_distribution<double>(from, to)(random);
  };
  const auto any = [&] {
    const uint64_t bits = random();
    T v;
    memcpy(&v, &bits, sizeof(T));
    return v;
  };
  const int count = 100000;
  const auto add = [&](T a, T b) {
    x.push_back(a);
    y.push_back(b);
    if (x.size() == kChunk) measure(f, x, y, worst);
  };
  for (int i = 0; i < count; i++) {
    add(any(), any());
    add(T(real(-10, 10)), T(real(-10, 10)));
    add(T(std::exp(real(-20, 20))), T(real(-30, 30)));
    add(T(real(0.9, 1.1)), T(real(-2000, 2000)));
    add(T(real(0, 4)), T(int(real(-40, 40))));
    add(T(int(real(-40, 40))), T(int(real(-20, 20))));
    // Powers all over the range of results: y = target / ln x.
    const double base = std::exp(real(-80, 80));
    const double limit = sizeof(T) == 4 ? 106 : 750;
    add(T(base), T(real(-limit, limit) / std::log(base)));
  }
  if (!x.empty()) measure(f, x, y, worst);
}

template <class T>
bool report(const Function& f, bool everyFloat, bool asRows) {
  Worst worst;
  if (f.arity == 1) drawUnary<T>(f, everyFloat, worst);
  else drawBinary<T>(f, worst);
  char at[80];
  if (f.arity == 1) snprintf(at, sizeof at, "%.17g", worst.x);
  else snprintf(at, sizeof at, "%.17g, %.17g", worst.x, worst.y);
  const char* type = sizeof(T) == 4 ? "float32" : "float64";
  const bool fine = worst.ulp <= f.bound;
  if (asRows) {
    printf("%s %s %.2f %s\n", f.name, type, worst.ulp, at);
  } else {
    printf("%-4s %-10s %s %8.3f ulp at %s (%.17g, exactly %.17g)\n", fine ? "ok" : "FAIL", f.name, type, worst.ulp, at, worst.got,
           worst.want);
  }
  fflush(stdout);
  return fine;
}

}  // namespace

int main(int count, char** arguments) {
#if defined(__AVX512F__)
  if (!__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512bw")) return 77;
#elif defined(__AVX2__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) return 77;
#endif
  bool everyFloat = false, asRows = false;
  std::string only;
  for (int i = 1; i < count; i++) {
    const std::string argument = arguments[i];
    if (argument == "--all") everyFloat = true;
    else if (argument == "--rows") asRows = true;
    else if (argument == "--only" && i + 1 < count) only = arguments[++i];
    else {
      fprintf(stderr, "usage: math_error [--all] [--rows] [--only NAME]\n");
      return 2;
    }
  }
  bool fine = true;
  for (const Function& f : functions) {
    if (!only.empty() && only != f.name) continue;
    fine &= report<float>(f, everyFloat, asRows);
    if (std::numeric_limits<long double>::digits > 53) fine &= report<double>(f, everyFloat, asRows);
  }
  return fine ? 0 : 1;
}
