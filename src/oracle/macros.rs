//! Assertions for a property test of the user's own.

macro_rules! assertions {
    ($d:tt $($(#[$doc:meta])* $name:ident: $check:ident;)*) => { $(
        $(#[$doc])*
        ///
        /// # Panics
        ///
        /// With the table of the [`Mismatch`](crate::oracle::Mismatch), if it is not right.
        #[macro_export]
        macro_rules! $name {
            ($d f:expr, $d df:expr, $d x:expr $d(, $d tolerance:expr)? $d(,)?) => {
                $d crate::__assert_at!($check, $d f, $d df, $d x $d(, $d tolerance)?)
            };
        }
    )* };
}

assertions! { $
    /// Asserts that a derivative is right at one point: `assert_derivative!(f, df, x)`, or `assert_derivative!(f, df, x, tolerance)`.
    ///
    /// For use inside `proptest!` blocks, which shrink the point by their own means and keep failing cases in their files. The
    /// arguments are those of [`Oracle::check_derivative`](crate::oracle::Oracle::check_derivative). At a kink whatever is between its sides passes.
    ///
    /// ```
    /// use dual_numbers::assert_derivative;
    /// use proptest::prelude::*;
    ///
    /// proptest! {
    ///     fn sine(x in -10.0..10.0) {
    ///         assert_derivative!(|x| x.sin(), f64::cos, x);
    ///     }
    /// }
    /// sine();
    /// ```
    assert_derivative: check_derivative;
    /// Asserts that a gradient is right at one point: `assert_gradient!(f, g, x)`, or `assert_gradient!(f, g, x, tolerance)`.
    ///
    /// ```
    /// use dual_numbers::assert_gradient;
    /// assert_gradient!(|[x, y]| x * y, |[x, y]| [y, x], [2.0, 3.0]);
    /// ```
    assert_gradient: check_gradient;
    /// Asserts that a Jacobian is right at one point: `assert_jacobian!(f, j, x)`, or `assert_jacobian!(f, j, x, tolerance)`.
    ///
    /// ```
    /// use dual_numbers::assert_jacobian;
    /// assert_jacobian!(|[x, y]| [x * y, x + y], |[x, y]: [f64; 2]| [[y, x], [1.0, 1.0]], [2.0, 3.0]);
    /// ```
    assert_jacobian: check_jacobian;
    /// Asserts that a Hessian is right at one point: `assert_hessian!(f, h, x)`, or `assert_hessian!(f, h, x, tolerance)`.
    ///
    /// ```
    /// use dual_numbers::assert_hessian;
    /// assert_hessian!(|[x, y]| x * y, |_| [[0.0, 1.0], [1.0, 0.0]], [2.0, 3.0]);
    /// ```
    assert_hessian: check_hessian;
    /// Asserts that the derivative along a direction is right at one point: `assert_directional!(f, jvp, x)`, or
    /// `assert_directional!(f, jvp, x, tolerance)`.
    ///
    /// ```
    /// use dual_numbers::assert_directional;
    /// assert_directional!(|[x, y]| x * y, |[x, y], [dx, dy]| dx * y + x * dy, [2.0, 3.0]);
    /// ```
    assert_directional: check_directional;
}

#[doc(hidden)]
#[macro_export]
macro_rules! __assert_at {
    ($check:ident, $f:expr, $df:expr, $x:expr $(, $tolerance:expr)?) => {
        if let Err(mismatch) = $crate::oracle::Oracle::at($x)$(.tolerance($tolerance))?.$check($f, $df) {
            panic!("{mismatch}");
        }
    };
}
