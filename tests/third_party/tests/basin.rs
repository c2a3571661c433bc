//! The Jacobians of the test problems of `basin`, held against exact ones. Its residuals are functions of `f64`: they stand here again,
//! generic, and are compared with the originals to the last bit.

use basin::problems;
use dual_numbers::DualNum;
use dual_numbers::oracle::{Oracle, Tolerance, boxed};

/// What `residuals` of the crate and ours give at points of the box, and the Jacobian `jacobian`, which is written row by row.
macro_rules! problem {
    ($name:ident: $n:literal -> $m:literal, $ours:expr, $residuals:expr, $jacobian:expr) => {
        #[test]
        fn $name() {
            let oracle = Oracle::new(boxed([(-5.0, 5.0); $n])).cases(2000);
            let jacobian = |x: [f64; $n]| {
                let mut values = [0.0; $m];
                $residuals(&x, &mut values);
                assert_eq!($ours(x), values, "not the same function");
                let mut entries = [0.0; $n * $m];
                $jacobian(&x, &mut entries);
                std::array::from_fn::<[f64; $n], $m, _>(|row| std::array::from_fn(|column| entries[row * $n + column]))
            };
            println!("{}", oracle.tolerance(Tolerance::ulps(4)).check_jacobian($ours, jacobian).unwrap());
        }
    };
}

fn rosenbrock_residuals<D: DualNum<Primitive = f64>>([x, y]: [D; 2]) -> [D; 2] {
    [(y - x * x) * 10.0, -x + 1.0]
}
problem!(rosenbrock: 2 -> 2, rosenbrock_residuals, problems::rosenbrock_residuals, problems::rosenbrock_residuals_jacobian);

fn booth_residuals<D: DualNum<Primitive = f64>>([x, y]: [D; 2]) -> [D; 2] {
    [x + y * 2.0 - 7.0, x * 2.0 + y - 5.0]
}
problem!(booth: 2 -> 2, booth_residuals, problems::booth_residuals, |_: &[f64; 2], out: &mut [f64]| problems::booth_residuals_jacobian(out));

fn powell_singular_residuals<D: DualNum<Primitive = f64>>([a, b, c, d]: [D; 4]) -> [D; 4] {
    let (bc, ad) = (b - c * 2.0, a - d);
    [a + b * 10.0, (c - d) * 5f64.sqrt(), bc * bc, ad * 10f64.sqrt() * ad]
}
problem!(powell_singular: 4 -> 4, powell_singular_residuals, problems::powell_singular_residuals, problems::powell_singular_jacobian);

const TIMES: [f64; 6] = [0.0, 0.5, 1.0, 1.5, 2.0, 2.5];
const DATA: [f64; 6] = [2.0, 1.4, 1.0, 0.7, 0.5, 0.3];

fn exponential_fit_residuals<D: DualNum<Primitive = f64>>([a, b]: [D; 2]) -> [D; 6] {
    std::array::from_fn(|i| a * (b * TIMES[i]).exp() - DATA[i])
}
problem!(exponential_fit: 2 -> 6, exponential_fit_residuals,
    |x: &[f64; 2], out: &mut [f64]| problems::exponential_fit_residuals(x, &TIMES, &DATA, out),
    |x: &[f64; 2], out: &mut [f64]| problems::exponential_fit_jacobian(x, &TIMES, out));
