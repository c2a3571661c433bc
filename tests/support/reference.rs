//! The files of `tests/data`, read; and the distance of two floats in ulps.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use dual_numbers::PrimitiveFloat;

/// How often a partial derivative is taken along x and along y.
pub type Order = [usize; 2];

/// A float that the reference has files for.
pub trait Real: PrimitiveFloat {
    /// The ends of its files' names.
    const FILES: &str;

    /// From the hex digits of its bits.
    fn from_hex(digits: &str) -> Option<Self>;

    /// Its bits.
    fn bits(self) -> u64;

    /// The distance to the next float away from 0.
    fn ulp(self) -> f64;

    /// Its place among the floats of its format, in order; 0 for both zeros.
    fn place(self) -> i64 {
        let distance = self.abs().bits() as i64;
        if self.is_sign_negative() { -distance } else { distance }
    }
}

impl Real for f64 {
    const FILES: &str = ".csv";

    fn from_hex(digits: &str) -> Option<Self> {
        u64::from_str_radix(digits, 16).ok().map(f64::from_bits)
    }

    fn bits(self) -> u64 {
        self.to_bits()
    }

    fn ulp(self) -> f64 {
        self.abs().next_up() - self.abs()
    }
}

impl Real for f32 {
    const FILES: &str = "_f32.csv";

    fn from_hex(digits: &str) -> Option<Self> {
        u32::from_str_radix(digits, 16).ok().map(f32::from_bits)
    }

    fn bits(self) -> u64 {
        self.to_bits().into()
    }

    fn ulp(self) -> f64 {
        (self.abs().next_up() - self.abs()).into()
    }
}

/// The number of floats between two finite ones; 0 for two that are the same though not finite; none if one of them is wrong.
pub fn ulps<R: Real>(found: R, expected: R) -> Option<u64> {
    if found.is_finite() && expected.is_finite() {
        Some(found.place().abs_diff(expected.place()))
    } else {
        (found == expected || found.is_nan() && expected.is_nan()).then_some(0)
    }
}

/// A point of the reference.
pub struct Point<R> {
    /// x and y; y = 0 for a function of one.
    pub arguments: [R; 2],
    /// The partial derivatives that the reference has here; `[0, 0]` is the value.
    pub partials: BTreeMap<Order, R>,
}

/// The points of every function, by its name.
pub type Reference<R> = BTreeMap<String, Vec<Point<R>>>;

/// What the columns hold, in the order of the files.
const UNARY: &[Order] = &[[0, 0], [1, 0], [2, 0], [3, 0]];
const BINARY: &[Order] = &[[0, 0], [1, 0], [0, 1], [2, 0], [1, 1], [0, 2]];

/// Both files of a format, from `tests/data` of this package or of one around it, or from the directory that `REFERENCE_DIR` names.
pub fn reference<R: Real>() -> Reference<R> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = || package.ancestors().map(|folder| folder.join("tests/data")).find(|folder| folder.is_dir());
    let directory = std::env::var_os("REFERENCE_DIR").map(PathBuf::from).or_else(own).expect("tests/data");
    let mut points = Reference::new();
    for (file, arity, orders) in [("unary", 1, UNARY), ("binary", 2, BINARY)] {
        let path = directory.join(format!("{file}{}", R::FILES));
        let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        for (number, line) in text.lines().enumerate().skip(1) {
            let (name, point) =
                point(line, arity, orders).unwrap_or_else(|| panic!("{}:{}: not a point: {line}", path.display(), number + 1));
            points.entry(name).or_default().push(point);
        }
    }
    points
}

/// `function,arguments..,value and partials..,tag`
fn point<R: Real>(line: &str, arity: usize, orders: &[Order]) -> Option<(String, Point<R>)> {
    let columns: Vec<&str> = line.split(',').collect();
    let (name, numbers, _tag) = match columns.as_slice() {
        [name, numbers @ .., tag] if numbers.len() == arity + orders.len() => (name, numbers, tag),
        _ => return None,
    };
    let (arguments, partials) = numbers.split_at(arity);
    let argument = |i: usize| arguments.get(i).map_or(Some(R::zero()), |digits| R::from_hex(digits));
    let partials = orders.iter().zip(partials).filter(|(_, digits)| **digits != "-");
    let partials = partials.map(|(order, digits)| Some((*order, R::from_hex(digits)?))).collect::<Option<_>>()?;
    Some((name.to_string(), Point { arguments: [argument(0)?, argument(1)?], partials }))
}
