//! Functions to differentiate, shared by the benches.

use dual_numbers::DualNum;

/// A number that takes `f64` literals.
pub trait Number: DualNum<Primitive = f64> {}

impl<D: DualNum<Primitive = f64>> Number for D {}

/// `sum 100 (x_(i+1) - x_i^2)^2 + (1 - x_i)^2`
pub fn rosenbrock<D: Number>(x: &[D]) -> D {
    x.windows(2).map(|pair| (pair[1] - pair[0] * pair[0]).powi(2) * 100.0 + (pair[0] - 1.0).powi(2)).sum()
}

/// `ln sum exp(x_i)`
pub fn log_sum_exp<D: Number>(x: &[D]) -> D {
    x.iter().map(|x| x.exp()).sum::<D>().ln()
}

/// `exp(x) / sqrt(sin^3 x + cos^3 x)`
pub fn exp_over_root<D: Number>(x: D) -> D {
    x.exp() / (x.sin().powi(3) + x.cos().powi(3)).sqrt()
}

/// `2 sum ln l_ii` with `L L^T = A`, `A_ij = exp(-|x_i - x_j|)` for `i != j` and 2 on the diagonal: a Gaussian process's `ln det`.
pub fn log_det<D: Number, const N: usize>(x: &[D; N]) -> D {
    let mut l = [[D::zero(); N]; N];
    let mut sum = D::zero();
    for j in 0..N {
        for i in j..N {
            let kernel = if i == j { D::literal(2.0) } else { (-(x[i] - x[j]).abs()).exp() };
            let rest = (0..j).fold(kernel, |rest, k| rest - l[i][k] * l[j][k]);
            l[i][j] = if i == j { rest.sqrt() } else { rest / l[j][j] };
        }
        sum += l[j][j].ln();
    }
    sum * 2.0
}

/// `f_i = (3 - 2 x_i) x_i - x_(i-1) - 2 x_(i+1) + 1`: Broyden's tridiagonal function.
pub fn broyden<D: Number>(x: &[D], y: &mut [D]) {
    for i in 0..x.len() {
        let left = if i == 0 { D::zero() } else { x[i - 1] };
        let right = if i + 1 == x.len() { D::zero() } else { x[i + 1] };
        y[i] = (-x[i] * 2.0 + 3.0) * x[i] - left - right * 2.0 + 1.0;
    }
}
