//! `FromStr`: reads back what `Display`, `LowerExp` and `UpperExp` write; a bare number is a constant.

use core::array::from_fn;
use core::fmt::{self, Display, Formatter};
use core::str::FromStr;

use num_traits::Num;

use crate::text::plural;
use crate::{Dual, HyperDual, Taylor};

/// Why a text is not a number of this crate, and where.
///
/// ```
/// use dual_numbers::Dual;
/// let error = "1.5 + x2ε".parse::<Dual<f64>>().unwrap_err();
/// assert_eq!(error.to_string(), "not a number, at byte 6");
/// let error = "1.5 + [2, 3]ε".parse::<Dual<f64, 3>>().unwrap_err();
/// assert_eq!(error.to_string(), "expected 3 directions, found 2, at byte 6");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ParseNumberError {
    /// What was wrong.
    pub kind: ParseNumberErrorKind,
    /// Where: the offset in bytes.
    pub position: usize,
}

/// What was wrong with a text.
///
/// ```
/// use dual_numbers::{Dual, ParseNumberErrorKind};
/// let kind = |text: &str| text.parse::<Dual>().unwrap_err().kind;
/// assert_eq!((kind(""), kind("x")), (ParseNumberErrorKind::Empty, ParseNumberErrorKind::Number));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseNumberErrorKind {
    /// There is no text.
    Empty,
    /// A part is not a number of the inner type.
    Number,
    /// A part with a unit, such as `ε`, stands behind no ` + `.
    Separator,
    /// The parts, separated by ` + `, are not one (a constant) or as many as the type has kinds of parts.
    Parts {
        /// How many the type has.
        expected: usize,
        /// How many the text has.
        found: usize,
    },
    /// A list does not have one item per direction.
    Directions {
        /// How many the type has.
        expected: usize,
        /// How many the text has.
        found: usize,
    },
    /// A part does not end in its unit, such as `ε`.
    Unit {
        /// The unit that should stand there.
        expected: &'static str,
    },
    /// A list is not in brackets.
    Brackets,
}

impl Display for ParseNumberError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.kind {
            ParseNumberErrorKind::Empty => write!(f, "no number")?,
            ParseNumberErrorKind::Number => write!(f, "not a number")?,
            ParseNumberErrorKind::Separator => write!(f, "expected ` + ` between the value and each part, as in `1.5 + -2ε`")?,
            ParseNumberErrorKind::Parts { expected, found } => write!(f, "expected 1 or {expected} parts joined by ` + `, found {found}")?,
            ParseNumberErrorKind::Directions { expected, found } => {
                write!(f, "expected {expected} {}, found {found}", plural(expected, "direction", "directions"))?;
            }
            ParseNumberErrorKind::Unit { expected } => write!(f, "expected the part to end in `{expected}`")?,
            ParseNumberErrorKind::Brackets => write!(f, "expected a list in brackets")?,
        }
        write!(f, ", at byte {}", self.position)
    }
}

impl core::error::Error for ParseNumberError {}

/// A piece of the text and its offset.
#[derive(Clone, Copy)]
struct Span<'a> {
    text: &'a str,
    position: usize,
}

impl<'a> Span<'a> {
    fn error(self, kind: ParseNumberErrorKind) -> ParseNumberError {
        ParseNumberError { kind, position: self.position }
    }

    /// Without the white space around it.
    fn trim(self) -> Self {
        let start = self.text.len() - self.text.trim_start().len();
        Span { text: self.text.trim(), position: self.position + start }
    }

