/// The two ways of scanning, for one kind and dtype: along lines, and across rows where lines lie side by side.
#pragma once

#include "line_scan.hpp"
#include "math/stored_as.hpp"

namespace tenon::TENON_ISA {

/// Columns that are scanned side by side at most.
inline constexpr int64_t kColumnsAtOnce = 128;

/// One line, or several side by side. Strides and steps count elements.
struct ScannedLines {
  const char* from;
  /// From one element of a line to the next.
  int64_t fromStride;
  char* to;
  int64_t toStride;
  int64_t length;
  /// Lines beside the first, each one element on; at most `kColumnsAtOnce`.
  int64_t columns;
  bool exclusive;
};

struct ScanFunctions {
  /// `columns` is 1.
  void (*line)(const ScannedLines&);
  void (*columns)(const ScannedLines&);
};

template <class Elements, class Line>
void scanLine(const ScannedLines& lines, typename Elements::Computed identity) {
  using S = typename Elements::Stored;
  const S* from = reinterpret_cast<const S*>(lines.from);
  S* to = reinterpret_cast<S*>(lines.to);
  Line line(identity);
  if (lines.fromStride == 1 && lines.toStride == 1) return line.take(from, to, lines.length, lines.exclusive);
  constexpr int64_t kPiece = 512;
  S piece[kPiece];
  for (int64_t at = 0; at < lines.length; at += kPiece) {
    const int64_t count = lines.length - at < kPiece ? lines.length - at : kPiece;
    for (int64_t i = 0; i < count; i++) piece[i] = from[(at + i) * lines.fromStride];
    line.take(piece, piece, count, lines.exclusive);
    for (int64_t i = 0; i < count; i++) to[(at + i) * lines.toStride] = piece[i];
  }
}

template <class Elements, class Running, class V>
void scanColumns(const ScannedLines& lines, typename Elements::Computed identity) {
  using S = typename Elements::Stored;
  using Narrow = Rebind<V, S>;
  constexpr int kCount = kLanesOf<V>;
  constexpr int kVectors = int(kColumnsAtOnce) / kCount;
  const int whole = int(lines.columns) / kCount;
  const int left = int(lines.columns) % kCount;
  const auto scanned = [&](Running& running, Narrow narrow) -> Narrow {
    const V x = Elements::widened(narrow);
    if (!lines.exclusive) {
      running.take(x);
      return Elements::narrowed(running.result());
    }
    const Narrow before = Elements::narrowed(running.result());
    running.take(x);
    return before;
  };
  alignas(Running) char memory[sizeof(Running) * (kVectors + 1)];
  Running* running = reinterpret_cast<Running*>(memory);
  for (int i = 0; i < whole + (left > 0); i++) running[i] = Running(identity);
  const S* from = reinterpret_cast<const S*>(lines.from);
  S* to = reinterpret_cast<S*>(lines.to);
  for (int64_t row = 0; row < lines.length; row++, from += lines.fromStride, to += lines.toStride) {
    for (int i = 0; i < whole; i++) store(to + i * kCount, scanned(running[i], load<Narrow>(from + i * kCount)));
    if (left == 0) continue;
    const Narrow last = loadPartial<Narrow>(from + whole * kCount, left);
    storePartial(to + whole * kCount, scanned(running[whole], last), left);
  }
}

}  // namespace tenon::TENON_ISA
