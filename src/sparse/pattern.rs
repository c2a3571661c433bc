//! [`SparsityPattern`]: where a matrix may differ from zero.

use core::fmt::{self, Display, Formatter};
use core::ops::Range;
use std::vec;
use std::vec::Vec;

use super::SparseError;
use crate::shape::check;
use crate::text::plural;

/// Where a matrix may differ from zero, in compressed sparse rows: row `i` has the columns
/// `column_indices[row_offsets[i]..row_offsets[i + 1]]`, ascending.
///
/// Values belong to a pattern in the order of `column_indices`; every sparse matrix crate takes the three arrays. There are fewer
/// than `u32::MAX` rows and columns.
///
/// ```
/// use dual_numbers::sparse::SparsityPattern;
/// let pattern = SparsityPattern::from_triplets(2, 3, [(1, 2), (0, 0), (1, 0)])?;
/// assert_eq!((pattern.row_offsets(), pattern.column_indices()), (&[0, 1, 3][..], &[0, 0, 2][..]));
/// assert_eq!(pattern.to_string(), "2 x 3, 3 entries\n*..\n*.*");
/// # Ok::<(), dual_numbers::sparse::SparseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SparsityPattern {
    columns: usize,
    row_offsets: Vec<usize>,
    column_indices: Vec<usize>,
}

impl SparsityPattern {
    /// A pattern by hand.
    ///
    /// # Errors
    ///
    /// If there are `u32::MAX` rows or columns or more; if `row_offsets` does not have one entry more than there are rows, does not start
    /// at 0, decreases, or does not end at the length of `column_indices`; or if the columns of a row are out of range or not ascending.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let diagonal = SparsityPattern::new(3, 3, (0..=3).collect(), (0..3).collect())?;
    /// assert!(diagonal.is_symmetric());
    /// let error = SparsityPattern::new(1, 3, vec![0, 2], vec![1, 1]).unwrap_err();
    /// assert_eq!(error.to_string(), "column 1 of row 0 is not larger than the column before it");
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn new(rows: usize, columns: usize, row_offsets: Vec<usize>, column_indices: Vec<usize>) -> Result<Self, SparseError> {
        check_count(rows.max(columns))?;
        check("row_offsets", rows + 1, row_offsets.len())?;
        let nonzeros = column_indices.len();
        let fits = |i: usize| {
            let (starts, ends) = (i > 0 || row_offsets[i] == 0, i < rows || row_offsets[i] == nonzeros);
            starts && ends && row_offsets[i.saturating_sub(1)] <= row_offsets[i] && row_offsets[i] <= nonzeros
        };
        if let Some(row) = (0..=rows).find(|&i| !fits(i)) {
            return Err(SparseError::Offsets { row, offset: row_offsets[row], nonzeros });
        }
        let pattern = Self { columns, row_offsets, column_indices };
        for row in 0..rows {
            let entries = pattern.row(row);
            if let Some(&column) = entries.iter().find(|&&column| column >= columns) {
                return Err(SparseError::OutOfRange { row, column, rows, columns });
            }
            if let Some(pair) = entries.windows(2).find(|pair| pair[0] >= pair[1]) {
                return Err(SparseError::Unsorted { row, column: pair[1] });
            }
        }
        Ok(pattern)
    }

