#include "instruction-set.hpp"

// The build says which copies it made: TENON_WITH_AVX512 and so on.
namespace tenon::avx512 { Status run(double* commands); }
namespace tenon::avx2 { Status run(double* commands); }
namespace tenon::baseline { Status run(double* commands); }
namespace tenon::neon { Status run(double* commands); }

namespace tenon::addon {

const InstructionSet instructionSets[] = {
// The levels of the x86-64 psABI are what `-march` was given. The builtin asks CPUID, and XGETBV for whether the
// operating system saves the registers.
#if defined(TENON_WITH_AVX512)
    {"avx512", avx512::run, [] { return __builtin_cpu_supports("x86-64-v4") != 0; }},
#endif
#if defined(TENON_WITH_AVX2)
    {"avx2", avx2::run, [] { return __builtin_cpu_supports("x86-64-v3") != 0; }},
#endif
#if defined(TENON_WITH_BASELINE)
    {"baseline", baseline::run, [] { return __builtin_cpu_supports("x86-64-v2") != 0; }},
#endif
#if defined(TENON_WITH_NEON)
    {"neon", neon::run, [] { return true; }},
#endif
    {nullptr, nullptr, nullptr},
};

}  // namespace tenon::addon
