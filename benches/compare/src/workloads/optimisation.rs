//! Gradients of objective functions: log-sum-exp, Rosenbrock, Ackley.

use std::f64::consts::{E, TAU};

use crate::measure::Row;
use crate::number::Number;
use crate::peers;
use crate::sweep::{Function, Hessian, Jacobian};
use crate::workloads::points;

/// `ln sum exp(x_i)`
#[derive(Clone, Copy)]
struct LogSumExp;

impl<const N: usize> Function<N, 1> for LogSumExp {
    #[inline(always)]
    fn call<D: Number>(self, x: &[D; N]) -> [D; 1] {
        let sum = x.iter().fold(D::constant(0.0), |sum, &x| sum + x.exp());
        [sum.ln()]
    }
}

/// `df/dx_i = exp(x_i) / sum`
#[inline(always)]
fn log_sum_exp<const N: usize>(x: &[f64; N], out: &mut Jacobian<N, 1>) {
    let [gradient] = &mut out.rows;
    let mut sum = 0.0;
    for (g, x) in gradient.iter_mut().zip(x) {
        *g = x.exp();
        sum += *g;
    }
    let inverse = 1.0 / sum;
    for g in gradient {
        *g *= inverse;
    }
    out.value = [sum.ln()];
}

/// `sum 100 (x_(i+1) - x_i^2)^2 + (1 - x_i)^2`
#[derive(Clone, Copy)]
struct Rosenbrock;

impl<const N: usize> Function<N, 1> for Rosenbrock {
    #[inline(always)]
    fn call<D: Number>(self, x: &[D; N]) -> [D; 1] {
        let mut sum = D::constant(0.0);
        for i in 0..N - 1 {
            let t = x[i + 1] - x[i] * x[i];
            let u = x[i] - 1.0;
            sum = sum + (t * t * 100.0 + u * u);
        }
        [sum]
    }
}

/// With `t = x_(i+1) - x_i^2`: the i-th term adds `-400 t x_i - 2 (1 - x_i)` to the i-th partial and `200 t` to the next.
#[inline(always)]
fn rosenbrock<const N: usize>(x: &[f64; N], out: &mut Jacobian<N, 1>) {
    let [gradient] = &mut out.rows;
    let mut sum = 0.0;
    let mut carried = 0.0;
    for i in 0..N - 1 {
        let t = x[i + 1] - x[i] * x[i];
        let u = x[i] - 1.0;
        sum += 100.0 * t * t + u * u;
        gradient[i] = carried - 400.0 * t * x[i] + 2.0 * u;
        carried = 200.0 * t;
    }
    gradient[N - 1] = carried;
    out.value = [sum];
}

/// The Hessian is tridiagonal: `1200 x_i^2 - 400 x_(i+1) + 2` (and 200 from the term before) and `-400 x_i` beside it.
#[inline(always)]
fn rosenbrock_hessian<const N: usize>(x: &[f64; N], out: &mut Hessian<N>) {
    let mut sum = 0.0;
    let (mut carried, mut bend) = (0.0, 0.0);
    out.rows = [[0.0; N]; N];
    for i in 0..N - 1 {
        let square = x[i] * x[i];
        let t = x[i + 1] - square;
        let u = x[i] - 1.0;
        sum += 100.0 * t * t + u * u;
        out.gradient[i] = carried - 400.0 * t * x[i] + 2.0 * u;
        carried = 200.0 * t;
        out.rows[i][i] = bend + (800.0 * square - 400.0 * t + 2.0);
        bend = 200.0;
        out.rows[i][i + 1] = -400.0 * x[i];
        out.rows[i + 1][i] = out.rows[i][i + 1];
    }
    out.gradient[N - 1] = carried;
    out.rows[N - 1][N - 1] = bend;
    out.value = sum;
}

/// `-20 exp(-0.2 sqrt(mean x_i^2)) - exp(mean cos(2 pi x_i)) + 20 + e`
#[derive(Clone, Copy)]
struct Ackley;

impl<const N: usize> Function<N, 1> for Ackley {
    #[inline(always)]
    fn call<D: Number>(self, x: &[D; N]) -> [D; 1] {
        let mut squares = D::constant(0.0);
        let mut waves = D::constant(0.0);
        for &x in x {
            squares = squares + x * x;
            waves = waves + (x * TAU).cos();
        }
        let n = N as f64;
        let bowl = ((squares / n).sqrt() * -0.2).exp() * -20.0;
        [bowl - (waves / n).exp() + (20.0 + E)]
    }
}

