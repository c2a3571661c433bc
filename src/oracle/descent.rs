//! Shrinking by trying simpler values, the simplest first, until none of them fails.

use core::fmt::Debug;
use std::vec;

use proptest::strategy::ValueTree;

/// A source of values that knows which of its values are simpler than a given one.
pub trait Simplify: Clone {
    /// What is simplified.
    type Value: Clone + Debug;

    /// Simpler values, the simplest first. Each one is simpler in an order without endless descent.
    fn simpler(&self, value: &Self::Value) -> Vec<Self::Value>;
}

/// The simplest value known to fail, and the simpler ones that are not yet tried.
#[derive(Clone, Debug)]
pub struct Descent<D: Simplify> {
    domain: D,
    best: D::Value,
    trial: Option<D::Value>,
    untried: Option<vec::IntoIter<D::Value>>,
}

impl<D: Simplify> Descent<D> {
    pub(super) fn new(domain: D, value: D::Value) -> Self {
        Self { domain, best: value, trial: None, untried: None }
    }
}

impl<D: Simplify> ValueTree for Descent<D> {
    type Value = D::Value;

    fn current(&self) -> D::Value {
        self.trial.as_ref().unwrap_or(&self.best).clone()
    }

    /// The current value fails: go on from it.
    fn simplify(&mut self) -> bool {
        if let Some(failing) = self.trial.take() {
            (self.best, self.untried) = (failing, None);
        }
        let untried = self.untried.get_or_insert_with(|| self.domain.simpler(&self.best).into_iter());
        self.trial = untried.next();
        self.trial.is_some()
    }

    /// The current value passes: try the next one. Behind the last one stands the best, once more: a tree of several such
    /// parts turns to its next part only after a failure.
    fn complicate(&mut self) -> bool {
        let tried = self.trial.is_some();
        self.trial = self.untried.as_mut().and_then(Iterator::next);
        tried
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::strategy::Strategy;
    use proptest::test_runner::TestRunner;

    use super::*;
    use crate::oracle::{boxed, near, programs};

    /// The number of steps on the longest way down from `value`; a value that leads back to itself is on its own way.
    fn longest<D: Simplify>(domain: &D, value: &D::Value, known: &mut HashMap<String, Option<usize>>) -> usize {
        let name = format!("{value:?}");
        if let Some(steps) = known.get(&name) {
            return steps.unwrap_or_else(|| panic!("{name} is simpler than itself"));
        }
        known.insert(name.clone(), None);
        let steps = domain.simpler(value).iter().map(|simpler| 1 + longest(domain, simpler, known)).max().unwrap_or(0);
        known.insert(name, Some(steps));
        steps
    }

    #[test]
    fn every_chain_of_simpler_values_ends() {
        fn hold<D: Simplify + Strategy<Value = <D as Simplify>::Value>>(domain: &D) {
            let mut runner = TestRunner::deterministic();
            for _ in 0..20 {
                let value = domain.new_tree(&mut runner).unwrap().current();
                let steps = longest(domain, &value, &mut HashMap::new());
                assert!(steps < 100, "{steps} steps from {value:?}");
            }
        }
        hold(&boxed([(-2.0f32, 2.0); 2]));
        hold(&boxed(-1e9..=1e9));
        hold(&near(1.0));
        hold(&programs().operations(4));
    }
}
