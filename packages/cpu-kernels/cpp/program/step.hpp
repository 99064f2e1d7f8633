/// Steps of the vector machine: loops of one operation over a block.
///
/// An operation is a function of vectors, given as the type of a lambda without captures; the loops below carry it over
/// a block, a register's lanes at a time and the rest as a part of one. An operand that is the same for the whole block
/// (a constant, a broadcast scalar) is one vector of equal lanes that is read again and again, so no loop exists twice.
#pragma once

#include "base/command.hpp"
#include "simd/elementary.hpp"

namespace tenon::TENON_ISA {

/// What a step works on. Operands are blocks of `count` elements, or one vector where `uniform`.
struct StepArguments {
  char* out;
  const char* in[3];
  bool uniform[3];
  /// What the step needs to know besides: the width of a shift, the dtype of a neighbour.
  int32_t immediate;
  int64_t count;
  /// Where a step notes that an element has no result.
  Status* fault;
};

using StepFunction = void (*)(const StepArguments&);

/// How many lanes operands of several types have in common: those of the widest.
template <class... T>
constexpr int commonLanes() {
  int widest = 1;
  ((widest = int(sizeof(T)) > widest ? int(sizeof(T)) : widest), ...);
  return kVectorBytes / widest;
}

/// Reads one operand, vector after vector.
template <class V>
class OperandReader {
 public:
  OperandReader(const StepArguments& s, int operand)
      : next_(s.in[operand]), advance_(s.uniform[operand] ? 0 : int(sizeof(V))) {}

  V next() {
    V v = load<V>(next_);
    next_ += advance_;
    return v;
  }
  /// The last, of which `count` lanes are elements.
  V last(int count) const { return advance_ == 0 ? load<V>(next_) : loadPartial<V>(next_, count); }

 private:
  const char* next_;
  ptrdiff_t advance_;
};

/// Carries a function of whole vectors over a block: `each()` gives the next vector, `last(rest)` a part of one.
template <class V, class Each, class Last>
inline void overBlock(const StepArguments& s, Each each, Last last) {
  constexpr int lanes = kLanesOf<V>;
  char* out = s.out;
  int64_t left = s.count;
  for (; left >= lanes; left -= lanes, out += sizeof(V)) store(out, V(each()));
  if (left > 0) storePartial(out, V(last(int(left))), int(left));
}

template <class F, class Out, class A>
void unaryStep(const StepArguments& s) {
  constexpr int lanes = commonLanes<Out, A>();
  OperandReader<Vector<A, lanes>> a(s, 0);
  overBlock<Vector<Out, lanes>>(s, [&] { return F{}(a.next()); }, [&](int rest) { return F{}(a.last(rest)); });
}

template <class F, class Out, class A, class B>
void binaryStep(const StepArguments& s) {
  constexpr int lanes = commonLanes<Out, A, B>();
  OperandReader<Vector<A, lanes>> a(s, 0);
  OperandReader<Vector<B, lanes>> b(s, 1);
  overBlock<Vector<Out, lanes>>(
      s, [&] { auto x = a.next(); return F{}(x, b.next()); },
      [&](int rest) { return F{}(a.last(rest), b.last(rest)); });
}

/// A comparison: its mask as int32 of 0 or 1.
template <class F, class T>
void testStep(const StepArguments& s) {
  constexpr int lanes = commonLanes<int32_t, T>();
  using Truth = Vector<int32_t, lanes>;
  OperandReader<Vector<T, lanes>> a(s, 0);
  overBlock<Truth>(s, [&] { return convert<Truth>(F{}(a.next())) & 1; },
                   [&](int rest) { return convert<Truth>(F{}(a.last(rest))) & 1; });
}
template <class F, class T>
void compareStep(const StepArguments& s) {
  constexpr int lanes = commonLanes<int32_t, T>();
  using Truth = Vector<int32_t, lanes>;
  OperandReader<Vector<T, lanes>> a(s, 0);
  OperandReader<Vector<T, lanes>> b(s, 1);
  overBlock<Truth>(
      s, [&] { auto x = a.next(); return convert<Truth>(F{}(x, b.next())) & 1; },
      [&](int rest) { return convert<Truth>(F{}(a.last(rest), b.last(rest))) & 1; });
}

/// A shift: the distance is clamped to [0, immediate].
template <class F, class T>
void shiftStep(const StepArguments& s) {
  using V = Register<T>;
  OperandReader<V> a(s, 0);
  OperandReader<V> b(s, 1);
  const V longest = splat<V>(T(s.immediate));
  auto shifted = [&](V x, V by) {
    by = select<V>(by < V{}, V{}, by);
    return F{}(x, select<V>(by > longest, longest, by));
  };
  overBlock<V>(s, [&] { V x = a.next(); return shifted(x, b.next()); },
               [&](int rest) { return shifted(a.last(rest), b.last(rest)); });
}

/// `b` where `a`, an int32, is not 0, else `c`.
template <class T>
void selectStep(const StepArguments& s) {
  constexpr int lanes = commonLanes<int32_t, T>();
  using V = Vector<T, lanes>;
  OperandReader<Vector<int32_t, lanes>> a(s, 0);
  OperandReader<V> b(s, 1);
  OperandReader<V> c(s, 2);
  auto chosen = [](auto condition, V x, V y) { return select<V>(convert<Bits<V>>(condition) != 0, x, y); };
  overBlock<V>(s, [&] { auto condition = a.next(); V x = b.next(); return chosen(condition, x, c.next()); },
               [&](int rest) { return chosen(a.last(rest), b.last(rest), c.last(rest)); });
}

/// Reads one operand, element after element: for what has no vector form.
template <class T>
class ElementReader {
 public:
  ElementReader(const StepArguments& s, int operand)
      : data_(reinterpret_cast<const T*>(s.in[operand])), stride_(s.uniform[operand] ? 0 : 1) {}
  T operator[](int64_t i) const { return data_[i * stride_]; }

 private:
  const T* data_;
  int64_t stride_;
};

/// Element by element: `F{}(a, immediate)`, `F{}(a, b, s)`, …
template <class F, class Out, class A>
void unaryElementStep(const StepArguments& s) {
  ElementReader<A> a(s, 0);
  Out* out = reinterpret_cast<Out*>(s.out);
  for (int64_t i = 0; i < s.count; i++) out[i] = F{}(a[i]);
}
template <class F, class T>
void binaryElementStep(const StepArguments& s) {
  ElementReader<T> a(s, 0), b(s, 1);
  T* out = reinterpret_cast<T*>(s.out);
  for (int64_t i = 0; i < s.count; i++) out[i] = F{}(a[i], b[i], s);
}
template <class F, class T>
void ternaryElementStep(const StepArguments& s) {
  ElementReader<T> a(s, 0), b(s, 1), c(s, 2);
  T* out = reinterpret_cast<T*>(s.out);
  for (int64_t i = 0; i < s.count; i++) out[i] = F{}(a[i], b[i], c[i], s);
}

}  // namespace tenon::TENON_ISA