/// With `r = sqrt(mean x^2)`: `df/dx_i = 4 exp(-0.2 r) x_i / (n r) + (2 pi / n) exp(mean cos) sin(2 pi x_i)`.
#[inline(always)]
fn ackley<const N: usize>(x: &[f64; N], out: &mut Jacobian<N, 1>) {
    let [gradient] = &mut out.rows;
    let (mut squares, mut waves) = (0.0, 0.0);
    for (g, x) in gradient.iter_mut().zip(x) {
        let (sin, cos) = (x * TAU).sin_cos();
        squares += x * x;
        waves += cos;
        *g = sin;
    }
    let n = N as f64;
    let root = (squares / n).sqrt();
    let bowl = (-0.2 * root).exp();
    let ripple = (waves / n).exp();
    let (along, across) = (4.0 * bowl / (n * root), TAU / n * ripple);
    for (g, x) in gradient.iter_mut().zip(x) {
        *g = along * x + across * *g;
    }
    out.value = [-20.0 * bowl - ripple + (20.0 + E)];
}

pub fn log_sum_exp_10() -> Row<[f64; 10], Jacobian<10, 1>> {
    let mut row = Row::new(points(-2.0, 2.0), Jacobian::default);
    row.hand_written(log_sum_exp);
    peers::plain(&mut row, LogSumExp);
    peers::gradient::<10, 11, _, 10>(&mut row, LogSumExp);
    peers::gradient::<5, 6, _, 10>(&mut row, LogSumExp);
    peers::gradient::<2, 3, _, 10>(&mut row, LogSumExp);
    peers::gradient::<1, 2, _, 10>(&mut row, LogSumExp);
    row
}

pub fn rosenbrock_12() -> Row<[f64; 12], Jacobian<12, 1>> {
    let mut row = Row::new(points(-2.0, 2.0), Jacobian::default);
    row.hand_written(rosenbrock);
    peers::plain(&mut row, Rosenbrock);
    widths_for_12(&mut row, Rosenbrock);
    row
}

pub fn ackley_12() -> Row<[f64; 12], Jacobian<12, 1>> {
    let mut row = Row::new(points(-2.0, 2.0), Jacobian::default);
    row.hand_written(ackley);
    peers::plain(&mut row, Ackley);
    widths_for_12(&mut row, Ackley);
    row
}

pub fn rosenbrock_100() -> Row<[f64; 100], Jacobian<100, 1>> {
    let mut row = Row::new(points(-2.0, 2.0), Jacobian::default);
    row.hand_written(rosenbrock);
    peers::plain(&mut row, Rosenbrock);
    widths_for_100(&mut row, Rosenbrock);
    row
}

pub fn ackley_100() -> Row<[f64; 100], Jacobian<100, 1>> {
    let mut row = Row::new(points(-2.0, 2.0), Jacobian::default);
    row.hand_written(ackley);
    peers::plain(&mut row, Ackley);
    widths_for_100(&mut row, Ackley);
    row
}

pub fn rosenbrock_hessian_12() -> Row<[f64; 12], Hessian<12>> {
    let mut row = Row::new(points(-2.0, 2.0), Hessian::default);
    row.hand_written(rosenbrock_hessian);
    row.values_only(peers::PLAIN, |x, out| [out.value] = Rosenbrock.call(x));
    peers::second_order::<12, 13, _>(&mut row, Rosenbrock);
    row
}

fn widths_for_12(row: &mut Row<[f64; 12], Jacobian<12, 1>>, f: impl Function<12, 1>) {
    peers::gradient::<12, 13, _, 12>(row, f);
    peers::gradient::<6, 7, _, 12>(row, f);
    peers::gradient::<4, 5, _, 12>(row, f);
    peers::gradient::<2, 3, _, 12>(row, f);
    peers::gradient::<1, 2, _, 12>(row, f);
}

fn widths_for_100(row: &mut Row<[f64; 100], Jacobian<100, 1>>, f: impl Function<100, 1>) {
    peers::gradient::<100, 101, _, 100>(row, f);
    peers::gradient::<25, 26, _, 100>(row, f);
    peers::gradient::<15, 16, _, 100>(row, f);
    peers::gradient::<8, 9, _, 100>(row, f);
    peers::echidna::enter_reverse(row, f);
}
