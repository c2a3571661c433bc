//! The pattern of a matrix that is written out.

use dual_numbers::sparse::SparsityPattern;

/// Where a dense matrix is not zero.
pub fn probed(rows: usize, columns: usize, dense: &[f64]) -> SparsityPattern {
    assert!(dense.iter().all(|entry| entry.is_finite()));
    let entries = (0..rows * columns).filter(|&k| dense[k] != 0.0).map(|k| (k / columns, k % columns));
    SparsityPattern::from_triplets(rows, columns, entries).unwrap()
}
