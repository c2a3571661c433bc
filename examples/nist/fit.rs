//! Nonlinear least squares: the parameters b that minimise the sum of `(f(b; x_i) - y_i)^2`.
//!
//! Two stages, the same for every dataset and start:
//!
//! 1. Levenberg-Marquardt (the crate `levenberg-marquardt`, a port of MINPACK's `lmder`), stopped where it can no
//!    longer lower the sum of squares. As the sum is flat at its minimum, half of the digits of b can be open there.
//! 2. Gauss-Newton steps `b - R^-1 Q^T r` on `J = QR`, which solve `J^T r = 0` instead and settle those digits. A step
//!    is kept if it shortens `Q^T r`, the part of the residuals that the parameters can still reach; the first that
//!    does not ends the fit.
//!
//! Both take J from `gradient`: one call of the model for an observation gives its residual and its row.

use std::fmt;

use dual_numbers::{Dual, gradient};
use levenberg_marquardt::{LeastSquaresProblem, LevenbergMarquardt, TerminationReason};
use nalgebra_034::storage::Owned;
use nalgebra_034::{Const, DVector, Dyn, OMatrix, SMatrix, SVector};

use crate::dataset::Dataset;

/// The bound on the first step, as a multiple of the length of the start (both scaled by the columns of J). Of the
/// bounds 0.1, 0.3, 1, 3, 10, 30 and 100 all solve every start except 100, which misses one.
pub const STEP_BOUND: f64 = 1.0;

/// The bound that MINPACK takes unless told otherwise.
pub const MINPACK_STEP_BOUND: f64 = 100.0;

/// Of the sum of squares and of the parameters (ftol and xtol; gtol is 0), relative.
const TOLERANCE: f64 = 1e-15;

/// The bound on the evaluations is this times the number of parameters plus one.
const PATIENCE: usize = 1000;

/// The outcome of a fit.
#[derive(Debug)]
pub struct Fit {
    pub parameters: Vec<f64>,
    /// Standard deviations of the parameters: `sqrt(S/(m - n) diag((J^T J)^-1))`.
    pub deviations: Vec<f64>,
    /// The sum S of the squared residuals.
    pub residual_sum: f64,
    /// Where Levenberg-Marquardt stopped, before the Gauss-Newton steps.
    pub before_polish: Vec<f64>,
    pub evaluations: usize,
    pub polish_steps: usize,
    pub status: String,
}

/// Why a dataset cannot be fitted at all.
#[derive(Debug)]
pub enum FitError {
    UnknownModel(String),
    WrongShape { dataset: String, what: &'static str, file: usize, model: usize },
}

impl fmt::Display for FitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownModel(name) => write!(f, "no model is known for the dataset {name:?}"),
            Self::WrongShape { dataset, what, file, model } => {
                write!(f, "{dataset}: {file} {what} in the file, {model} in the model")
            }
        }
    }
}

impl std::error::Error for FitError {}

/// Fits `model` (parameters, predictors) to `dataset` from its published start 0 or 1.
pub fn fit<const N: usize, const P: usize>(
    model: impl Fn([Dual<f64, N>; N], [f64; P]) -> Dual<f64, N>,
    dataset: &Dataset,
    start: usize,
    step_bound: f64,
) -> Result<Fit, FitError> {
    let shape = |what, file, model| FitError::WrongShape { dataset: dataset.name.clone(), what, file, model };
    let starts: Vec<f64> = dataset.parameters.iter().map(|parameter| parameter.starts[start]).collect();
    let start = <[f64; N]>::try_from(starts).map_err(|given| shape("parameters", given.len(), N))?;
    let observations = dataset
        .observations
        .iter()
        .map(|o| Ok((o.response, <[f64; P]>::try_from(o.predictors.as_slice()).map_err(|_| o.predictors.len())?)))
        .collect::<Result<Vec<_>, _>>()
        .map_err(|given| shape("predictors", given, P))?;

    let solver = LevenbergMarquardt::new().with_tol(TOLERANCE).with_stepbound(step_bound).with_patience(PATIENCE);
    let (mut curve, report) = solver.minimize(Curve::at(model, observations, start.into()));
    let before_polish = curve.parameters.as_slice().to_vec();
    let polish_steps = curve.polish();
    Ok(Fit {
        parameters: curve.parameters.as_slice().to_vec(),
        deviations: curve.deviations(),
        residual_sum: curve.residuals.norm_squared(),
        before_polish,
        evaluations: report.number_of_evaluations,
        polish_steps,
        status: status(&report.termination),
    })
}

