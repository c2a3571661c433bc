//! The checks: what is exact, and what is compared with it.

use num_traits::Zero;
use proptest::strategy::Strategy;

use super::differences::{Function, judge_differences};
use super::judge::{Exact, Rows, ValuesAndDerivatives, Verdict, judge};
use super::point::Directions;
use super::random::Random;
use super::run::Looks;
use super::{HyperVariables, LineVariables, Mismatch, Oracle, Point, Quantity, Report, Scalar, Table, Variables};
use crate::dual_num::to_f64;
use crate::{BinaryRule, Dual, DualNum, HyperDual, Rule};

impl<S: Strategy> Oracle<S>
where
    S::Value: Point,
{
    /// Checks the gradient `g` against the exact one of the scalar function `f`.
    ///
    /// # Errors
    ///
    /// With the simplest point at which they differ.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, boxed};
    /// let domain = boxed(vec![-1.0..=1.0; 6]); // a size known at run time
    /// let report = Oracle::new(domain).check_gradient(|x| x.iter().map(|x| x.exp()).sum(), |x: Vec<f64>| x.iter().map(|x| x.exp()).collect::<Vec<_>>())?;
    /// assert_eq!(report.cases, 256);
    /// # Ok::<(), dual_numbers::oracle::Mismatch>(())
    /// ```
    pub fn check_gradient<F, G, R>(&self, f: F, g: G) -> Result<Report, Mismatch>
    where
        F: Fn(Variables<S::Value>) -> <S::Value as Point>::Number,
        G: Fn(S::Value) -> R,
        R: Table<<S::Value as Point>::Scalar>,
    {
        let exact = |x: &S::Value, seed: f64| single(Quantity::Gradient, first_derivatives(x, seed, &f));
        self.compare(Quantity::Gradient, &exact, &|x| vec![row(g(x.clone()))])
    }

    /// Checks the value and the gradient that `vg` gives against those of the scalar function `f`.
    ///
    /// # Errors
    ///
    /// With the simplest point at which they differ.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, Quantity, boxed};
    /// let wrong_value = |[x, y]: [f64; 2]| (x + y, [y, x]);
    /// let mismatch = Oracle::new(boxed([(-1.0, 1.0); 2])).check_value_and_gradient(|[x, y]| x * y, wrong_value).unwrap_err();
    /// assert_eq!(mismatch.entry().unwrap().quantity, Quantity::Value);
    /// ```
    pub fn check_value_and_gradient<F, G, R>(&self, f: F, vg: G) -> Result<Report, Mismatch>
    where
        F: Fn(Variables<S::Value>) -> <S::Value as Point>::Number,
        G: Fn(S::Value) -> (<S::Value as Point>::Scalar, R),
        R: Table<<S::Value as Point>::Scalar>,
    {
        let exact = |x: &S::Value, seed: f64| {
            let (values, gradient) = first_derivatives(x, seed, &f);
            (values.clone(), vec![(Quantity::Value, vec![values]), (Quantity::Gradient, gradient)])
        };
        let found = |x: &S::Value| {
            let (value, gradient) = vg(x.clone());
            vec![rows(value), row(gradient)]
        };
        self.compare(Quantity::Gradient, &exact, &found)
    }

    /// Checks the Jacobian `j`, row `i` the gradient of output `i`, against the exact one of `f`, which returns an array or a `Vec`.
    ///
    /// # Errors
    ///
    /// With the simplest point at which they differ.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, boxed};
    /// let transposed = |[r, t]: [f64; 2]| [[t.cos(), t.sin()], [-r * t.sin(), r * t.cos()]];
    /// let mismatch = Oracle::new(boxed([0.0..=9.0, -3.0..=3.0])).check_jacobian(|[r, t]| [r * t.cos(), r * t.sin()], transposed).unwrap_err();
    /// assert!(mismatch.to_string().contains("across the diagonal: transposed?"));
    /// ```
    pub fn check_jacobian<F, Y, J, R>(&self, f: F, j: J) -> Result<Report, Mismatch>
    where
        F: Fn(Variables<S::Value>) -> Y,
        Y: Table<<S::Value as Point>::Number>,
        J: Fn(S::Value) -> R,
        R: Table<<S::Value as Point>::Scalar>,
    {
        let exact = |x: &S::Value, seed: f64| single(Quantity::Jacobian, first_derivatives(x, seed, &f));
        self.compare(Quantity::Jacobian, &exact, &|x| vec![rows(j(x.clone()))])
    }

    /// Checks the Hessian `h` against the exact one of the scalar function `f`.
    ///
    /// # Errors
    ///
    /// With the simplest point at which they differ.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, boxed};
    /// let report = Oracle::new(boxed([(-9.0, 9.0); 2])).check_hessian(|[x, y]| x.powi(3) * y, |[x, y]| [[6.0 * x * y, 3.0 * x * x], [3.0 * x * x, 0.0]])?;
    /// assert_eq!(report.cases, 256);
    /// # Ok::<(), dual_numbers::oracle::Mismatch>(())
    /// ```
    pub fn check_hessian<F, H, R>(&self, f: F, h: H) -> Result<Report, Mismatch>
    where
        F: Fn(HyperVariables<S::Value>) -> HyperDual<<S::Value as Point>::Scalar>,
        H: Fn(S::Value) -> R,
        R: Table<<S::Value as Point>::Scalar>,
    {
        let exact = |x: &S::Value, seed: f64| single(Quantity::Hessian, second_derivatives(x, seed, &f));
        self.compare(Quantity::Hessian, &exact, &|x| vec![rows(h(x.clone()))])
    }

    /// Checks `jvp(x, v)`, the derivative along `v` of each output, against the exact one of `f`, which returns a number, an array or a `Vec`.
    ///
    /// The components of a direction are 2, ..., `n + 1` in some order, with random signs, so that the terms of a derivative cancel by
    /// accident alone; a mismatch tries the unit vectors first.
    ///
    /// # Errors
    ///
    /// With the simplest point at which they differ, and the direction.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, boxed};
    /// let jvp = |[x, y]: [f64; 2], [dx, dy]: [f64; 2]| [dx * y + x * dy, dx]; // the second output lost dy
    /// let mismatch = Oracle::new(boxed([(-9.0, 9.0); 2])).check_directional(|[x, y]| [x * y, x + y], jvp).unwrap_err();
    /// assert_eq!((mismatch.entry().unwrap().column, mismatch.direction.unwrap()), (1, vec![0.0, 1.0]));
    /// ```
    pub fn check_directional<F, Y, J, R>(&self, f: F, jvp: J) -> Result<Report, Mismatch>
    where
        F: Fn(LineVariables<S::Value>) -> Y,
        Y: Table<Dual<<S::Value as Point>::Scalar>>,
        J: Fn(S::Value, S::Value) -> R,
        R: Table<<S::Value as Point>::Scalar>,
    {
        let tolerance = self.tolerance_or_default();
        self.run(Quantity::Directional, Some(tolerance), Looks::Drawn, |x, seed| {
            let along = |v: Vec<f64>| {
                let exact = |x: &S::Value, seed: f64| single(Quantity::Directional, directional_derivatives(x, &v, seed, &f));
                let verdict = judge(&tolerance, x, &exact, &|x| vec![row(jvp(x.clone(), x.with_coordinates(&v)))])?;
                Ok(if let Verdict::Wrong(fault, _) = verdict { Verdict::Wrong(fault, Some(v)) } else { verdict })
            };
            let n = x.coordinates().len();
            let mut random = Random::new(seed);
            // From 2: of one coordinate the direction is no unit vector.
            let mut components: Vec<f64> = (2..=n + 1).map(|k| if random.below(2) == 0 { k as f64 } else { -(k as f64) }).collect();
            (1..n).for_each(|k| components.swap(k, random.below(k + 1)));
            let verdict = along(components)?;
            if !matches!(verdict, Verdict::Wrong(..)) {
                return Ok(verdict);
            }
            let unit = |i: usize| (0..n).map(|k| if k == i { 1.0 } else { 0.0 }).collect();
            let simpler = (0..n).filter_map(|i| along(unit(i)).ok()).find(|verdict| matches!(verdict, Verdict::Wrong(..)));
            Ok(simpler.unwrap_or(verdict))
        })
    }

    /// Checks the exact first derivatives of `f` against Richardson-extrapolated differences of its values, with their error estimate.
    ///
    /// It finds functions that lose a derivative on the way: a cast to `f64`, a branch on equality, a table. Each case looks at the point
    /// that is drawn and at a simpler one of the domain, since a branch on equality with 0 or 1 is seen at that point alone. Differences
    /// are much less exact than the other checks: a case fails where two independent estimates agree on another derivative, beyond ten
    /// times their error and half the digits, and the finest steps that rounding lets one see do not take the derivative of `f`'s side.
    /// Cases in which they are too uncertain, as beside a kink or a jump, are counted as inconclusive. A function that climbs in small
    /// steps, each of them flat, is a loss too. Beside the point `f` need not be defined: it is not called where `skip_where` leaves out,
    /// and a panic there is no evidence, though its message is printed, by the thousand if the domain ends where `f` does. The method is
    /// that of C. J. F. Ridders, "Accurate computation of F'(x) and F'(x) F''(x)", Adv. Eng. Software 4 (1982).
    ///
    /// # Errors
    ///
    /// With the simplest point at which they differ: `expected` is by differences, `found` is the derivative that `f` carries.
    ///
    /// ```
    /// use dual_numbers::Dual;
    /// use dual_numbers::oracle::{Oracle, boxed};
    /// assert!(Oracle::new(boxed([(-3.0, 3.0); 2])).check_self(|[x, y]| x * y.exp()).is_ok());
    /// let lossy = |[x, y]: [Dual<f64, 2>; 2]| x * y.re.exp(); // y went through f64
    /// let mismatch = Oracle::new(boxed([(-3.0, 3.0); 2])).check_self(lossy).unwrap_err();
    /// assert_eq!((mismatch.entry().unwrap().column, mismatch.entry().unwrap().found), (1, 0.0));
    /// ```
    pub fn check_self<F, Y>(&self, f: F) -> Result<Report, Mismatch>
    where
        F: Fn(Variables<S::Value>) -> Y,
        Y: Table<<S::Value as Point>::Number>,
    {
        let values = |x: &S::Value| {
            let n = x.coordinates().len();
            // Directions from coordinate n on: none.
            let outputs = f(x.map(|k, x| <S::Value as Point>::Number::seeded(x, k, n, Zero::zero())));
            outputs.into_rows().concat().iter().map(|y| to_f64(y.real())).collect()
        };
        self.check_function(Quantity::Jacobian, &Function { values: &values, derivatives: &|x| first_derivatives(x, 1.0, &f) })
    }

    /// [`Oracle::check_rule`] of a [`BinaryRule`]: its two partial derivatives, and the second derivatives that follow from them, against
    /// differences.
    ///
    /// # Errors
    ///
    /// With the simplest point at which they differ.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, Quantity, boxed};
    /// use dual_numbers::{BinaryRule, DualNum};
    ///
    /// struct XLogY;
    /// impl BinaryRule for XLogY {
    ///     fn eval<D: DualNum>(&self, x: D, y: D) -> (D, D, D) {
    ///         (x * y.ln(), y.ln(), D::from_value((x / y).value())) // df/dy has lost its derivatives
    ///     }
    /// }
    /// let mismatch = Oracle::new(boxed([(1.0, 9.0); 2])).check_binary_rule(XLogY).unwrap_err();
    /// assert_eq!((mismatch.entry().unwrap().quantity, mismatch.entry().unwrap().row), (Quantity::Hessian, 1));
    /// ```
    pub fn check_binary_rule<T, R>(&self, rule: R) -> Result<Report, Mismatch>
    where
        S: Strategy<Value = [T; 2]>,
        T: Scalar,
        R: BinaryRule,
    {
        self.check_differences(Quantity::Gradient, &|&[x, y]| {
            let (f, fx, fy) = rule.eval(x, y);
            (vec![to_f64(f)], vec![vec![to_f64(fx), to_f64(fy)]])
        })?;
        self.check_differences(Quantity::Hessian, &|&point| {
            let [x, y] = Dual::<T, 2>::variables(point);
            let (_, fx, fy) = rule.eval(x, y);
            ([fx, fy].map(|f| to_f64(f.re)).into(), [fx, fy].map(|f| f.eps.map(to_f64).into()).into())
        })
    }

    /// Compares at every case.
    fn compare(
        &self,
        quantity: Quantity,
        exact: &dyn Fn(&S::Value, f64) -> Exact,
        found: &dyn Fn(&S::Value) -> Vec<Rows>,
    ) -> Result<Report, Mismatch> {
        let tolerance = self.tolerance_or_default();
        self.run(quantity, Some(tolerance), Looks::Drawn, |x, _| judge(&tolerance, x, exact, found))
    }

    /// Compares the derivatives that `f` gives with differences of the values that it gives.
    fn check_differences(&self, quantity: Quantity, f: &dyn Fn(&S::Value) -> ValuesAndDerivatives) -> Result<Report, Mismatch> {
        self.check_function(quantity, &Function { values: &|x| f(x).0, derivatives: f })
    }

    /// The same of a function that gives its values by themselves too.
    fn check_function(&self, quantity: Quantity, f: &Function<S::Value>) -> Result<Report, Mismatch> {
        self.run(quantity, self.tolerance, Looks::SimplerToo, |x, _| {
            judge_differences(quantity, self.tolerance.as_ref(), x, &|x| self.skips(x), f)
        })
    }
}

