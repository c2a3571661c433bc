//! Derivatives of an ODE's solution with respect to parameters and initial values: a generic integrator (crate `differential-equations`)
//! runs on dual numbers. And a stiff problem whose implicit integrator gets the exact Jacobian.
//!
//! `cargo run --manifest-path examples/solvers/Cargo.toml --bin sensitivity`

use std::array::from_fn;

use differential_equations::prelude::*;
use differential_equations::traits::Real;
use dual_numbers::{Dual, DualNum, jacobian};

fn main() {
    predator_and_prey();
    robertson();
}

// ---------------------------------------------------------------------------------------------------- predator and prey

/// Lotka and Volterra: x' = a x - b x y, y' = d x y - c y
fn lotka_volterra<D: DualNum>([x, y]: [D; 2], [a, b, c, d]: [D; 4]) -> [D; 2] {
    [x * (a - b * y), y * (d * x - c)]
}

/// The state at time 10, from `y0` on, by the method of Dormand and Prince of order 8.
fn integrate<T: Real + DualNum, const M: usize>(rhs: impl Fn([T; M]) -> [T; M], y0: [T; M]) -> [T; M] {
    let [tolerance, start, end] = [1e-13, 0.0, 10.0].map(T::literal);
    let method = ExplicitRungeKutta::dop853().rtol(tolerance).atol(tolerance);
    let solution = IVP::ode_from_fn(|_: T, y: &[T; M], dydt: &mut [T; M]| *dydt = rhs(*y), start, end, y0).method(method).solve();
    *solution.expect("a smooth problem").y.last().expect("the end")
}

fn predator_and_prey() {
    let (rates, y0) = ([1.1, 0.4, 0.4, 0.1], [10.0, 5.0f64]);

    // Six directions at once: four parameters and two initial values.
    let [a, b, c, d, x0, y_0] = Dual::variables([rates[0], rates[1], rates[2], rates[3], y0[0], y0[1]]);
    let duals = integrate(|y| lotka_volterra(y, [a, b, c, d]), [x0, y_0]);

    // The same integration on f64 takes the same steps: the values have the same bits.
    let plain = integrate(|y| lotka_volterra(y, rates), y0);
    assert_eq!(duals.map(|y| f64::to_bits(y.re)), plain.map(f64::to_bits));

    // The variational equations S' = (df/dy) S + df/dp, their coefficients by hand: six columns of S under the state.
    let variational = |z: [f64; 14]| -> [f64; 14] {
        let ([a, b, c, d], [x, y]) = (rates, [z[0], z[1]]);
        let df_dy = [[a - b * y, -b * x], [d * y, d * x - c]];
        let df_dp = [[x, -x * y, 0.0, 0.0, 0.0, 0.0], [0.0, 0.0, -y, x * y, 0.0, 0.0]];
        let value = lotka_volterra([x, y], rates);
        from_fn(|k| match (k / 2, k % 2) {
            (0, i) => value[i],
            (column, i) => df_dy[i][0] * z[2 * column] + df_dy[i][1] * z[2 * column + 1] + df_dp[i][column - 1],
        })
    };
    // The initial values depend on themselves.
    let start = from_fn(|k| match k {
        0 | 1 => y0[k],
        10 | 13 => 1.0,
        _ => 0.0,
    });
    let by_hand = integrate(variational, start);

    println!(
        "predator and prey after 10: x = {}, y = {}\n{:6}{:>24}{:>24}{:>12}",
        plain[0], plain[1], "", "dual numbers", "variational equations", "difference"
    );
    for (i, state) in ["x", "y"].iter().enumerate() {
        for (k, parameter) in ["a", "b", "c", "d", "x0", "y0"].iter().enumerate() {
            let (found, expected) = (duals[i].eps[k], by_hand[2 * (k + 1) + i]);
            println!("d{state}/d{parameter:3}{found:>24.15e}{expected:>24.15e}{:>12.1e}", found - expected);
            assert!((found - expected).abs() < 1e-10 * (1.0 + expected.abs()), "d{state}/d{parameter}: {found} is not {expected}");
        }
    }
}

// ----------------------------------------------------------------------------------------------------- a stiff problem

/// H. H. Robertson's autocatalytic reaction (1966)
fn reaction<D: DualNum<Primitive = f64>>([a, b, c]: [D; 3]) -> [D; 3] {
    let (slow, fast, middle) = (a * 0.04, b * b * 3e7, b * c * 1e4);
    [middle - slow, slow - middle - fast, fast]
}

/// With the integrator's own Jacobian: forward differences, of the step `sqrt(epsilon) max(|y|, 1)`.
struct Differences;

impl ODE<f64, [f64; 3]> for Differences {
    fn diff(&self, _: f64, y: &[f64; 3], dydt: &mut [f64; 3]) {
        *dydt = reaction(*y);
    }
}

/// With the exact Jacobian.
struct Exact;

impl ODE<f64, [f64; 3]> for Exact {
    fn diff(&self, t: f64, y: &[f64; 3], dydt: &mut [f64; 3]) {
        Differences.diff(t, y, dydt);
    }
    fn jacobian(&self, _: f64, y: &[f64; 3], matrix: &mut Matrix<f64>) {
        for (i, row) in jacobian(reaction, *y).1.into_iter().enumerate() {
            for (k, entry) in row.into_iter().enumerate() {
                matrix[(i, k)] = entry;
            }
        }
    }
}

const STEPS: usize = 5_000;

/// The state at 1e11 by Radau IIA of order 5: a line of the table, and the largest relative error if the integrator gets there.
fn stiff(system: &impl ODE<f64, [f64; 3]>, name: &str, tolerance: f64) -> Option<f64> {
    // The reference of the Test Set for IVP Solvers (F. Mazzia and C. Magherini, release 2.4, 2008).
    let reference = [0.2083340149701255e-7, 0.8333360770334713e-13, 0.999999979166505];
    print!("{tolerance:>10.0e}  {name:14}");
    let method = ImplicitRungeKutta::radau5().rtol(tolerance).atol(tolerance * 1e-10).max_steps(STEPS);
    match IVP::ode(system, 0.0, 1e11, [1.0, 0.0, 0.0]).method(method).solve() {
        Ok(solution) => {
            let y = solution.y.last().expect("the end");
            let error = (0..3).map(|i| (y[i] / reference[i] - 1.0).abs()).fold(0.0, f64::max);
            let (steps, evals) = (solution.steps, solution.evals);
            println!("{:>10}{:>10}{:>10}{:>12}{error:>12.1e}", steps.accepted, steps.rejected, evals.function, evals.decompositions);
            Some(error)
        }
        Err(Error::MaxSteps { t, .. }) => {
            println!("{:>10}  only at time {t:.1e}", format!("> {STEPS}"));
            None
        }
        Err(error) => panic!("{error:?}"),
    }
}

fn robertson() {
    println!("\nRobertson's reaction until 1e11: steps, calls, and the largest relative error");
    println!("{:>10}  {:14}{:>10}{:>10}{:>10}{:>12}{:>12}", "tolerance", "Jacobian", "accepted", "rejected", "f", "LU", "error");
    for tolerance in [1e-4, 1e-6, 1e-8, 1e-10] {
        let exact = stiff(&Exact, "exact", tolerance).expect("the end");
        let differences = stiff(&Differences, "differences", tolerance).unwrap_or(f64::INFINITY);
        assert!(exact < 1e3 * tolerance && exact <= differences, "error {exact}, with differences {differences}");
    }
}
