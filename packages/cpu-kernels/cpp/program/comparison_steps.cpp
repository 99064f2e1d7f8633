/// Steps: comparisons and tests, whose results are int32 of 0 or 1.
#include "step_table.hpp"

namespace tenon::TENON_ISA {

void addComparisonSteps(StepTable& t) {
  t.test<float, double>(Operation::IsNan, [](auto x) { return x != x; });
  t.test<float, double>(Operation::IsInf, [](auto x) { return absolute(x) == Element<decltype(x)>(__builtin_inf()); });
  t.test<float, double>(Operation::IsFinite, [](auto x) { return absolute(x) < Element<decltype(x)>(__builtin_inf()); });
  t.compare<int32_t, uint32_t, int64_t, uint64_t, float, double>(Operation::Equal,
                                                                 [](auto a, auto b) { return a == b; });
  t.compare<int32_t, uint32_t, int64_t, uint64_t, float, double>(Operation::NotEqual,
                                                                 [](auto a, auto b) { return a != b; });
  t.compare<int32_t, uint32_t, int64_t, uint64_t, float, double>(Operation::Less,
                                                                 [](auto a, auto b) { return a < b; });
  t.compare<int32_t, uint32_t, int64_t, uint64_t, float, double>(Operation::LessEqual,
                                                                 [](auto a, auto b) { return a <= b; });
  t.compare<int32_t, uint32_t, int64_t, uint64_t, float, double>(Operation::Greater,
                                                                 [](auto a, auto b) { return a > b; });
  t.compare<int32_t, uint32_t, int64_t, uint64_t, float, double>(Operation::GreaterEqual,
                                                                 [](auto a, auto b) { return a >= b; });
}

}  // namespace tenon::TENON_ISA
