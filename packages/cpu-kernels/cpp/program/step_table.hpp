/// The table of all steps, by number. The numbering is that of `src/program/steps.ts`: operation by register type, then
/// casts, truths, roundings to odd, conversions.
#pragma once

#include "step.hpp"

namespace tenon::TENON_ISA {

template <class T> inline constexpr RegisterType kRegisterType = RegisterType::Int32;
template <> inline constexpr RegisterType kRegisterType<uint32_t> = RegisterType::Uint32;
template <> inline constexpr RegisterType kRegisterType<int64_t> = RegisterType::Int64;
template <> inline constexpr RegisterType kRegisterType<uint64_t> = RegisterType::Uint64;
template <> inline constexpr RegisterType kRegisterType<float> = RegisterType::Float32;
template <> inline constexpr RegisterType kRegisterType<double> = RegisterType::Float64;

inline constexpr int kFirstCast = kOperationCount * kRegisterTypeCount;
inline constexpr int kFirstTruth = kFirstCast + kRegisterTypeCount * kRegisterTypeCount;
inline constexpr int kFirstOdd = kFirstTruth + kRegisterTypeCount;
inline constexpr int kFirstConversion = kFirstOdd + kRegisterTypeCount;
inline constexpr int kStepCount = kFirstConversion + kConversionCount;

/// Being filled by the functions below; a step that is not there is null.
class StepTable {
 public:
  StepFunction operator[](int step) const { return steps_[step]; }

  template <class... Types, class F>
  void unary(Operation operation, F) {
    (set<Types>(operation, unaryStep<F, Types, Types>), ...);
  }
  template <class... Types, class F>
  void binary(Operation operation, F) {
    (set<Types>(operation, binaryStep<F, Types, Types, Types>), ...);
  }
  template <class... Types, class F>
  void test(Operation operation, F) {
    (set<Types>(operation, testStep<F, Types>), ...);
  }
  template <class... Types, class F>
  void compare(Operation operation, F) {
    (set<Types>(operation, compareStep<F, Types>), ...);
  }
  template <class... Types, class F>
  void shift(Operation operation, F) {
    (set<Types>(operation, shiftStep<F, Types>), ...);
  }
  template <class... Types>
  void choose(Operation operation) {
    (set<Types>(operation, selectStep<Types>), ...);
  }
  template <class... Types, class F>
  void unaryElements(Operation operation, F) {
    (set<Types>(operation, unaryElementStep<F, Types, Types>), ...);
  }
  template <class... Types, class F>
  void binaryElements(Operation operation, F) {
    (set<Types>(operation, binaryElementStep<F, Types>), ...);
  }
  template <class... Types, class F>
  void ternaryElements(Operation operation, F) {
    (set<Types>(operation, ternaryElementStep<F, Types>), ...);
  }

  template <class From, class To>
  void cast(StepFunction step) {
    steps_[kFirstCast + int(kRegisterType<From>) * kRegisterTypeCount + int(kRegisterType<To>)] = step;
  }
  template <class From>
  void truth(StepFunction step) { steps_[kFirstTruth + int(kRegisterType<From>)] = step; }
  template <class From>
  void odd(StepFunction step) { steps_[kFirstOdd + int(kRegisterType<From>)] = step; }
  void conversion(Conversion name, StepFunction step) { steps_[kFirstConversion + int(name)] = step; }

 private:
  template <class T>
  void set(Operation operation, StepFunction step) {
    steps_[int(operation) * kRegisterTypeCount + int(kRegisterType<T>)] = step;
  }

  StepFunction steps_[kStepCount];
};

// Each family of steps fills its part of the table, in its own file.
void addArithmeticSteps(StepTable& table);
void addComparisonSteps(StepTable& table);
void addCastSteps(StepTable& table);
void addElementaryStepsFloat(StepTable& table);
void addElementaryStepsDouble(StepTable& table);
void addSpecialSteps(StepTable& table);

/// The table, filled on first use.
const StepTable& stepTable();

}  // namespace tenon::TENON_ISA
