/// Sorting one row, in any order.
#pragma once

#include "order.hpp"
#include "radix.hpp"

namespace tenon::TENON_ISA {

/// A row and where its sorted values and their positions go. Strides count elements.
template <class Bits>
struct SortedRow {
  const Bits* input;
  int64_t inputStride;
  Bits* values;
  int64_t valuesStride;
  int32_t* permutation;
  int64_t permutationStride;
  int64_t length;
};

/// Sorts a row. `entries` and `spare` hold as many entries as the row is long and are aligned to a line.
template <class Order>
void sortRow(const SortedRow<typename Order::Bits>& row, EntryOf<typename Order::Bits>* entries,
             EntryOf<typename Order::Bits>* spare, RadixScratch& scratch) {
  using Bits = typename Order::Bits;
  using Entry = EntryOf<Bits>;
  const int64_t length = row.length;
  // By value, for what is written might otherwise be the row itself.
  const auto key = [=](int64_t i) { return Order::key(row.input[i * row.inputStride]); };
  const auto fromInput = [=](int64_t i) { return Entry::of(key(i), uint32_t(i)); };
  const auto deliver = [=](int64_t at, Entry entry) {
    const uint32_t position = entry.position();
    row.permutation[at * row.permutationStride] = int32_t(position);
    row.values[at * row.valuesStride] =
        Order::bits(Bits(entry.key()), [=] { return row.input[position * row.inputStride]; });
  };
  if (length <= kInsertedLength) {
    for (int64_t i = 0; i < length; i++) entries[i] = fromInput(i);
    insertionSort(entries, length);
    for (int64_t i = 0; i < length; i++) deliver(i, entries[i]);
    return;
  }

  const Digits<Bits> digits(length);
  const auto countAll = [&]<int count>() {
    for (int digit = 0; digit < count; digit++) {
      for (int value = 0; value < 1 << digits.bits; value++) scratch.counts[digit][value] = 0;
    }
    for (int64_t i = 0; i < length; i++) {
      const Bits of = key(i);
      for (int digit = 0; digit < count; digit++) scratch.counts[digit][digits[digit].of(of)]++;
    }
  };
  if constexpr (sizeof(Bits) <= 2) {
    countAll.template operator()<int(sizeof(Bits))>();
  } else if (digits.bits == 8) {
    countAll.template operator()<int(sizeof(Bits))>();
  } else {
    countAll.template operator()<(int(sizeof(Bits)) * 8 + kMostDigitBits - 1) / kMostDigitBits>();
  }
  int telling[kMostDigits];
  int passes = 0;
  int values = 0;
  for (int digit = 0; digit < digits.count; digit++) {
    const int used = placesOf(scratch.counts[digit], digits[digit].values());
    if (used == 1) continue;
    telling[passes++] = digit;
    values = used;
  }
  if (passes == 0) {
    for (int64_t i = 0; i < length; i++) deliver(i, fromInput(i));
    return;
  }

  const bool streams = length * int64_t(sizeof(Entry)) >= kStreamedEntryBytes;
  const auto distributed = [&](const auto& entryAt, int digit, Entry* to) {
    if (streams) distributeLines(entryAt, length, digits[digit], scratch.counts[digit], to, scratch);
    else distribute(entryAt, length, digits[digit], scratch.counts[digit], to);
  };
  const auto delivered = [&](const auto& entryAt, int digit) {
    uint32_t* next = scratch.counts[digit];
    const Digit by = digits[digit];
    const auto to = deliver;
    for (int64_t i = 0; i < length; i++) {
      const Entry entry = entryAt(i);
      to(next[by.of(entry.key())]++, entry);
    }
  };
  if (passes == 1) return delivered(fromInput, telling[0]);
  distributed(fromInput, telling[0], entries);
  const auto from = [](const Entry* sorted) { return [=](int64_t i) { return sorted[i]; }; };
  const auto pass = [&](int digit) {
    distributed(from(entries), digit, spare);
    Entry* sorted = spare;
    spare = entries;
    entries = sorted;
  };
  for (int i = 1; i < passes - 1; i++) pass(telling[i]);
  // Values and positions have no lines to be collected in, so many places cost more than entries once more.
  if (streams && values > kFewValues) {
    pass(telling[passes - 1]);
    for (int64_t i = 0; i < length; i++) deliver(i, entries[i]);
  } else {
    delivered(from(entries), telling[passes - 1]);
  }
}

}  // namespace tenon::TENON_ISA
