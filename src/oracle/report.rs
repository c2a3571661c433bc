//! What a check answers: [`Report`] when all agreed, [`Mismatch`] when not, both with a table to read.

use core::fmt::{self, Debug, Display, Formatter};

use super::Tolerance;
use super::tolerance::{Precision, short};
use crate::text::plural;

/// What is compared.
///
/// ```
/// use dual_numbers::oracle::{Oracle, Quantity, boxed};
/// let report = Oracle::new(boxed(1.0..=2.0)).check_derivative(|x| x * x, |x| x + x)?;
/// assert_eq!(report.quantity, Quantity::Derivative);
/// # Ok::<(), dual_numbers::oracle::Mismatch>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Quantity {
    /// The value of the function.
    Value,
    /// The derivative of a function of one variable.
    Derivative,
    /// The second derivative of a function of one variable.
    SecondDerivative,
    /// The gradient of a scalar function.
    Gradient,
    /// The Jacobian; row `i` is the gradient of output `i`.
    Jacobian,
    /// The Hessian.
    Hessian,
    /// The derivative along a direction, one entry per output.
    Directional,
}

impl Quantity {
    fn entry(self, row: usize, column: usize) -> String {
        match self {
            Self::Value => "f".into(),
            Self::Derivative => "df/dx".into(),
            Self::SecondDerivative => "d2f/dx2".into(),
            Self::Gradient => format!("df/dx{column}"),
            Self::Jacobian => format!("df{row}/dx{column}"),
            Self::Hessian => format!("d2f/dx{row}dx{column}"),
            Self::Directional => format!("df{column}.v"),
        }
    }
}

impl Display for Quantity {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Value => "value",
            Self::Derivative => "derivative",
            Self::SecondDerivative => "second derivative",
            Self::Gradient => "gradient",
            Self::Jacobian => "Jacobian",
            Self::Hessian => "Hessian",
            Self::Directional => "directional derivative",
        })
    }
}

/// One entry: the exact number and the one that was found.
///
/// ```
/// use dual_numbers::oracle::Oracle;
/// let mismatch = Oracle::at([2.0, 3.0]).check_gradient(|[x, y]| x * y, |[x, y]| [y, x + 1.0]).unwrap_err();
/// let entry = mismatch.entry().unwrap();
/// assert_eq!((entry.column, entry.expected, entry.found, entry.relative), (1, 2.0, 3.0, 1.0 / 3.0));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Discrepancy {
    /// What the entry belongs to.
    pub quantity: Quantity,
    /// The row; 0 for a gradient.
    pub row: usize,
    /// The column.
    pub column: usize,
    /// The exact number, or, in `check_self` and `check_rule`, the one by differences.
    pub expected: f64,
    /// The number under test.
    pub found: f64,
    /// The difference, as a part of the largest exact entry of the same output; infinite if all of them are 0.
    pub relative: f64,
    /// Numbers of the type between the two.
    pub ulps: u64,
    pub(super) precision: Precision,
    pub(super) wrong: bool,
}

impl Discrepancy {
    fn name(&self) -> String {
        self.quantity.entry(self.row, self.column)
    }

    /// True if neither number is infinite or NaN.
    pub(super) fn is_finite(&self) -> bool {
        self.expected.is_finite() && self.found.is_finite()
    }

    /// The error in words, where it has no size.
    fn error(&self) -> String {
        let kind = |x: f64| if x.is_nan() { "NaN" } else { "infinity" };
        match (self.expected.is_finite(), self.found.is_finite()) {
            _ if self.ulps == 0 => "0".into(),
            (true, false) => format!("{} on one side only", kind(self.found)),
            (false, true) => format!("{} on one side only", kind(self.expected)),
            (false, false) if self.expected.is_nan() && self.found.is_nan() => "0".into(),
            (false, false) => "not the same".into(),
            (true, true) if self.relative.is_infinite() => format!("{} absolute", short((self.found - self.expected).abs())),
            (true, true) => short(self.relative),
        }
    }

    /// `name, expected, found, error, ulps`
    fn cells(&self) -> [String; 5] {
        let ulps = if self.is_finite() { short_count(self.ulps) } else { "-".into() };
        let mark = if self.wrong { "  <- wrong" } else { "" };
        [self.name(), self.precision.show(self.expected), self.precision.show(self.found), self.error(), ulps + mark]
    }
}

/// Whole below a million.
fn short_count(n: u64) -> String {
    if n < 1_000_000 { n.to_string() } else { short(n as f64) }
}

/// `1 case`, `2 cases`.
pub(super) fn counted(n: u64, noun: &str) -> String {
    format!("{} {noun}{}", short_count(n), plural(n, "", "s"))
}

