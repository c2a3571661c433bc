//! Sets of inputs, shared between the numbers that depend on them.

use core::hash::{Hash, Hasher};
use std::collections::HashMap;
use std::hash::DefaultHasher;
use std::vec;
use std::vec::Vec;

/// A union of at most this many inputs is written out; a larger one refers to its two halves.
///
/// So a set costs a bounded amount however it is built, and a sum of a million inputs takes a million unions, not their squares.
const LIST: usize = 16;

/// A set of inputs: 0 is empty, `i + 1` holds input `i` alone.
pub(super) type SetId = u32;

#[derive(Clone, Copy, Debug)]
enum Set {
    /// Sorted inputs, `items[start..end]`.
    List {
        start: u32,
        end: u32,
    },
    Union(SetId, SetId),
}

/// An arena of sets.
#[derive(Debug)]
pub(super) struct Sets {
    inputs: usize,
    sets: Vec<Set>,
    items: Vec<u32>,
    has_unions: bool,
}

impl Sets {
    /// The empty set, and one set for each of `inputs` inputs; `None` if those are too many to number.
    pub(super) fn new(inputs: usize) -> Option<Self> {
        let n = u32::try_from(inputs).ok().filter(|&n| n < u32::MAX - 1)?;
        let singles = (0..n).map(|i| Set::List { start: i, end: i + 1 });
        let sets = core::iter::once(Set::List { start: 0, end: 0 }).chain(singles).collect();
        Some(Self { inputs, sets, items: (0..n).collect(), has_unions: false })
    }

    /// How many inputs there are.
    pub(super) fn inputs(&self) -> usize {
        self.inputs
    }

    /// The union of two sets; one of them itself if it contains the other. `None` if the arena is full.
    pub(super) fn union(&mut self, a: SetId, b: SetId) -> Option<SetId> {
        if a == b || b == 0 {
            return Some(a);
        }
        if a == 0 {
            return Some(b);
        }
        if let (Set::List { start: i, end: a_end }, Set::List { start: j, end: b_end }) = (self.sets[a as usize], self.sets[b as usize]) {
            let (a_length, b_length) = ((a_end - i) as usize, (b_end - j) as usize);
            let start = self.items.len();
            self.merge(i as usize..a_end as usize, j as usize..b_end as usize);
            let length = self.items.len() - start;
            if length <= LIST && length > a_length.max(b_length) {
                return self.push(Set::List { start: u32::try_from(start).ok()?, end: u32::try_from(self.items.len()).ok()? });
            }
            self.items.truncate(start);
            if length == a_length {
                return Some(a);
            }
            if length == b_length {
                return Some(b);
            }
        }
        self.has_unions = true;
        self.push(Set::Union(a, b))
    }

    /// Appends the union of two sorted runs of items.
    fn merge(&mut self, mut a: core::ops::Range<usize>, mut b: core::ops::Range<usize>) {
        while !(a.is_empty() && b.is_empty()) {
            let x = if a.is_empty() { u32::MAX } else { self.items[a.start] };
            let y = if b.is_empty() { u32::MAX } else { self.items[b.start] };
            a.start += usize::from(x <= y);
            b.start += usize::from(y <= x);
            self.items.push(x.min(y));
        }
    }

    /// Products of sets as products of sets that are written out, with the same pairs of members; each product once. `None` if the arena is
    /// full.
    pub(super) fn write_out(mut self, products: Vec<(SetId, SetId)>) -> Option<(Self, Vec<(SetId, SetId)>)> {
        // Lists are short: whatever overlaps among them costs a bounded amount.
        if products.iter().all(|&(p, q)| self.list(p).and(self.list(q)).is_some()) {
            return Some((self, in_order(products.into_iter())));
        }
        let mut known = Known::default();
        let products = products.into_iter().map(|(p, q)| (known.first(&self, p), known.first(&self, q))).collect();
        let products = self.join(products)?; // by their first sets
        let products = self.join(products)?; // by their second ones
        let mut reader = Reader::new(self);
        let mut written = Vec::with_capacity(products.len());
        for (p, q) in products {
            written.push((reader.written_out(p, &mut known)?, reader.written_out(q, &mut known)?));
        }
        Some((reader.sets, in_order(written.into_iter())))
    }

    /// Fewer products, turned around: `p x q` and `p x r` are `p x (q + r)`. So the sums of a long recursion that one parameter multiplies
    /// are written out once, not one by one.
    fn join(&mut self, mut products: Vec<(SetId, SetId)>) -> Option<Vec<(SetId, SetId)>> {
        products.sort_unstable();
        let mut joined: Vec<(SetId, SetId)> = Vec::new();
        for (p, q) in products {
            match joined.last_mut() {
                Some((union, last)) if *last == p => *union = self.union(*union, q)?,
                _ => joined.push((q, p)),
            }
        }
        Some(joined)
    }

    fn push(&mut self, set: Set) -> Option<SetId> {
        let id = u32::try_from(self.sets.len()).ok()?;
        self.sets.push(set);
        Some(id)
    }

