/// What is sorted: a key and the position that it comes from, so that the permutation falls out. No two entries of a row
/// are equal, for equal keys differ in position; so any sort of entries is stable in keys.
#pragma once

#include <stdint.h>

namespace tenon::TENON_ISA {

/// A key of up to 32 bits above a position of 32.
struct NarrowEntry {
  using Key = uint32_t;
  uint64_t both;

  static NarrowEntry of(Key key, uint32_t position) { return {uint64_t(key) << 32 | position}; }
  Key key() const { return Key(both >> 32); }
  uint32_t position() const { return uint32_t(both); }
  bool operator<(NarrowEntry other) const { return both < other.both; }
};

/// A key of 64 bits.
struct WideEntry {
  using Key = uint64_t;
  uint64_t bits;
  uint64_t place;

  static WideEntry of(Key key, uint32_t position) { return {key, position}; }
  Key key() const { return bits; }
  uint32_t position() const { return uint32_t(place); }
  bool operator<(WideEntry other) const {
    return bits < other.bits || (bits == other.bits && place < other.place);
  }
};

template <int KeyBytes>
struct EntryOfWidth { using type = NarrowEntry; };
template <>
struct EntryOfWidth<8> { using type = WideEntry; };
/// The entries of keys.
template <class Key>
using EntryOf = typename EntryOfWidth<sizeof(Key)>::type;

/// Sorts a few entries, each put in its place among those before it.
template <class Entry>
inline void insertionSort(Entry* entries, int64_t count) {
  for (int64_t i = 1; i < count; i++) {
    const Entry entry = entries[i];
    int64_t at = i;
    for (; at > 0 && entry < entries[at - 1]; at--) entries[at] = entries[at - 1];
    entries[at] = entry;
  }
}

}  // namespace tenon::TENON_ISA
