/// Reductions in one type: choosing the fold, and carrying it over rows or down columns.
///
/// Included by the files that instantiate it, a few types each, because each type is some twenty loops.
#pragma once

#include "column_fold.hpp"
#include "program/schedule.hpp"
#include "reduction.hpp"

namespace tenon::TENON_ISA {

/// Where column folds keep their state, beyond what a machine uses of a thread's scratch.
inline constexpr int64_t kStateOffset = kScratchBytes / 8 * 5;
inline constexpr int64_t kColumnsBytes = kMaxColumns * kColumnStateBytes;
/// The most parts that one fold is split into, for threads.
inline constexpr int64_t kMaxParts = (kScratchBytes - kStateOffset) / kColumnsBytes;
/// Results that are collected before they are stored.
inline constexpr int64_t kCollected = 256;

inline int64_t dividedUp(int64_t a, int64_t b) { return (a + b - 1) / b; }

inline void place(const Reduction& reduction, Machine& machine) {
  for (int i = 0; i < reduction.program.sourceCount; i++) {
    machine.placeSource(i, reduction.sources, i, reduction.bases[i]);
  }
}

/// Folds values from `position` on, `count` of them, of which the first is number `first` of its output.
template <class Fold>
void takeValues(Machine& machine, Fold& fold, int64_t count, int64_t first) {
  using T = typename Fold::Value;
  while (count > 0) {
    const int64_t now = machine.nextBlock(count);
    machine.run(now, nullptr);
    const T* values = reinterpret_cast<const T*>(machine.output(0));
    if (!machine.isUniform(0)) {
      fold.take(values, now, first);
    } else {
      for (int64_t i = 0; i < now; i++) fold.take(values, 1, first + i);
    }
    count -= now;
    first += now;
  }
}

/// Rows shorter than this share a block of the machine.
inline constexpr int64_t kShortRow = 256;

/// Folds whole rows of outputs [begin, end).
template <class Fold>
Status foldRows(const Reduction& reduction, int64_t begin, int64_t end, Worker& worker) {
  using T = typename Fold::Value;
  Machine machine(reduction.program, worker);
  place(reduction, machine);
  if (begin > 0) machine.seek(begin * reduction.terms);
  Cursor output(reduction.outputs, 0, begin);
  typename Fold::Result results[kCollected];
  int64_t collected = 0;
  auto collect = [&](const Fold& fold) {
    results[collected++] = fold.result();
    if (collected < kCollected) return;
    reduction.storeResults(results, output, collected);
    collected = 0;
  };
  const int64_t terms = reduction.terms;
  if (terms >= kShortRow) {
    for (int64_t row = begin; row < end; row++) {
      Fold fold;
      takeValues(machine, fold, terms, 0);
      collect(fold);
    }
  } else {
    Fold fold;
    int64_t taken = 0;
    for (int64_t left = (end - begin) * terms; left > 0;) {
      const int64_t now = machine.nextBlock(left);
      machine.run(now, nullptr);
      const T* values = reinterpret_cast<const T*>(machine.output(0));
      const bool uniform = machine.isUniform(0);
      for (int64_t used = 0; used < now;) {
        const int64_t piece = terms - taken < now - used ? terms - taken : now - used;
        if (uniform) {
          for (int64_t i = 0; i < piece; i++) fold.take(values, 1, taken + i);
        } else {
          fold.take(values + used, piece, taken);
        }
        used += piece;
        taken += piece;
        if (taken == terms) {
          collect(fold);
          fold = Fold();
          taken = 0;
        }
      }
      left -= now;
    }
  }
  if (collected > 0) reduction.storeResults(results, output, collected);
  return machine.fault();
}

/// Folds one output's values [begin, end).
template <class Fold>
Status foldPart(const Reduction& reduction, int64_t row, int64_t begin, int64_t end, Fold& fold, Worker& worker) {
  Machine machine(reduction.program, worker);
  place(reduction, machine);
  machine.seek(row * reduction.terms + begin);
  takeValues(machine, fold, end - begin, begin);
  return machine.fault();
}

/// Keeps the failure of any iteration.
class SharedStatus {
 public:
  void note(Status status) {
    if (status != Status::Ok) __atomic_store_n(&status_, int32_t(status), __ATOMIC_RELAXED);
  }
  Status get() const { return Status(status_); }