    /// A pattern from entries `(row, column)` in any order; one that comes twice counts once.
    ///
    /// # Errors
    ///
    /// If an entry lies outside the matrix, or there are `u32::MAX` rows or columns or more.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let pattern = SparsityPattern::from_triplets(2, 2, [(1, 1), (0, 1), (1, 1)])?;
    /// assert_eq!(pattern.nonzeros(), 2);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn from_triplets(rows: usize, columns: usize, entries: impl IntoIterator<Item = (usize, usize)>) -> Result<Self, SparseError> {
        check_count(rows.max(columns))?;
        let mut entries: Vec<_> = entries.into_iter().collect();
        if let Some(&(row, column)) = entries.iter().find(|&&(row, column)| row >= rows || column >= columns) {
            return Err(SparseError::OutOfRange { row, column, rows, columns });
        }
        entries.sort_unstable();
        entries.dedup();
        let row_offsets = offsets(rows, entries.iter().map(|&(row, _)| row));
        Ok(Self { columns, row_offsets, column_indices: entries.into_iter().map(|(_, column)| column).collect() })
    }

    /// A pattern whose rows are known to be in order.
    pub(super) fn from_sorted(columns: usize, row_offsets: Vec<usize>, column_indices: Vec<usize>) -> Self {
        Self { columns, row_offsets, column_indices }
    }

    /// How many rows there are.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let pattern = SparsityPattern::from_triplets(2, 3, [(1, 2)])?;
    /// assert_eq!(pattern.rows(), 2);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn rows(&self) -> usize {
        self.row_offsets.len() - 1
    }

    /// How many columns there are.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let pattern = SparsityPattern::from_triplets(2, 3, [(1, 2)])?;
    /// assert_eq!(pattern.columns(), 3);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many entries there are.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let pattern = SparsityPattern::from_triplets(2, 3, [(0, 0), (0, 2), (1, 1)])?;
    /// assert_eq!(pattern.nonzeros(), 3);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn nonzeros(&self) -> usize {
        self.column_indices.len()
    }

    /// Where each row starts in [`column_indices`](Self::column_indices), and where the last one ends.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let pattern = SparsityPattern::from_triplets(2, 3, [(0, 0), (0, 2), (1, 1)])?;
    /// assert_eq!(pattern.row_offsets(), [0, 2, 3]);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn row_offsets(&self) -> &[usize] {
        &self.row_offsets
    }

    /// The columns of all rows, one after the other.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let pattern = SparsityPattern::from_triplets(2, 3, [(0, 0), (0, 2), (1, 1)])?;
    /// assert_eq!(pattern.column_indices(), [0, 2, 1]);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn column_indices(&self) -> &[usize] {
        &self.column_indices
    }

    /// The columns of row `i`.
    ///
    /// # Panics
    ///
    /// If there is no row `i`, as indexing does.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let pattern = SparsityPattern::from_triplets(2, 3, [(1, 2), (0, 0), (1, 0)])?;
    /// assert_eq!(pattern.row(1), [0, 2]);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    #[track_caller]
    pub fn row(&self, i: usize) -> &[usize] {
        &self.column_indices[self.row_range(i)]
    }

    /// Where row `i` stands in `column_indices`.
    #[track_caller]
    pub(super) fn row_range(&self, i: usize) -> Range<usize> {
        let rows = self.rows();
        assert!(i < rows, "index out of bounds: the pattern has {rows} {} but the index is {i}", plural(rows, "row", "rows"));
        self.row_offsets[i]..self.row_offsets[i + 1]
    }

    /// All entries `(row, column)`, row by row.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let pattern = SparsityPattern::from_triplets(2, 2, [(1, 0), (0, 1)])?;
    /// assert!(pattern.entries().eq([(0, 1), (1, 0)]));
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn entries(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        (0..self.rows()).flat_map(|i| self.row(i).iter().map(move |&j| (i, j)))
    }

    /// Where entry `(i, j)` stands in [`column_indices`](Self::column_indices), if it is there.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let pattern = SparsityPattern::from_triplets(2, 2, [(1, 0), (0, 1)])?;
    /// assert_eq!((pattern.position(1, 0), pattern.position(1, 1)), (Some(1), None));
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn position(&self, i: usize, j: usize) -> Option<usize> {
        if i >= self.rows() { None } else { self.row(i).binary_search(&j).ok().map(|k| self.row_offsets[i] + k) }
    }

    /// The pattern of the transposed matrix.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let pattern = SparsityPattern::from_triplets(2, 3, [(0, 2), (1, 0)])?;
    /// assert!(pattern.transpose().entries().eq([(0, 1), (2, 0)]));
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn transpose(&self) -> Self {
        let row_offsets = offsets(self.columns, self.column_indices.iter().copied());
        let mut next = row_offsets.clone();
        let mut column_indices = vec![0; self.nonzeros()];
        for (i, j) in self.entries() {
            column_indices[next[j]] = i;
            next[j] += 1;
        }
        Self { columns: self.rows(), row_offsets, column_indices }
    }

    /// The entries of both patterns: of several points, or of a function and what a user knows of it.
    ///
    /// # Errors
    ///
    /// If the sizes differ.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let a = SparsityPattern::from_triplets(2, 2, [(0, 0)])?;
    /// let b = SparsityPattern::from_triplets(2, 2, [(0, 1)])?;
    /// assert_eq!(a.union(&b)?.row(0), [0, 1]);
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    pub fn union(&self, other: &Self) -> Result<Self, SparseError> {
        let (expected, found) = ((self.rows(), self.columns), (other.rows(), other.columns));
        if found != expected {
            return Err(SparseError::Sizes { expected, found });
        }
        Self::from_triplets(self.rows(), self.columns, self.entries().chain(other.entries()))
    }

    /// True if every entry has its mirror image.
    ///
    /// ```
    /// use dual_numbers::sparse::SparsityPattern;
    /// let corner = SparsityPattern::from_triplets(2, 2, [(0, 1)])?;
    /// assert!(!corner.is_symmetric());
    /// assert!(corner.union(&corner.transpose())?.is_symmetric());
    /// # Ok::<(), dual_numbers::sparse::SparseError>(())
    /// ```
    #[must_use]
    pub fn is_symmetric(&self) -> bool {
        self.check_symmetric().is_ok()
    }

    pub(super) fn check_symmetric(&self) -> Result<(), SparseError> {
        if self.rows() != self.columns {
            return Err(SparseError::NotSquare { rows: self.rows(), columns: self.columns });
        }
        // Equal offsets and columns: one pass, where a search per entry would take a logarithm more.
        let mirror = self.transpose();
        if *self == mirror {
            return Ok(());
        }
        let lost = |&(i, j): &(usize, usize)| mirror.position(i, j).is_none();
        self.entries().find(lost).map_or(Ok(()), |(row, column)| Err(SparseError::NotSymmetric { row, column }))
    }

    /// For each entry of a symmetric pattern, the number of its mirror image.
    pub(super) fn mirrors(&self) -> Vec<usize> {
        // Column `j` from above is row `j` from the left.
        let mut next = self.row_offsets.clone();
        let mut mirror = |&j: &usize| {
            next[j] += 1;
            next[j] - 1
        };
        self.column_indices.iter().map(&mut mirror).collect()
    }
}