impl<S, T> Oracle<S>
where
    S: Strategy<Value = T>,
    T: Scalar,
{
    /// Checks the derivative `df` against the exact one of the function `f` of one variable.
    ///
    /// # Errors
    ///
    /// With the simplest point at which they differ.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, boxed};
    /// let report = Oracle::new(boxed(0.1..=9.0)).check_derivative(|x| x.powf(1.5), |x: f64| 1.5 * x.sqrt())?;
    /// assert_eq!(report.cases, 256);
    /// # Ok::<(), dual_numbers::oracle::Mismatch>(())
    /// ```
    pub fn check_derivative<F, D>(&self, f: F, df: D) -> Result<Report, Mismatch>
    where
        F: Fn(Dual<T>) -> Dual<T>,
        D: Fn(T) -> T,
    {
        let exact = |&x: &T, seed: f64| {
            let y = f(Dual::new(x, [T::literal(seed)]));
            single(Quantity::Derivative, (vec![to_f64(y.re)], vec![vec![to_f64(y.derivative()) / seed]]))
        };
        self.compare(Quantity::Derivative, &exact, &|&x| vec![rows(df(x))])
    }

    /// Checks the second derivative `d2f` against the exact one of the function `f` of one variable, as [`Oracle::check_hessian`] does for several.
    ///
    /// # Errors
    ///
    /// With the simplest point at which they differ.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, boxed};
    /// let oracle = || Oracle::new(boxed(-9.0..=9.0));
    /// let report = oracle().check_second_derivative(|x| x.powi(4), |x| 12.0 * x * x)?;
    /// assert_eq!(report.cases, 256);
    /// let mismatch = oracle().check_second_derivative(|x| x.powi(4), |x| 4.0 * x * x).unwrap_err();
    /// assert_eq!((&mismatch.point[..], mismatch.entry().unwrap().expected), (&[1.0][..], 12.0));
    /// # Ok::<(), dual_numbers::oracle::Mismatch>(())
    /// ```
    pub fn check_second_derivative<F, D>(&self, f: F, d2f: D) -> Result<Report, Mismatch>
    where
        F: Fn(HyperDual<T>) -> HyperDual<T>,
        D: Fn(T) -> T,
    {
        let exact = |x: &T, seed: f64| single(Quantity::SecondDerivative, second_derivatives(x, seed, &f));
        self.compare(Quantity::SecondDerivative, &exact, &|&x| vec![rows(d2f(x))])
    }

    /// Checks the derivative that `rule` states against differences of its value, and the second derivative that follows from it against
    /// differences of the first one.
    ///
    /// See [`Oracle::check_self`] for the method.
    ///
    /// # Errors
    ///
    /// With the simplest point at which they differ: `expected` is by differences, `found` is what the rule gives.
    ///
    /// ```
    /// use dual_numbers::oracle::{Oracle, boxed};
    /// use dual_numbers::{DualNum, Rule};
    ///
    /// struct Logistic;
    /// impl Rule for Logistic {
    ///     fn eval<D: DualNum>(&self, x: D) -> (D, D) {
    ///         let y = ((-x).exp() + D::one()).recip();
    ///         (y, y * y)
    ///     }
    /// }
    /// let mismatch = Oracle::new(boxed(-3.0..=3.0)).check_rule(Logistic).unwrap_err(); // f' is y (1 - y)
    /// assert_eq!(mismatch.point, [1.0]);
    /// ```
    pub fn check_rule<R: Rule>(&self, rule: R) -> Result<Report, Mismatch> {
        self.check_differences(Quantity::Derivative, &|&x| {
            let (f, df) = rule.eval(x);
            (vec![to_f64(f)], vec![vec![to_f64(df)]])
        })?;
        self.check_differences(Quantity::SecondDerivative, &|&x| {
            let (_, df) = rule.eval(Dual::variable(x));
            (vec![to_f64(df.re)], vec![vec![to_f64(df.derivative())]])
        })
    }
}