/// A point where the derivative from the left is not the one from the right, or where the two agree and the function's formula gives
/// another number at the point alone.
///
/// ```
/// use dual_numbers::oracle::Oracle;
/// let report = Oracle::at(0.0).check_derivative(|x| x.abs(), |_| -1.0)?; // any number from -1 to 1 is a slope of |x| at 0
/// let kink = report.kink.unwrap();
/// assert_eq!((kink.left, kink.right, kink.point), (-1.0, 1.0, vec![0.0]));
/// # Ok::<(), dual_numbers::oracle::Mismatch>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Kink {
    /// The point.
    pub point: Vec<f64>,
    /// The coordinate along which the derivative jumps.
    pub axis: usize,
    /// The entry of the derivative that jumps.
    pub quantity: Quantity,
    /// Its row; 0 for a gradient.
    pub row: usize,
    /// Its column.
    pub column: usize,
    /// The entry just below the point, along `axis`.
    pub left: f64,
    /// The entry just above the point, along `axis`.
    pub right: f64,
    /// The entry at the point itself, by the formula of the function.
    pub at: f64,
    pub(super) precision: Precision,
}

impl Display for Kink {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (name, point) = (self.quantity.entry(self.row, self.column), list(&self.point, self.precision));
        let (left, right, at) = (short(self.left), short(self.right), short(self.at));
        // Two sides that agree are far nearer to each other than to the number at the point.
        let apart = (self.at - self.left).abs().min((self.at - self.right).abs());
        if (self.left - self.right).abs() < 0.1 * apart {
            write!(f, "{name} is {left} on both sides along x{}, and {at} at x = {point}", self.axis)
        } else {
            write!(f, "{name} jumps from {left} to {right} along x{} at x = {point}", self.axis)
        }
    }
}

/// `[1.0, 2.0]`, or the number alone.
fn list(point: &[f64], precision: Precision) -> String {
    let numbers: Vec<String> = point.iter().map(|&x| precision.show(x)).collect();
    if let [number] = &numbers[..] { number.clone() } else { format!("[{}]", numbers.join(", ")) }
}

/// What a check found where everything agreed. `to_string` gives a short table.
///
/// ```
/// use dual_numbers::oracle::{Oracle, boxed};
/// let report = Oracle::new(boxed(1.0..=2.0)).skip_where(|&x| x > 1.5).check_derivative(|x| x * x, |x| x + x)?;
/// assert!(report.cases == 256 && report.skipped > 0 && report.worst.is_none());
/// # Ok::<(), dual_numbers::oracle::Mismatch>(())
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Report {
    /// What was compared.
    pub quantity: Quantity,
    /// Points at which the two were compared.
    pub cases: u64,
    /// Points left out by `skip_where`.
    pub skipped: u64,
    /// Points where the two differ, but the function has a kink, and what was found is between its sides: there is no derivative.
    pub kinks: u64,
    /// The first of them.
    pub kink: Option<Kink>,
    /// Points where the differences of `check_self` and `check_rule` are too uncertain to tell, or where the exact derivative of the other
    /// checks has lost all digits, or is NaN.
    pub inconclusive: u64,
    /// The entry with the largest relative error, and its point; `None` if every entry was exact, and in `check_self` and `check_rule`,
    /// which measure none.
    pub worst: Option<(Vec<f64>, Discrepancy)>,
    /// What was let pass; `None` in `check_self` and `check_rule`, if no tolerance was given.
    pub tolerance: Option<Tolerance>,
    /// The seed of the first case.
    pub seed: u64,
    /// Whether entries were compared with exact ones, not with differences.
    pub(super) compares: bool,
}

impl Display for Report {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let told = self.cases - self.kinks - self.inconclusive;
        let of_all = if told < self.cases { format!(" of {}", self.cases) } else { String::new() };
        let cases = if self.cases == 1 && told == 1 { "case" } else { "cases" };
        write!(f, "the {} agrees in {told}{of_all} {cases}", self.quantity)?;
        let mut line = |label: &str, text: String| write!(f, "\n  {label:<13}{text}");
        if self.skipped > 0 {
            line("skipped", self.skipped.to_string())?;
        }
        if self.inconclusive > 0 {
            line("inconclusive", self.inconclusive.to_string())?;
        }
        if let Some(kink) = &self.kink {
            line("kinks", format!("{}, the first: {kink}", self.kinks))?;
        }
        match &self.worst {
            None if !self.compares => {}
            None => line("worst error", "0".into())?,
            Some((point, worst)) => {
                let whole = if worst.relative.is_finite() { " of the largest entry" } else { "" };
                let error = format!("{}{whole} ({})", worst.error(), counted(worst.ulps, "ulp"));
                line("worst error", format!("{error}: {} at x = {}", worst.name(), list(point, worst.precision)))?;
            }
        }
        self.tolerance.map_or(Ok(()), |tolerance| line("tolerance", tolerance.to_string()))
    }
}

