/// Steps of elementary functions in double. A file a type, since they take long to compile.
#include "elementary_steps.hpp"

namespace tenon::TENON_ISA {

void addElementaryStepsDouble(StepTable& table) { addElementarySteps<double>(table); }

}  // namespace tenon::TENON_ISA