fn status(termination: &TerminationReason) -> String {
    match termination {
        TerminationReason::Converged { ftol: true, .. } => "converged (ftol)".to_owned(),
        TerminationReason::Converged { .. } => "converged (xtol)".to_owned(),
        TerminationReason::NoImprovementPossible(test) => format!("at rounding ({test})"),
        other => format!("{other:?}"),
    }
}

/// A model over its observations `(y, x)`, evaluated at one choice of the parameters.
struct Curve<F, const N: usize, const P: usize> {
    model: F,
    observations: Vec<(f64, [f64; P])>,
    parameters: SVector<f64, N>,
    residuals: DVector<f64>,
    jacobian: OMatrix<f64, Dyn, Const<N>>,
}

impl<F, const N: usize, const P: usize> Curve<F, N, P>
where
    F: Fn([Dual<f64, N>; N], [f64; P]) -> Dual<f64, N>,
{
    fn at(model: F, observations: Vec<(f64, [f64; P])>, parameters: SVector<f64, N>) -> Self {
        let rows = observations.len();
        let (residuals, jacobian) = (DVector::zeros(rows), OMatrix::<f64, Dyn, Const<N>>::zeros(rows));
        let mut curve = Self { model, observations, parameters, residuals, jacobian };
        curve.move_to(parameters);
        curve
    }

    /// `r_i = f(b; x_i) - y_i` and row i of J, its gradient in b.
    fn move_to(&mut self, parameters: SVector<f64, N>) {
        self.parameters = parameters;
        for (i, &(y, x)) in self.observations.iter().enumerate() {
            let (value, partials) = gradient(|b| (self.model)(b, x), parameters.into());
            self.residuals[i] = value - y;
            self.jacobian.row_mut(i).copy_from_slice(&partials);
        }
    }

    /// Gauss-Newton steps `b - R^-1 Q^T r` for as long as each shortens `Q^T r`; how many were kept.
    fn polish(&mut self) -> usize {
        let mut kept = 0;
        while let Some((r_inverse, reachable)) = self.factors() {
            let from = self.parameters;
            self.move_to(from - r_inverse * reachable);
            if !self.factors().is_some_and(|(_, rest)| rest.norm() < reachable.norm()) {
                self.move_to(from);
                break;
            }
            kept += 1;
        }
        kept
    }

    /// `R^-1` and `Q^T r` of `J = QR`, unless R is singular.
    fn factors(&self) -> Option<(SMatrix<f64, N, N>, SVector<f64, N>)> {
        let qr = self.jacobian.clone().qr();
        let mut reachable = self.residuals.clone();
        qr.q_tr_mul(&mut reachable);
        let r = qr.r().fixed_rows::<N>(0).into_owned();
        let r_inverse = r.solve_upper_triangular(&SMatrix::identity())?;
        Some((r_inverse, reachable.fixed_rows::<N>(0).into_owned()))
    }

    /// `(J^T J)^-1 = R^-1 R^-T` for `J = QR`: its diagonal holds the squared lengths of the rows of `R^-1`.
    fn deviations(&self) -> Vec<f64> {
        let Some((r_inverse, _)) = self.factors() else { return vec![f64::INFINITY; N] };
        let freedom = self.residuals.len() - N;
        let deviation = (self.residuals.norm_squared() / freedom as f64).sqrt();
        r_inverse.row_iter().map(|row| deviation * row.norm()).collect()
    }
}

impl<F, const N: usize, const P: usize> LeastSquaresProblem<f64, Dyn, Const<N>> for Curve<F, N, P>
where
    F: Fn([Dual<f64, N>; N], [f64; P]) -> Dual<f64, N>,
{
    type ParameterStorage = Owned<f64, Const<N>>;
    type ResidualStorage = Owned<f64, Dyn>;
    type JacobianStorage = Owned<f64, Dyn, Const<N>>;

    fn set_params(&mut self, parameters: &SVector<f64, N>) {
        self.move_to(*parameters);
    }

    fn params(&self) -> SVector<f64, N> {
        self.parameters
    }

    fn residuals(&self) -> Option<DVector<f64>> {
        Some(self.residuals.clone())
    }

    fn jacobian(&self) -> Option<OMatrix<f64, Dyn, Const<N>>> {
        Some(self.jacobian.clone())
    }
}
