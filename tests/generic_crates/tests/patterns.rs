//! Sparsity patterns of other people's functions, traced, against those found by probing every column.

#[path = "../../support/probed.rs"]
mod probed;

use argmin_testfunctions as argmin;
use dual_numbers::sparse::{hessian_pattern_at, jacobian_pattern_at};
use dual_numbers::{Chunked, ChunkedHessian};
use probed::probed;

/// A point without accidents.
fn point(n: usize) -> Vec<f64> {
    (0..n).map(|i| 1.3 + (1.7 * i as f64).sin()).collect()
}

/// The pattern of the Jacobian of `x => f(x)`, from a slice of `$n` numbers to a container of `$m`; the expression is compiled for both
/// kinds of numbers.
macro_rules! jacobian {
    ($n:expr, $m:expr, $x:ident => $f:expr) => {{
        let (x, mut values, mut dense) = (point($n), vec![0.0; $m], vec![0.0; $n * $m]);
        Chunked::<3>::with_outputs($n, $m).jacobian(|$x, y| y.copy_from_slice(&$f), &x, &mut values, &mut dense).unwrap();
        let traced = jacobian_pattern_at(|$x, y| y.copy_from_slice(&$f), &x, $m).unwrap();
        assert_eq!(traced, probed($m, $n, &dense));
        traced
    }};
}

/// The same of the Hessian of a scalar function, whose gradient is checked as well.
macro_rules! hessian {
    ($n:expr, $x:ident => $f:expr) => {{
        jacobian!($n, 1, $x => [$f]);
        let (x, mut gradient, mut dense) = (point($n), vec![0.0; $n], vec![0.0; $n * $n]);
        ChunkedHessian::<2, 2>::new($n).hessian(|$x| $f, &x, &mut gradient, &mut dense).unwrap();
        let traced = hessian_pattern_at(|$x| $f, &x).unwrap();
        assert_eq!(traced, probed($n, $n, &dense));
        traced
    }};
}

/// Functions of two variables stand among four others.
macro_rules! two_variables {
    ($($f:ident, $gradient:ident;)*) => { $(
        #[test]
        fn $f() {
            hessian!(6, x => argmin::$f(&[x[1], x[4]]));
            jacobian!(6, 2, x => argmin::$gradient(&[x[1], x[4]]));
        }
    )* };
}

two_variables! {
    beale, beale_derivative;
    booth, booth_derivative;
    bukin_n6, bukin_n6_derivative;
    easom, easom_derivative;
    eggholder, eggholder_derivative;
    goldsteinprice, goldsteinprice_derivative;
    himmelblau, himmelblau_derivative;
    holder_table, holder_table_derivative;
    levy_n13, levy_n13_derivative;
    matyas, matyas_derivative;
    mccormick, mccormick_derivative;
    picheny, picheny_derivative;
    schaffer_n2, schaffer_n2_derivative;
    schaffer_n4, schaffer_n4_derivative;
    threehumpcamel, threehumpcamel_derivative;
}

/// The number of entries of the Hessian, which is the Jacobian of the gradient where that is generic.
macro_rules! many_variables {
    ($($f:ident $(, $gradient:ident)?: $entries:expr;)*) => { $(
        #[test]
        fn $f() {
            assert_eq!(hessian!(7, x => argmin::$f(x)).nonzeros(), $entries);
            $( assert_eq!(jacobian!(7, 7, x => argmin::$gradient(x)).nonzeros(), $entries); )?
        }
    )* };
}

many_variables! {
    ackley, ackley_derivative: 49;
    levy, levy_derivative: 7;
    rastrigin: 7;
    rosenbrock, rosenbrock_derivative: 7 + 2 * 6;
    sphere, sphere_derivative: 7;
    styblinski_tang, styblinski_tang_derivative: 7;
    zero, zero_derivative: 0;
}

/// A point of a cubic spline depends on four control points.
#[test]
fn bspline_of_control_points() {
    let knots: Vec<f64> = [0.0; 3].into_iter().chain((0..7).map(f64::from)).chain([6.0; 3]).collect();
    let times: Vec<f64> = (0..12).map(|k| 0.25 + 0.5 * f64::from(k)).collect();
    let pattern = jacobian!(9, 12, x => {
        let curve = bspline::BSpline::new(3, x.to_vec(), knots.clone());
        times.iter().map(|&t| curve.point(t)).collect::<Vec<_>>()
    });
    assert!((0..12).all(|k| pattern.row(k) == [0, 1, 2, 3].map(|j| k / 2 + j)), "{pattern}");
}

/// The length of a path: only neighbouring points interact.
#[test]
fn geo_length_of_a_path() {
    use geo::{Coord, Euclidean, Length, LineString};
    let pattern = hessian!(10, x => {
        let points = x.chunks(2).map(|x| Coord { x: x[0], y: x[1] });
        Euclidean.length(&LineString::new(points.collect()))
    });
    assert_eq!(pattern.nonzeros(), 4 * (5 + 2 * 4));
}

/// A matrix times a vector: the pattern of the matrix.
#[test]
fn nalgebra_sparse_product() {
    use nalgebra::DVector;
    use nalgebra_sparse::{CooMatrix, CsrMatrix};
    let entries = [(0, 3), (1, 0), (1, 4), (3, 2), (3, 3), (3, 4)];
    let pattern = jacobian!(5, 4, x => {
        let mut matrix = CooMatrix::new(4, 5);
        entries.iter().for_each(|&(i, j)| matrix.push(i, j, 2.0.into()));
        (CsrMatrix::from(&matrix) * DVector::from_column_slice(x)).data.as_vec().clone()
    });
    assert!(pattern.entries().eq(entries));
}

/// Forward substitution: an unknown depends on the right-hand side up to its own row.
#[test]
fn nalgebra_triangular_system() {
    use nalgebra::{DMatrix, DVector};
    let pattern = jacobian!(5, 5, x => {
        let lower = DMatrix::from_fn(5, 5, |i, j| (1.0 + i as f64 - 0.3 * j as f64).into());
        lower.solve_lower_triangular(&DVector::from_column_slice(x)).expect("no zero on the diagonal").data.as_vec().clone()
    });
    assert!((0..5).all(|i| pattern.row(i).iter().copied().eq(0..=i)), "{pattern}");
}