/// What is wrong.
///
/// ```
/// use dual_numbers::oracle::{Fault, Oracle};
/// let mismatch = Oracle::at([2.0, 3.0]).check_gradient(|[x, y]| x * y, |[_, y]| [y]).unwrap_err();
/// assert!(matches!(mismatch.fault, Fault::Shape { expected: (1, 2), found: (1, 1), .. }));
/// ```
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Fault {
    /// Entries differ.
    Entries {
        /// The worst of those that are wrong.
        worst: Discrepancy,
        /// All entries of the answer, row by row.
        entries: Vec<Discrepancy>,
        /// What kind of mistake would look like this.
        hint: Option<String>,
    },
    /// The answer does not have the rows and columns that the function asks for.
    Shape {
        /// What was compared.
        quantity: Quantity,
        /// Rows and columns of the exact answer.
        expected: (usize, usize),
        /// Rows and columns found.
        found: (usize, usize),
    },
    /// The function of `check_self` has another number of outputs at the point than beside it.
    Outputs {
        /// At the point.
        here: usize,
        /// Beside it.
        beside: usize,
    },
    /// User code panicked.
    Panic {
        /// Which code.
        whose: &'static str,
        /// What it said.
        message: String,
    },
    /// There was nothing to compare, or fewer points than were asked for: such a check does not pass.
    NoCases {
        /// Why.
        reason: String,
    },
}

/// The smallest point found at which a derivative is wrong. `to_string` gives a table; so does `Debug`, so that `unwrap` prints it.
///
/// ```
/// use dual_numbers::oracle::{Oracle, boxed};
/// let mismatch = Oracle::new(boxed(-9.0..=9.0)).check_derivative(|x| x * x, |x| x).unwrap_err();
/// assert_eq!((mismatch.point, mismatch.passed), (vec![1.0], 0));
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Mismatch {
    /// The point, as far as it could be simplified.
    pub point: Vec<f64>,
    /// The direction, in `check_directional`.
    pub direction: Option<Vec<f64>>,
    /// What is wrong there.
    pub fault: Fault,
    /// Cases that had passed before.
    pub passed: u64,
    /// The seed with which the failing case comes first.
    pub seed: u64,
    pub(super) precision: Precision,
    pub(super) drawn: bool,
}

impl Mismatch {
    /// The worst wrong entry, if entries are what is wrong.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, boxed};
    /// let mismatch = Oracle::new(boxed(-10.0..=10.0)).check_derivative(|x| x.powi(3), |x| 2.0 * x).unwrap_err();
    /// let entry = mismatch.entry().unwrap();
    /// assert_eq!((&mismatch.point[..], entry.expected, entry.found), (&[1.0][..], 3.0, 2.0));
    /// ```
    #[must_use]
    pub fn entry(&self) -> Option<&Discrepancy> {
        if let Fault::Entries { worst, .. } = &self.fault { Some(worst) } else { None }
    }
}

/// Rows of a table that are still readable.
const SHOWN: usize = 12;

impl Display for Mismatch {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.fault {
            Fault::Entries { worst, .. } => write!(f, "the {} is wrong: {}", worst.quantity, worst.name())?,
            Fault::Shape { quantity, expected, found } => {
                let (e, a) = (expected, found);
                write!(f, "the {quantity} has the wrong shape: {} x {} expected, {} x {} found", e.0, e.1, a.0, a.1)?;
            }
            Fault::Outputs { here, beside } => {
                let here = counted(*here as u64, "output");
                write!(f, "the function has {here} at the point, but {beside} beside it: their derivatives are not defined")?;
            }
            Fault::Panic { whose, message } => write!(f, "{whose} panicked: {message}")?,
            Fault::NoCases { reason } if self.passed == 0 => return write!(f, "nothing was checked: {reason}"),
            Fault::NoCases { reason } => {
                let were = plural(self.passed, "was", "were");
                return write!(f, "only {} {were} checked, without a fault: {reason}", counted(self.passed, "case"));
            }
        }
        write!(f, "\n  at x = {}", list(&self.point, self.precision))?;
        if let Some(direction) = &self.direction {
            write!(f, "\n     v = {}", list(direction, self.precision))?;
        }
        if let Fault::Entries { entries, hint, .. } = &self.fault {
            let all = entries.len() <= SHOWN;
            let shown: Vec<_> = entries.iter().filter(|entry| all || entry.wrong).take(SHOWN).collect();
            write_table(&shown, f)?;
            if shown.len() < entries.len() {
                let wrong = entries.iter().filter(|entry| entry.wrong).count();
                let are = plural(wrong, "is", "are");
                write!(f, "\n  {wrong} of {} entries {are} wrong", entries.len())?;
            }
            if let Some(hint) = hint {
                write!(f, "\n  {hint}")?;
            }
        }
        if self.drawn {
            write!(f, "\n  {} passed before; .seed({}) starts with this one", counted(self.passed, "case"), self.seed)?;
        }
        Ok(())
    }
}

/// Columns as wide as their widest cell.
fn write_table(entries: &[&Discrepancy], f: &mut Formatter<'_>) -> fmt::Result {
    let head = ["entry", "expected", "found", "error", "ulps"].map(String::from);
    let lines: Vec<[String; 5]> = [head].into_iter().chain(entries.iter().map(|entry| entry.cells())).collect();
    let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or(0);
    let [a, b, c, d, _] = core::array::from_fn(width);
    lines
        .iter()
        .try_for_each(|[name, expected, found, error, ulps]| write!(f, "\n  {name:<a$}  {expected:>b$}  {found:>c$}  {error:>d$}  {ulps}"))
}

impl Debug for Mismatch {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl std::error::Error for Mismatch {}
