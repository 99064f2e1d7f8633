#include "scan.hpp"

#include "parallel/parallel_for.hpp"
#include "program/elements.hpp"
#include "program/walk.hpp"
#include "scan_functions.hpp"

namespace tenon::TENON_ISA {
namespace {

/// Elements that one iteration scans: below, splitting costs more than it saves.
constexpr int64_t kElementsPerTask = int64_t(1) << 14;
/// Fewer lines than this are not worth scanning side by side.
constexpr int64_t kFewestColumns = 4;

enum LineOperand { kLineInput, kLineOutput, kLineOperands };

/// Integers are folded in at least 32 bits.
template <class T>
using Wrapping = typename IntegerOfWidth<(sizeof(T) < 4 ? 4 : sizeof(T))>::Unsigned;
template <class T>
inline constexpr bool kIsSigned = T(-1) < T(0);
template <class T, bool isSigned>
struct OrderedOf { using Type = Wrapping<T>; };
template <class T>
struct OrderedOf<T, true> { using Type = typename IntegerOfWidth<(sizeof(T) < 4 ? 4 : sizeof(T))>::Signed; };
template <class T>
using Ordered = typename OrderedOf<T, kIsSigned<T>>::Type;

template <class Elements, class Line, class Running, class V>
struct Scans {
  template <auto identity>
  static ScanFunctions functions() {
    return {[](const ScannedLines& lines) { scanLine<Elements, Line>(lines, identity()); },
            [](const ScannedLines& lines) { scanColumns<Elements, Running, V>(lines, identity()); }};
  }
};

template <class Elements>
using LaneVector = Vector<typename Elements::Computed, kLineLanes<typename Elements::Computed>>;

/// A fold that keeps nothing beside its value. @tparam T Whose identity the fold begins with.
template <class Elements, class Combine, class T = typename Elements::Computed>
ScanFunctions values() {
  using V = LaneVector<Elements>;
  using C = typename Elements::Computed;
  return Scans<Elements, ValueLine<Elements, Combine>, RunningValue<V, Combine>, V>::template functions<
      [] { return C(Combine::template identity<T>()); }>();
}

template <class Elements>
ScanFunctions logSumExp() {
  using V = LaneVector<Elements>;
  return Scans<Elements, LogSumExpLine<Elements>, RunningLogSumExp<V>, V>::template functions<[] { return 0.0; }>();
}

ScanFunctions compensatedSum() {
  using Elements = StoredAs<double, double>;
  using V = LaneVector<Elements>;
  return Scans<Elements, CompensatedLine<Elements>, RunningCompensatedSum<V>, V>::template functions<
      [] { return 0.0; }>();
}

template <class T>
ScanFunctions ofIntegers(ScanKind kind) {
  switch (kind) {
    case ScanKind::Sum: return values<StoredAs<T, Wrapping<T>>, Sum>();
    case ScanKind::Prod: return values<StoredAs<T, Wrapping<T>>, Product>();
    case ScanKind::Min: return values<StoredAs<T, Ordered<T>>, Minimum, T>();
    case ScanKind::Max: return values<StoredAs<T, Ordered<T>>, Maximum, T>();
    default: __builtin_trap();
  }
}

/// @tparam Precise How sums and products are computed. @tparam Ordering How minima and maxima are.
template <class Precise, class Ordering>
ScanFunctions ofFloats(ScanKind kind) {
  switch (kind) {
    case ScanKind::Sum:
      if constexpr (sizeof(typename Precise::Stored) == 8) return compensatedSum();
      else return values<Precise, Sum>();
    case ScanKind::Prod: return values<Precise, Product>();
    case ScanKind::Min: return values<Ordering, Minimum>();
    case ScanKind::Max: return values<Ordering, Maximum>();
    case ScanKind::LogSumExp: return logSumExp<Precise>();
  }
  __builtin_trap();
}

ScanFunctions scanFunctionsOf(ScanKind kind, DType dtype) {
  switch (dtype) {
    case DType::Int8: return ofIntegers<int8_t>(kind);
    case DType::Int16: return ofIntegers<int16_t>(kind);
    case DType::Int32: return ofIntegers<int32_t>(kind);
    case DType::Int64: return ofIntegers<int64_t>(kind);
    case DType::Uint8: return ofIntegers<uint8_t>(kind);
    case DType::Uint16: return ofIntegers<uint16_t>(kind);
    case DType::Uint32: return ofIntegers<uint32_t>(kind);
    case DType::Uint64: return ofIntegers<uint64_t>(kind);
    case DType::Float16: return ofFloats<Float16As<double>, Float16As<float>>(kind);
    case DType::Bfloat16: return ofFloats<Bfloat16As<double>, Bfloat16As<float>>(kind);
    case DType::Float32: return ofFloats<StoredAs<float, double>, StoredAs<float, float>>(kind);
    case DType::Float64: return ofFloats<StoredAs<double, double>, StoredAs<double, double>>(kind);
    default: __builtin_trap();
  }
}

}  // namespace

Status scan(CommandReader& command) {
  const ScanKind kind = command.enumerator<ScanKind>();
  const int axis = command.index();
  const bool exclusive = command.flag();
  const View input = command.view();
  const View output = command.view();
  const int64_t width = elementBytes(input.dtype);
  const int64_t length = input.shape[axis];

  // The lines' beginnings.
  Walk lines;
  lines.operandCount = kLineOperands;
  for (int other = 0; other < input.rank; other++) {
    if (other == axis) continue;
    lines.append(input.shape[other], [&](int operand) { return (operand == kLineInput ? input : output).strides[other]; });
  }
  const int64_t lineCount = lines.size();
  if (lineCount == 0 || length == 0) return Status::Ok;

  const ScanFunctions functions = scanFunctionsOf(kind, input.dtype);
  const auto at = [&](const Cursor& from, const Cursor& to, int64_t columns) {
    return ScannedLines{input.data + from.offset() * width, input.strides[axis], output.data + to.offset() * width,
                        output.strides[axis], length, columns, exclusive};
  };
  const bool sideBySide = lines.rowStride(kLineInput) == 1 && lines.rowStride(kLineOutput) == 1 &&
                          lines.rowLength() >= kFewestColumns;
  if (sideBySide) {
    const int64_t row = lines.rowLength();
    const int64_t blocks = (row + kColumnsAtOnce - 1) / kColumnsAtOnce;
    const int64_t tiles = lineCount / row * blocks;
    const int64_t perTask = 1 + kElementsPerTask / (length * (row < kColumnsAtOnce ? row : kColumnsAtOnce));
    parallelFor((tiles + perTask - 1) / perTask, [&](int64_t task, Worker&) {
      for (int64_t tile = task * perTask; tile < tiles && tile < (task + 1) * perTask; tile++) {
        const int64_t column = tile % blocks * kColumnsAtOnce;
        const int64_t first = tile / blocks * row + column;
        const int64_t columns = row - column < kColumnsAtOnce ? row - column : kColumnsAtOnce;
        functions.columns(at(Cursor(lines, kLineInput, first), Cursor(lines, kLineOutput, first), columns));
      }
    });
    return Status::Ok;
  }
  const int64_t perTask = 1 + kElementsPerTask / length;
  parallelFor((lineCount + perTask - 1) / perTask, [&](int64_t task, Worker&) {
    Cursor from(lines, kLineInput, task * perTask);
    Cursor to(lines, kLineOutput, task * perTask);
    for (int64_t line = task * perTask; line < lineCount && line < (task + 1) * perTask; line++) {
      functions.line(at(from, to, 1));
      from.advance(1);
      to.advance(1);
    }
  });
  return Status::Ok;
}

}  // namespace tenon::TENON_ISA
