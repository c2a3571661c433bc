//! [`SparseError`]: what was wrong, and where.

use core::fmt::{self, Display, Formatter};

use crate::ShapeError;
use crate::text::plural;

/// Why a sparse derivative, a pattern or a trace could not be had.
///
/// ```
/// use dual_numbers::sparse::SparsityPattern;
/// let error = SparsityPattern::from_triplets(2, 3, [(0, 0), (1, 3)]).unwrap_err();
/// assert_eq!(error.to_string(), "entry (1, 3) lies outside a 2 x 3 matrix");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum SparseError {
    /// A slice has the wrong length.
    Shape(ShapeError),
    /// An entry lies outside its matrix.
    OutOfRange {
        /// The entry's row.
        row: usize,
        /// The entry's column.
        column: usize,
        /// How many rows the matrix has.
        rows: usize,
        /// How many columns the matrix has.
        columns: usize,
    },
    /// The columns of a row are not in strictly ascending order.
    Unsorted {
        /// The row.
        row: usize,
        /// The first column that is not larger than the one before it.
        column: usize,
    },
    /// Two patterns have different sizes.
    Sizes {
        /// Rows and columns of the first.
        expected: (usize, usize),
        /// Rows and columns of the other.
        found: (usize, usize),
    },
    /// A term names a variable that is not there.
    NoVariable {
        /// The term.
        term: usize,
        /// The variable that it names.
        variable: usize,
        /// How many variables there are.
        variables: usize,
    },
    /// A term names a variable twice.
    Repeated {
        /// The term.
        term: usize,
        /// The variable.
        variable: usize,
    },
    /// Row offsets do not start at 0, decrease, or do not end at the number of column indices.
    Offsets {
        /// The first offset that does not fit.
        row: usize,
        /// That offset.
        offset: usize,
        /// How many column indices there are.
        nonzeros: usize,
    },
    /// A pattern that should be symmetric is not square.
    NotSquare {
        /// How many rows it has.
        rows: usize,
        /// How many columns it has.
        columns: usize,
    },
    /// A pattern that should be symmetric has an entry without its mirror image.
    NotSymmetric {
        /// The entry's row.
        row: usize,
        /// The entry's column.
        column: usize,
    },
    /// A colour is not below the number of columns.
    ColourTooLarge {
        /// The first column with such a colour.
        column: usize,
        /// Its colour.
        colour: usize,
        /// How many columns there are.
        columns: usize,
    },
    /// Two columns of one row have the same colour.
    SameColour {
        /// The row.
        row: usize,
        /// The two columns.
        columns: (usize, usize),
        /// Their colour.
        colour: usize,
    },
    /// A pattern has more rows, columns or entries than an index of 32 bits counts.
    TooLarge {
        /// How many.
        found: usize,
    },
    /// An entry of a gradient is infinite or NaN.
    GradientNotFinite {
        /// The variable.
        variable: usize,
        /// The derivative in it, rounded to `f64`.
        value: f64,
    },
    /// An entry of a Jacobian or a Hessian is infinite or NaN.
    NotFinite {
        /// The derivative's row.
        row: usize,
        /// The derivative's column.
        column: usize,
        /// Its value, rounded to `f64`.
        value: f64,
    },
    /// A derivative that is not zero is missing from the pattern.
    MissingEntry {
        /// The entry's row.
        row: usize,
        /// The entry's column.
        column: usize,
        /// The derivative there, rounded to `f64`.
        value: f64,
    },
    /// A Jacobian that should be symmetric is not: an entry differs from the mirror image in whose place it would be read.
    Asymmetric {
        /// The entry's row.
        row: usize,
        /// The entry's column.
        column: usize,
        /// The derivative there, rounded to `f64`.
        value: f64,
        /// The derivative at `(column, row)`, rounded to `f64`.
        mirror: f64,
    },
    /// A pattern valid everywhere was asked for, and the function compared traced numbers: another point may take other branches.
    Branches {
        /// How many comparisons there were.
        comparisons: usize,
    },
    /// A traced number was used outside its run: on another thread, or inside another trace.
    ForeignTracer,
    /// The function is too long to be traced: a run holds up to `u32::MAX` operations.
    TapeFull,
}

impl From<ShapeError> for SparseError {
    fn from(error: ShapeError) -> Self {
        Self::Shape(error)
    }
}

impl Display for SparseError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Shape(error) => error.fmt(f),
            Self::OutOfRange { row, column, rows, columns } => {
                write!(f, "entry ({row}, {column}) lies outside a {rows} x {columns} matrix")
            }
            Self::Unsorted { row, column } => write!(f, "column {column} of row {row} is not larger than the column before it"),
            Self::Sizes { expected: (rows, columns), found } => {
                write!(f, "the other pattern is {} x {}, expected {rows} x {columns}", found.0, found.1)
            }
            Self::NoVariable { term, variable, variables } => {
                let are = plural(variables, "is", "are");
                write!(f, "term {term} names variable {variable}, there {are} {variables}, numbered from 0")
            }
            Self::Repeated { term, variable } => write!(f, "term {term} names variable {variable} twice"),
            Self::Offsets { row, offset, nonzeros } => {
                write!(f, "row offset {row} is {offset}: offsets start at 0, never decrease, and end at the number of entries, {nonzeros}")
            }
            Self::NotSquare { rows, columns } => write!(f, "the pattern is {rows} x {columns}, a symmetric one is square"),
            Self::NotSymmetric { row, column } => write!(f, "entry ({row}, {column}) has no mirror image ({column}, {row})"),
            Self::ColourTooLarge { column, colour, columns } => {
                let noun = plural(columns, "column", "columns");
                write!(f, "column {column} has colour {colour}: the colours of {columns} {noun} are below {columns}")
            }
            Self::SameColour { row, columns: (j, k), colour } => write!(f, "row {row} has columns {j} and {k}, both of colour {colour}"),
            Self::TooLarge { found } => write!(f, "the pattern has {found} rows, columns or entries, fewer than {} are possible", u32::MAX),
            Self::GradientNotFinite { variable, value } => write!(f, "the derivative in variable {variable} is {value:?}"),
            Self::NotFinite { row, column, value } => write!(f, "the derivative at ({row}, {column}) is {value:?}"),
            Self::MissingEntry { row, column, value } => {
                write!(f, "the pattern lacks entry ({row}, {column}), where the derivative is {value:?}")
            }
            Self::Asymmetric { row, column, value, mirror } => {
                write!(f, "the Jacobian is not symmetric: at ({row}, {column}) it is {value:?}, at ({column}, {row}) {mirror:?}")
            }
            Self::Branches { comparisons } => {
                write!(
                    f,
                    "the function compared traced numbers (comparisons: {comparisons}), so its pattern may differ elsewhere; `jacobian_pattern_at` and `hessian_pattern_at` give that of one point"
                )
            }
            Self::ForeignTracer => write!(f, "a traced number was used outside its run: on another thread, or inside another trace"),
            Self::TapeFull => write!(f, "the function has more than {} operations, too many to trace", u32::MAX),
        }
    }
}

impl core::error::Error for SparseError {}
