/// Checks the conversions of 16-bit floats against plain arithmetic in float64: every pattern is widened, and every 2039th
/// float32, the patterns' neighbours and the halfway points between them are narrowed. Exits with 1 at the first difference,
/// with 77 if this processor lacks the instruction set.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

#include "math/half.hpp"

namespace {

namespace t = tenon::TENON_ISA;

/// A 16-bit float: sign, exponent, fraction, as IEEE 754 lays them out.
struct Format {
  const char* name;
  int fractionBits;
  int bias;
};
constexpr Format kFloat16 = {"float16", 10, 15};
constexpr Format kBfloat16 = {"bfloat16", 7, 127};

double valueOf(uint16_t pattern, Format format) {
  const int exponentMask = 0x7FFF >> format.fractionBits;
  const int exponent = (pattern >> format.fractionBits) & exponentMask;
  const int fraction = pattern & ((1 << format.fractionBits) - 1);
  const double sign = pattern & 0x8000 ? -1 : 1;
  if (exponent == exponentMask) return fraction ? NAN : sign * INFINITY;
  const int leading = exponent ? 1 << format.fractionBits : 0;
  return sign * std::ldexp(leading + fraction, (exponent ? exponent : 1) - format.bias - format.fractionBits);
}

/// The nearest pattern: the multiple of the last place, ties to even.
uint16_t patternOf(double x, Format format) {
  const uint16_t infinity = uint16_t((0x7FFF >> format.fractionBits) << format.fractionBits);
  if (std::isnan(x)) return uint16_t(infinity | 1 << (format.fractionBits - 1));
  const uint16_t sign = std::signbit(x) ? 0x8000 : 0;
  const double magnitude = std::fabs(x);
  if (std::isinf(x)) return sign | infinity;
  if (magnitude == 0) return sign;
  int exponent = std::ilogb(magnitude);
  if (exponent < 1 - format.bias) exponent = 1 - format.bias;
  const double units = std::nearbyint(std::ldexp(magnitude, format.fractionBits - exponent));
  // Units beyond the fraction are the exponent: a subnormal has none, and rounding up may carry into the next.
  const int pattern = (exponent + format.bias - 1) * (1 << format.fractionBits) + int(units);
  return pattern >= infinity ? sign | infinity : uint16_t(sign | pattern);
}

bool isSame(float a, double b) { return std::isnan(b) ? std::isnan(a) : a == b && std::signbit(a) == std::signbit(b); }

template <int Lanes, class Widen, class Narrow>
bool check(Format format, Widen widen, Narrow narrow) {
  using Patterns = t::Vector<uint16_t, Lanes>;
  using Floats = t::Vector<float, Lanes>;
  std::vector<float> inputs;
  for (int first = 0; first < 1 << 16; first += Lanes) {
    Patterns patterns;
    for (int i = 0; i < Lanes; i++) patterns[i] = uint16_t(first + i);
    const Floats wide = widen(patterns);
    for (int i = 0; i < Lanes; i++) {
      const double want = valueOf(patterns[i], format);
      if (!isSame(wide[i], want)) {
        printf("%s %04x widens to %.9g, not %.9g\n", format.name, patterns[i], double(wide[i]), want);
        return false;
      }
      const float halfway = float((want + valueOf(uint16_t(patterns[i] + 1), format)) / 2);
      for (float x : {float(want), halfway}) {
        inputs.push_back(x);
        inputs.push_back(std::nextafterf(x, INFINITY));
        inputs.push_back(std::nextafterf(x, -INFINITY));
      }
    }
  }
  for (uint64_t bits = 0; bits < uint64_t(1) << 32; bits += 2039) {
    const uint32_t pattern = uint32_t(bits);
    float x;
    memcpy(&x, &pattern, 4);
    inputs.push_back(x);
  }
  while (inputs.size() % Lanes) inputs.push_back(0);
  for (size_t first = 0; first < inputs.size(); first += Lanes) {
    const Floats wide = t::load<Floats>(inputs.data() + first);
    const Patterns patterns = narrow(wide);
    for (int i = 0; i < Lanes; i++) {
      const uint16_t want = patternOf(double(wide[i]), format);
      if (patterns[i] != want) {
        printf("%s of %.9g is %04x, not %04x\n", format.name, double(wide[i]), patterns[i], want);
        return false;
      }
    }
  }
  printf("ok %s, %d lanes\n", format.name, Lanes);
  return true;
}

template <int Lanes>
bool checkBoth() {
  return check<Lanes>(kFloat16, [](auto x) { return t::float16ToFloat(x); }, [](auto x) { return t::floatToFloat16(x); }) &&
         check<Lanes>(kBfloat16, [](auto x) { return t::bfloat16ToFloat(x); }, [](auto x) { return t::floatToBfloat16(x); });
}

}  // namespace

int main() {
#if defined(__AVX512F__)
  if (!__builtin_cpu_supports("avx512dq") || !__builtin_cpu_supports("avx512bw")) return 77;
#elif defined(__AVX2__)
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("f16c")) return 77;
#endif
  // Of 4 lanes there are no instructions: that is the arithmetic of every other machine.
  return checkBoth<4>() && checkBoth<8>() && checkBoth<16>() ? 0 : 1;
}
