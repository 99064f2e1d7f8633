/// Filling the table of steps, once. There are no static constructors: WebAssembly instances share their memory.
#include "step_table.hpp"

namespace tenon::TENON_ISA {

namespace {
StepTable table;
int filled;
}  // namespace

const StepTable& stepTable() {
  // Two threads that come here at once write the same values.
  if (!__atomic_load_n(&filled, __ATOMIC_ACQUIRE)) {
    addArithmeticSteps(table);
    addComparisonSteps(table);
    addCastSteps(table);
    addElementaryStepsFloat(table);
    addElementaryStepsDouble(table);
    addSpecialSteps(table);
    __atomic_store_n(&filled, 1, __ATOMIC_RELEASE);
  }
  return table;
}

}  // namespace tenon::TENON_ISA