    /// The pieces between separators that stand outside of all parentheses and brackets.
    fn split(self, separator: &'static str) -> impl Iterator<Item = Span<'a>> {
        let mut rest = Some(self);
        core::iter::from_fn(move || {
            let span = rest?;
            let mut depth = 0;
            for (i, c) in span.text.char_indices() {
                match c {
                    '(' | '[' => depth += 1,
                    ')' | ']' => depth -= 1,
                    _ => {}
                }
                if depth == 0 && span.text[i..].starts_with(separator) {
                    let end = i + separator.len();
                    rest = Some(Span { text: &span.text[end..], position: span.position + end });
                    return Some(Span { text: &span.text[..i], ..span }.trim());
                }
            }
            rest = None;
            Some(span.trim())
        })
    }

    /// The piece without a bracket at either end.
    fn inside(self, open: char, close: char) -> Option<Self> {
        let text = self.text.strip_prefix(open)?.strip_suffix(close)?;
        Some(Span { text, position: self.position + open.len_utf8() })
    }

    fn part<T: FromStr>(self) -> Result<T, ParseNumberError> {
        self.text.parse().map_err(|_| self.error(ParseNumberErrorKind::Number))
    }

    /// A part that is one direction; a list is not.
    fn direction<T: FromStr>(self) -> Result<T, ParseNumberError> {
        match self.inside('[', ']').map(Self::items) {
            Some(found) if found != 1 => Err(self.error(ParseNumberErrorKind::Directions { expected: 1, found })),
            _ => self.part(),
        }
    }

    /// How many items the inside of a list has.
    fn items(self) -> usize {
        if self.text.trim().is_empty() { 0 } else { self.split(",").count() }
    }

    /// `N` items in brackets, or one item bare.
    fn list<R, const N: usize>(self, item: impl Fn(Self) -> Result<R, ParseNumberError>) -> Result<[R; N], ParseNumberError> {
        let body = if N == 1 { self } else { self.inside('[', ']').ok_or(self.error(ParseNumberErrorKind::Brackets))? };
        let found = body.items();
        if found != N {
            return Err(self.error(ParseNumberErrorKind::Directions { expected: N, found }));
        }
        let mut spans = body.split(",");
        let mut failure = None;
        let items: [Option<R>; N] = from_fn(|_| item(spans.next()?).map_err(|e| failure = failure.or(Some(e))).ok());
        match failure {
            Some(error) => Err(error),
            None => Ok(items.map(|item| item.expect("every item was read"))),
        }
    }

    /// The inside of the parentheses around a whole number with parts `T`, as `{:#}` writes them; around a `T` they belong to a constant.
    fn bare<T: FromStr>(self) -> Self {
        let inside = self.inside('(', ')').filter(|inside| inside.split(" + ").count() > 1 && inside.text.parse::<T>().is_err());
        inside.unwrap_or(self)
    }

    /// The value and the parts with the given units, or the value alone.
    fn parts<const K: usize>(self, units: [&'static str; K]) -> Result<(Self, Option<[Self; K]>), ParseNumberError> {
        let mut pieces = self.split(" + ");
        let value = pieces.next().unwrap_or(self);
        let found = self.split(" + ").count();
        if found == 1 {
            return if self.text.is_empty() {
                Err(self.error(ParseNumberErrorKind::Empty))
            } else if !self.text.contains(" + ") && units.iter().any(|unit| self.inside('(', ')').unwrap_or(self).text.ends_with(unit)) {
                Err(self.error(ParseNumberErrorKind::Separator))
            } else {
                Ok((value, None))
            };
        }
        if found != K + 1 {
            return Err(self.error(ParseNumberErrorKind::Parts { expected: K + 1, found }));
        }
        let mut failure = None;
        let parts = units.map(|unit| {
            let piece = pieces.next().unwrap_or(self);
            let text = piece.text.strip_suffix(unit);
            failure = failure.or(text.is_none().then(|| piece.error(ParseNumberErrorKind::Unit { expected: unit })));
            Span { text: text.unwrap_or(piece.text), ..piece }
        });
        failure.map_or(Ok((value, Some(parts))), Err)
    }
}

fn whole(text: &str) -> Span<'_> {
    Span { text, position: 0 }.trim()
}

impl<T: FromStr + Clone + Num, const N: usize> FromStr for Dual<T, N> {
    type Err = ParseNumberError;

    /// Reads `1.5 + 2ε`, `1.5 + [2, 3]ε`, `(1 + 2ε) + (3 + 4ε)ε`, and `1.5` as a constant.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (value, parts) = whole(text).bare::<T>().parts(["ε"])?;
        Ok(match parts {
            None => Self::constant(value.part()?),
            Some([eps]) => Self::new(value.part()?, eps.list(Span::direction)?),
        })
    }
}

impl<T: FromStr + Clone + Num, const M: usize, const N: usize> FromStr for HyperDual<T, M, N> {
    type Err = ParseNumberError;

    /// Reads `1 + 2ε1 + 3ε2 + 4ε1ε2`, with lists in brackets for several directions, and `1` as a constant.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (value, parts) = whole(text).bare::<T>().parts(["ε1", "ε2", "ε1ε2"])?;
        Ok(match parts {
            None => Self::constant(value.part()?),
            Some([eps1, eps2, eps12]) => Self::new(
                value.part()?,
                eps1.list(Span::direction)?,
                eps2.list(Span::direction)?,
                eps12.list(|row| row.list(Span::direction))?,
            ),
        })
    }
}

impl<T: FromStr + Clone + Num, const K: usize> FromStr for Taylor<T, K> {
    type Err = ParseNumberError;

    /// Reads `1.5 + 2t^k`, `1.5 + [2, 3]t^k`, and `1.5` as a constant.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (value, parts) = whole(text).bare::<T>().parts(["t^k"])?;
        Ok(match parts {
            None => Self::constant(value.part()?),
            Some([coefficients]) => Self::new(value.part()?, coefficients.list(Span::direction)?),
        })
    }
}
