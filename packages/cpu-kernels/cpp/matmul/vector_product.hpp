/// The product of a matrix and a vector: bound by how fast the matrix comes from memory, so read once and as it lies.
#pragma once

#include "pack.hpp"
#include "parallel/parallel_for.hpp"

namespace tenon::TENON_ISA {

/// out[i] = Σ matrix[i, term] · vector[term], for a matrix of `count` rows across and `terms` along.
template <class S, class Out>
struct VectorProduct {
  int64_t count, terms;
  StridedOperand<S> matrix;
  const S* vector;
  int64_t vectorStride;
  Out* out;
  int64_t outStride;
};

/// Rows whose sums are kept at a time, and terms of the vector that are.
inline constexpr int64_t kSumRows = 1024;
inline constexpr int64_t kVectorTerms = 4096;

/// The sum of a register's lanes, as a tree.
template <class V>
inline Element<V> sumLanes(V x) {
  alignas(sizeof(V)) Element<V> lanes[kLanesOf<V>];
  store(lanes, x);
  for (int half = kLanesOf<V> / 2; half > 0; half /= 2) {
    for (int i = 0; i < half; i++) lanes[i] += lanes[i + half];
  }
  return lanes[0];
}

/// Terms are neighbours: adds to sums[i] the inner product of row i and the vector.
template <class S>
void addInnerProducts(const S* matrix, int64_t across, const Compute<S>* vector, int64_t rows, int64_t terms,
                      Compute<S>* sums) {
  using V = Register<Compute<S>>;
  constexpr int lanes = kLanesOf<V>;
  constexpr int together = 4;
  for (int64_t i = 0; i < rows; i += together) {
    const int count = int(rows - i < together ? rows - i : together);
    // Rows that are not there are row i over again.
    const S* row[together];
    for (int r = 0; r < together; r++) row[r] = matrix + (i + (r < count ? r : 0)) * across;
    V sum[together][2] = {};
    int64_t t = 0;
    for (; t + 2 * lanes <= terms; t += 2 * lanes) {
      const V x = load<V>(vector + t), y = load<V>(vector + t + lanes);
#pragma GCC unroll 4
      for (int r = 0; r < together; r++) {
        sum[r][0] = multiplyAdd(loadElements<S>(row[r] + t), x, sum[r][0]);
        sum[r][1] = multiplyAdd(loadElements<S>(row[r] + t + lanes), y, sum[r][1]);
      }
    }
    for (; t < terms; t += lanes) {
      const int left = int(terms - t < lanes ? terms - t : lanes);
      const V x = loadPartial<V>(vector + t, left);
#pragma GCC unroll 4
      for (int r = 0; r < together; r++) sum[r][0] = multiplyAdd(loadElements<S>(row[r] + t, left), x, sum[r][0]);
    }
    for (int r = 0; r < count; r++) sums[i + r] += sumLanes(sum[r][0] + sum[r][1]);
  }
}

/// Rows are neighbours: adds to the sums the columns, each times an element of the vector, four columns at a time.
template <class S>
void addScaledColumns(const S* matrix, int64_t along, const Compute<S>* vector, int64_t rows, int64_t terms,
                      Compute<S>* sums) {
  using V = Register<Compute<S>>;
  constexpr int lanes = kLanesOf<V>;
  int64_t t = 0;
  for (; t + 4 <= terms; t += 4) {
    const S* column = matrix + t * along;
    const Compute<S>* x = vector + t;
    int64_t i = 0;
    for (; i + lanes <= rows; i += lanes) {
      V sum = load<V>(sums + i);
#pragma GCC unroll 4
      for (int c = 0; c < 4; c++) sum = multiplyAdd(x[c], loadElements<S>(column + c * along + i), sum);
      store(sums + i, sum);
    }
    if (i < rows) {
      // The sums end on a whole register.
      V sum = load<V>(sums + i);
      for (int c = 0; c < 4; c++) {
        sum = multiplyAdd(x[c], loadElements<S>(column + c * along + i, int(rows - i)), sum);
      }
      store(sums + i, sum);
    }
  }
  for (; t < terms; t++) {
    const S* column = matrix + t * along;
    for (int64_t i = 0; i < rows; i += lanes) {
      const int left = int(rows - i < lanes ? rows - i : lanes);
      const V x = left == lanes ? loadElements<S>(column + i) : loadElements<S>(column + i, left);
      store(sums + i, multiplyAdd(vector[t], x, load<V>(sums + i)));
    }
  }
}

/// A few terms, of any strides: what vectors would gain, loading and adding up would lose again.
template <class S>
void addFewTerms(const S* matrix, int64_t across, int64_t along, const Compute<S>* vector, int64_t rows, int64_t terms,
                 Compute<S>* sums) {
  for (int64_t i = 0; i < rows; i++) {
    Compute<S> sum = sums[i];
    for (int64_t t = 0; t < terms; t++) sum = multiplyAdd(loadElement(matrix + t * along), vector[t], sum);
    sums[i] = sum;
    matrix += across;
  }
}

/// Any strides: as for neighbouring rows, after packing a register of rows at a time.
template <class S>
void addPackedRows(const StridedOperand<S>& matrix, int64_t row, int64_t term, const Compute<S>* vector, int64_t rows,
                   int64_t terms, Compute<S>* sums, Compute<S>* panel) {
  using C = Compute<S>;
  constexpr int lanes = kLanes<C>;
  for (int64_t i = 0; i < rows; i += lanes) {
    matrix.pack(row + i, int(rows - i < lanes ? rows - i : lanes), term, terms, panel, lanes);
    addScaledColumns<C>(panel, lanes, vector, lanes, terms, sums + i);
  }
}

/// Some of the rows of a product, on the calling thread.
template <class S, class Out>
void multiplyRows(const VectorProduct<S, Out>& product, int64_t row, int64_t rows, char* scratch) {
  using C = Compute<S>;
  constexpr int lanes = kLanes<C>;
  C* const sums = reinterpret_cast<C*>(scratch);
  C* const vector = sums + kSumRows;
  C* const panel = vector + kVectorTerms;
  const StridedOperand<S>& matrix = product.matrix;
  for (int64_t end = row + rows; row < end; row += kSumRows) {
    const int64_t count = end - row < kSumRows ? end - row : kSumRows;
    for (int64_t i = 0; i < count; i += lanes) store(sums + i, Register<C>{});
    for (int64_t term = 0; term < product.terms; term += kVectorTerms) {
      const int64_t left = product.terms - term;
      const int64_t terms = left < kVectorTerms ? left : kVectorTerms;
      const S* from = product.vector + term * product.vectorStride;
      const C* x = vector;
      if (kComputedAsStored<S> && product.vectorStride == 1) x = reinterpret_cast<const C*>(from);
      else for (int64_t t = 0; t < terms; t++) vector[t] = loadElement(from + t * product.vectorStride);
      const S* corner = matrix.data + row * matrix.across + term * matrix.along;
      if (matrix.across == 1 && count >= lanes) addScaledColumns(corner, matrix.along, x, count, terms, sums);
      else if (matrix.along == 1 && terms >= 2 * lanes) addInnerProducts(corner, matrix.across, x, count, terms, sums);
      else if (kComputedAsStored<S> && terms < 2 * lanes) addFewTerms(corner, matrix.across, matrix.along, x, count, terms, sums);
      else addPackedRows(matrix, row, term, x, count, terms, sums, panel);
    }
    Out* to = product.out + row * product.outStride;
    for (int64_t i = 0; i < count; i++) storeElement(to + i * product.outStride, sums[i]);
  }
}

}  // namespace tenon::TENON_ISA