    /// The inputs of a set that is written out.
    pub(super) fn list(&self, id: SetId) -> Option<&[u32]> {
        match self.sets[id as usize] {
            Set::List { start, end } => Some(&self.items[start as usize..end as usize]),
            Set::Union(..) => None,
        }
    }
}

/// Products, `p x q` for `q x p` too, in ascending order, each once.
fn in_order(products: impl Iterator<Item = (SetId, SetId)>) -> Vec<(SetId, SetId)> {
    let mut products: Vec<_> = products.map(|(p, q)| (p.min(q), p.max(q))).collect();
    products.sort_unstable();
    products.dedup();
    products
}

/// Sets that are written out, by the hash of their inputs: the first of each hash.
#[derive(Debug, Default)]
struct Known(HashMap<u64, SetId>);

impl Known {
    /// The first set met with the inputs of set `id`, if they are written out.
    fn first(&mut self, sets: &Sets, id: SetId) -> SetId {
        sets.list(id).map_or(id, |inputs| self.with(sets, inputs, id))
    }

    /// The first set met with these inputs, or else `id`.
    fn with(&mut self, sets: &Sets, inputs: &[u32], id: SetId) -> SetId {
        let mut hasher = DefaultHasher::new();
        inputs.hash(&mut hasher);
        let first = *self.0.entry(hasher.finish()).or_insert(id);
        if sets.list(first) == Some(inputs) { first } else { id }
    }
}

/// Writes sets out.
#[derive(Debug)]
pub(super) struct Reader {
    sets: Sets,
    /// The last round that met each union, and each input; rounds count from 1.
    union_met: Vec<u32>,
    input_met: Vec<u32>,
    round: u32,
    stack: Vec<SetId>,
    found: Vec<u32>,
    /// How many more items may be spent on writing shared unions out.
    budget: usize,
}

impl Reader {
    pub(super) fn new(sets: Sets) -> Self {
        let (unions, inputs) = if sets.has_unions { (sets.sets.len(), sets.inputs) } else { (0, 0) };
        let budget = sets.inputs + sets.sets.len();
        Self { sets, union_met: vec![0; unions], input_met: vec![0; inputs], round: 0, stack: Vec::new(), found: Vec::new(), budget }
    }

    /// Appends the inputs of a set, sorted.
    pub(super) fn append(&mut self, id: SetId, out: &mut Vec<usize>) {
        if let Some(list) = self.sets.list(id) {
            out.extend(list.iter().map(|&i| i as usize));
            return;
        }
        let shared = self.find(id);
        out.extend(self.found.iter().map(|&i| i as usize));
        self.write_out_shared(shared);
    }

    /// The first set of those `known` that has the inputs of set `id`, written out for good; `None` if the arena is full.
    fn written_out(&mut self, id: SetId, known: &mut Known) -> Option<SetId> {
        if self.sets.list(id).is_none() {
            let shared = self.find(id);
            let first = known.with(&self.sets, &self.found, id);
            if first == id {
                self.write_out(id);
            } else {
                self.sets.sets[id as usize] = self.sets.sets[first as usize];
            }
            self.write_out_shared(shared);
        }
        self.sets.list(id).is_some().then(|| known.first(&self.sets, id))
    }

    /// Writes out a union that the last round met and an earlier one too.
    ///
    /// At most one per round, the first that is met: a long calculation shared by many sets is walked once or twice, not once per set. What
    /// is written out stays within a multiple of what the rounds found.
    fn write_out_shared(&mut self, shared: Option<SetId>) {
        self.budget += 2 * self.found.len();
        if let Some(shared) = shared.filter(|&shared| self.sets.list(shared).is_none()) {
            self.find(shared);
            if self.found.len() <= self.budget {
                self.budget -= self.found.len();
                self.write_out(shared);
            }
        }
    }

    /// Collects the inputs of a set, sorted, and names the first union met that an earlier round met too.
    fn find(&mut self, id: SetId) -> Option<SetId> {
        self.round += 1;
        self.found.clear();
        self.stack.push(id);
        let mut shared = None;
        while let Some(id) = self.stack.pop() {
            match self.sets.sets[id as usize] {
                Set::List { start, end } => {
                    for &input in &self.sets.items[start as usize..end as usize] {
                        if core::mem::replace(&mut self.input_met[input as usize], self.round) != self.round {
                            self.found.push(input);
                        }
                    }
                }
                Set::Union(a, b) => {
                    let met = core::mem::replace(&mut self.union_met[id as usize], self.round);
                    if met != self.round {
                        shared = shared.or((met != 0).then_some(id));
                        self.stack.extend([a, b]);
                    }
                }
            }
        }
        self.found.sort_unstable();
        shared
    }

    /// Turns a union into the list that was found for it; the items past `u32` stay a union.
    fn write_out(&mut self, id: SetId) {
        let (start, end) = (self.sets.items.len(), self.sets.items.len() + self.found.len());
        if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) {
            self.sets.items.extend_from_slice(&self.found);
            self.sets.sets[id as usize] = Set::List { start, end };
        }
    }
}
