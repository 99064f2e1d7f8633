/// Steps of elementary functions in float. A file a type, since they take long to compile.
#include "elementary_steps.hpp"

namespace tenon::TENON_ISA {

void addElementaryStepsFloat(StepTable& table) { addElementarySteps<float>(table); }

}  // namespace tenon::TENON_ISA