fn rows<T: Scalar>(table: impl Table<T>) -> Rows {
    table.into_rows().into_iter().map(|row| row.into_iter().map(to_f64).collect()).collect()
}

/// One row: a column is one too.
fn row<T: Scalar>(list: impl Table<T>) -> Rows {
    let rows = rows(list);
    if rows.iter().all(|row| row.len() == 1) { vec![rows.concat()] } else { rows }
}

/// One quantity to compare.
fn single(quantity: Quantity, (values, derivatives): ValuesAndDerivatives) -> Exact {
    (values, vec![(quantity, derivatives)])
}

/// The outputs of `f`, and their gradients, with directions of the length `seed`.
fn first_derivatives<P: Point, Y: Table<P::Number>>(x: &P, seed: f64, f: &dyn Fn(Variables<P>) -> Y) -> ValuesAndDerivatives {
    let n = x.coordinates().len();
    let (mut values, mut rows) = (Vec::new(), Rows::new());
    // Without variables there is still a value.
    for first in (0..n.max(1)).step_by(P::Number::WIDTH.max(1)) {
        let outputs = f(x.map(|k, x| P::Number::seeded(x, k, first, P::Scalar::literal(seed)))).into_rows().concat();
        values = outputs.iter().map(|y| to_f64(y.real())).collect();
        rows.resize(outputs.len(), Vec::new());
        for (row, y) in rows.iter_mut().zip(&outputs) {
            row.extend(y.partials().iter().take(n - first).map(|&partial| to_f64(partial) / seed));
        }
    }
    (values, rows)
}