/// An error unless an index of 32 bits counts `n` rows, columns or entries, and the one behind them.
pub(super) fn check_count(n: usize) -> Result<(), SparseError> {
    if n < u32::MAX as usize { Ok(()) } else { Err(SparseError::TooLarge { found: n }) }
}

/// Where each of `n` rows starts, and where the last one ends, among entries that stand in these rows.
pub(super) fn offsets(n: usize, rows: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut offsets = vec![0; n + 1];
    rows.for_each(|row| offsets[row + 1] += 1);
    for row in 0..n {
        offsets[row + 1] += offsets[row];
    }
    offsets
}

/// The widest picture that [`SparsityPattern`] draws in text.
const WIDTH: usize = 64;

impl Display for SparsityPattern {
    /// The size, and a picture: `*` for an entry; in a large matrix for a block with one.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (rows, columns) = (self.rows(), self.columns);
        let block = rows.max(columns).div_ceil(WIDTH).max(1);
        write!(f, "{rows} x {columns}, {} {}", self.nonzeros(), plural(self.nonzeros(), "entry", "entries"))?;
        if block > 1 {
            write!(f, ", drawn in blocks of {block} x {block}")?;
        }
        let width = columns.div_ceil(block);
        for top in (0..rows).step_by(block) {
            let mut line = vec!['.'; width];
            for &j in &self.column_indices[self.row_offsets[top]..self.row_offsets[rows.min(top + block)]] {
                line[j / block] = '*';
            }
            f.write_str("\n")?;
            line.into_iter().try_for_each(|c| write!(f, "{c}"))?;
        }
        Ok(())
    }
}

/// A square pattern, made row by row, each row a union of sets of columns.
pub(super) struct RowUnions {
    /// For each column the last row that got it.
    met: Vec<usize>,
    offsets: Vec<usize>,
    columns: Vec<usize>,
}

impl RowUnions {
    pub(super) fn new(n: usize) -> Self {
        Self { met: vec![usize::MAX; n], offsets: vec![0], columns: Vec::new() }
    }

    /// The row that is being made gets this column, if it has not got it.
    pub(super) fn insert(&mut self, column: usize) {
        let row = self.offsets.len() - 1;
        if core::mem::replace(&mut self.met[column], row) != row {
            self.columns.push(column);
        }
    }

    /// The next row begins.
    pub(super) fn end_row(&mut self) {
        let start = self.offsets[self.offsets.len() - 1];
        self.columns[start..].sort_unstable();
        self.offsets.push(self.columns.len());
    }

    pub(super) fn finish(self) -> SparsityPattern {
        SparsityPattern::from_sorted(self.met.len(), self.offsets, self.columns)
    }
}
