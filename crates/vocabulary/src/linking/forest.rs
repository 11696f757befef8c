//! Sums of small decision trees, and what each number gave to a sum.

use super::LinkFault;

/// Where a branch leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Branch {
    /// To another split of the same tree.
    Split(u8),
    /// To a leaf of the same tree.
    Leaf(u8),
}

/// A question to a line: is this number at most the threshold?
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Split {
    /// Which number of the line.
    pub feature: u8,
    /// Numbers at most this go to the left.
    pub threshold: f32,
    /// Where those go.
    pub left: Branch,
    /// Where the others go.
    pub right: Branch,
    /// What the tree gives on average below here.
    pub value: f32,
}

/// One tree; the first split is the root.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree {
    /// The questions.
    pub splits: Vec<Split>,
    /// What is given at each end.
    pub leaves: Vec<f32>,
}

/// A sum of trees.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Forest {
    /// The trees, in the order they were grown.
    pub trees: Vec<Tree>,
}

impl Tree {
    fn walk(&self, line: &[f32], mut met: impl FnMut(u8, f32)) -> f32 {
        let Some(mut split) = self.splits.first() else {
            return self.leaves.first().copied().unwrap_or(0.0);
        };
        loop {
            let number = line.get(usize::from(split.feature)).copied().unwrap_or(0.0);
            let branch = if number <= split.threshold { split.left } else { split.right };
            match branch {
                Branch::Leaf(at) => {
                    let value = self.leaves.get(usize::from(at)).copied().unwrap_or(0.0);
                    met(split.feature, value - split.value);
                    return value;
                }
                Branch::Split(at) => {
                    // The reader has checked that splits only lead onwards, so this ends.
                    let Some(next) = self.splits.get(usize::from(at)) else { return 0.0 };
                    met(split.feature, next.value - split.value);
                    split = next;
                }
            }
        }
    }
}

impl Forest {
    /// The sum for a line.
    pub fn score(&self, line: &[f32]) -> f32 {
        self.trees.iter().map(|tree| tree.walk(line, |_, _| ())).sum()
    }

    /// What every sum begins with, and what each number of the line added. They add up to
    /// [`Self::score`]: along a path, each split gets what it changed in the expected value.
    pub fn contributions(&self, line: &[f32]) -> (f32, Vec<f32>) {
        let mut parts = vec![0.0; line.len()];
        let mut base = 0.0;
        for tree in &self.trees {
            base += tree
                .splits
                .first()
                .map_or_else(|| tree.leaves.first().copied().unwrap_or(0.0), |root| root.value);
            tree.walk(line, |feature, change| {
                if let Some(part) = parts.get_mut(usize::from(feature)) {
                    *part += change;
                }
            });
        }
        (base, parts)
    }

    /// As bytes: little-endian, trees one after the other.
    pub fn write(&self, bytes: &mut Vec<u8>) {
        bytes.extend(small(self.trees.len()).to_le_bytes());
        for tree in &self.trees {
            bytes.extend([count(tree.splits.len()), count(tree.leaves.len())]);
            for split in &tree.splits {
                bytes.push(split.feature);
                bytes.extend(split.threshold.to_le_bytes());
                bytes.extend([code(split.left), code(split.right)]);
                bytes.extend(split.value.to_le_bytes());
            }
            for leaf in &tree.leaves {
                bytes.extend(leaf.to_le_bytes());
            }
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, LinkFault> {
        let trees = u16::from_le_bytes(reader.take()?);
        let read = |_| Tree::read(reader);
        Ok(Self { trees: (0..trees).map(read).collect::<Result<_, _>>()? })
    }
}

impl Tree {
    fn read(reader: &mut Reader<'_>) -> Result<Self, LinkFault> {
        let [splits, leaves] = reader.take()?;
        let mut tree = Self { splits: vec![], leaves: vec![] };
        for at in 0..splits {
            let [feature] = reader.take()?;
            let threshold = f32::from_le_bytes(reader.take()?);
            let [left, right] = reader.take()?;
            let value = f32::from_le_bytes(reader.take()?);
            let branch = |code| branch(code, at, splits, leaves);
            let (left, right) = (branch(left)?, branch(right)?);
            tree.splits.push(Split { feature, threshold, left, right, value });
        }
        for _ in 0..leaves {
            tree.leaves.push(f32::from_le_bytes(reader.take()?));
        }
        Ok(tree)
    }
}

/// Leaves have the highest bit set.
const LEAF: u8 = 0x80;

fn code(branch: Branch) -> u8 {
    match branch {
        Branch::Split(at) => at,
        Branch::Leaf(at) => at | LEAF,
    }
}

fn branch(code: u8, from: u8, splits: u8, leaves: u8) -> Result<Branch, LinkFault> {
    let at = code & !LEAF;
    if code & LEAF != 0 {
        return if at < leaves { Ok(Branch::Leaf(at)) } else { Err(LinkFault::Parameters) };
    }
    if at > from && at < splits { Ok(Branch::Split(at)) } else { Err(LinkFault::Parameters) }
}

fn count(number: usize) -> u8 {
    u8::try_from(number).unwrap_or(u8::MAX)
}

fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// Takes bytes from the front.
pub(crate) struct Reader<'a>(pub(crate) &'a [u8]);

impl Reader<'_> {
    pub(crate) fn take<const N: usize>(&mut self) -> Result<[u8; N], LinkFault> {
        let (head, rest) = self.0.split_first_chunk::<N>().ok_or(LinkFault::Parameters)?;
        self.0 = rest;
        Ok(*head)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forest() -> Forest {
        let split = |feature, threshold, left, right, value| Split {
            feature,
            threshold,
            left,
            right,
            value,
        };
        let tree = Tree {
            splits: vec![
                split(0, 0.5, Branch::Leaf(0), Branch::Split(1), 0.25),
                split(1, 2.0, Branch::Leaf(1), Branch::Leaf(2), 1.0),
            ],
            leaves: vec![-1.0, 0.5, 2.0],
        };
        Forest { trees: vec![tree.clone(), tree] }
    }

    #[test]
    fn what_is_written_is_read() {
        let mut bytes = Vec::new();
        forest().write(&mut bytes);
        let read = Forest::read(&mut Reader(&bytes)).expect("forest");
        assert_eq!(read, forest());
        for end in 0..bytes.len() {
            assert!(Forest::read(&mut Reader(&bytes[..end])).is_err());
        }
    }

    #[test]
    fn contributions_add_up_to_the_score() {
        for line in [[0.0, 0.0], [1.0, 0.0], [1.0, 3.0]] {
            let (base, parts) = forest().contributions(&line);
            let sum = base + parts.iter().sum::<f32>();
            assert!((sum - forest().score(&line)).abs() < 1e-6);
        }
        assert!((forest().score(&[1.0, 3.0]) - 4.0).abs() < 1e-6);
    }
}