/// The value and the Hessian of `f`, one pass for each pair of variables, with directions of the length `seed`.
fn second_derivatives<P: Point>(x: &P, seed: f64, f: &dyn Fn(HyperVariables<P>) -> HyperDual<P::Scalar>) -> ValuesAndDerivatives {
    let n = x.coordinates().len();
    let (mut values, mut hessian) = (Vec::new(), vec![vec![0.0; n]; n]);
    for (i, j) in (0..n).flat_map(|i| (i..n).map(move |j| (i, j))) {
        let along = |seeded: bool| P::Scalar::literal(if seeded { seed } else { 0.0 });
        let y = f(x.map(|k, x| HyperDual::new(x, [along(k == i)], [along(k == j)], [[along(false)]])));
        let entry = to_f64(y.eps12[0][0]) / seed / seed;
        (hessian[i][j], hessian[j][i]) = (entry, entry);
        values = vec![to_f64(y.re)];
    }
    (values, hessian)
}

/// The outputs of `f`, and in one row their derivatives along `v`, with a direction of `seed` times its length.
fn directional_derivatives<P: Point, Y: Table<Dual<P::Scalar>>>(
    x: &P,
    v: &[f64],
    seed: f64,
    f: &dyn Fn(LineVariables<P>) -> Y,
) -> ValuesAndDerivatives {
    let outputs = f(x.map(|k, x| Dual::new(x, [P::Scalar::literal(v[k] * seed)]))).into_rows().concat();
    (outputs.iter().map(|y| to_f64(y.re)).collect(), vec![outputs.iter().map(|y| to_f64(y.derivative()) / seed).collect()])
}
