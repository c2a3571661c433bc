//! [`ShapeError`]: a slice of the wrong length.

use core::fmt::{self, Display, Formatter};

use crate::text::plural;

/// A slice has the wrong length; names it and both lengths.
///
/// ```
/// use dual_numbers::Chunked;
/// let error = Chunked::<4>::new(3).gradient(|x| x[0], &[1.0, 2.0], &mut [0.0; 3]).unwrap_err();
/// assert_eq!((error.argument, error.expected, error.found), ("x", 3, 2));
/// assert_eq!(error.to_string(), "`x` has 2 entries, expected 3");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShapeError {
    /// The argument's name.
    pub argument: &'static str,
    /// How many entries it should have.
    pub expected: usize,
    /// How many it has.
    pub found: usize,
}

impl Display for ShapeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { argument, expected, found } = self;
        write!(f, "`{argument}` has {found} {}, expected {expected}", plural(*found, "entry", "entries"))
    }
}

impl core::error::Error for ShapeError {}

/// An error unless the argument has the expected length.
pub(crate) fn check(argument: &'static str, expected: usize, found: usize) -> Result<(), ShapeError> {
    if found == expected { Ok(()) } else { Err(ShapeError { argument, expected, found }) }
}