 private:
  int32_t status_ = int32_t(Status::Ok);
};

template <class Fold>
Status reduceRows(const Reduction& reduction) {
  const int64_t cost = reduction.program.cost;
  const int64_t rowCost = reduction.terms * cost;
  SharedStatus status;
  // A few long rows: each is split into parts, whose folds are joined in order.
  if (reduction.outputCount < 8 && rowCost >= 2 * kTaskCost) {
    constexpr int64_t kMaxRowParts = 256;
    int64_t partLength = dividedUp(dividedUp(kTaskCost, cost), 1024) * 1024;
    const int64_t longest = dividedUp(dividedUp(reduction.terms, kMaxRowParts), 1024) * 1024;
    if (partLength < longest) partLength = longest;
    const int64_t parts = dividedUp(reduction.terms, partLength);
    Fold folds[kMaxRowParts];
    Cursor output(reduction.outputs, 0, 0);
    for (int64_t row = 0; row < reduction.outputCount; row++) {
      parallelFor(parts, [&](int64_t part, Worker& worker) {
        folds[part] = Fold();
        const int64_t begin = part * partLength;
        const int64_t end = begin + partLength < reduction.terms ? begin + partLength : reduction.terms;
        status.note(foldPart(reduction, row, begin, end, folds[part], worker));
      });
      for (int64_t part = 1; part < parts; part++) folds[0].join(folds[part]);
      typename Fold::Result result = folds[0].result();
      reduction.storeResults(&result, output, 1);
    }
    return status.get();
  }
  const int64_t rowsPerTask = dividedUp(kTaskCost, rowCost);
  parallelFor(dividedUp(reduction.outputCount, rowsPerTask), [&](int64_t task, Worker& worker) {
    const int64_t begin = task * rowsPerTask;
    const int64_t end = begin + rowsPerTask < reduction.outputCount ? begin + rowsPerTask : reduction.outputCount;
    status.note(foldRows<Fold>(reduction, begin, end, worker));
  });
  return status.get();
}

/// Folds rows [begin, end) of one group of columns into `fold`.
template <class Fold>
Status foldColumns(const Reduction& reduction, int64_t outer, int64_t column, int64_t begin, int64_t end, Fold& fold,
                   Worker& worker) {
  using T = typename Fold::Value;
  Machine machine(reduction.program, worker);
  place(reduction, machine);
  fold.begin();
  // What is read in place stays where it is while the next rows are found, so four can be taken at once.
  const bool inPlace = reduction.program.instructionCount == 0 && isNative(reduction.program.sources()[0].dtype) &&
                       reduction.sources.rowStride(0) == 1;
  const T* rows[kRowsAtOnce];
  int waiting = 0;
  for (int64_t row = begin; row < end; row++) {
    machine.seek((outer * reduction.terms + row) * reduction.columns + column);
    machine.run(fold.columns, nullptr);
    const T* values = reinterpret_cast<const T*>(machine.output(0));
    if (inPlace) {
      rows[waiting++] = values;
      if (waiting == kRowsAtOnce) {
        fold.takeFour(rows, row - (kRowsAtOnce - 1));
        waiting = 0;
      }
    } else if (!machine.isUniform(0)) {
      fold.takeOne(values, row);
    } else {
      T repeated[kMaxColumns];
      for (int64_t i = 0; i < fold.columns; i++) repeated[i] = values[0];
      fold.takeOne(repeated, row);
    }
  }
  for (int i = 0; i < waiting; i++) fold.takeOne(rows[i], end - waiting + i);
  return machine.fault();
}

template <class Fold>
Status reduceColumns(const Reduction& reduction) {
  const int64_t cost = reduction.program.cost;
  int64_t width = reduction.program.blockLength < kMaxColumns ? reduction.program.blockLength : kMaxColumns;
  const int64_t groups = dividedUp(reduction.columns, width);
  const int64_t outer = reduction.outputCount / reduction.columns;
  SharedStatus status;
  auto columnsOf = [&](int64_t group) {
    return reduction.columns - group * width < width ? reduction.columns - group * width : width;
  };
  auto finish = [&](int64_t item, const Fold& fold) {
    typename Fold::Result results[kMaxColumns];
    fold.results(results);
    const int64_t position = item / groups * reduction.columns + item % groups * width;
    Cursor output(reduction.outputs, 0, position);
    reduction.storeResults(results, output, fold.columns);
  };
  // A few groups of long columns: each is split into parts, whose folds are joined in order.
  const int64_t groupCost = reduction.terms * (reduction.columns < width ? reduction.columns : width) * cost;
  if (outer * groups < 8 && groupCost >= 2 * kTaskCost) {
    const int64_t wanted = groupCost / kTaskCost;
    const int64_t rowsPerPart = dividedUp(reduction.terms, wanted < kMaxParts ? wanted : kMaxParts);
    const int64_t parts = dividedUp(reduction.terms, rowsPerPart);
    char* const states = tenonCallingWorker().scratch + kStateOffset;
    for (int64_t item = 0; item < outer * groups; item++) {
      const int64_t columns = columnsOf(item % groups);
      parallelFor(parts, [&](int64_t part, Worker& worker) {
        Fold fold(states + part * kColumnsBytes, columns);
        const int64_t begin = part * rowsPerPart;
        const int64_t end = begin + rowsPerPart < reduction.terms ? begin + rowsPerPart : reduction.terms;
        status.note(foldColumns(reduction, item / groups, item % groups * width, begin, end, fold, worker));
      });
      Fold first(states, columns);
      for (int64_t part = 1; part < parts; part++) first.join(Fold(states + part * kColumnsBytes, columns));
      finish(item, first);
    }
    return status.get();
  }
  const int64_t itemsPerTask = dividedUp(kTaskCost, groupCost);
  parallelFor(dividedUp(outer * groups, itemsPerTask), [&](int64_t task, Worker& worker) {
    const int64_t end = (task + 1) * itemsPerTask < outer * groups ? (task + 1) * itemsPerTask : outer * groups;
    for (int64_t item = task * itemsPerTask; item < end; item++) {
      Fold fold(worker.scratch + kStateOffset, columnsOf(item % groups));
      status.note(foldColumns(reduction, item / groups, item % groups * width, 0, reduction.terms, fold, worker));
      finish(item, fold);
    }
  });
  return status.get();
}

template <class T, class Combine>
Status fold(const Reduction& reduction) {
  if (reduction.columns > 1) return reduceColumns<ColumnFold<T, Combine>>(reduction);
  return reduceRows<RowFold<T, Combine>>(reduction);
}

template <class T, class Better>
Status findPositions(const Reduction& reduction) {
  if (reduction.columns > 1) return reduceColumns<ColumnPosition<T, Better>>(reduction);
  return reduceRows<RowPosition<T, Better>>(reduction);
}

template <class T>
Status reduceOf(const Reduction& reduction) {
  switch (reduction.kind) {
    case ReduceKind::Sum: return fold<T, Sum>(reduction);
    case ReduceKind::Prod: return fold<T, Product>(reduction);
    case ReduceKind::Min: return fold<T, Minimum>(reduction);
    case ReduceKind::Max: return fold<T, Maximum>(reduction);
    case ReduceKind::ArgMin: return findPositions<T, Less>(reduction);
    case ReduceKind::ArgMax: return findPositions<T, Greater>(reduction);
    // Truths are int32.
    case ReduceKind::Any:
      if constexpr (sizeof(T) == 4 && !kIsFloating<T>) return fold<T, Or>(reduction);
      break;
    case ReduceKind::All:
      if constexpr (sizeof(T) == 4 && !kIsFloating<T>) return fold<T, And>(reduction);
      break;
  }
  __builtin_unreachable();
}

/// The least or greatest value of a dtype, as its register holds it. Narrow integers have limits of their own.
template <class T>
T limitOf(DType dtype, bool least) {
  switch (dtype) {
    case DType::Int8: return T(least ? -128 : 127);
    case DType::Int16: return T(least ? -32768 : 32767);
    case DType::Uint8: return T(least ? 0 : 255);
    case DType::Uint16: return T(least ? 0 : 65535);
    default: return least ? lowest<T>() : highest<T>();
  }
}

/// Folds of nothing: the identity everywhere.
template <class T>
Status storeIdentity(const Reduction& reduction) {
  T identity = 0;
  switch (reduction.kind) {
    case ReduceKind::Prod:
    case ReduceKind::All: identity = 1; break;
    case ReduceKind::Min: identity = limitOf<T>(reduction.outputDType, false); break;
    case ReduceKind::Max: identity = limitOf<T>(reduction.outputDType, true); break;
    default: break;
  }
  Cursor output(reduction.outputs, 0, 0);
  storeElements(reduction.outputDType, reinterpret_cast<const char*>(&identity), true, reduction.output, output,
                reduction.outputCount);
  return Status::Ok;
}

/// A reduction whose values are computed in T.
template <class T>
Status reduceIn(const Reduction& reduction) {
  return reduction.terms == 0 ? storeIdentity<T>(reduction) : reduceOf<T>(reduction);
}

}  // namespace tenon::TENON_ISA
